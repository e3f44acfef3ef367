"""The programme's organisation, and what it has undertaken in writing."""

from dataclasses import dataclass


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
