"""How a file, a table and a field of the folder are declared."""

from dataclasses import dataclass
from typing import Any, Protocol

from samspel.programme.folder.formats.field_kinds.texts import Bilingual
from samspel.programme.folder.formats.problems import Spot


class FieldKind(Protocol):
    """What a value may be."""

    def read(self, raw: Any, at: Spot) -> Any:
        """The value, or None with the problem noted at the spot."""


@dataclass(frozen=True)
class FolderField:
    """A key of a table. An optional one is `default` where it is absent. `into` is the spec's name for it."""

    name: str
    kind: FieldKind
    required: bool = True
    default: Any = None
    into: str = ""

    def values(self, value: Any) -> dict[str, Any]:
        """The spec's attributes for a value that was read; two for a bilingual one."""
        name = self.into or self.name
        if isinstance(self.kind, Bilingual):
            swedish, english = value or ("", "")
            return {f"{name}_sv": swedish, f"{name}_en": english}
        return {name: value}


@dataclass(frozen=True)
class FolderTable:
    """A `[[table]]` that may come several times, or a `[table]` that comes once (`single`).

    `into` is the attribute of the owner, the folder itself for the outermost, that its specs end up in."""

    name: str
    kind: str
    spec: type
    into: str
    fields: tuple[FolderField, ...]
    inner: tuple["FolderTable", ...] = ()
    single: bool = False
    required: bool = True


@dataclass(frozen=True)
class FolderFile:
    """A TOML file of the folder."""

    name: str
    tables: tuple[FolderTable, ...]
    required: bool = True


def optional(name: str, kind: FieldKind, default: Any = None, into: str = "") -> FolderField:
    """A field that may be left out."""
    return FolderField(name, kind, required=False, default=default, into=into)
