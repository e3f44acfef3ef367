"""One region: what it is specialised in, how many-sided it is, and what its change consists of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.labels.numbers import (  # fmt: skip
    Opener,
    brief,
    count,
    decimal,
    interval,
    places,
    plain,
    share,
    signed,
    signed_share,
)
from samspel.observatory.analysis.queries.answers import Answer, at_once, in_background
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.analysis.views.charts import Picture
from samspel.ui.charts import Bar, Bars, Datum, DotRow, DotStrip, Table
from samspel.ui.components import Column
from samspel.ui.components import Table as PageTable
from samspel.ui.formatting import join_list
from samspel.ui.templatetags.formats import language

LEAST_SHARE = 0.005
"""Of the region's value, for an activity to be drawn among its specialisations: smaller ones are in the table."""

DRAWN, EITHER_WAY = 10, 5


@dataclass(frozen=True)
class Activity:
    """An activity in the region."""

    code: str
    name: str
    value: float
    share: float
    quotient: float
    low: float | None
    high: float | None

    @property
    def is_strong(self) -> bool:
        """Specialised beyond chance: the whole interval, or the quotient where it has none, above 1."""
        return (self.quotient if self.low is None else self.low) > 1


@dataclass(frozen=True)
class Profile:
    """The page's contents. `strong` are the specialisations large enough to draw, the strongest first."""

    answer: Answer
    complexity: Answer
    activities: Sequence[Activity]
    strong: Sequence[Activity]
    diversity: Datum
    complexity_words: str
    change: Datum
    change_words: str
    pictures: Sequence[Picture]

    @property
    def specialised(self) -> int:
        """How many activities are at or above 1."""
        return sum(one.quotient >= 1 for one in self.activities)


def strong_ones(chosen: Chosen, result: Mapping[str, Any]) -> tuple[list[Activity], list[Activity]]:
    """All activities by quotient, and those that are strong and not small."""
    rows = [Activity(code, chosen.names.activity(code), *rest) for code, *rest in result["activities"]]
    return rows, [one for one in rows if one.is_strong and one.share >= LEAST_SHARE]


def profile_of(context: ReadContext, chosen: Chosen) -> Profile:
    """The profile of the region in focus."""
    asked = {"region": chosen.region, "year": chosen.year, "since": chosen.since}
    answer = at_once("region-profile", chosen.version, **asked)
    complexity = in_background("complexity", chosen.version, year=chosen.year)
    if answer.result is None:
        return Profile(answer, complexity, (), (), Datum(None), "", Datum(None), "", ())
    result, opener = answer.result, Opener(context, chosen.version)
    activities, strong = strong_ones(chosen, result)
    diversity = result["structure"]["diversity"].get(chosen.region)
    place = _place(complexity, chosen.region)
    change = result["change"].get("all", {}).get("change")
    pictures = [_specialisations(chosen, opener, activities, strong), _structure(chosen, opener, result, complexity)]
    if change is not None:
        pictures += [_shift(chosen, opener, result["change"]), _own_part(chosen, opener, result["change"])]
    return Profile(
        answer,
        complexity,
        activities,
        strong,
        opener.datum("diversity", diversity, count(diversity), region=chosen.region, year=chosen.year),
        _complexity_words(place, complexity),
        opener.datum("change", change, signed(change), region=chosen.region, year=chosen.year, since=chosen.since),
        _change_words(chosen, result["change"]),
        pictures,
    )


def thresholds(found: Profile) -> PageTable | None:
    """How far the threshold of specialisation decides the ranking of complexity."""
    if found.complexity.result is None:
        return None
    columns = [
        Column(_("Location quotient from which a region counts as specialised"), True),
        Column(_("Rank correlation with the ranking at 1"), True), Column(_("Specialisations that change"), True),
    ]  # fmt: skip
    rows = [
        [decimal(threshold, 1), decimal(correlation), share(flipped, 0)]
        for threshold, correlation, flipped in found.complexity.result["thresholds"]
    ]
    return PageTable(_("How far the threshold decides"), columns, rows, caption_hidden=True)


def heading(chosen: Chosen, found: Profile) -> str:
    """What the page says first."""
    if not found.strong:
        return _("%(region)s has no specialisation that stands out") % {"region": chosen.region_name}
    names = join_list([plain(one.name) for one in found.strong[:3]], language())
    return _("%(region)s is strong in %(activities)s") % {"region": chosen.region_name, "activities": names}


