"""The filters of the list of organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.organisations.labels.organisation import competence_choices
from samspel.actors.organisations.queries.organisation_list import EVERYTHING
from samspel.code_lists.actor_functions import FUNCTIONS
from samspel.code_lists.choices import code_choices
from samspel.code_lists.organisation_kinds import ACTOR_KINDS
from samspel.core.programmes.structure import Structure


class ActorFilter(forms.Form):
    """The filters of the list of actors."""

    text = forms.CharField(label=gettext_lazy("Name or organisation number"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    function = forms.ChoiceField(label=gettext_lazy("Function"), required=False)
    home = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    competence = forms.ChoiceField(label=gettext_lazy("Competence"), required=False)

    def __init__(self, structure: Structure, with_companies: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("All actors")), *code_choices(ACTOR_KINDS)]
        if with_companies:
            kinds += [("company", _("Companies")), (EVERYTHING, _("All registered organisations"))]
        self._choose("kind", kinds)
        every = [("", _("All"))]
        self._choose("area", [*every, *((a.code, a.short) for a in structure.areas)])
        self._choose("function", [*every, *((code, str(name)) for code, name in FUNCTIONS.items())])
        self._choose("home", [*every, *((p.code, p.short) for p in structure.partners)])
        self._choose("municipality", [*every, *((m.code, m.name) for m in structure.municipalities)])
        self._choose("competence", [*every, *competence_choices()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
