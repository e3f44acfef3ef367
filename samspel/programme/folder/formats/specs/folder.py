"""The whole of a programme folder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from samspel.programme.folder.formats.specs.areas import (
    AreaSpec,
    AreaWordsSpec,
    EvidenceSpec,
    IndicatorSpec,
    LinkSpec,
    TrackSpec,
)
from samspel.programme.folder.formats.specs.goals import MilestoneSpec, ObjectiveSpec
from samspel.programme.folder.formats.specs.money import ApplicationSpec, CategorySpec, FinancierSpec, VersionSpec
from samspel.programme.folder.formats.specs.organisation import BodySpec, ProvisionSpec
from samspel.programme.folder.formats.specs.programme import CountySpec, MunicipalitySpec, PartnerSpec, ProgrammeSpec


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
