"""One region drawn: its specialisations, its structure among all regions, and its change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.analysis.labels.numbers import (
    Opener,
    brief,
    count,
    decimal,
    interval,
    share,
    signed,
)
from samspel.observatory.analysis.queries.answers import Answer
from samspel.observatory.analysis.queries.region_profile import Profile, RegionActivity, place_of
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.ui.charts import (
    Bar,
    Bars,
    ChartTable,
    Datum,
    DotRow,
    DotStrip,
)
from samspel.ui.components import Column
from samspel.ui.components import Table as PageTable

DRAWN, EITHER_WAY = 10, 5


def profile_charts(context: ReadContext, chosen: Chosen, found: Profile) -> list[PageChart]:
    """Specialisations and structure, and the change where there is an earlier year; none before it is computed."""
    if found.answer.result is None:
        return []
    result, opener = found.answer.result, Opener(context, chosen.version)
    charts = [
        _specialisations(chosen, opener, found.activities, found.strong),
        _structure(chosen, opener, result, found.complexity),
    ]
    if result["change"].get("all", {}).get("change") is not None:
        charts += [_shift(chosen, opener, result["change"]), _own_part(chosen, opener, result["change"])]
    return charts


def _specialisations(
    chosen: Chosen, opener: Opener, activities: Sequence[RegionActivity], strong: Sequence[RegionActivity]
) -> PageChart:
    def quotient(one: RegionActivity) -> Datum:
        where = {"region": chosen.region, "activity": one.code, "year": chosen.year}
        return opener.datum("location-quotient", one.quotient, decimal(one.quotient), **where)

    def of(method: str, one: RegionActivity, value: float, text: str) -> Datum:
        return opener.datum(method, value, text, region=chosen.region, activity=one.code, year=chosen.year)

    rows: list[list[str | Datum]] = [
        [
            f"{one.name} ({one.code})", quotient(one), interval(one.low, one.high),
            of("sum", one, one.value, count(one.value)), of("share", one, one.share, share(one.share)),
        ]
        for one in activities
        if one.value > 0
    ]  # fmt: skip
    table = ChartTable(
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
    return PageChart("specialisations", title, table, Bars(bars, table=table, cut=1.0))


def _structure(chosen: Chosen, opener: Opener, result: Mapping[str, Any], complexity: Answer) -> PageChart:
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
        place = place_of(complexity, chosen.region)
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
    table = ChartTable(
        _("Show as a table"),
        [_("Measure"), chosen.region_name, _("Interval"), _("Middle of the others"), _("Lowest"), _("Highest")],
        lines, frozenset({1, 2, 3, 4, 5}),
    )  # fmt: skip
    title = _("%(region)s among %(count)s regions, %(year)s") % {
        "region": chosen.region_name, "count": len(chosen.regions), "year": chosen.year,
    }  # fmt: skip
    strip = DotStrip(rows, table, own_label=chosen.region_name, peers_label=_("Other regions"))
    return PageChart("structure", title, table, strip)


def _shift(chosen: Chosen, opener: Opener, change: Mapping[str, Any]) -> PageChart:
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
    table = ChartTable(
        _("Show as a table"),
        [_("Part"), str(chosen.version.dataset.unit).capitalize()],
        [*((bar.label, bar.datum) for bar in bars), (_("The whole change"), whole)],
        frozenset({1}),
    )
    title = _("What the change of %(region)s consists of, %(since)s–%(year)s") % {
        "region": chosen.region_name, "since": chosen.since, "year": chosen.year,
    }  # fmt: skip
    return PageChart("change", title, table, Bars(bars, table=table))


def _own_part(chosen: Chosen, opener: Opener, change: Mapping[str, Any]) -> PageChart:
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
    table = ChartTable(
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
    return PageChart("own-part", title, table, Bars(bars, table=table))


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
    return PageTable(_("How far the threshold decides"), columns, rows)
