"""Coverage as a map and tables. No number is made here, only placed."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.territory import map_of
from samspel.core.territory.geometry import parse_shapes
from samspel.frontdoor.innovation_system.queries.coverage import HelpCoverage
from samspel.frontdoor.innovation_system.rules.nearness import Nearness
from samspel.ui.charts import Choropleth, Datum, HeatCell, HeatMatrix, HeatRow, MapPlace
from samspel.ui.charts.svg import ChartTable
from samspel.web.charts import datum, safe_table
from samspel.web.page import Page


def nearness_words() -> dict[Nearness, str]:
    """The levels in the reader's language."""
    return {
        Nearness.HERE: _("In the municipality"),
        Nearness.REGION: _("In its region"),
        Nearness.ELSEWHERE: _("Only from other regions"),
        Nearness.NOWHERE: _("Nowhere"),
    }


def levels(found: HelpCoverage, kind: str) -> list[tuple[str, int]]:
    """How many municipalities have the kind of help how near, the nearest first."""
    counted = found.by_nearness(kind)
    return [(words, counted[level]) for level, words in nearness_words().items()]


def choropleth(page: Page, found: HelpCoverage, kind: str) -> Choropleth:
    """The territory, darker the nearer the kind of help is."""
    words, own = nearness_words(), page.programme.shapes
    places = [place for place, _partner in found.places]
    drawn = map_of([m.code for m in places], [m.county_id for m in places], parse_shapes(own) if own else None)
    names = {m.code: m.name for m in places}
    outlines = {partner.county_id: partner.short for partner in page.structure.partners if partner.county_id}

    def level(code: str) -> Datum:
        nearest = found.reach[code, kind].nearest
        return Datum(int(nearest), words[nearest])

    name = str(KINDS[kind])
    return Choropleth(
        id="coverage",
        title=_("%(kind)s: how near is it?") % {"kind": name},
        desc=". ".join(
            f"{told}: " + ngettext("%(count)d municipality", "%(count)d municipalities", count) % {"count": count}
            for told, count in levels(found, kind)
        )
        + ".",
        view_box=drawn.view_box,
        places=[MapPlace(shape.d, names[shape.code], level(shape.code)) for shape in drawn.municipalities],
        bounds=[float(step) for step in (Nearness.ELSEWHERE, Nearness.REGION, Nearness.HERE)],
        bound_labels=[words[Nearness.ELSEWHERE], words[Nearness.REGION], words[Nearness.HERE]],
        outlines=[shape.d for shape in drawn.outlines],
        labels=[(*shape.at, outlines[shape.code]) for shape in drawn.outlines if shape.code in outlines],
        zero_label=words[Nearness.NOWHERE],
    )


def places_table(found: HelpCoverage, kind: str) -> SafeString:
    """One kind of help: every municipality with what is there, in its region, and open to it in all."""
    words = nearness_words()
    rows: list[Sequence[str | Datum]] = []
    for place, partner in sorted(found.places, key=lambda pair: (pair[1].short, pair[0].name)):
        reach = found.reach[place.code, kind]
        rows.append(
            [place.name, partner.short, datum(reach.here), datum(reach.region), datum(reach.all), words[reach.nearest]]
        )
    summary = ngettext(
        "Show %(count)d municipality as a table", "Show all %(count)d municipalities as a table", len(rows)
    )
    levels_of = [_("In the municipality"), _("In the region"), _("Open to it in all")]
    head = [_("Municipality"), _("Region"), *levels_of, _("Nearest")]
    return safe_table(ChartTable(summary % {"count": len(rows)}, head, rows, frozenset({2, 3, 4})))


def matrix(found: HelpCoverage) -> HeatMatrix:
    """All kinds of help by region: offers given in it that its companies can turn to."""
    first = {partner: place for place, partner in reversed(found.places)}
    rows = [
        (HeatRow(partner.short), [HeatCell(datum(found.reach[place.code, kind].region)) for kind in KINDS])
        for partner, place in sorted(first.items(), key=lambda pair: pair[0].pk)
    ]
    return HeatMatrix(_("Offers by region and kind of help"), [HeatRow(str(name)) for name in KINDS.values()], rows)


def every_place(found: HelpCoverage) -> SafeString:
    """All kinds of help by municipality: offers given there."""
    rows: list[Sequence[str | Datum]] = [
        [place.name, partner.short, *(datum(found.reach[place.code, kind].here) for kind in KINDS)]
        for place, partner in sorted(found.places, key=lambda pair: (pair[1].short, pair[0].name))
    ]
    head = [_("Municipality"), _("Region"), *(str(name) for name in KINDS.values())]
    numbers = frozenset(range(2, len(head)))
    return safe_table(ChartTable(_("Show offers by municipality and kind of help as a table"), head, rows, numbers))
