"""Codes, and what refers to them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.texts import CODE, Text
from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Reference, Spot


@dataclass(frozen=True)
class Code:
    """The code of what the table describes. Unique in the programme, or in its owner where `scoped`."""

    kind: str
    scoped: bool = False

    def read(self, raw: Any, at: Spot) -> str | None:
        """The code, now defined."""
        code = Text(60, CODE).read(raw, at)
        if code is None:
            at.ledger.uncertain.add(self.kind)
            return None
        key = (self.kind, at.path[:-3] if self.scoped else (), code)
        if (first := at.ledger.defined.get(key)) is not None:
            message = _("The code “%(code)s” is already used in %(file)s, line %(line)s. Give one another code.")
            at.wrong(message % {"code": code, "file": first.file, "line": first.line}, code)
            at.ledger.uncertain.add(self.kind)
            return None
        at.ledger.defined[key] = at
        return code


@dataclass(frozen=True)
class Ref:
    """The code of something defined elsewhere in the folder."""

    kind: str

    def read(self, raw: Any, at: Spot) -> str | None:
        """The code; that it exists is checked when everything has been read."""
        code = Text(60).read(raw, at)
        if code is not None:
            at.ledger.references.append(Reference(at, self.kind, code))
        return code


@dataclass(frozen=True)
class Refs:
    """A list of codes; `exactly` says how many."""

    kind: str
    exactly: int | None = None

    def read(self, raw: Any, at: Spot) -> tuple[str, ...] | None:
        """The codes in the order written."""
        if not isinstance(raw, list) or (self.exactly and len(raw) != self.exactly):
            expected = _("a list of two codes") if self.exactly else _("a list of codes")
            return of_wrong_type(raw, expected, at)
        codes = [Ref(self.kind).read(item, at / position) for position, item in enumerate(raw)]
        for position, code in enumerate(codes):
            if code in codes[:position]:
                message = _("“%(code)s” is named twice in %(field)s.")
                (at / position).wrong(message % {"code": code, "field": at.field}, code)
        return tuple(code for code in codes if code is not None)
