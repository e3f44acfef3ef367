"""A period's lists as Excel and CSV, streamed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspel.core.programmes.policy import FigureAction
from samspel.results.reporting_periods.queries import funder_lists
from samspel.results.reporting_periods.queries.periods import period_of
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.list_files import as_file
from samspel.web.page import Page, programme_page

if TYPE_CHECKING:
    from samspel.results.models import ReportingPeriod


@require_safe
@sign_in_required
@programme_page(action=FigureAction.IDENTITIES)
def export_enterprises(request: HttpRequest, page: Page, number: int, form: str) -> HttpResponseBase:
    """The funder's list of enterprises."""
    period = _period(page, number)
    rows = funder_lists.enterprise_rows(period)
    return _sent(page, _("enterprises"), form, period, funder_lists.enterprise_header(period), rows)


@require_safe
@sign_in_required
@programme_page(action=FigureAction.IDENTITIES)
def export_participants(request: HttpRequest, page: Page, number: int, form: str) -> HttpResponseBase:
    """The list of participants."""
    period = _period(page, number)
    rows = funder_lists.participant_rows(period)
    return _sent(page, _("participants"), form, period, funder_lists.participant_header(), rows)


def _sent(
    page: Page, what: str, form: str, period: "ReportingPeriod", header: Sequence[str], rows: Iterator[list[Any]]
) -> HttpResponseBase:
    return as_file(page, (what, str(period.number)), form, header, rows, funder_lists.definitions(page.context, period))


def _period(page: Page, number: int) -> "ReportingPeriod":
    """The programme's period with the number; 404 otherwise."""
    found = period_of(page.context, number)
    if found is None:
        raise Http404
    return found
