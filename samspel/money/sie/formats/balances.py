"""Fields that balances and transactions share, and balances."""

from typing import Any

from django.utils.translation import gettext as _

from samspel.money.sie.formats import values
from samspel.money.sie.formats.book import Balance, Field, Objects
from samspel.money.sie.formats.fields import OPEN_LIST, OPEN_QUOTE
from samspel.money.sie.formats.remarks import Remarks, short

BALANCES = ("#IB", "#UB", "#RES", "#OIB", "#OUB", "#PSALDO", "#PBUDGET")
_PERIODS = ("#PSALDO", "#PBUDGET")
_LISTS = ("#OIB", "#OUB", *_PERIODS)


def read_balance(number: int, label: str, fields: list[Field], remarks: Remarks) -> Balance | None:
    """The balance of a record, or None with a remark where year, account, period or amount cannot be read."""
    rest = list(fields)
    year = values.integer(text_of(rest))
    month = text_of(rest) if label in _PERIODS else ""
    account = text_of(rest)
    if label not in _LISTS and _is_list(rest):
        remarks.note(number, label, _("By the standard there is no object list here; it was read as one."))
    objects = objects_of(number, label, rest, remarks) if label in _LISTS or _is_list(rest) else ()
    amount = amount_of(number, label, text_of(rest), remarks)
    if year is None or not account or amount is None or (label in _PERIODS and not values.period(month)):
        remarks.note(number, label, _("The balance could not be read and was passed over."))
        return None
    quantity = quantity_of(number, label, text_of(rest), remarks)
    kind: Any = label[1:]
    return Balance(kind, year, account, amount, quantity, objects, month)


def _is_list(fields: list[Field]) -> bool:
    return bool(fields) and isinstance(fields[0], tuple)


def note_flaw(number: int, label: str, flaw: str, remarks: Remarks) -> None:
    """Note what is wrong with how the fields of a line are written, if anything is."""
    if flaw == OPEN_QUOTE:
        remarks.note(number, label, _("A quote is not closed; the field was read to the end of the line."))
    elif flaw == OPEN_LIST:
        remarks.note(number, label, _("A brace is not closed; the list was read to the end of the line."))
    elif flaw:
        remarks.note(number, label, _("A brace that closes nothing was passed over."))


def text_of(fields: list[Field]) -> str:
    """Take the next field, as a text; an empty one where there are no more."""
    if not fields:
        return ""
    taken = fields.pop(0)
    return taken if isinstance(taken, str) else " ".join(taken)


def objects_of(number: int, label: str, fields: list[Field], remarks: Remarks) -> Objects:
    """Take the object list that comes next, with a remark where it is missing or has a dimension without object."""
    if not _is_list(fields):
        remarks.note(number, label, _("The object list is missing; it was taken to be empty."))
        return ()
    listed = fields.pop(0)
    if len(listed) % 2:
        told = _("The object list has an odd number of fields; “%(last)s” was passed over.")
        remarks.note(number, label, told, last=short(listed[-1]))
    pairs = zip(listed[::2], listed[1::2], strict=False)
    return tuple((values.dimension(dimension), own) for dimension, own in pairs if dimension and own)


def amount_of(number: int, label: str, text: str, remarks: Remarks) -> Any:
    """The amount in a text or None, with a remark where it is not as the standard says."""
    amount, usual = values.amount(text)
    if amount is not None and not usual:
        remarks.note(number, label, _("“%(found)s” was read as %(value)s."), found=short(text), value=amount)
    return amount


def quantity_of(number: int, label: str, text: str, remarks: Remarks) -> Any:
    """The quantity in a text. One with more decimals than an amount has is as usual as one with two."""
    if not text:
        return None
    quantity, _usual = values.amount(text)
    if quantity is None:
        told = _("The quantity “%(found)s” could not be read and was passed over.")
        remarks.note(number, label, told, found=short(text))
    return quantity
