"""The programme room's pages."""

from samspel.programme.initiatives.views.initiatives import (
    edit_initiative,
    initiative,
    initiatives,
    milestone,
    new_initiative,
    revise_work_package,
    void_initiative,
    worklist,
)
from samspel.programme.people.views import end_membership, own_data, people
from samspel.programme.plan.views.overview import (
    about,
    activity,
    area,
    money,
    objectives,
    organisation,
    overview,
    rules,
    work_package,
)
from samspel.web.views.figures import export_figure, figure
from samspel.web.views.history import history

__all__ = [
    "about",
    "activity",
    "area",
    "edit_initiative",
    "end_membership",
    "export_figure",
    "figure",
    "history",
    "initiative",
    "initiatives",
    "milestone",
    "money",
    "new_initiative",
    "objectives",
    "organisation",
    "overview",
    "own_data",
    "people",
    "revise_work_package",
    "rules",
    "void_initiative",
    "work_package",
    "worklist",
]
