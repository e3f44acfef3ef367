"""What an actor does in which areas, and what it is good at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from samspel.actors.organisations.labels.organisation import competence_choices
from samspel.code_lists.actor_functions import FUNCTIONS

if TYPE_CHECKING:
    from samspel.core.programmes.models import Area


@dataclass(frozen=True)
class Checkbox:
    """A checkbox: its name and value in the form, its words, whether it is ticked, and whether the reader may change
    it."""

    name: str
    value: str
    label: str
    id: str
    checked: bool
    open: bool = True


class FunctionsForm(forms.Form):
    """Checkboxes: area × function, and competences in groups. Areas the reader does not answer for stand still."""

    functions = forms.MultipleChoiceField(required=False)
    competences = forms.MultipleChoiceField(required=False)

    def __init__(self, areas: Sequence["Area"], answers_for: Collection[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.answers_for = answers_for
        self.groups = competence_choices()
        cells = [(f"{area.code}:{code}", code) for area in self.areas for code in FUNCTIONS]
        self.fields["functions"].choices = cells  # type: ignore[attr-defined]
        self.fields["competences"].choices = [pair for _group, codes in self.groups for pair in codes]  # type: ignore[attr-defined]

    @property
    def heads(self) -> list[str]:
        """The table's column headings."""
        return [str(name) for name in FUNCTIONS.values()]

    @property
    def lines(self) -> Iterable[tuple["Area", Sequence[Checkbox]]]:
        """The table's rows."""
        ticked = set(self["functions"].value() or [])
        for area in self.areas:
            boxes = []
            for code, name in FUNCTIONS.items():
                value = f"{area.code}:{code}"
                words = f"{area.name}: {name}"
                identity = f"id_f_{area.code}_{code}"
                boxes.append(
                    Checkbox("functions", value, words, identity, value in ticked, area.pk in self.answers_for)
                )
            yield area, boxes

    @property
    def competence_boxes(self) -> Iterable[tuple[str, Sequence[Checkbox]]]:
        """Each group of competences with its checkboxes."""
        ticked = set(self["competences"].value() or [])
        for group, codes in self.groups:
            yield group, [Checkbox("competences", code, name, f"id_c_{code}", code in ticked) for code, name in codes]

    def chosen(self, before: Collection[str]) -> list[tuple["Area", str]]:
        """The cells that hold after the form: those ticked in the reader's areas, and what was there in the others."""
        ticked = set(self.cleaned_data["functions"])
        return [
            (area, code)
            for area in self.areas
            for code in FUNCTIONS
            if f"{area.code}:{code}" in (ticked if area.pk in self.answers_for else before)
        ]
