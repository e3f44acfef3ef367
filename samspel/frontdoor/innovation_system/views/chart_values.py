"""Figures and tables as the charts of the system map want them."""

from django.utils.safestring import SafeString

from samspel.core.figures import Figure
from samspel.ui.charts import Datum
from samspel.ui.charts.svg import Table, safe, table
from samspel.ui.templatetags.formats import figure_text


def datum(figure: Figure) -> Datum:
    """A figure as a chart wants it."""
    return Datum(figure.value, figure_text(figure), figure.url)


def safe_table(contents: Table) -> SafeString:
    """A table on its own, as markup."""
    return safe(table(contents))
