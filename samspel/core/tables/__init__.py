"""Tables that people bring in and take home: Excel and text files read into records, and templates to fill in.

`read` makes a `Table` of a file, `suggest` tells which column is which field, and `parse` gives a `TableRecord` for
each row. `template` makes the workbook that people fill in. No part of this package touches the database.
"""

from samspel.core.tables.mapping import Field, missing, suggest
from samspel.core.tables.reader import read
from samspel.core.tables.records import RowProblem, TableRecord, parse
from samspel.core.tables.table import FileLimits, Table, TableError
from samspel.core.tables.template import TemplateColumn, template
from samspel.core.tables.values import CellError, as_boolean, as_choice, as_date, as_decimal, as_integer, as_text

__all__ = [
    "CellError",
    "Field",
    "FileLimits",
    "RowProblem",
    "Table",
    "TableError",
    "TableRecord",
    "TemplateColumn",
    "as_boolean",
    "as_choice",
    "as_date",
    "as_decimal",
    "as_integer",
    "as_text",
    "missing",
    "parse",
    "read",
    "suggest",
    "template",
]
