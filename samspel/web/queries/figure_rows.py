"""What a reader gets to see behind a figure: its rows, groups of them, or only how many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.figures import FigureColumn, FigureRow, Measure, RowPage, Slice, dimension, iterate, page_of_rows
from samspel.core.figures.public_groups import grouping_key, public_groups, units_behind
from samspel.core.figures.row_access import hidden_rows, seen_rows
from samspel.core.figures.rows import VALUED, columns_of
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.policy import FigureAction
from samspel.core.programmes.rule_set import rules_of

SMALLEST_CELL = "publication.smallest-cell"


@dataclass(frozen=True)
class RowsBehind:
    """The rows for one reader. `value` is None where the figure is withheld: too few are behind it. `groups` are there
    instead of rows for those who may not see rows; `hidden` ends the rows with what the reader may not see of them."""

    measure: Measure
    where: Slice
    value: Any
    columns: Sequence[FigureColumn]
    seen: Q | None = None
    groups: Sequence[FigureRow] | None = None
    hidden: FigureRow | None = None
    withheld: bool = False

    def page(self, number: int, size: int) -> RowPage:
        """The page with the number, from 1; what is hidden is on the last."""
        if self.groups is not None:
            return RowPage(self.groups if number == 1 else (), more=False)
        found = page_of_rows(self.measure, self.where, (number - 1) * size, size, self.seen)
        last = [self.hidden] if self.hidden and not found.more else []
        return RowPage([*found.rows, *last], found.more)

    def every(self) -> Iterator[FigureRow]:
        """All rows, streamed."""
        if self.groups is not None:
            return iter(self.groups)
        return chain(iterate(self.measure, self.where, self.seen), [self.hidden] if self.hidden else [])


def may_see_rows(context: ReadContext, measure: Measure) -> bool:
    """Whether the reader gets rows at all, not only groups: where nobody needs protection, or to those who may know
    names."""
    return not measure.protects or context.may(FigureAction.IDENTITIES)


def smallest_cell(context: ReadContext) -> int:
    """How many enterprises, persons or cases there are at least behind a figure that everybody sees."""
    value: Any = rules_of(context.programme).value(SMALLEST_CELL, context.as_of)
    return int(value)


def rows_behind(context: ReadContext, measure: Measure, where: Slice, value: Any) -> RowsBehind:
    """What the reader gets to see behind the figure, whose value is given."""
    if not may_see_rows(context, measure):
        return _groups_behind(context, measure, where, value)
    columns = columns_of(measure, where)
    seen = seen_rows(measure, context.reader, context.programme.pk)
    left = hidden_rows(measure, where, seen, value)
    hidden = None
    if left.rows:
        text = ngettext("%(n)s row that you may not see", "%(n)s rows that you may not see", left.rows)
        cells = [text % {"n": left.rows}, *[""] * (len(columns) - 1)]
        hidden = FigureRow(None, None, None, cells, left.contribution, left.rows)
    return RowsBehind(measure, where, value, columns, seen, hidden=hidden)


def _groups_behind(context: ReadContext, measure: Measure, where: Slice, value: Any) -> RowsBehind:
    smallest = smallest_cell(context)
    key = grouping_key(measure, where)
    columns = [FigureColumn(dimension(key).name if key else _("Rows"), "")]
    number = units_behind(measure, where)
    if 0 < number < smallest and measure.kind in VALUED:  # an amount of one or two is theirs; how many they are is not
        return RowsBehind(measure, where, None, columns, groups=(), withheld=True)
    labels = {member.id: member.label for member in context.members(key)} if key else {}
    parts = public_groups(measure, where, smallest, value, number)
    otherwise, rest = _("Not stated"), _("Others, too few to show apart")
    if len(parts) == 1:
        otherwise = rest = _("All together")
    groups = [
        FigureRow(
            None, None, None,
            [rest if group.rest else labels.get(group.member, otherwise)],
            group.contribution, group.units,
        )
        for group in parts
    ]  # fmt: skip
    return RowsBehind(measure, where, value, columns, groups=groups)
