"""What the officer's queue and the figures of referrals are narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.referrals.queries.funnel import CROSSED
from samspel.frontdoor.referrals.queries.queue import ALL_REGIONS, QueueFilters
from samspel.web import addresses
from samspel.web.forms import DaysForm


class QueueFilterForm(forms.Form):
    """What the queue is narrowed to."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False)
    text = forms.CharField(label=gettext_lazy("Number, offer or actor"), required=False, max_length=100)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        regions = [("", _("My own")), (ALL_REGIONS, _("All"))]
        partners = [(p.code, str(p.short)) for p in context.structure.partners]
        self.fields["region"].choices = [*regions, *partners]  # type: ignore[attr-defined]
        areas = [(a.code, str(a.short)) for a in context.structure.areas]
        self.fields["area"].choices = everything + areas  # type: ignore[attr-defined]
        self.fields["kind"].choices = everything + [(k, str(v)) for k, v in KINDS.items()]  # type: ignore[attr-defined]

    def filters(self, show: str, organisation: str) -> QueueFilters:
        """As the queue wants them; what is not valid is left out."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        names = ("region", "area", "kind", "text")
        return QueueFilters(
            show, **{name: asked.get(name, "") for name in names}, organisation=addresses.key(organisation)
        )


class FunnelForm(DaysForm):
    """The days the figures are of, both included (empty: from the start and up to the day), and what the table of
    regions and areas shows."""

    shown = forms.ChoiceField(label=gettext_lazy("By region and area"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [(k, str(m.name)) for k, m in CROSSED.items()]  # type: ignore[attr-defined]
