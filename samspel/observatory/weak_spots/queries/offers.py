"""Kinds of help that the companies of a region find nowhere, or only in other regions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.figures import Request, fetch
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.innovation_system.figures import reaching
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotGround, WeakSpotSource, register_source
from samspel.observatory.weak_spots.labels import CLEAR, FAINT


def lacking(context: ReadContext) -> list[WeakSpot]:
    """What is found nowhere first, then what is found elsewhere only, the fewest offers first."""
    everywhere, at_home = fetch([
        Request(reaching, context.slice, ("open_to", "help")),
        Request(reaching, context.slice, ("open_to", "help", "home")),
    ])  # fmt: skip
    found = []
    for partner in context.structure.partners:
        for kind, name in KINDS.items():
            number = int(everywhere.get((partner.pk, kind), 0))
            if at_home.get((partner.pk, kind, partner.pk)):
                continue
            words = {"region": partner.short, "help": str(name).lower()}
            title = (
                _("%(region)s: %(help)s is offered in other regions only") if number
                else _("%(region)s: nobody offers %(help)s")
            )  # fmt: skip
            told = ngettext("%(count)d offer elsewhere", "%(count)d offers elsewhere", number) % {"count": number}
            figure = context.figure(reaching, number, open_to=partner.pk, help=kind)
            grounds = [
                WeakSpotGround(told, figure.url),
                WeakSpotGround(_("the map of help"), context.url("frontdoor:coverage", help=kind)),
            ]
            spot = WeakSpot(
                f"offers:{partner.code}:{kind}", title % words, grounds, FAINT if number else CLEAR,
                where=partner.short, subject=str(name),
            )  # fmt: skip
            found.append((number, spot))
    return [spot for _number, spot in sorted(found, key=lambda one: one[0])]


register_source(
    WeakSpotSource(
        "offers",
        gettext_lazy("Help that is lacking"),
        gettext_lazy(
            "A kind of help that nobody offers the companies of a region is a clear sign. Help that is found in other "
            "regions only is a faint sign."
        ),
        lacking,
    )
)
