"""The first page of the observatory: five questions, each with its answer in a sentence and the way on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import Opener, decimal, plain, share
from samspel.observatory.analysis.queries.answers import at_once, in_background
from samspel.observatory.analysis.queries.complementarity import sets_of
from samspel.observatory.analysis.queries.opportunities import COLUMNS, SURE, entry_years, verdict_of
from samspel.observatory.analysis.queries.region_profile import strong_ones
from samspel.observatory.analysis.queries.selection import Chosen, chosen_of
from samspel.observatory.analysis.rules.pairs import EVERYTHING
from samspel.observatory.weak_spots.figures import WeakSpot, sources
from samspel.observatory.weak_spots.labels import STRONG
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.observatory.weak_spots.queries.weak_spots import WeakSpotLine, weak_spots
from samspel.ui.charts import Datum
from samspel.ui.formatting import join_list
from samspel.ui.templatetags.formats import language

NAMED = 2


@dataclass(frozen=True)
class AnswerLine:
    """A region or a thing, what is said of it, and where that opens."""

    label: str
    words: str
    datum: Datum | None = None
    url: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its figure, the words beside it, a sentence, lines of detail and the way on."""

    key: str
    title: str
    figure: str
    beside: str
    sentence: str
    url: str
    link: str
    lines: Sequence[AnswerLine] = field(default_factory=tuple)


def questions(context: ReadContext, asked: Mapping[str, str]) -> list[Question]:
    """The five questions, those that the reader may ask, of what the address's query asks for."""
    chosen = chosen_of(context.structure, asked)
    found = []
    if chosen is not None:
        found += [_strong(context, chosen), _within(context, chosen), _complements(context, chosen)]
    listed = weak_spots(context) if context.may(WeakSpotAction.VIEW) else None
    below = (
        sources()["peers"].read(context)
        if listed is None
        else [one.spot for one in listed if one.source.code == "peers"]
    )
    found.append(_peers(context, below))
    if listed is not None:
        found.append(_weak(context, listed))
    return found


def _strong(context: ReadContext, chosen: Chosen) -> Question:
    opener, lines, count = Opener(context, chosen.version), [], 0
    for region in list(chosen.own)[:12]:
        asked = {"region": region, "year": chosen.year, "since": chosen.since}
        answer = at_once("region-profile", chosen.version, **asked)
        if answer.result is None:
            continue
        _all, strong = strong_ones(chosen, answer.result)
        count += len(strong)
        names = join_list([plain(one.name) for one in strong[:NAMED]], language()) or _("nothing that stands out")
        datum = None
        if strong:
            first = strong[0]
            datum = opener.datum(
                "location-quotient", first.quotient, decimal(first.quotient, 1), region=region,
                activity=first.code, year=chosen.year,
            )  # fmt: skip
        url = context.url("observatory:profile", **chosen.about, region=region)
        lines.append(AnswerLine(chosen.name_of(region), names, datum, url))
    beside = ngettext("specialisation", "specialisations", count)
    sentence = _("The two strongest in each region, with the first one's location quotient.")
    return Question(
        "strong", _("Where are we strong?"), str(count), beside, sentence,
        context.url("observatory:profile", **chosen.about), _("See the regions' profiles"), lines,
    )  # fmt: skip


