"""The page every number opens to, and its exports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.core.figures import (
    Measure,
    Slice,
    compare,
    conditions,
    dimension,
    end_of,
    measures,
    values,
)
from samspel.core.figures.export import csv_lines, workbook
from samspel.core.figures.rows import FigureRow, shows_entities
from samspel.core.programmes.context import figure_url
from samspel.core.programmes.policy import FigureAction
from samspel.ui.components import Link, Pages
from samspel.ui.formatting import date_text
from samspel.ui.templatetags.formats import cell, figure_text, language
from samspel.web import addresses
from samspel.web.page import Page, programme_page
from samspel.web.queries.figure_rows import RowsBehind, may_see_rows, rows_behind, smallest_cell

PER_PAGE = 100


@require_safe
@programme_page(action=FigureAction.OPEN)
def figure(request: HttpRequest, page: Page, measure: str) -> HttpResponse:
    """Definition, rows, evidence and sum of one figure; what has changed since it was reported."""
    counted, where = _asked(request, page, measure)
    number = max(_whole(addresses.query(request).get("page"), 1), 1)
    behind = rows_behind(page.context, counted, where, values(counted, where)[()])
    shown = behind.page(number, PER_PAGE)
    grouped = behind.groups is not None
    columns, hidden = _columns(page, behind)
    reported = None if grouped else _day(addresses.query(request).get("reported"))
    compared = reported and not counted.of_plan
    context = {
        "measure": counted,
        "figure": page.figure(counted, behind.value, where),
        "chosen": _chosen(page, where),
        "columns": columns,
        "rows": [{"row": row, "cells": _cells(page, counted, where, row, hidden)} for row in shown.rows],
        "shows_entities": shows_entities(counted, where),
        "grouped": grouped,
        "withheld": behind.withheld,
        "smallest": smallest_cell(page.context) if grouped else None,
        "some_hidden": any(hidden),
        "of_plan": counted.of_plan,
        "pages": Pages(number, number > 1, shown.more),
        "reported": reported,
        "comparison": compare(counted, where, end_of(reported), seen=behind.seen) if reported and compared else None,
        "query": addresses.query(request).urlencode(),
        "show_evidence": counted.has_evidence and page.may(FigureAction.IDENTITIES),
    }
    return render(request, "web/figure.html", context)


@require_safe
@programme_page(action=FigureAction.OPEN)
def export_figure(request: HttpRequest, page: Page, measure: str, form: str) -> HttpResponseBase:
    """Exactly the rows of the figure, as CSV or Excel, with the sum line; streamed."""
    counted, where = _asked(request, page, measure)
    behind = rows_behind(page.context, counted, where, values(counted, where)[()])
    columns, hidden = _columns(page, behind)
    value = _("not shown") if behind.withheld else behind.value
    first = _("Date (holds example data)") if page.has_example else _("Date")
    number = _("Behind it") if behind.groups is not None else _("Facts")
    header = [first, *(str(c.name) for c in columns), number, _("Evidence"), str(counted.name)]
    closing: list[Any] = [_("Sum") if counted.adds_up else _("Median"), *[""] * (len(columns) + 2), value]
    rows = (_without(row, hidden, page.may(FigureAction.IDENTITIES)) for row in behind.every())
    name = "-".join([counted.code, page.as_of.isoformat(), *([_("example")] if page.has_example else [])])
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(header, rows, closing), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if form == "xlsx":
        about = _about(page, counted, where, behind.value)
        sheets = _("Rows"), _("About the figure")
        return FileResponse(workbook(about, header, rows, closing, sheets), as_attachment=True, filename=f"{name}.xlsx")
    raise Http404


def _cells(page: Page, counted: Measure, where: Slice, row: FigureRow, hidden: Sequence[bool]) -> list[Any]:
    """The cells that the reader may see; the first opens what the row counts."""
    cells = [value for value, skip in zip(row.cells, hidden, strict=True) if not skip]
    if cells and row.entity is not None:
        cells[0] = Link(cell(cells[0]), figure_url(page.context, counted, _entity(where, row.entity)))
    return cells


def _asked(request: HttpRequest, page: Page, code: str) -> tuple[Measure, Slice]:
    """The measure and slice that the address names; 404 for an unknown measure, dimension or member, and
    PermissionDenied for one thing counted where the reader may not see things one by one."""
    counted = measures().get(code)
    if counted is None:
        raise Http404
    query = addresses.query(request)
    if query.get("entity") and not may_see_rows(page.context, counted):
        raise PermissionDenied(FigureAction.IDENTITIES)
    members = {key: _member(page, key, text) for key in counted.dimensions if (text := query.get(key))}
    asked = [
        (condition.key, _member(page, condition.dimension, text) if condition.dimension else "1")
        for condition in conditions().values()
        if (text := addresses.query(request).get(condition.key)) and not counted.of_plan
    ]
    where = page.slice
    last = _day(addresses.query(request).get("to"))
    until = last + timedelta(days=1) if last else where.until
    return counted, Slice(
        where.programme_id,
        _day(addresses.query(request).get("from")),
        until,
        where.known_at,
        members,
        _entity_asked(query.get("entity")),
        tuple(asked),
    )


def _entity_asked(text: str | None) -> str | None:
    """The key of the counted thing, in digits (a municipality's may begin with 0); 404 for any other text."""
    if text and addresses.key(text) is None:
        raise Http404
    return text or None


def _member(page: Page, key: str, text: str) -> Any:
    """The id of the dimension's member with the code; 404 where there is none."""
    found = next((m for m in page.members(key) if m.code == text), None)
    if found is None:
        raise Http404
    return found.id


def _entity(where: Slice, entity: Any) -> Slice:
    return replace(where, entity=entity)


def _columns(page: Page, behind: RowsBehind) -> tuple[list[Any], list[bool]]:
    """The columns the reader sees, and which are hidden: those that name somebody, from those who may not know."""
    every = list(behind.columns)
    hidden = [column.identity and not page.may(FigureAction.IDENTITIES) for column in every]
    return [column for column, skip in zip(every, hidden, strict=True) if not skip], hidden


def _without(row: Any, hidden: list[bool], with_evidence: bool) -> Any:
    cells = [cell for cell, skip in zip(row.cells, hidden, strict=True) if not skip]
    return type(row)(
        row.entity,
        row.fact_id,
        row.occurred_on,
        cells,
        row.contribution,
        row.facts,
        row.evidence if with_evidence else (),
    )


def _chosen(page: Page, where: Slice) -> list[tuple[str, str]]:
    """What the figure is narrowed to, in words."""
    chosen = []
    for key, member_id in where.members.items():
        kind = dimension(key)
        label = next((m.label for m in page.members(key) if m.id == member_id), str(member_id))
        chosen.append((str(kind.name), label))
    for key, value in where.conditions:
        condition = conditions()[key]
        members = page.members(condition.dimension) if condition.dimension else []
        chosen.append((str(condition.name), next((m.label for m in members if m.id == value), _("Yes"))))
    if where.since or (where.until and where.until != page.slice.until):
        first = date_text(where.since, language()) if where.since else "…"
        last = date_text(where.until - timedelta(days=1), language()) if where.until else "…"
        chosen.append((_("Period"), f"{first} – {last}"))
    chosen.append((_("As known on"), date_text(page.as_of, language())))
    return chosen


def _about(page: Page, counted: Measure, where: Slice, value: Any) -> list[tuple[str, str]]:
    """The sheet that says what the figure is."""
    lines = [
        (_("Programme"), page.programme.name),
        (_("Figure"), str(counted.name)),
        (_("Value"), figure_text(page.figure(counted, value, where))),
        (_("Definition"), str(counted.definition)),
        (_("Source"), str(counted.source)),
        *_chosen(page, where),
    ]
    if page.has_example:
        lines.append((_("Note"), _("Holds example data: invented companies and activity.")))
    return lines


def _day(text: str | None) -> date | None:
    return addresses.day(text)


def _whole(text: str | None, default: int) -> int:
    return addresses.whole(text) or default
