"""What a programme folder says, as frozen values. Fields are named as in samspel.core.programmes.models."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class ProgrammeSpec:
    """The programme itself. `ends_on` is its last day; `planning_rate` currency units per EUR."""

    code: str
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    territory_sv: str
    territory_en: str
    summary_sv: str
    summary_en: str
    starts_on: date
    ends_on: date
    currency: str
    planning_rate: Decimal | None
    rule_set: str
    fund_sv: str
    fund_en: str
    is_public: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years the programme touches."""
        return tuple(range(self.starts_on.year, self.ends_on.year + 1))


@dataclass(frozen=True)
class CountySpec:
    """A NUTS 3 region."""

    code: str
    country: str
    national_code: str
    name_sv: str
    name_en: str
    short_sv: str
    nuts2: str


@dataclass(frozen=True)
class MunicipalitySpec:
    """A local administrative unit; `county` is its NUTS 3 code."""

    code: str
    country: str
    lau_code: str
    name: str
    county: str


@dataclass(frozen=True)
class PartnerSpec:
    """A partner. `municipalities` are codes once the folder is read."""

    order: int
    code: str
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    letter: str
    role: str
    organisation_number: str
    county: str | None
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class ActivitySpec:
    """An activity of a track; `cross_areas` are the other areas it joins."""

    order: int
    code: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    cross_areas: tuple[str, ...]


@dataclass(frozen=True)
class TrackSpec:
    """A line of work; its text becomes the first version of the work package."""

    order: int
    code: str
    name_sv: str
    name_en: str
    text_sv: str
    text_en: str
    activities: tuple[ActivitySpec, ...]


@dataclass(frozen=True)
class AreaSpec:
    """An area of specialisation with its tracks."""

    order: int
    code: str
    tone: int
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    summary_sv: str
    summary_en: str
    tracks: tuple[TrackSpec, ...]


@dataclass(frozen=True)
class LinkSpec:
    """A cross-link between two areas."""

    between: tuple[str, ...]
    text_sv: str
    text_en: str


@dataclass(frozen=True)
class EvidenceSpec:
    """The activities that an area is to be found in, in statistics by one classification."""

    area: str
    classification: str
    activities: tuple[str, ...]
    reason_sv: str
    reason_en: str


@dataclass(frozen=True)
class AreaWordsSpec:
    """The beginnings of words by which a text is suggested to be of an area."""

    area: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorSpec:
    """A variable that regions are compared by, and whether higher or lower is better."""

    code: str
    better: str


@dataclass(frozen=True)
class TargetSpec:
    """A promised figure; `years` are (year, cumulative value)."""

    order: int
    code: str
    measure: str
    name_sv: str
    name_en: str
    subject_sv: str
    subject_en: str
    value: Decimal
    baseline: Decimal
    years: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class ObjectiveSpec:
    """A node of the objective tree."""

    order: int
    code: str
    kind: str
    parent: str | None
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    areas: tuple[str, ...]
    targets: tuple[TargetSpec, ...]


@dataclass(frozen=True)
class MilestoneSpec:
    """Something due on a date."""

    code: str
    due_on: date
    area: str | None
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    source: str


@dataclass(frozen=True)
class BodySpec:
    """A role or group in the organisation chart."""

    order: int
    code: str
    kind: str
    name_sv: str
    name_en: str
    mandate_sv: str
    mandate_en: str
    reports_to: str | None
    area: str | None
    partner: str | None
    part_time: bool
    to_be_procured: bool


@dataclass(frozen=True)
class ProvisionSpec:
    """A written undertaking."""

    order: int
    code: str
    kind: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str


@dataclass(frozen=True)
class CategorySpec:
    """A row of the budget. `role` is what it is to a cost model: staff, external, other or overhead."""

    order: int
    code: str
    name_sv: str
    name_en: str
    role: str = "other"


@dataclass(frozen=True)
class FinancierSpec:
    """Who pays."""

    order: int
    code: str
    kind: str
    letter: str
    name_sv: str
    name_en: str
    partner: str | None


@dataclass(frozen=True)
class BudgetLineSpec:
    """Planned cost of a category in a year."""

    category: str
    partner: str | None
    year: int
    amount: Decimal


@dataclass(frozen=True)
class FinancingLineSpec:
    """Planned payment of a financier in a year."""

    financier: str
    year: int
    amount: Decimal


@dataclass(frozen=True)
class VersionSpec:
    """A version of the money plan. `budget` and `financing` are file names; `total` is what both sum to."""

    number: int
    valid_from: date
    decision: str
    reason_sv: str
    reason_en: str
    budget: str
    financing: str
    total: Decimal
    budget_lines: tuple[BudgetLineSpec, ...] = ()
    financing_lines: tuple[FinancingLineSpec, ...] = ()


@dataclass(frozen=True)
class ApplicationSpec:
    """An application for co-financing."""

    code: str
    applicant: str
    financier: str
    amount: Decimal
    starts_on: date
    ends_on: date
    appropriation: str
    ranking_decided_on: date | None
    ranking_reference: str
    ranking_sv: str
    ranking_en: str
    reasons_sv: str
    reasons_en: str


@dataclass(frozen=True)
class ProgrammeFolder:
    """A whole, checked programme folder. `tracks` are those of the programme as a whole."""

    programme: ProgrammeSpec
    rule_overrides: Mapping[str, Any]
    partners: tuple[PartnerSpec, ...]
    areas: tuple[AreaSpec, ...]
    tracks: tuple[TrackSpec, ...]
    links: tuple[LinkSpec, ...]
    objectives: tuple[ObjectiveSpec, ...]
    milestones: tuple[MilestoneSpec, ...]
    bodies: tuple[BodySpec, ...]
    provisions: tuple[ProvisionSpec, ...]
    categories: tuple[CategorySpec, ...]
    financiers: tuple[FinancierSpec, ...]
    versions: tuple[VersionSpec, ...]
    applications: tuple[ApplicationSpec, ...]
    evidence: tuple[EvidenceSpec, ...] = ()
    area_words: tuple[AreaWordsSpec, ...] = ()
    indicators: tuple[IndicatorSpec, ...] = ()
    counties: tuple[CountySpec, ...] = ()
    municipalities: tuple[MunicipalitySpec, ...] = ()
    shapes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the content; formatting, comments and file names' order leave it as it is."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()
