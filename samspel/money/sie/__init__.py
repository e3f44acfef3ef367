"""SIE 4, the Swedish exchange format for bookkeeping: files read, also those not quite by the standard, and written.

`read` gives a book whose vouchers come one at a time; `write` writes one. Nothing here knows the database.
"""

from samspel.money.sie.formats.book import (
    COST_CENTRE,
    PROJECT,
    Account,
    Balance,
    Book,
    Object,
    SieDimension,
    SieRecord,
    Transaction,
    Voucher,
    Year,
    project_objects,
    top_dimension,
)
from samspel.money.sie.formats.reader import Reading, read
from samspel.money.sie.formats.remarks import Remark, SieError
from samspel.money.sie.formats.writer import ENCODINGS, write

__all__ = [
    "COST_CENTRE",
    "ENCODINGS",
    "PROJECT",
    "Account",
    "Balance",
    "Book",
    "Object",
    "Reading",
    "Remark",
    "SieDimension",
    "SieError",
    "SieRecord",
    "Transaction",
    "Voucher",
    "Year",
    "project_objects",
    "read",
    "top_dimension",
    "write",
]
