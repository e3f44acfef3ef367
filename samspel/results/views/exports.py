"""A period's lists as Excel and CSV, streamed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.kernel.accounts.resume import sign_in_required
from samspel.programme.listing import as_file
from samspel.programme.page import Page, programme_page
from samspel.results import lists
from samspel.results.models import ReportingPeriod
from samspel.results.views.periods import found_period


@require_safe
@sign_in_required
@programme_page(action="figure.identities")
def export_enterprises(request: HttpRequest, page: Page, number: int, form: str) -> HttpResponseBase:
    """The funder's list of enterprises."""
    period = found_period(page, number)
    rows = lists.enterprise_rows(period)
    return _sent(page, _("enterprises"), form, period, lists.enterprise_header(period), rows)


@require_safe
@sign_in_required
@programme_page(action="figure.identities")
def export_participants(request: HttpRequest, page: Page, number: int, form: str) -> HttpResponseBase:
    """The list of participants."""
    period = found_period(page, number)
    rows = lists.participant_rows(period)
    return _sent(page, _("participants"), form, period, lists.participant_header(), rows)


def _sent(
    page: Page, what: str, form: str, period: ReportingPeriod, header: Sequence[str], rows: Iterator[list[Any]]
) -> HttpResponseBase:
    return as_file(page, (what, str(period.number)), form, header, rows, lists.definitions(page, period))