def _specialisations(
    chosen: Chosen, opener: Opener, activities: Sequence[Activity], strong: Sequence[Activity]
) -> Picture:
    def quotient(one: Activity) -> Datum:
        where = {"region": chosen.region, "activity": one.code, "year": chosen.year}
        return opener.datum("location-quotient", one.quotient, decimal(one.quotient), **where)

    def of(method: str, one: Activity, value: float, text: str) -> Datum:
        return opener.datum(method, value, text, region=chosen.region, activity=one.code, year=chosen.year)

    rows: list[list[str | Datum]] = [
        [
            f"{one.name} ({one.code})", quotient(one), interval(one.low, one.high),
            of("sum", one, one.value, count(one.value)), of("share", one, one.share, share(one.share)),
        ]
        for one in activities
        if one.value > 0
    ]  # fmt: skip
    table = Table(
        _("Show all activities as a table"),
        [_("Activity"), _("Location quotient"), _("Interval"), str(chosen.version.dataset.unit).capitalize(),
         _("Share of the region")],
        rows, frozenset({1, 2, 3, 4}),
    )  # fmt: skip
    bars = [
        Bar(brief(one.name, 60), quotient(one), (one.low, one.high) if one.low is not None and one.high else None)
        for one in strong[:DRAWN]
    ]
    title = _("What %(region)s is specialised in, %(year)s") % {"region": chosen.region_name, "year": chosen.year}
    return Picture("specialisations", title, table, Bars(bars, table=table, cut=1.0))


