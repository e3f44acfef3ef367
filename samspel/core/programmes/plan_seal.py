"""What the database refuses of the money plan: to seal a version that does not add up, and to change a sealed one."""

from samspel.core.triggers import Refusal

VERSIONS, LINES = "programme_planversion", ("programme_budgetline", "programme_financingline")
_DIFFERS = """EXISTS (SELECT 1 FROM (
    SELECT year, amount AS cost, 0 AS paid FROM programme_budgetline WHERE version_id = NEW.id
    UNION ALL SELECT year, 0, amount FROM programme_financingline WHERE version_id = NEW.id
) AS lines GROUP BY year HAVING SUM(cost) <> SUM(paid))"""


def _kept(table: str, event: str, row: str) -> Refusal:
    """Lines of a sealed version stay as they are."""
    sealed = f"EXISTS (SELECT 1 FROM {VERSIONS} AS v WHERE v.id = {row}.version_id AND v.sealed)"  # noqa: S608
    return Refusal(table, f"{table}_sealed_{event}", event, sealed, "the plan version is decided and keeps its lines")


REFUSALS = (
    Refusal(
        VERSIONS, f"{VERSIONS}_adds_up", "update", f"NEW.sealed AND NOT OLD.sealed AND {_DIFFERS}",
        "costs and financing of the plan version differ",
    ),
    Refusal(
        VERSIONS, f"{VERSIONS}_stays_sealed", "update", "OLD.sealed AND NOT NEW.sealed", "a plan version stays decided"
    ),
    Refusal(VERSIONS, f"{VERSIONS}_begins_open", "insert", "NEW.sealed", "a plan version is sealed when it has lines"),
    *(_kept(table, event, row) for table in LINES for event, row in
      (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))),
)  # fmt: skip
