"""Words for the stages of initiatives."""

from django.utils.translation import gettext as _

from samspel.programme.initiatives.rules import Stage


def stage_name(stage: Stage) -> str:
    """'Planned', 'Under way' or 'Done' in the reader's language."""
    return {Stage.PLANNED: _("Planned"), Stage.ONGOING: _("Under way"), Stage.DONE: _("Done")}[stage]
