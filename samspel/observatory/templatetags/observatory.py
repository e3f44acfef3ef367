"""Names of computations, numbers that open, and plain tables, in templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samspel.observatory.analysis.figures.methods import methods
from samspel.observatory.analysis.queries.selection import Chosen
from samspel.observatory.computations.rules.kinds import known_kinds
from samspel.ui.charts import ChartTable, Datum
from samspel.ui.components import Column
from samspel.ui.components import Table as PageTable
from samspel.ui.templatetags.tables import data_table

register = template.Library()


@register.simple_tag
def kind_name(code: str) -> str:
    """What a kind of computation is called; its code where it is no longer known."""
    kind = known_kinds().get(code)
    return str(kind.name) if kind else code


@register.simple_tag
def datum(shown: Datum) -> SafeString:
    """A number, as a link where it opens."""
    return _cell(shown)


@register.simple_tag
def activity_name(chosen: Chosen, code: str) -> str:
    """What an activity is called."""
    return f"{chosen.names.activity(code)} ({code})"


@register.filter
def get(values: Mapping[str, Any], key: str) -> Any:
    """The value of a key that is no word to templates."""
    return values.get(key)


@register.inclusion_tag("observatory/analysis/parts/methods_line.html", takes_context=True)
def methods_line(context: template.Context, *codes: str) -> dict[str, Any]:
    """Links to the methods that numbers are worked out by."""
    return {"page": context["page"], "methods": [(code, methods()[code].name) for code in codes]}


@register.inclusion_tag("ui/parts/table.html")
def plain_table(shown: ChartTable) -> dict[str, Any]:
    """A chart's table, unfolded, where there is no drawing."""
    columns = [Column(head, at in shown.numeric) for at, head in enumerate(shown.head)]
    rows = [[_cell(cell) if isinstance(cell, Datum) else cell for cell in row] for row in shown.rows]
    return data_table(PageTable(shown.summary, columns, rows))


def _cell(shown: Datum) -> SafeString:
    if shown.href:
        return format_html('<a class="figure num" href="{}">{}</a>', shown.href, shown.shown)
    return format_html("{}", shown.shown)
