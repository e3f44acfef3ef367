"""Weak spots, the notes of what is to be done about them, and both taken home."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspel.observatory.analysis.documents import ChartSource, chart_file
from samspel.observatory.analysis.labels.tabs import observatory_link, tabs
from samspel.observatory.weak_spots import services
from samspel.observatory.weak_spots.figures import sources
from samspel.observatory.weak_spots.forms import WeakSpotNoteForm
from samspel.observatory.weak_spots.labels import STATES, STRONG
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.observatory.weak_spots.queries import weak_spots as reads
from samspel.observatory.weak_spots.views.charts import note_table, weak_spot_table
from samspel.ui.components import Link
from samspel.web import addresses
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.chart_files import chart_response
from samspel.web.page import Page, programme_page


@require_safe
@sign_in_required
@programme_page("observatory", WeakSpotAction.VIEW)
def weak_spots(request: HttpRequest, page: Page) -> HttpResponseBase:
    """One list, the strongest signs first, by source, and every note."""
    listed = reads.weak_spots(page.context)
    notes = reads.notes_of(page.context)
    line = _("Source: the programme's own records and statistics.")
    source = ChartSource(line, [(_("Programme"), page.programme.short)], "weak-spots")
    tables = [weak_spot_table(listed), note_table(notes)]
    if (file := chart_response(addresses.query(request), tables, partial(chart_file, source=source))) is not None:
        return file
    current = {one.spot.key for one in listed}
    context = {
        "tabs": tabs(page.context, "weak-spots", addresses.query(request)),
        "listed": listed,
        "groups": [(source, [one for one in listed if one.source.code == code]) for code, source in sources().items()],
        "notes": [(note, note.spot in current, str(STATES[note.state])) for note in notes],
        "states": [(code, str(name)) for code, name in STATES.items()],
        "open_notes": sum(note.is_open for note in notes),
        "strong": sum(one.spot.strength == STRONG for one in listed),
        "may_note": page.may(WeakSpotAction.NOTE),
    }
    return render(request, "observatory/weak_spots/weak_spots.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("observatory", WeakSpotAction.NOTE)
def new_note(request: HttpRequest, page: Page) -> HttpResponse:
    """Write down what is to be done about a weak spot."""
    key = addresses.query(request).get("spot", "")
    found = next((one for one in reads.weak_spots(page.context) if one.spot.key == key), None)
    if found is None:
        raise Http404
    form = WeakSpotNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_create(actor=request.user, programme=page.programme, spot=found.spot, values=form.cleaned_data)
        messages.success(request, _("The note is written down."))
        return redirect(page.url("observatory:weak-spots") + "#notes")
    page.crumbs = [observatory_link(page.context), Link(_("Weak spots"), page.url("observatory:weak-spots"))]
    return render(request, "observatory/weak_spots/weak_spot_note.html", {"form": form, "one": found})


@require_POST
@sign_in_required
@programme_page("observatory", WeakSpotAction.NOTE)
def change_note(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Say how it goes with a note."""
    found = reads.note_of(page.programme, pk)
    if found is None:
        raise Http404
    try:
        services.note_state_set(actor=request.user, note=found, state=request.POST.get("state", ""))
    except ValueError:
        messages.error(request, _("Choose one of the states."))
    else:
        messages.success(request, _("The note is changed."))
    return redirect(page.url("observatory:weak-spots") + "#notes")
