"""The table of indicators: all of it, what is approved, what is not yet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samspel.core.figures import Figure, Unit
from samspel.results.indicators.queries.overview import IndicatorLine
from samspel.ui.components import Column, Link, Table
from samspel.ui.formatting import money
from samspel.ui.templatetags.formats import language
from samspel.web.page import Page


def indicator_table(page: Page, lines: Iterable[IndicatorLine], caption: str, hours: Figure | None = None) -> Table:
    """A row for each indicator, and one for the hours of support where they are shown: they are not approved."""
    columns = [
        Column(_("Indicator")),
        Column(_("All"), numeric=True),
        Column(_("Approved"), numeric=True),
        Column(_("Not yet approved"), numeric=True),
    ]
    rows = [[_name(page, line), line.figure, line.approved, _pending(page, line)] for line in lines]
    if hours:
        rows.append([str(hours.measure.name), hours, None, None])
    return Table(caption, columns, rows)


def _name(page: Page, line: IndicatorLine) -> Link:
    return Link(str(line.figure.measure.name), page.url("results:indicator", line.code))


def _pending(page: Page, line: IndicatorLine) -> object:
    if line.figure.measure.unit is Unit.MONEY:
        return money(line.pending, page.programme.currency, language())
    return line.pending
