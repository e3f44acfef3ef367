"""Economic complexity of the regions, with how sure each place is and how far the threshold decides."""

from collections.abc import Mapping
from typing import Any

from samspel.insight.sensitivity import threshold_sensitivity
from samspel.insight.uncertainty import complexity_ranking
from samspel.observatory.analysis.labels.computations import COMPUTATION_NAMES
from samspel.observatory.analysis.rules.tables import LEVEL, SEED, number, table_of, told
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress, register


@told
def complexity(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Regions by ECI: code, value, low, high, rank, rank_low, rank_high; and each threshold of RCA with the rank
    correlation and the share of cells that change."""
    if data.value_kind != "count":
        raise ParameterFault("only counts have intervals")
    table = table_of(data, parameters["year"])
    found = complexity_ranking(
        table, draws=parameters["draws"], seed=SEED, level=LEVEL, progress=lambda share: progress(0.9 * share)
    )
    other = threshold_sensitivity(table, progress=lambda share: progress(0.9 + 0.1 * share))
    return {
        "regions": [
            [p.label, p.value, p.low, p.high, p.rank, p.rank_low, p.rank_high] for p in found.places
        ],
        "unranked": list(found.unranked),
        "draws": found.draws,
        "thresholds": [
            [row["threshold"], number(row["rank_correlation"]), row["flipped"]] for row in other.thresholds.to_dicts()
        ],
    }  # fmt: skip


COMPLEXITY = register(
    ComputationKind(
        "complexity",
        COMPUTATION_NAMES["complexity"],
        complexity,
        {"year": 0, "draws": 200},
        page="observatory:profile",
    )
)
