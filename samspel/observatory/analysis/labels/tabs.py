"""The way between the room's pages."""

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.web.page import Link

KEPT = ("data", "version", "year", "region")


def tabs(context: ReadContext, current: str) -> list[Link]:
    """The pages that the reader may see. Those of one data set keep it, its year and the region."""
    kept = {name: context.request.GET.get(name, "") for name in KEPT}
    names = [
        ("overview", _("Overview")), ("profile", _("Regions")), ("opportunities", _("Within reach")),
        ("complementarity", _("Complementarity")), ("areas", _("Areas")), ("peers", _("Peers")),
        ("projects", _("Past projects")),
    ]  # fmt: skip
    if context.may(WeakSpotAction.VIEW):
        names.append(("weak-spots", _("Weak spots")))
    of_data = {"profile", "opportunities", "complementarity", "areas"} if current in SAME_DATA else set()
    found = [
        Link(label, context.url(f"observatory:{name}", **(kept if name in of_data else {})), name == current)
        for name, label in names
    ]
    return [*found, Link(_("Data"), context.url("observatory:datasets"))]


SAME_DATA = {"profile", "opportunities", "complementarity", "areas"}
