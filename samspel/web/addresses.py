"""Values out of addresses: the only reader of a request's query, and the kinds of argument that a path may hold.

Whatever somebody writes in an address, each reader here gives a value that the database and the calendar can hold, or
None: a page then leaves it out, or answers 404, as it does with other values that are not there."""

from collections.abc import Callable, Container
from datetime import date
from unicodedata import category

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import register_converter

LONGEST_TEXT = 2000
LONGEST_ARGUMENT = 500
LARGEST_WHOLE = 999_999_999
"""Fits a column of 32 bits, with room for a page's rows before it."""
LARGEST_KEY = 2**63 - 1
"""The largest primary key: a column of 64 bits."""
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that an address may name; each has a day after it."""
BREAKS = frozenset("\t\n\r")


def is_plain(text: str, longest: int = LONGEST_TEXT) -> bool:
    """Whether the text is at most `longest` characters, without control characters or halves of characters."""
    return len(text) <= longest and not any(c not in BREAKS and category(c) in {"Cc", "Cs"} for c in text)


def query(request: HttpRequest) -> QueryDict:
    """The address's query, without the values that are not plain text."""
    return plain_values(request.GET)


def plain_values(sent: QueryDict) -> QueryDict:
    """The names and values that are plain text, in their order."""
    found = QueryDict(mutable=True)
    for name, values in sent.lists():
        if is_plain(name) and (kept := [value for value in values if is_plain(value)]):
            found.setlist(name, kept)
    found._mutable = False
    return found


def text_at(request: HttpRequest, name: str, longest: int = LONGEST_TEXT) -> str:
    """The text of a parameter; empty where there is none or it is not plain or too long."""
    text = query(request).get(name, "")
    return text if len(text) <= longest else ""


def page_number(request: HttpRequest) -> int:
    """The page of a long list, from 1."""
    return whole(query(request).get("page"), 1) or 1


def whole(text: str | None, first: int = 0, last: int = LARGEST_WHOLE) -> int | None:
    """A whole number in ASCII digits from `first` to `last`; None for any other text."""
    if not text or not (text.isascii() and text.isdigit() and len(text) <= len(str(last))):
        return None
    return number if first <= (number := int(text)) <= last else None


def key(text: str | None) -> int | None:
    """A primary key that fits its column; None for any other text."""
    return whole(text, 1, LARGEST_KEY)


def day(text: str | None) -> date | None:
    """A day from EARLIEST to LATEST, written YYYY-MM-DD; None for any other text."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def one_of(text: str | None, codes: Container[str]) -> str | None:
    """The code, where it is one of the list; None for any other text."""
    return text if text is not None and text in codes else None


class PlainAddresses:
    """Middleware: 404 for a path that is not plain text, and no such values in queries, also on pages of packages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or 404."""
        if not is_plain(request.path_info):
            raise Http404
        request.GET = plain_values(request.GET)  # type: ignore[assignment]
        return self.get_response(request)


class KeyArgument:
    """A primary key in a path: ASCII digits, at most 18, which always fit 64 bits."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """As it stands in the address."""
        return str(value)


class WholeArgument(KeyArgument):
    """A number within a programme, in a path: at most LARGEST_WHOLE."""

    regex = "[0-9]{1,9}"


class TextArgument:
    """A code or a link in a path: no control characters, at most LONGEST_ARGUMENT characters."""

    regex = rf"[^/\x00-\x1f\x7f-\x9f\ud800-\udfff]{{1,{LONGEST_ARGUMENT}}}"

    def to_python(self, value: str) -> str:
        """The text."""
        return value

    def to_url(self, value: object) -> str:
        """As it stands in the address."""
        return str(value)


register_converter(KeyArgument, "key")
register_converter(WholeArgument, "whole")
register_converter(TextArgument, "text")