def _structure(chosen: Chosen, opener: Opener, result: Mapping[str, Any], complexity: Answer) -> Picture:
    """The region among all regions on each measure."""
    names = {
        "diversity": (_("Diversity: specialisations"), 0, "diversity"),
        "krugman": (_("Unlikeness to the whole, 0–2"), 2, "krugman"),
        "herfindahl": (_("Concentration, 0–1"), 3, "herfindahl"),
    }
    measured: dict[str, tuple[str, int, str, Mapping[str, Any], tuple[float, float] | None]] = {
        code: (*names[code], result["structure"][code], None) for code in names
    }
    if complexity.result is not None:
        every = {row[0]: row[1] for row in complexity.result["regions"]}
        place = _place(complexity, chosen.region)
        span = (place[2], place[3]) if place else None
        measured["eci"] = (_("Complexity, standard deviations"), 2, "region-complexity", every, span)
    rows: list[DotRow] = []
    lines: list[list[str | Datum]] = []
    for label, decimals, method, values, span in measured.values():

        def told(code: str, value: float | None, method: str = method, decimals: int = decimals) -> Datum:
            return opener.datum(method, value, decimal(value, decimals), region=code, year=chosen.year)

        own = told(chosen.region, values.get(chosen.region))
        others = {code: value for code, value in values.items() if code != chosen.region}
        known = sorted(value for value in others.values() if value is not None)
        middle = known[len(known) // 2] if known else None
        rows.append(DotRow(label, own, [Datum(v, decimal(v, decimals)) for v in others.values()], span))
        lines.append([
            label, own, interval(*span) if span else _("None: it is counted"), decimal(middle, decimals),
            decimal(known[0], decimals) if known else "", decimal(known[-1], decimals) if known else "",
        ])  # fmt: skip
    table = Table(
        _("Show as a table"),
        [_("Measure"), chosen.region_name, _("Interval"), _("Middle of the others"), _("Lowest"), _("Highest")],
        lines, frozenset({1, 2, 3, 4, 5}),
    )  # fmt: skip
    title = _("%(region)s among %(count)s regions, %(year)s") % {
        "region": chosen.region_name, "count": len(chosen.regions), "year": chosen.year,
    }  # fmt: skip
    strip = DotStrip(rows, table, own_label=chosen.region_name, peers_label=_("Other regions"))
    return Picture("structure", title, table, strip)


def _shift(chosen: Chosen, opener: Opener, change: Mapping[str, Any]) -> Picture:
    where = {"region": chosen.region, "year": chosen.year, "since": chosen.since}
    names = {
        "national": _("Had it grown as all regions together"),
        "mix": _("Its mix of activities"),
        "competitive": _("Its own part"),
    }
    bars = [
        Bar(label, opener.datum(f"shift-share-{name}", change["all"][name], signed(change["all"][name]), **where))
        for name, label in names.items()
    ]
    whole = opener.datum("change", change["all"]["change"], signed(change["all"]["change"]), **where)
    table = Table(
        _("Show as a table"),
        [_("Part"), str(chosen.version.dataset.unit).capitalize()],
        [*((bar.label, bar.datum) for bar in bars), (_("The whole change"), whole)],
        frozenset({1}),
    )
    title = _("What the change of %(region)s consists of, %(since)s–%(year)s") % {
        "region": chosen.region_name, "since": chosen.since, "year": chosen.year,
    }  # fmt: skip
    return Picture("change", title, table, Bars(bars, table=table))


def _own_part(chosen: Chosen, opener: Opener, change: Mapping[str, Any]) -> Picture:
    """The activities where the region does better and worse than all regions together."""
    where = {"region": chosen.region, "year": chosen.year, "since": chosen.since}
    rows = sorted(change["activities"].items(), key=lambda row: (-row[1][4], row[0]))
    lines: list[list[str | Datum]] = []
    for code, (before, whole, national, mix, own) in rows:
        if not before and not whole:
            continue
        at = {**where, "activity": code}
        lines.append([
            f"{chosen.names.activity(code)} ({code})",
            opener.datum("change", whole, signed(whole), **at),
            opener.datum("shift-share-national", national, signed(national), **at),
            opener.datum("shift-share-mix", mix, signed(mix), **at),
            opener.datum("shift-share-competitive", own, signed(own), **at),
        ])  # fmt: skip
    table = Table(
        _("Show all activities as a table"),
        [_("Activity"), _("Change"), _("As all regions"), _("Mix"), _("Own part")],
        lines, frozenset({1, 2, 3, 4}),
    )  # fmt: skip
    better = [row for row in rows if row[1][4] > 0][:EITHER_WAY]
    worse = [row for row in rows if row[1][4] < 0][-EITHER_WAY:]
    bars = [
        Bar(
            brief(chosen.names.activity(code), 60),
            opener.datum("shift-share-competitive", parts[4], signed(parts[4]), **where, activity=code),
        )
        for code, parts in (*better, *worse)
    ]
    title = _("Where %(region)s grew faster and slower than all regions, %(since)s–%(year)s") % {
        "region": chosen.region_name, "since": chosen.since, "year": chosen.year,
    }  # fmt: skip
    return Picture("own-part", title, table, Bars(bars, table=table))


def _place(complexity: Answer, region: str) -> Sequence[Any] | None:
    if complexity.result is None:
        return None
    return next((row for row in complexity.result["regions"] if row[0] == region), None)


def _complexity_words(place: Sequence[Any] | None, complexity: Answer) -> str:
    if complexity.result is None:
        return ""
    if place is None:
        return _("Complexity cannot be told: the region stands apart from the others.")
    _code, value, low, high, rank, rank_low, rank_high = place
    return _(
        "Complexity %(value)s (%(interval)s), place %(rank)s of %(all)s, and with 95 per cent certainty %(places)s."
    ) % {
        "value": decimal(value), "interval": interval(low, high), "rank": rank,
        "all": len(complexity.result["regions"]), "places": places(rank_low, rank_high),
    }  # fmt: skip


def _change_words(chosen: Chosen, change: Mapping[str, Any]) -> str:
    if not change:
        return ""
    own = change["all"]["competitive"]
    told = {
        "share": signed_share(change["all"]["change"] / change["before"]) if change["before"] else _("Not known"),
        "whole": signed_share(change["whole"]),
        "since": chosen.since,
        "own": count(abs(own)),
    }
    if own >= 0:
        return _("%(share)s since %(since)s, all regions %(whole)s. The region's own part is %(own)s more.") % told
    return _("%(share)s since %(since)s, all regions %(whole)s. The region's own part is %(own)s fewer.") % told


def specialised_words(found: Profile) -> str:
    """How many specialisations, and how many of them are sure."""
    sure = sum(one.is_strong for one in found.activities)
    return ngettext(
        "%(count)d is above 1 beyond chance.", "%(count)d are above 1 beyond chance.", sure
    ) % {"count": sure}  # fmt: skip
