"""Objectives with their targets, and milestones."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
