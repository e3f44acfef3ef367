"""The way between the room's pages."""

from django.utils.translation import gettext as _

from samspel.programme.page import Link, Page

KEPT = ("data", "version", "year", "region")


def tabs(page: Page, current: str) -> list[Link]:
    """The pages that the reader may see. Those of one data set keep it, its year and the region."""
    kept = {name: page.request.GET.get(name, "") for name in KEPT}
    names = [
        ("overview", _("Overview")), ("profile", _("Regions")), ("opportunities", _("Within reach")),
        ("complementarity", _("Complementarity")), ("areas", _("Areas")), ("peers", _("Peers")),
        ("projects", _("Past projects")),
    ]  # fmt: skip
    if page.may("weak_spot.view"):
        names.append(("weak-spots", _("Weak spots")))
    of_data = {"profile", "opportunities", "complementarity", "areas"} if current in SAME_DATA else set()
    found = [
        Link(label, page.url(f"observatory:{name}", **(kept if name in of_data else {})), name == current)
        for name, label in names
    ]
    return [*found, Link(_("Data"), page.url("observatory:datasets"))]


SAME_DATA = {"profile", "opportunities", "complementarity", "areas"}
