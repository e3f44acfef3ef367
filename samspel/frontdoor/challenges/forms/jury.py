"""Forms of the jury: who is in it, and a juror's points."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.assessment import HIGHEST, LOWEST
from samspel.frontdoor.challenges.queries.jury import jury_choices, jury_people
from samspel.frontdoor.models import Challenge, ChallengeCriterion
from samspel.web.forms import SeveralField


class JuryForm(forms.Form):
    """Who is in the jury: of those who may judge in the programme."""

    people: "forms.ModelMultipleChoiceField[Any]" = SeveralField(
        None, label=gettext_lazy("The jury"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, challenge: Challenge, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"people": jury_people(challenge)})
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = jury_choices(challenge)  # type: ignore[attr-defined]


class PointsForm(forms.Form):
    """A juror's points for a proposal."""

    def __init__(self, criteria: Sequence[ChallengeCriterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        choices = [(n, str(n)) for n in range(LOWEST, HIGHEST + 1)]
        for one in criteria:
            self.fields[f"points_{one.pk}"] = forms.TypedChoiceField(
                label=_("%(question)s (weight %(weight)s)") % {"question": one.question, "weight": one.weight},
                coerce=int, choices=choices, widget=forms.RadioSelect, help_text=_("1 is the lowest, 5 the highest."),
            )  # fmt: skip
        area = forms.Textarea(attrs={"rows": 3})
        self.fields["comment"] = forms.CharField(label=_("Comment"), required=False, widget=area, max_length=4000)

    @property
    def points(self) -> Mapping[int, int]:
        """Criterion → points."""
        return {one.pk: self.cleaned_data[f"points_{one.pk}"] for one in self.criteria}
