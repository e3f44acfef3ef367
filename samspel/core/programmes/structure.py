"""A programme's plan as one read-only object, kept in memory until the folder is loaded anew or the plan changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from samspel.core.models import Municipality
from samspel.core.programmes.models import (
    Activity,
    Area,
    AreaEvidence,
    AreaWords,
    Body,
    CostCategory,
    Financier,
    Objective,
    Partner,
    PlanVersion,
    Programme,
    Provision,
    Target,
    Track,
)


@dataclass(frozen=True)
class Structure:
    """The plan: everything that only a load of the programme folder changes.

    `words` are the words of an area by its id, `better` whether higher or lower is better by code of indicator."""

    programme: Programme
    partners: Sequence[Partner]
    areas: Sequence[Area]
    tracks: Sequence[Track]
    activities: Sequence[Activity]
    objectives: Sequence[Objective]
    targets: Sequence[Target]
    categories: Sequence[CostCategory]
    financiers: Sequence[Financier]
    bodies: Sequence[Body]
    provisions: Sequence[Provision]
    plan_versions: Sequence[PlanVersion]
    municipalities: Sequence[Municipality]
    partner_of_municipality: dict[str, int]
    evidence: Sequence[AreaEvidence] = ()
    words: Mapping[int, Sequence[str]] = field(default_factory=dict)
    better: Mapping[str, str] = field(default_factory=dict)

    def area(self, code: str) -> Area | None:
        """The area with the code."""
        return next((a for a in self.areas if a.code == code), None)

    def partner(self, code: str) -> Partner | None:
        """The partner with the code."""
        return next((p for p in self.partners if p.code == code), None)

    def activities_of(self, area: Area, classification: str) -> list[str]:
        """The activities of a classification that the area is to be found in; none where the folder says none."""
        found = (e for e in self.evidence if e.area_id == area.pk and e.classification == classification)
        return [code for evidence in found for code in evidence.activities]

    def plan_version(self, day: date) -> PlanVersion | None:
        """The budget and financing plan in force on the day; the first one before any is."""
        in_force = [v for v in self.plan_versions if v.valid_from <= day]
        return in_force[-1] if in_force else (self.plan_versions[0] if self.plan_versions else None)


def structure_of(programme: Programme) -> Structure:
    """The structure of a programme just read."""
    return _cached(programme.pk, programme.folder_digest, programme.plan_changes)


@lru_cache(maxsize=32)
def _cached(programme_id: int, digest: str, changes: int) -> Structure:
    return _read(programme_id)


def _read(programme_id: int) -> Structure:
    programme = Programme.objects.get(pk=programme_id)
    partners = list(programme.partners.select_related("county"))
    links = Partner.municipalities.through.objects.filter(partner__programme=programme)
    owner = {municipality: partner for partner, municipality in links.values_list("partner_id", "municipality_id")}
    return Structure(
        programme=programme,
        partners=partners,
        areas=list(programme.areas.all()),
        tracks=list(programme.tracks.select_related("area")),
        activities=list(Activity.objects.filter(track__programme=programme).select_related("track__area")),
        objectives=list(programme.objectives.select_related("parent")),
        targets=list(
            Target.objects.filter(objective__programme=programme).select_related("objective").prefetch_related("years")
        ),
        categories=list(programme.cost_categories.all()),
        financiers=list(programme.financiers.all()),
        bodies=list(programme.bodies.select_related("reports_to", "area", "partner")),
        provisions=list(programme.provisions.all()),
        plan_versions=list(programme.plan_versions.filter(sealed=True)),
        municipalities=list(Municipality.objects.filter(code__in=owner).select_related("county")),
        partner_of_municipality=owner,
        words=dict(AreaWords.objects.filter(area__programme=programme).values_list("area_id", "words")),
        better=dict(programme.compared_indicators.values_list("code", "better")),
        evidence=list(AreaEvidence.objects.filter(area__programme=programme).select_related("area")),
    )