def _within(context: ReadContext, chosen: Chosen) -> Question:
    title, link = _("What is within reach?"), _("See the opportunity maps")
    url = context.url("observatory:opportunities", **chosen.about)
    answer = in_background("opportunity-map", chosen.version, year=chosen.year, regions=sorted(chosen.own))
    entry = in_background("entry-model", chosen.version, years=entry_years(chosen))
    if answer.result is None:
        words = _("It is being computed.") if answer.under_way else _("It has not been computed yet.")
        return Question("within", title, "–", "", words, url, link)
    at = {name: place for place, name in enumerate(COLUMNS)}
    lines, count = [], 0
    for region in chosen.own:
        rows = [
            row for row in answer.result["regions"].get(region, [])
            if row[at["quadrant"]] == "near_complex" and (row[at["quadrant_share"]] or 0) >= SURE
        ]  # fmt: skip
        count += len(rows)
        names = join_list([plain(chosen.names.activity(row[at["activity"]])) for row in rows[:NAMED]], language())
        there = context.url("observatory:opportunities", **chosen.about, region=region)
        lines.append(AnswerLine(chosen.name_of(region), names or _("nothing that is sure"), None, there))
    tested = verdict_of(entry.result["density_only"])[0] + "." if entry.result is not None else ""
    beside = ngettext("activity surely near and complex", "activities surely near and complex", count)
    return Question("within", title, str(count), beside, tested, url, link, lines)


def _complements(context: ReadContext, chosen: Chosen) -> Question:
    title, link = _("Who complements whom?"), _("See all pairs")
    url = context.url("observatory:complementarity", **chosen.about)
    sets = sets_of(context.structure, chosen)
    asked = {"year": chosen.year, "regions": sorted(chosen.compared), "sets": sets}
    answer = at_once("complementarity", chosen.version, **asked)
    if answer.result is None:
        return Question("complements", title, "–", "", answer.fault or _("It has not been computed yet."), url, link)
    region, partner, value, _stays = answer.result["sets"][EVERYTHING]["best"]
    sentence = _("%(partner)s would add most to %(region)s: that share of the way to what it lacks.") % {
        "partner": chosen.name_of(partner), "region": chosen.name_of(region),
    }  # fmt: skip
    lines = [
        AnswerLine(area.short, _("%(partner)s to %(region)s") % {
            "partner": chosen.name_of(best[1]), "region": chosen.name_of(best[0]),
        }, Opener(context, chosen.version).datum(
            "complementarity", best[2], share(best[2], 0), region=best[0], partner=best[1], year=chosen.year,
            activity=sets[area.code],
        ), url)
        for area in context.structure.areas
        if area.code in answer.result["sets"]
        for best in [answer.result["sets"][area.code]["best"]]
    ]  # fmt: skip
    return Question("complements", title, share(value, 0), "", sentence, url, link, lines)


def _peers(context: ReadContext, found: Sequence[WeakSpot]) -> Question:
    title, link = _("How do we stand against peers?"), _("See regions of like structure")
    url = context.url("observatory:peers")
    if not found:
        words = _("No indicator is worse than the peers' worse quartile, or there is no data to compare by.")
        return Question("peers", title, "0", "", words, url, link)
    beside = ngettext("indicator worse than peers", "indicators worse than peers", len(found))
    lines = [
        AnswerLine(spot.where, f"{spot.subject}: " + ", ".join(ground.words for ground in spot.grounds[:2]), None, url)
        for spot in found[:5]
    ]
    sentence = _("Beyond the worse quartile of the regions most like ours.")
    return Question("peers", title, str(len(found)), beside, sentence, url, link, lines)


def _weak(context: ReadContext, found: Sequence[WeakSpotLine]) -> Question:
    strong = [one for one in found if one.spot.strength == STRONG]
    noted = sum(bool(one.notes) for one in found)
    beside = ngettext("weak spot", "weak spots", len(found))
    sentence = _("%(strong)s are strong signs. %(noted)s have a note of what is to be done.") % {
        "strong": len(strong), "noted": noted,
    }  # fmt: skip
    url = context.url("observatory:weak-spots")
    lines = []
    for code, source in sources().items():
        of_it = [one for one in found if one.source.code == code]
        if of_it:
            lines.append(AnswerLine(str(source.name), of_it[0].spot.title, Datum(len(of_it)), f"{url}#{code}"))
    return Question(
        "weak", _("Where is the system weak?"), str(len(found)), beside, sentence, url, _("See all weak spots"), lines
    )  # fmt: skip
