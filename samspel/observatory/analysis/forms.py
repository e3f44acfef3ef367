"""The choices of the analysis pages: GET forms, shown as what the page is of."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.observatory.analysis.queries.selection import Chosen


class ChoiceForm(forms.Form):
    """Data set, region and years. Another data set begins with its newest version."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Compared with"), required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, chosen: Chosen, *fields: str) -> None:
        values: dict[str, Any] = {"region": chosen.region, **chosen.about, "since": chosen.since, "version": ""}
        super().__init__(values)
        self.fields["data"] = forms.ChoiceField(label=_("Data set"), required=False)
        self.order_fields(["region", "data", "year", "since"])
        for name in set(self.fields) - {*fields, "version"}:
            del self.fields[name]
        own = [(code, chosen.name_of(code)) for code in chosen.own]
        rest = ((code, chosen.names.region(code)) for code in chosen.regions if code not in chosen.own)
        others = sorted(rest, key=lambda one: one[1])
        grouped = [(_("The programme's"), own), (_("Others"), others)] if own and others else own or others
        self._choose("region", grouped)
        self._choose("data", [(one.dataset.code, str(one.dataset.name)) for one in chosen.candidates])
        self._choose("year", [(year, year) for year in reversed(chosen.years)])
        self._choose("since", [(year, year) for year in reversed(chosen.years) if year < chosen.year])
        if len(chosen.candidates) < 2:
            self.fields.pop("data", None)
        if chosen.since is None:
            self.fields.pop("since", None)

    def _choose(self, name: str, choices: list[Any]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PeersForm(ChoiceForm):
    """Also how many peers, and how much each variable weighs: 0 leaves it out."""

    def __init__(self, chosen: Chosen, k: int, weights: dict[str, float]) -> None:
        super().__init__(chosen, "region", "data", "year")
        self.fields["k"] = forms.TypedChoiceField(
            label=_("How many"), coerce=int, choices=[(n, n) for n in (3, 5, 8, 10)], required=False
        )
        self.data["k"] = k  # type: ignore[index]
        steps = [(0, _("Not at all")), (1, _("Once")), (2, _("Twice")), (3, _("Three times"))]
        for code, weight in weights.items():
            field = forms.TypedChoiceField(
                label=chosen.names.activity(code), choices=steps, coerce=float, required=False
            )
            self.fields[f"w-{code}"] = field
            self.data[f"w-{code}"] = int(weight)  # type: ignore[index]
