"""Computations: ask for one, follow it, see its result; the page may be left and come back to."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspel.core import clock
from samspel.observatory.analysis.labels.tabs import observatory_link
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.computations.queries.computations import computation_of
from samspel.observatory.computations.queries.results import UNDER_WAY, is_stuck, result_of
from samspel.observatory.computations.rules.kinds import known_kinds
from samspel.observatory.computations.services.computation import computation_cancel, computation_request
from samspel.observatory.datasets.policy import DatasetAction
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at, version_at
from samspel.observatory.datasets.queries.datasets import Names, names_of
from samspel.ui.components import Column, Link, Table
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.observatory.models import Computation

AGAIN = "2"  # seconds between two looks at one under way, without JavaScript
LONG_WAIT = 60  # seconds in the queue, after which the page says that no worker seems to run
SHOWN = 100


@require_safe
@programme_page("observatory", DatasetAction.VIEW)
def computation(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """How far it has come, or its result."""
    found = _found(page, pk)
    kind = known_kinds().get(found.kind)
    dataset = found.version.dataset
    page.crumbs = [
        observatory_link(page.context),
        Link(str(dataset.name), page.url("observatory:dataset", dataset.code)),
    ]
    stopped = is_stuck(found)
    under_way = found.state in UNDER_WAY and not stopped
    context = {
        "computation": found,
        "kind": kind,
        "parameters": [(name, value) for name, value in found.parameters.items() if value is not None],
        "share": round(100 * found.progress),
        "stopped": stopped,
        "under_way": under_way,
        "no_worker": found.state == "queued" and (clock.now() - found.asked_at).total_seconds() > LONG_WAIT,
        "result_url": _result_url(page, found),
        "tables": tables_of(result_of(found), names_of(found.version, page.structure))
        if found.state == "done" and not (kind and kind.page)
        else [],
        "may_ask": page.may(ComputationAction.ASK),
        "parameters_json": json.dumps(found.parameters),
    }
    response = render(request, "observatory/computations/computation.html", context)
    if under_way:
        response["Refresh"] = AGAIN
    return response


@require_POST
@sign_in_required
@programme_page("observatory", ComputationAction.ASK)
def ask_computation(request: HttpRequest, page: Page) -> HttpResponse:
    """Ask for a computation of a version, with parameters as JSON; the one that is there, or new work."""
    kind = request.POST.get("kind", "")
    try:
        dataset = dataset_at(page.programme, request.POST.get("data", ""))
        version = version_at(dataset, request.POST.get("version"))
    except UnknownAddress as error:
        raise Http404 from error
    if kind not in known_kinds() or version is None:
        raise Http404
    try:
        parameters = json.loads(request.POST.get("parameters") or "{}")
        asked = computation_request(
            user=request.user,
            programme=page.programme,
            kind_code=kind,
            version=version,
            parameters=dict(parameters),
        )
    except (ValueError, TypeError, KeyError):
        messages.error(request, _("The computation's parameters cannot be read. Nothing was started."))
        return redirect(page.url("observatory:dataset", dataset.code))
    return redirect(page.url("observatory:computation", asked.pk))


@require_POST
@sign_in_required
@programme_page("observatory", ComputationAction.ASK)
def cancel_computation(request: HttpRequest, page: Page, pk: int) -> HttpResponse:
    """Stop it."""
    if computation_cancel(user=request.user, programme=page.programme, computation=_found(page, pk)):
        messages.success(request, _("The computation is cancelled."))
    return redirect(page.url("observatory:computation", pk))


def tables_of(result: Any, names: Names) -> list[Table]:
    """The lists of a result as tables, for kinds without a page of their own. Lists called region and activity begin
    their rows with codes, which get their names."""
    parts = result.items() if isinstance(result, dict) else [("", result)]
    return [_table(str(key), value, names) for key, value in parts if isinstance(value, list) and value]


def _table(key: str, rows: list[Any], names: Names) -> Table:
    called = {"region": _("Region"), "activity": _("Activity"), "years": _("Year")}.get(key, key)
    shown: Callable[[str], str] = {"region": names.region, "activity": names.activity}.get(key, str)
    cells = [row if isinstance(row, list) else [row] for row in rows[:SHOWN]]
    width = max(len(row) for row in cells)
    columns = [Column(called if at == 0 else _("Value"), numeric=at > 0) for at in range(width)]
    caption = called
    if len(rows) > SHOWN:
        caption += " " + _("(the first %(shown)s of %(all)s)") % {"shown": SHOWN, "all": len(rows)}
    return Table(caption, columns, [[shown(str(row[0])), *row[1:]] for row in cells], caption_shown=True)


def _result_url(page: Page, found: "Computation") -> str:
    kind = known_kinds().get(found.kind)
    if kind is None or not kind.page or found.state != "done":
        return ""
    plain = (str, int, float)  # lists of codes are the page's own matter
    chosen = {name: value for name, value in found.parameters.items() if isinstance(value, plain)}
    about = {"data": found.version.dataset.code, "version": found.version.number}
    return page.url(kind.page, **about, **chosen)


def _found(page: Page, pk: int) -> "Computation":
    found = computation_of(page.programme, pk)
    if found is None:
        raise Http404
    return found
