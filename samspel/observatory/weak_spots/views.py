"""Weak spots, the notes of what is to be done about them, and both taken home."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.observatory.analysis.labels.tabs import tabs
from samspel.observatory.analysis.views.charts import Picture, Source, taken_home
from samspel.observatory.datasets.views.datasets import room
from samspel.observatory.models import WeakSpotNote
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.observatory.weak_spots.queries import weak_spots as spots
from samspel.ui.charts import Table
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Link, Page, programme_page


class NoteForm(forms.Form):
    """What is to be done, by whom and until when."""

    what = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    who = forms.CharField(
        label=gettext_lazy("Who"), max_length=120,
        help_text=gettext_lazy("A function or an organisation, such as the area lead."),
    )  # fmt: skip
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))


@require_safe
@sign_in_required
@programme_page("observatory", WeakSpotAction.VIEW)
def weak_spots(request: HttpRequest, page: Page) -> HttpResponseBase:
    """One list, the strongest signs first, by source, and every note."""
    listed = spots.weak_spots(page.context)
    notes = spots.notes_of(page.context)
    tables = [_spots_table(listed), _notes_table(notes)]
    source = Source(_("Source: the programme's own records and statistics."), [(_("Programme"), page.programme.short)],
                    "weak-spots")  # fmt: skip
    if (file := taken_home(request, tables, source)) is not None:
        return file
    current = {one.spot.key for one in listed}
    context = {
        "tabs": tabs(page.context, "weak-spots"),
        "listed": listed,
        "groups": [
            (source, [one for one in listed if one.source.code == code]) for code, source in spots.sources().items()
        ],
        "notes": [(note, note.spot in current, str(spots.STATES[note.state])) for note in notes],
        "states": [(code, str(name)) for code, name in spots.STATES.items()],
        "open_notes": sum(note.state in (WeakSpotNote.OPEN, WeakSpotNote.BEGUN) for note in notes),
        "strong": sum(one.spot.strength == spots.STRONG for one in listed),
        "may_note": page.may(WeakSpotAction.NOTE),
    }
    return render(request, "observatory/weak_spots/weak_spots.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", WeakSpotAction.NOTE)
def new_note(request: HttpRequest, page: Page) -> HttpResponse:
    """Write down what is to be done about a weak spot."""
    key = request.GET.get("spot", "")
    found = next((one for one in spots.weak_spots(page.context) if one.spot.key == key), None)
    if found is None:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        spots.note(request.user, page.programme, found.spot, form.cleaned_data)
        messages.success(request, _("The note is written down."))
        return redirect(page.url("observatory:weak-spots") + "#notes")
    page.crumbs = [room(page), Link(_("Weak spots"), page.url("observatory:weak-spots"))]
    return render(request, "observatory/weak_spots/weak_spot_note.html", {"form": form, "one": found})


@require_POST
@sign_in_required
@programme_page("observatory", WeakSpotAction.NOTE)
def change_note(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say how it goes with a note."""
    found = get_object_or_404(WeakSpotNote, pk=pk, programme=page.programme)
    try:
        spots.set_state(request.user, found, request.POST.get("state", ""))
    except ValueError:
        messages.error(request, _("Choose one of the states."))
    else:
        messages.success(request, _("The note is changed."))
    return redirect(page.url("observatory:weak-spots") + "#notes")


def _spots_table(listed: list[spots.Listed]) -> Picture:
    head = [_("Weak spot"), _("Source"), _("Strength"), _("Evidence"), _("Area"), _("Notes")]
    rows: list[Any] = [
        [
            one.spot.title, str(one.source.name), one.spot.strength_words,
            "; ".join(ground.words for ground in one.spot.grounds), one.spot.area.short if one.spot.area else "",
            str(len(one.notes)),
        ]
        for one in listed
    ]  # fmt: skip
    return Picture("weak-spots", _("Weak spots"), Table(_("Weak spots"), head, rows))


def _notes_table(notes: list[WeakSpotNote]) -> Picture:
    head = [_("Weak spot"), _("What is to be done"), _("Who"), _("Until"), _("State"), _("Written by"), _("Key")]
    rows: list[Any] = [
        [
            note.title, note.what, note.who, note.due_on.isoformat(), str(spots.STATES[note.state]),
            str(note.made_by or ""), note.spot,
        ]
        for note in notes
    ]  # fmt: skip
    return Picture("notes", _("Notes to act on"), Table(_("Notes to act on"), head, rows))
