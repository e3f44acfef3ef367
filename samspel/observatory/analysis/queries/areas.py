"""Whether statistics support the programme's areas in each region, in words and with their grounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.observatory.analysis.labels.numbers import Opener, decimal, interval, share, signed_share
from samspel.observatory.analysis.queries.answers import Answer, at_once
from samspel.observatory.analysis.queries.complementarity import sets_of
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.rules.area_signs import AGAINST, PARTLY, SUPPORTS, UNKNOWN, SignGround
from samspel.ui.charts import Datum

VERDICTS = {
    SUPPORTS: gettext_lazy("Supports the choice"),
    PARTLY: gettext_lazy("Supports it in part"),
    AGAINST: gettext_lazy("Does not support it"),
    UNKNOWN: gettext_lazy("Not known"),
}
MARKS = {SUPPORTS: "good", PARTLY: "neutral", AGAINST: "bad", UNKNOWN: "neutral"}


@dataclass(frozen=True)
class Judged:
    """An area in a region."""

    region: str
    name: str
    ground: SignGround
    quotient: Datum
    span: str
    growth: Datum
    growth_all: str
    density: Datum
    density_all: str

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return str(VERDICTS[self.ground.signs.verdict])

    @property
    def mark(self) -> str:
        """How the verdict is marked."""
        return MARKS[self.ground.signs.verdict]

    @property
    def grounds(self) -> str:
        """What the verdict stands on, in words."""
        signs = self.ground.signs
        return ", ".join((
            _sign(signs.strong, _("strong"), self._weak()),
            _sign(signs.growing, _("grows at least as fast as elsewhere"), _("grows slower than elsewhere")),
            _sign(signs.near, _("near to what the region has"), _("not near to what the region has")),
        ))  # fmt: skip

    def _weak(self) -> str:
        high = self.ground.high
        return _("about as strong as elsewhere") if high is not None and high >= 1 else _("weaker than elsewhere")


@dataclass(frozen=True)
class AreaShown:
    """An area with its regions. `reason` is the programme folder's, for which activities it is found in."""

    area: Area
    reason: str
    activities: Sequence[str]
    rows: Sequence[Judged]

    @property
    def supported(self) -> int:
        """In how many regions the evidence supports it."""
        return sum(row.ground.signs.verdict == SUPPORTS for row in self.rows)


@dataclass(frozen=True)
class Areas:
    """The page's contents."""

    answer: Answer
    areas: Sequence[AreaShown]
    unmapped: Sequence[Area]

    @property
    def supported(self) -> int:
        """How many pairs of area and region the evidence supports."""
        return sum(shown.supported for shown in self.areas)

    @property
    def judged(self) -> int:
        """How many pairs there are."""
        return sum(len(shown.rows) for shown in self.areas)


def areas_of(context: ReadContext, chosen: Chosen) -> Areas:
    """The evidence for every area in the programme's regions."""
    sets = sets_of(context.structure, chosen)
    answer = at_once(
        "area-evidence", chosen.version, year=chosen.year, since=chosen.since, regions=sorted(chosen.compared),
        sets=sets,
    )  # fmt: skip
    found = answer.result["sets"] if answer.result is not None else {}
    opener = Opener(context, chosen.version)
    shown = [
        _area(context, chosen, opener, area, sets, found) for area in context.structure.areas if area.code in found
    ]
    unmapped = [area for area in context.structure.areas if area.code not in found] if answer.result is not None else []
    return Areas(answer, shown, unmapped)


def _area(
    context: ReadContext, chosen: Chosen, opener: Opener, area: Area, sets: Mapping[str, Any], found: Mapping[str, Any]
) -> AreaShown:
    evidence = next(
        e for e in context.structure.evidence
        if e.area_id == area.pk and e.classification == chosen.version.dataset.classification
    )  # fmt: skip
    rows = [
        _judged(chosen, opener, code, sets[area.code], SignGround(**found[area.code][code]))
        for code in chosen.compared
        if code in found[area.code]
    ]
    names = [f"{chosen.names.activity(code)} ({code})" for code in sets[area.code]]
    return AreaShown(area, evidence.reason, names, rows)


def _judged(chosen: Chosen, opener: Opener, region: str, codes: Sequence[str], ground: SignGround) -> Judged:
    where = {"region": region, "activity": codes, "year": chosen.year}
    return Judged(
        region,
        chosen.name_of(region),
        ground,
        opener.datum("location-quotient", ground.quotient, decimal(ground.quotient), **where),
        interval(ground.low, ground.high) if ground.low is not None else "",
        opener.datum("growth", ground.growth, signed_share(ground.growth), **where, since=chosen.since),
        signed_share(ground.growth_all),
        opener.datum("relatedness-density", ground.density, share(ground.density, 0), **where),
        share(ground.density_all, 0),
    )


def _sign(sign: bool | None, yes: str, no: str) -> str:
    return _("not known") if sign is None else yes if sign else no
