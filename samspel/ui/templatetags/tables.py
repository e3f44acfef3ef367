"""The one table of the design system: {% data_table %} of plain values, {% table %} of cells with markup of their own.

Both give the caption, the frame that scrolls, headings with scopes, numbers to the right, the total and the words for
no rows, by ui/parts/table.html."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samspel.ui.components import Column, Link, Table
from samspel.ui.templatetags.formats import cell

register = template.Library()

SHEET = "_sheet"
"""Where the columns of a {% table %} find what they write to, in the context of the template."""
Options = Mapping[str, FilterExpression]


@dataclass(frozen=True)
class TableCell:
    """A cell as it is written: its words, and whether it names its row. `span`: how many columns it goes over."""

    words: str
    numeric: bool = False
    heading: bool = False
    span: int = 1
    css: str = ""

    @property
    def html(self) -> SafeString:
        """The cell as it stands in its row."""
        classes = " ".join(filter(None, ["num" if self.numeric else "", self.css]))
        return format_html(
            "<{tag}{scope}{span}{classes}>{words}</{tag}>",
            tag=SafeString("th" if self.heading else "td"),
            scope=SafeString(' scope="row"' if self.heading else ""),
            span=format_html(' colspan="{}"', self.span) if self.span > 1 else "",
            classes=format_html(' class="{}"', classes) if classes else "",
            words=self.words,
        )


@register.inclusion_tag("ui/parts/table.html")
def data_table(table: Table) -> dict[str, Any]:
    """A table of plain values: {% data_table table %}."""
    return {
        "caption": table.caption,
        "caption_shown": table.caption_shown,
        "columns": _heads(table.columns),
        "rows": [_cells(table.columns, row) for row in table.rows],
        "total": _cells(table.columns, table.total) if table.rows else [],
        "empty": table.empty,
        "css": table.css,
    }


@register.tag("table")
def do_table(parser: Parser, token: Token) -> template.Node:
    """A table whose cells hold links, marks or forms.

    {% table row in rows caption=_("Costs") total=_("Sum") empty=_("No cost is recorded yet.") %}
      {% column _("Voucher") %}<a href="…">{{ row.voucher }}</a>{% endcolumn %}
      {% column _("Amount") numeric=True total=sum|money:"SEK" %}{{ row.amount|money:"SEK" }}{% endcolumn %}
    {% endtable %}

    `caption` names the table for screen readers, and for all with caption_shown=True. `empty`: what is said where there
    are no rows. `total`: the words of a last row, which has the columns' totals; last_sums=True: the last of the rows
    is the total. `css`: a class more."""
    names, values, options = _loop(token, parser, {"caption", "caption_shown", "empty", "total", "last_sums", "css"})
    if "caption" not in options:
        raise template.TemplateSyntaxError("A {% table %} needs a caption.")
    nodes = parser.parse(["endtable"])
    parser.delete_first_token()
    return TableNode(names, values, options, nodes)


@register.tag("column")
def do_column(parser: Parser, token: Token) -> template.Node:
    """A column of a {% table %}: its heading, and what each row has in it.

    `numeric`: to the right. `heading`: this column names the row; without any it is the first; heading=False in the
    first: none does. `total`: its value in the last row. `span`: over how many columns. `css`: a class of the cells.
    Where all headings are empty there is no row of them."""
    options_of = token.split_contents()[1:]
    if not options_of:
        raise template.TemplateSyntaxError("A {% column %} needs a heading.")
    label = parser.compile_filter(options_of.pop(0))
    options = _options(options_of, parser, {"numeric", "heading", "total", "span", "css"})
    nodes = parser.parse(["endcolumn"])
    parser.delete_first_token()
    return ColumnNode(label, options, nodes)


@register.tag("columns")
def do_columns(parser: Parser, token: Token) -> template.Node:
    """Columns as many as there are: {% columns shown in row.figures heads=years %}{% figure shown %}{% endcolumns %}.

    `heads`: their headings, or, with `label`, what has its heading by that name; `totals`: their values in the last
    row; `numeric` and `css` as in a column."""
    names, values, options = _loop(token, parser, {"heads", "label", "totals", "numeric", "css"})
    nodes = parser.parse(["endcolumns"])
    parser.delete_first_token()
    return ColumnsNode(names, values, options, nodes)


@dataclass
class TableReading:
    """What a {% table %} is while it is read: first its headings, then the cells of a row at a time."""

    names_its_rows: bool
    heading: bool = True
    columns: list[Column] = field(default_factory=list)
    totals: list[Any] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)

    def head(self, label: Any, numeric: bool, total: Any) -> None:
        """One column's heading and total."""
        self.columns.append(Column(label, numeric))
        self.totals.append(total)

    def add(self, words: str, numeric: bool, heading: Any = None, span: int = 1, css: str = "") -> None:
        """One cell; the first names its row where no column says that it does."""
        names = bool(heading) if self.names_its_rows else not self.cells
        self.cells.append(TableCell(SafeString(words.strip()), numeric, names, span, css))

    def row(self, columns: NodeList, context: template.Context) -> list[TableCell]:
        """The cells of one row, which its columns add when they are rendered."""
        self.cells = []
        columns.render(context)
        return self.cells


