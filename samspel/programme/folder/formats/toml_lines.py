"""Line numbers for TOML. `tomllib` gives values without places; this notes where in the text each stands.

The text must already have been accepted by `tomllib`, so the walk takes its syntax for granted.
"""

import re

Path = tuple[str | int, ...]

KEY = re.compile(r'[ \t]*("(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)[ \t]*')
SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
QUOTED = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
BARE = re.compile(r"[^,\]}#\n]*")
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")


def line_index(text: str) -> dict[Path, int]:
    """Path of keys and array positions → line (from 1) where it begins. The empty path is line 1."""
    return _Walk(text.replace("\r\n", "\n")).index


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counted = 0
        self.index: dict[Path, int] = {(): 1}
        self.tables: dict[Path, int] = {}
        self._document()

    def _document(self) -> None:
        table: Path = ()
        while self._skip_space():
            if self.text.startswith("[[", self.at):
                table = self._header(2)
            elif self.text[self.at] == "[":
                table = self._header(1)
            else:
                self._pair(table)

    def _header(self, brackets: int) -> Path:
        """A table header; with two brackets it begins the next of an array of tables."""
        line = self._line()
        self.at += brackets
        *outer, last = self._keys()
        self.at += brackets
        path: Path = ()
        for part in outer:
            path = self._current((*path, part))
            self.index.setdefault(path, line)
        path = (*path, last)
        if brackets == 2:
            self.index.setdefault(path, line)
            self.tables[path] = self.tables.get(path, -1) + 1
            path = (*path, self.tables[path])
        self.index.setdefault(path, line)
        return path

    def _current(self, path: Path) -> Path:
        """Where a header's part means an array of tables, its latest table."""
        return (*path, self.tables[path]) if path in self.tables else path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self.index.setdefault(path, line)
        self.at += 1  # the equals sign
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while match := KEY.match(self.text, self.at):
            keys.append(_unquoted(match[1]))
            self.at = match.end()
            if self.text[self.at : self.at + 1] != ".":
                break
            self.at += 1
        return keys

    def _value(self, path: Path) -> None:
        self._skip_space()
        self.index.setdefault(path, self._line())
        first = self.text[self.at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline(path)
        else:
            pattern = next((q for q in QUOTED if q.match(self.text, self.at)), BARE)
            match = pattern.match(self.text, self.at)
            self.at = match.end() if match else len(self.text)

    def _array(self, path: Path) -> None:
        self.at += 1
        position = 0
        while self._skip_space() and self.text[self.at] != "]":
            self._value((*path, position))
            position += 1
            self._skip_comma()
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._skip_space() and self.text[self.at] != "}":
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        if self._skip_space() and self.text[self.at] == ",":
            self.at += 1

    def _skip_space(self) -> bool:
        """Move past white space and comments; whether anything is left."""
        match = SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def _line(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line


def _unquoted(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    return ESCAPE.sub(_escaped, key[1:-1]) if key[0] == '"' else key


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uU":
        return chr(int(code[1:], 16))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(code, code)
