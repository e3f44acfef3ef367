"""The filters of the lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.figures import ACTOR_KINDS
from samspel.actors.organisations.labels import competence_groups
from samspel.actors.organisations.queries.organisation_list import EVERYTHING
from samspel.code_lists.organisations import FUNCTIONS
from samspel.core.programmes.context import ReadContext


class ActorFilter(forms.Form):
    """The filters of the list of actors."""

    text = forms.CharField(label=gettext_lazy("Name or organisation number"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    function = forms.ChoiceField(label=gettext_lazy("Function"), required=False)
    home = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    competence = forms.ChoiceField(label=gettext_lazy("Competence"), required=False)

    def __init__(self, context: ReadContext, with_companies: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        structure = context.structure
        kinds = [("", _("All actors")), *((code, _sentence(str(name))) for code, name in ACTOR_KINDS.items())]
        if with_companies:
            kinds += [("company", _("Companies")), (EVERYTHING, _("All registered organisations"))]
        self._choose("kind", kinds)
        every = [("", _("All"))]
        self._choose("area", [*every, *((a.code, a.short) for a in structure.areas)])
        self._choose("function", [*every, *((code, str(name)) for code, name in FUNCTIONS.items())])
        self._choose("home", [*every, *((p.code, p.short) for p in structure.partners)])
        self._choose("municipality", [*every, *((m.code, m.name) for m in structure.municipalities)])
        self._choose("competence", [*every, *competence_groups()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class OperationFilter(forms.Form):
    """The filters of the list of past operations."""

    text = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), required=False)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objectives = [(m.code, m.label) for m in context.members("past_objective")]
        self.fields["objective"].choices = [("", _("All")), *objectives]  # type: ignore[attr-defined]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
