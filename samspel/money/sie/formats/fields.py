"""A line of a file as fields, and fields as a line.

Fields are parted by spaces or tabs. A field may stand within quotes, where \\" is a quote; an object list stands within
braces. Backslashes are what they are except right before a quote, where two are one: so that a text may end with one.
"""

import re

from samspel.money.sie.formats.book import Field

_TOKEN = re.compile(r'[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([{}])|([^ \t"{}]+)|(".*))', re.DOTALL)
_ESCAPED = re.compile(r'(\\+)("|\Z)')
_TO_ESCAPE = re.compile(r'(\\*)("|\Z)')
_BARE = re.compile(r"[0-9A-Z.-]+")

OPEN_QUOTE, OPEN_LIST, STRAY_BRACE = "quote", "list", "brace"


def split(line: str) -> tuple[list[Field], str]:
    """The fields of a line, and its flaw: OPEN_QUOTE, OPEN_LIST, STRAY_BRACE or an empty text.

    An object list is a tuple; lists within lists are made one. What is left open goes on to the end of the line."""
    fields: list[Field] = []
    listed: list[str] = []
    depth, flaw = 0, ""
    for quoted, brace, bare, unclosed in _TOKEN.findall(line):
        if brace == "{":
            depth += 1
        elif brace:
            if depth == 1:
                fields.append(tuple(listed))
                listed = []
            elif not depth:
                flaw = STRAY_BRACE
            depth = max(depth - 1, 0)
        else:
            if unclosed:
                text, flaw = _left_open(unclosed), OPEN_QUOTE
            else:
                text = bare or (_unescape(quoted) if "\\" in quoted else quoted)
            (listed if depth else fields).append(text)
    if depth:
        fields.append(tuple(listed))
        flaw = flaw or OPEN_LIST
    return fields, flaw


def trimmed(line: str) -> str:
    """The line without spaces around it, and without what old systems end a file with."""
    return line.lstrip(" \t").rstrip(" \t\0\x1a")


def join(label: str, *fields: Field) -> str:
    """A line of a label and fields; empty fields at the end are left out."""
    last = len(fields)
    while last and fields[last - 1] == "":
        last -= 1
    return " ".join([label, *(_listed(each) if isinstance(each, tuple) else quote(each) for each in fields[:last])])


def quote(text: str) -> str:
    """The text as a field. All but numbers and the like is put within quotes, as readers that do little expect."""
    if _BARE.fullmatch(text):
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + _TO_ESCAPE.sub(lambda found: found[1] * 2 + (found[2] and '\\"'), text) + '"'


def _listed(texts: tuple[str, ...]) -> str:
    return "{" + " ".join(map(quote, texts)) + "}"


def _unescape(content: str) -> str:
    return _ESCAPED.sub(lambda found: found[1][: len(found[1]) // 2] + found[2], content)


def _left_open(rest: str) -> str:
    """A field whose quote is never closed. “"C:\\data\\"” was most likely closed by one who escapes nothing."""
    content = rest[1:]
    return content[:-1] if content.endswith('\\"') else content.rstrip()
