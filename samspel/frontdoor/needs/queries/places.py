"""Where offers are, seen from where somebody asks."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.models import Municipality
from samspel.core.programmes.context import ReadContext
from samspel.core.territory import distance_km, map_of, shipped_shapes
from samspel.core.territory.geometry import Shapes, parse_shapes
from samspel.ui.charts import Pin, PinMap

KM_PER_MIL = 10


def distance(here: Municipality | None, there: Municipality | None) -> float | None:
    """Straight-line kilometres between two municipalities; None where either is not known, or not drawn."""
    if here is None or there is None:
        return None
    if here.code == there.code:
        return 0.0
    try:
        return distance_km(here.code, there.code)
    except KeyError:
        return None


def distance_words(km: float | None) -> str:
    """A distance as people say it: in Swedish mil, in English kilometres. Empty where it is not known."""
    if km is None:
        return ""
    if km < 1:
        return _("In your municipality")
    if get_language() == "en":
        return f"{round(km / 5) * 5 or 5} km"
    mil = round(km / KM_PER_MIL)
    return f"{mil} mil" if mil else "under 1 mil"


def pins(
    context: ReadContext, home: Municipality | None, places: Sequence[tuple[int, Municipality | None, str]]
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
