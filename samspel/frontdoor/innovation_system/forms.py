"""The filters of the system map."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.code_lists.offer_kinds import KINDS
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.innovation_system.queries.ties import OFFERS
from samspel.web.forms import DaysForm

FIRST_KIND = next(iter(KINDS))


class _Narrowed(DaysForm):
    """Area, region and days, both included; empty: all of it, up to the day shown."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    field_order: Sequence[str] = ("area", "region", "since", "until")

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("area", [("", _("All")), *((a.code, a.short) for a in context.structure.areas)])
        self._choose("region", [("", _("All")), *((p.code, p.short) for p in context.structure.partners)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class NetworkFilter(_Narrowed):
    """What the network is narrowed to."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of tie"), required=False)
    field_order = ("kind", "area", "region", "since", "until")

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(context, *args, **kwargs)
        self._choose("kind", [
            ("", _("All")), ("together", _("Collaborations")), ("helped", _("Needs both helped with")),
            ("sent_on", _("Requests sent on")), (OFFERS, _("Offers")),
        ])  # fmt: skip


class GapsFilter(_Narrowed):
    """What the unmet needs are narrowed to."""


class CoverageFilter(forms.Form):
    """Which kind of help the map shows."""

    help = forms.ChoiceField(label=gettext_lazy("Kind of help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"].choices = [(k, str(name)) for k, name in KINDS.items()]  # type: ignore[attr-defined]


class OverlapFilter(forms.Form):
    """Which offers are compared."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)

    def __init__(self, context: ReadContext, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kind": [(k, str(name)) for k, name in KINDS.items()],
            "area": [(a.code, a.short) for a in context.structure.areas],
        }
        for name, every in choices.items():
            self.fields[name].choices = [("", _("All")), *every]  # type: ignore[attr-defined]
