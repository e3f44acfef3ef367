"""A table that a programme folder fills, and the rows it wants there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, Model

from samspel.programme.folder.formats import ProgrammeFolder

Key = tuple[Any, ...]
Given = tuple[Any, Mapping[str, Any]]
"""A spec, and the values of a row that are not its own attributes."""


@dataclass(frozen=True)
class EntityRow:
    """A wanted row. Links are the natural keys of what they lead to; `many` has sets of such keys."""

    key: Key
    values: Mapping[str, Any]
    many: Mapping[str, frozenset[Key]]


@dataclass(frozen=True)
class Entity:
    """A table the folder fills. `key` identifies a row within the programme, `scope` is the lookup path to it
    (None: shared between programmes, so rows are added and changed but never removed).
    `vacate`: values set first on rows that change or go, to free what a unique constraint holds. `author`: the path to
    who made a row in the application; such rows stay although the folder does not have them."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    scope: str | None
    specs: Callable[[ProgrammeFolder], Iterable[Given]]
    many: tuple[str, ...] = ()
    vacate: Mapping[str, Any] = field(default_factory=dict)
    author: str = ""

    def rows(self, folder: ProgrammeFolder) -> list[EntityRow]:
        """The rows the folder wants."""
        return [self._row(spec, given) for spec, given in self.specs(folder)]

    def _row(self, spec: Any, given: Mapping[str, Any]) -> EntityRow:
        def value(name: str) -> Any:
            found = given[name] if name in given else getattr(spec, name)
            linked = isinstance(self.model._meta.get_field(name), ForeignKey)
            return (found,) if linked and isinstance(found, str | int) else found

        return EntityRow(
            tuple(value(name) for name in self.key),
            {name: value(name) for name in self.fields},
            {name: frozenset((code,) for code in getattr(spec, name)) for name in self.many},
        )


def both(*names: str) -> tuple[str, ...]:
    """The two columns of each bilingual field."""
    return tuple(f"{name}_{language}" for name in names for language in ("sv", "en"))


def plain(attribute: str) -> Callable[[ProgrammeFolder], Iterable[Given]]:
    """The specs in an attribute of the folder, as they are."""
    return lambda folder: [(spec, {}) for spec in getattr(folder, attribute)]