class TableNode(template.Node):
    """{% table %}."""

    def __init__(self, names: Sequence[str], values: FilterExpression, options: Options, nodelist: NodeList) -> None:
        self.names, self.values, self.options, self.nodelist = names, values, options, nodelist
        columns = [node for node in nodelist.get_nodes_by_type(ColumnNode) if isinstance(node, ColumnNode)]
        self.names_its_rows = any("heading" in column.options for column in columns)

    def render(self, context: template.Context) -> str:
        """The whole table."""
        options = _resolved(self.options, context)
        sheet = TableReading(self.names_its_rows)
        with context.push(**{SHEET: sheet}):
            # before the first row, so that what depends on a row is as for none
            with context.push(**dict.fromkeys(self.names)):
                self.nodelist.render(context)
            sheet.heading = False
            rows = [sheet.row(self.nodelist, context) for _ in _each(self.names, self.values, context)]
        total: list[TableCell] = []
        if rows and options.get("total"):
            total = _cells(sheet.columns, [options["total"], *sheet.totals[1:]])
        elif rows and options.get("last_sums"):
            total = rows.pop()
        shown = {**options, "columns": _heads(sheet.columns), "rows": rows, "total": total}
        assert context.template is not None, "a template is being rendered"
        return context.template.engine.get_template("ui/parts/table.html").render(context.new(shown))


class ColumnNode(template.Node):
    """{% column %}."""

    def __init__(self, label: FilterExpression, options: Options, nodelist: NodeList) -> None:
        self.label, self.options, self.nodelist = label, options, nodelist

    def render(self, context: template.Context) -> str:
        """Nothing here: the table writes what the column adds to it."""
        sheet, options = _sheet(context), _resolved(self.options, context)
        numeric = bool(options.pop("numeric", False))
        if sheet.heading:
            sheet.head(self.label.resolve(context), numeric, options.get("total"))
        else:
            options.pop("total", None)
            sheet.add(self.nodelist.render(context), numeric, **options)
        return ""


class ColumnsNode(template.Node):
    """{% columns %}."""

    def __init__(self, names: Sequence[str], values: FilterExpression, options: Options, nodelist: NodeList) -> None:
        self.names, self.values, self.options, self.nodelist = names, values, options, nodelist

    def render(self, context: template.Context) -> str:
        """Nothing here: the table writes what the columns add to it."""
        sheet, options = _sheet(context), _resolved(self.options, context)
        numeric = bool(options.get("numeric", False))
        if sheet.heading:
            label = options.get("label")
            heads = [getattr(head, label) if label else head for head in options["heads"]]
            for head, total in zip(heads, options.get("totals") or [None] * len(heads), strict=True):
                sheet.head(head, numeric, total)
        else:
            for _ in _each(self.names, self.values, context):
                sheet.add(self.nodelist.render(context), numeric, css=options.get("css", ""))
        return ""


def _heads(columns: Sequence[Column]) -> Sequence[Column]:
    """The headings; none where all are empty."""
    heads = [Column(_heading(column.label), column.numeric) for column in columns]
    return heads if any(head.label for head in heads) else []


def _heading(label: Any) -> str:
    """A year is no amount: numbers stand as they are."""
    return cell(label) if isinstance(label, Link) else str(label)


def _cells(columns: Sequence[Column], row: Sequence[Any]) -> list[TableCell]:
    """A row of plain values; the first names it."""
    numeric = [column.numeric for column in columns] + [False] * (len(row) - len(columns))
    return [TableCell(cell(value), numeric[at], at == 0) for at, value in enumerate(row)]


def _loop(token: Token, parser: Parser, known: set[str]) -> tuple[list[str], FilterExpression, Options]:
    """'row, state in rows caption=…': the names, the values, the options."""
    tag, *bits = token.split_contents()
    if "in" not in bits[:-1]:
        raise template.TemplateSyntaxError(f"A {{% {tag} %}} begins with 'row in rows'.")
    at = bits.index("in")
    names = [name for name in " ".join(bits[:at]).replace(",", " ").split() if name]
    return names, parser.compile_filter(bits[at + 1]), _options(bits[at + 2 :], parser, known)


def _options(bits: list[str], parser: Parser, known: set[str]) -> Options:
    options = token_kwargs(bits, parser)
    if bits or (unknown := options.keys() - known):
        raise template.TemplateSyntaxError(f"Not known in a table: {', '.join(bits or sorted(unknown))}.")
    return options


def _resolved(options: Options, context: template.Context) -> dict[str, Any]:
    return {name: option.resolve(context) for name, option in options.items()}


def _each(names: Sequence[str], values: FilterExpression, context: template.Context) -> Iterator[None]:
    """Each of the values in turn, under its name or, taken apart, under their names."""
    found: Iterable[Any] = values.resolve(context) or ()
    for value in found:
        parts = [value] if len(names) == 1 else list(value)
        with context.push(**dict(zip(names, parts, strict=True))):
            yield


def _sheet(context: template.Context) -> TableReading:
    sheet = context.get(SHEET)
    if sheet is None:
        raise template.TemplateSyntaxError("A column stands in a {% table %}.")
    return sheet
