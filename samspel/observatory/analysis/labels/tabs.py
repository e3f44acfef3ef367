"""The links between the pages of the observatory."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.ui.components import Link

KEPT = ("data", "version", "year", "region")
SAME_DATA = frozenset(("profile", "opportunities", "complementarity", "areas"))


def tabs(context: ReadContext, current: str, asked: Mapping[str, str]) -> list[Link]:
    """The pages that the reader may see; `asked` is the current address's query. Those of one data set keep it, its
    year and the region."""
    kept = {name: asked.get(name, "") for name in KEPT}
    names = [
        ("overview", _("Overview")), ("profile", _("Regions")), ("opportunities", _("Within reach")),
        ("complementarity", _("Complementarity")), ("areas", _("Areas")), ("peers", _("Peers")),
        ("projects", _("Past projects")),
    ]  # fmt: skip
    if context.may(WeakSpotAction.VIEW):
        names.append(("weak-spots", _("Weak spots")))
    of_data = SAME_DATA if current in SAME_DATA else frozenset()
    found = [
        Link(label, context.url(f"observatory:{name}", **(kept if name in of_data else {})), name == current)
        for name, label in names
    ]
    return [*found, Link(_("Data"), context.url("observatory:datasets"))]


def observatory_link(context: ReadContext) -> Link:
    """The way to the first page of the observatory."""
    return Link(_("Analysis"), context.url("observatory:overview"))
