"""Which tables a folder fills, and the rows it wants there. In this order: each stands on those before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model

from samspel.core.models import County, Municipality
from samspel.core.programmes import models as m
from samspel.core.rules import NoRuleInForce, RuleSet, ValueNotKnown, rule_set
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.formats.specs import TrackSpec

Key = tuple[Any, ...]
Given = tuple[Any, Mapping[str, Any]]
"""A spec, and the values of a row that are not its own attributes."""


@dataclass(frozen=True)
class Row:
    """A wanted row. Links are the natural keys of what they lead to; `many` has sets of such keys."""

    key: Key
    values: Mapping[str, Any]
    many: Mapping[str, frozenset[Key]]


@dataclass(frozen=True)
class Entity:
    """A table the folder fills. `key` identifies a row within the programme, `scope` is the lookup path to it
    (None: shared between programmes, so rows are added and changed but never removed).
    `vacate`: values set first on rows that change or go, to free what a unique constraint holds. `author`: the path to
    who made a row in the application; such rows stay although the folder does not have them."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    scope: str | None
    specs: Callable[[ProgrammeFolder], Iterable[Given]]
    many: tuple[str, ...] = ()
    vacate: Mapping[str, Any] = field(default_factory=dict)
    author: str = ""

    def rows(self, folder: ProgrammeFolder) -> list[Row]:
        """The rows the folder wants."""
        return [self._row(spec, given) for spec, given in self.specs(folder)]

    def _row(self, spec: Any, given: Mapping[str, Any]) -> Row:
        def value(name: str) -> Any:
            found = given[name] if name in given else getattr(spec, name)
            linked = isinstance(self.model._meta.get_field(name), ForeignKey)
            return (found,) if linked and isinstance(found, str | int) else found

        return Row(
            tuple(value(name) for name in self.key),
            {name: value(name) for name in self.fields},
            {name: frozenset((code,) for code in getattr(spec, name)) for name in self.many},
        )


def both(*names: str) -> tuple[str, ...]:
    """The two columns of each bilingual field."""
    return tuple(f"{name}_{language}" for name in names for language in ("sv", "en"))


def plain(attribute: str) -> Callable[[ProgrammeFolder], Iterable[Given]]:
    """The specs in an attribute of the folder, as they are."""
    return lambda folder: [(spec, {}) for spec in getattr(folder, attribute)]


def _programme(folder: ProgrammeFolder) -> Iterator[Given]:
    spec = folder.programme
    yield (
        spec,
        {
            "shapes": dict(folder.shapes),
            "rule_overrides": dict(folder.rule_overrides),
            **counting_limits(rule_set(spec.rule_set, folder.rule_overrides or None), spec.starts_on),
        },
    )


def counting_limits(rules: RuleSet, starts_on: date) -> dict[str, Any]:
    """What the rules set for counting, as columns of the programme: figures compare with them in the database."""

    def number(code: str) -> Decimal | None:
        try:
            return rules.number(code, starts_on)
        except (NoRuleInForce, ValueNotKnown):
            return None

    years = number("indicator.new-enterprise-years")
    leap_day = (starts_on.month, starts_on.day) == (2, 29)
    first = starts_on.replace(day=28) if leap_day else starts_on
    since = None if years is None else first.replace(year=first.year - int(years))
    return {"new_enterprise_since": since, "least_hours": (number("indicator.least-hours") or Decimal(0))}


def tracks(folder: ProgrammeFolder) -> Iterator[Given]:
    """All tracks, those of the whole programme first, numbered through."""
    owned: list[tuple[str | None, TrackSpec]] = [(None, track) for track in folder.tracks]
    owned += [(area.code, track) for area in folder.areas for track in area.tracks]
    for order, (area, track) in enumerate(owned, 1):
        yield track, {"area": area, "order": order}


def _activities(folder: ProgrammeFolder) -> Iterator[Given]:
    for track, _given in tracks(folder):
        for activity in track.activities:
            yield activity, {"track": track.code}


def _links(folder: ProgrammeFolder) -> Iterator[Given]:
    order = {area.code: area.order for area in folder.areas}
    for link in folder.links:
        first, second = sorted(link.between, key=order.__getitem__)
        yield link, {"first": first, "second": second}


def _evidence(folder: ProgrammeFolder) -> Iterator[Given]:
    for evidence in folder.evidence:
        yield evidence, {"activities": list(evidence.activities)}


def _area_words(folder: ProgrammeFolder) -> Iterator[Given]:
    for found in folder.area_words:
        yield found, {"words": list(found.words)}


def _targets(folder: ProgrammeFolder) -> Iterator[Given]:
    for objective in folder.objectives:
        for target in objective.targets:
            yield target, {"objective": objective.code}


def _target_years(folder: ProgrammeFolder) -> Iterator[Given]:
    for target, given in _targets(folder):
        for year, value in target.years:
            yield None, {"target": ((given["objective"],), target.code), "year": year, "value": value}


