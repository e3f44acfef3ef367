"""The programme, its partners, and places that the register lacks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
