"""Measures and dimensions: what can be counted, and by what it can be broken down. Rooms register theirs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import FilteredRelation, Model, Q, QuerySet

from samspel.core.bilingual import Words, in_language
from samspel.core.facts import known_at
from samspel.core.figures.slices import Slice


class MeasureKind(StrEnum):
    """How rows become a number."""

    COUNT = "count"  # rows
    DISTINCT = "distinct"  # different values of `of`
    SUM = "sum"  # of `of`
    MEDIAN = "median"  # of `of`, over rows that have it; none where no row has


class Unit(StrEnum):
    """What the number is a number of; MONEY is in the programme's currency."""

    ENTERPRISES = "enterprises"
    MONEY = "money"
    INITIATIVES = "initiatives"
    RESEARCH = "research_organisations"
    PUBLIC = "public_institutions"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    COLLABORATIONS = "collaborations"
    CONTACTS = "contacts"
    ACTORS = "actors"
    MUNICIPALITIES = "municipalities"
    HOURS = "hours"
    OPERATIONS = "operations"
    NEEDS = "needs"
    REFERRALS = "referrals"
    OFFERS = "offers"
    DAYS = "days"


@dataclass(frozen=True)
class FigureColumn:
    """A column of the drill-down. `identity` columns name a company or person: not for everybody.

    `{lang}` in the path stands for the reader's language."""

    name: Words
    path: str
    identity: bool = False
    choices: Mapping[str, Words] = field(default_factory=dict)

    @property
    def lookup(self) -> str:
        """The path in the reader's language."""
        return self.path.format(lang=in_language("sv", "en"))


@dataclass(frozen=True)
class Measure:
    """One measure. All paths are Django lookups from `model`; `fact` is the prefix to the fact ("" when it is one).

    `dimensions` maps a dimension's key to its path; those also in `many` are many-valued (a row may fall under
    several members, so members need not add up to the total). `entity_columns` describe one counted thing of a
    distinct count, `columns` one fact.

    `relations` gives named joins that depend on the moment of knowledge, for paths to start with; `narrow` leaves out
    rows by what the slice's programme rules. Where the things counted are many, `entity_model` and `entity_order`
    let a drill-down page be found by walking them in order rather than by counting them all.

    A measure of a plan rather than of facts has `select`: it picks the plan's rows for a slice, and the model then
    has no fact columns.

    A measure of a log rather than of facts, such as the steps of a case, names in `log` the column with the moment at
    which a row was written. Its rows have `occurred_on`, are never taken back and carry no evidence.

    `view` is the action that a reader must be allowed to do to a row in order to see it. `protects` is the path to the
    enterprise, person or case that the public's figures may not single out; empty where there is nobody to protect."""

    code: str
    kind: MeasureKind
    unit: Unit
    name: Words
    definition: Words
    source: Words
    view: str
    protects: str
    model: type[Model]
    of: str = "pk"
    fact: str = ""
    where: Q = field(default_factory=Q)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    many: frozenset[str] = frozenset()
    columns: Sequence[FigureColumn] = ()
    entity_columns: Sequence[FigureColumn] = ()
    relations: Callable[[datetime | None], Mapping[str, FilteredRelation]] | None = None
    narrow: Callable[[QuerySet[Any], Slice], QuerySet[Any]] | None = None
    entity_model: type[Model] | None = None
    entity_order: tuple[str, ...] = ()
    select: Callable[[QuerySet[Any], Slice], QuerySet[Any]] | None = None
    log: str = ""

    @property
    def programme_path(self) -> str:
        """Path to the programme's id."""
        return f"{self.fact}programme_id"

    @property
    def of_plan(self) -> bool:
        """Whether the rows are a plan's and not facts."""
        return self.select is not None

    @property
    def has_evidence(self) -> bool:
        """Whether the rows are facts, which have evidence."""
        return not self.of_plan and not self.log

    @property
    def adds_up(self) -> bool:
        """Whether the rows' contributions add up to the number; a median's are the values it is the middle of."""
        return self.kind is not MeasureKind.MEDIAN

    @property
    def nothing(self) -> int | None:
        """The value where there are no rows: zero, but no number for a median."""
        return 0 if self.adds_up else None

    def known(self, moment: datetime | None) -> Q:
        """The condition that a row is known at the moment."""
        if not self.log:
            return known_at(moment, self.fact)
        return Q() if moment is None else Q(**{f"{self.fact}{self.log}__lte": moment})


@dataclass(frozen=True)
class Member:
    """One member of a dimension in a programme: its id in the tables, its code in addresses, its label."""

    id: Any
    code: str
    label: str


@dataclass(frozen=True)
class Dimension:
    """Something figures are broken down by. `members` lists a programme's members, given its structure: whatever the
    programme room hands over as that."""

    key: str
    name: Words
    members: Callable[[Any], Sequence[Member]]


@dataclass(frozen=True)
class Condition:
    """Something a slice may ask of facts beside its members. `build` gives it for a measure, the slice and the value
    asked for; `dimension` names the dimension the values are members of, if any."""

    key: str
    name: Words
    build: Callable[["Measure", Slice, Any], Q]
    dimension: str = ""


@dataclass(frozen=True)
class Figure:
    """A number with what it is of and where it opens; what templates render. `value` is an int or a Decimal; None only
    for a median of no rows."""

    measure: Measure
    slice: Slice
    value: Any
    url: str
    currency: str = ""


_measures: dict[str, Measure] = {}
_dimensions: dict[str, Dimension] = {}
_conditions: dict[str, Condition] = {}


def register(new: Measure) -> Measure:
    """Make a measure known. ValueError where the code is taken by another measure."""
    if _measures.get(new.code, new) != new:
        raise ValueError(f"measure {new.code} is registered twice")
    _measures[new.code] = new
    return new


def register_dimension(new: Dimension) -> Dimension:
    """Make a dimension known."""
    _dimensions[new.key] = new
    return new


def measure(code: str) -> Measure:
    """The measure with the code; KeyError where there is none."""
    return _measures[code]


def measures() -> Mapping[str, Measure]:
    """All measures by code."""
    return _measures


def dimension(key: str) -> Dimension:
    """The dimension with the key; KeyError where there is none."""
    return _dimensions[key]


def dimensions() -> Mapping[str, Dimension]:
    """All dimensions by key."""
    return _dimensions


def register_condition(new: Condition) -> Condition:
    """Make a condition known."""
    _conditions[new.key] = new
    return new


def conditions() -> Mapping[str, Condition]:
    """All conditions by key."""
    return _conditions