def _lines(attribute: str) -> Callable[[ProgrammeFolder], Iterable[Given]]:
    return lambda folder: [
        (line, {"version": version.number}) for version in folder.versions for line in getattr(version, attribute)
    ]


TARGET = Entity(
    "target",
    m.Target,
    ("objective", "code"),
    ("order", "measure", *both("name", "subject"), "value", "baseline"),
    "objective__programme",
    _targets,
)
PLAN_VERSION = Entity(
    "plan version",
    m.PlanVersion,
    ("number",),
    ("valid_from", "decision", *both("reason")),
    "programme",
    plain("versions"),
    author="made_by",
)
BUDGET_LINE = Entity(
    "budget line",
    m.BudgetLine,
    ("version", "category", "partner", "year"),
    ("amount",),
    "version__programme",
    _lines("budget_lines"),
    author="version__made_by",
)
FINANCING_LINE = Entity(
    "financing line",
    m.FinancingLine,
    ("version", "financier", "year"),
    ("amount",),
    "version__programme",
    _lines("financing_lines"),
    author="version__made_by",
)

ENTITIES = (
    Entity(
        "county",
        County,
        ("code",),
        ("country", "national_code", *both("name"), "short_sv", "nuts2"),
        None,
        plain("counties"),
    ),
    Entity(
        "municipality",
        Municipality,
        ("code",),
        ("country", "lau_code", "name", "county"),
        None,
        plain("municipalities"),
    ),
    Entity(
        "programme",
        m.Programme,
        ("code",),
        (
            *both("name", "short", "territory", "summary", "fund"),
            "starts_on",
            "ends_on",
            "currency",
            "planning_rate",
            "rule_set",
            "is_public",
            "shapes",
            "rule_overrides",
            "new_enterprise_since",
            "least_hours",
        ),
        "",
        _programme,
    ),
    Entity(
        "partner",
        m.Partner,
        ("code",),
        ("order", *both("name", "short"), "letter", "role", "organisation_number", "county"),
        "programme",
        plain("partners"),
        many=("municipalities",),
        vacate={"role": "partner"},
    ),
    Entity(
        "area",
        m.Area,
        ("code",),
        ("order", "tone", *both("name", "short", "summary")),
        "programme",
        plain("areas"),
    ),
    Entity("area link", m.AreaLink, ("first", "second"), both("text"), "first__programme", _links),
    Entity(
        "area evidence",
        m.AreaEvidence,
        ("area", "classification"),
        ("activities", *both("reason")),
        "area__programme",
        _evidence,
    ),
    Entity("area words", m.AreaWords, ("area",), ("words",), "area__programme", _area_words),
    Entity("indicator", m.ComparedIndicator, ("code",), ("better",), "programme", plain("indicators")),
    Entity("track", m.Track, ("code",), ("area", "order", *both("name")), "programme", tracks),
    Entity(
        "activity",
        m.Activity,
        ("track", "code"),
        ("order", *both("title", "text")),
        "track__programme",
        _activities,
        many=("cross_areas",),
    ),
    Entity(
        "objective",
        m.Objective,
        ("code",),
        ("parent", "order", "kind", *both("title", "text")),
        "programme",
        plain("objectives"),
        many=("areas",),
    ),
    TARGET,
    Entity(
        "target year",
        m.TargetYear,
        ("target", "year"),
        ("value",),
        "target__objective__programme",
        _target_years,
    ),
    Entity(
        "milestone",
        m.Milestone,
        ("code",),
        ("area", "due_on", *both("title", "text"), "source"),
        "programme",
        plain("milestones"),
    ),
    Entity(
        "body",
        m.Body,
        ("code",),
        (
            "order",
            "kind",
            *both("name", "mandate"),
            "reports_to",
            "area",
            "partner",
            "part_time",
            "to_be_procured",
        ),
        "programme",
        plain("bodies"),
    ),
    Entity(
        "provision",
        m.Provision,
        ("code",),
        ("order", "kind", *both("title", "text")),
        "programme",
        plain("provisions"),
    ),
    Entity("category", m.CostCategory, ("code",), ("order", "role", *both("name")), "programme", plain("categories")),
    Entity(
        "financier",
        m.Financier,
        ("code",),
        ("partner", "order", "kind", "letter", *both("name")),
        "programme",
        plain("financiers"),
    ),
    PLAN_VERSION,
    BUDGET_LINE,
    FINANCING_LINE,
    Entity(
        "application",
        m.FundingApplication,
        ("code",),
        (
            "applicant",
            "financier",
            "amount",
            "starts_on",
            "ends_on",
            "appropriation",
            "ranking_decided_on",
            "ranking_reference",
            *both("ranking", "reasons"),
        ),
        "programme",
        plain("applications"),
    ),
)

OF_MODEL = {entity.model: entity for entity in ENTITIES}
