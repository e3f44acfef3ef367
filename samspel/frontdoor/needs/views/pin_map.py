"""The map of offers on the page of suggestions."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.core.territory import map_of, shipped_shapes
from samspel.core.territory.geometry import Shapes, parse_shapes
from samspel.ui.charts import Pin, PinMap

if TYPE_CHECKING:
    from samspel.core.models import Municipality


def offer_pins(
    context: ReadContext, home: "Municipality | None", places: "Sequence[tuple[int, Municipality | None, str]]"
) -> PinMap | None:
    """The map of numbered places, those in the same municipality on one pin. None where there is nothing to draw."""
    structure = context.structure
    own = context.programme.shapes
    shapes: Shapes = parse_shapes(own) if own else shipped_shapes()
    drawn = map_of([m.code for m in structure.municipalities], [m.county_id for m in structure.municipalities], shapes)
    numbers: dict[str, list[str]] = defaultdict(list)
    told = []
    for number, place, title in places:
        if place is not None and place.code in shapes.municipalities:
            numbers[place.code].append(str(number))
            told.append(_("%(number)d, %(title)s, is in %(place)s.") % {
                "number": number, "title": title, "place": place.name
            })  # fmt: skip
    at = shapes.municipalities[home.code].at if home and home.code in shapes.municipalities else None
    if not drawn.outlines or not (numbers or at):
        return None
    if home is not None and at:
        told.insert(0, _("You are in %(place)s.") % {"place": home.name})
    return PinMap(
        id="where",
        title=_("Where the offers are"),
        desc=" ".join(told),
        view_box=drawn.view_box,
        land=[shape.d for shape in drawn.outlines],
        pins=[Pin(shapes.municipalities[code].at, ", ".join(found)) for code, found in numbers.items()],
        home=at,
        home_label=_("You"),
    )
