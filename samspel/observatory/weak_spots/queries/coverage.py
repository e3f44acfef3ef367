"""Gaps in the innovation system: functions that nobody has in an area, competences that nobody or one actor has."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samspel.actors.organisations.queries.innovation_system import innovation_system
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.competences import competences
from samspel.core.programmes.context import ReadContext
from samspel.observatory.weak_spots.figures import WeakSpot, WeakSpotGround, WeakSpotSource, register_source
from samspel.observatory.weak_spots.labels import CLEAR, FAINT


def coverage(context: ReadContext) -> list[WeakSpot]:
    """The empty cells of the matrix of actors, and competences with no holder or one."""
    found = innovation_system(context)
    spots = [
        WeakSpot(
            f"coverage:{area.code}:{code}",
            pgettext("weak spot", "%(area)s: nobody has the function %(function)s")
            % {"area": area.short, "function": str(name)},
            [WeakSpotGround(_("0 actors in the matrix"), found.cells[area.pk, code].url)],
            CLEAR,
            area,
        )
        for area in context.structure.areas
        for code, name in FUNCTIONS.items()
        if not found.cells[area.pk, code].value
    ]
    codes = {str(name): code for code, name in competences().items()}
    system_url = context.url("actors:system")
    spots += [
        WeakSpot(
            f"competence:{codes[name]}",
            _("Nobody has the competence %(competence)s") % {"competence": name},
            [WeakSpotGround(_("No actor says so"), system_url)],
            CLEAR,
        )
        for name in found.nobody
    ]
    return spots + [
        WeakSpot(
            f"competence:{codes[alone.competence]}",
            _("Only one actor has the competence %(competence)s") % {"competence": alone.competence},
            [WeakSpotGround(alone.actor.name, context.url("actors:actor", alone.actor.pk))],
            FAINT,
        )
        for alone in found.alone
    ]


register_source(
    WeakSpotSource(
        "coverage",
        gettext_lazy("Gaps in the innovation system"),
        gettext_lazy(
            "A function that no actor has in an area, or a competence that nobody has, is a clear sign. A competence "
            "that one actor only has is a faint sign."
        ),
        coverage,
    )
)
