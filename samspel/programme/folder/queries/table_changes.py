"""What a table lacks of the rows a folder wants, has otherwise, and has too much: one engine for every entity.

Reading costs one query per entity and one per list of links. Rows are matched by natural key, never by id, so the same
folder gives the same programme in any database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.entities import OF_MODEL
from samspel.programme.folder.queries.entities.entity import Entity, EntityRow, Key
from samspel.programme.folder.rules.diff import FieldChange, PlanChange, label_of

Nested = str | tuple["Nested", ...]


@dataclass(frozen=True)
class PresentRow:
    """A row as it stands. `links`: per list of links, the linking row's id by the target's key."""

    pk: Any
    values: dict[str, Any]
    links: dict[str, dict[Key, Any]]


@dataclass
class TableChanges:
    """What one entity's table needs: rows to create, to change, to remove."""

    entity: Entity
    present: dict[Key, PresentRow]
    created: list[EntityRow] = field(default_factory=list)
    changed: list[tuple[EntityRow, tuple[FieldChange, ...]]] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)

    def changes(self) -> Iterator[PlanChange]:
        """The same, for the diff."""
        name = self.entity.name
        yield from (PlanChange(name, label_of(row.key), "created") for row in self.created)
        yield from (PlanChange(name, label_of(row.key), "changed", fields) for row, fields in self.changed)
        yield from (PlanChange(name, label_of(key), "removed") for key in self.removed)


def table_changes(entity: Entity, folder: ProgrammeFolder, programme_pk: int | None) -> TableChanges:
    """What the entity's table lacks, has otherwise, and has too much, against the folder."""
    wanted = {row.key: row for row in entity.rows(folder)}
    work = TableChanges(entity, _present(entity, wanted, programme_pk))
    for key, row in wanted.items():
        present = work.present.get(key)
        if present is None:
            work.created.append(row)
        elif fields := tuple(_differences(row, present)):
            work.changed.append((row, fields))
    if entity.scope is not None:
        own = _own(entity, programme_pk)
        work.removed = [key for key, row in work.present.items() if key not in wanted and row.pk not in own]
    return work


def _own(entity: Entity, programme_pk: int | None) -> frozenset[Any]:
    """The ids of rows that people have made in the application."""
    if not entity.author or programme_pk is None:
        return frozenset()
    made = {entity.scope or "pk": programme_pk, f"{entity.author}__isnull": False}
    return frozenset(entity.model._base_manager.filter(**made).values_list("pk", flat=True))


def _differences(row: EntityRow, present: PresentRow) -> Iterator[FieldChange]:
    for name, value in row.values.items():
        if present.values[name] != value:
            yield FieldChange(name, present.values[name], value)
    for name, keys in row.many.items():
        if keys != present.links[name].keys():
            yield FieldChange(name, tuple(sorted(present.links[name])), tuple(sorted(keys)))


def _present(entity: Entity, wanted: Iterable[Key], programme_pk: int | None) -> dict[Key, PresentRow]:
    names = entity.key + entity.fields
    if entity.scope is None:
        condition: dict[str, Any] = {"pk__in": [key[0] for key in wanted]}
    elif programme_pk is None:
        return {}
    else:
        condition = {entity.scope or "pk": programme_pk}
    found: dict[Key, PresentRow] = {}
    links = {name: _links(entity, name, condition) for name in entity.many}
    for pk, *values in _read(entity.model._base_manager.filter(**condition), ["pk", *names]):
        key, rest = tuple(values[: len(entity.key)]), values[len(entity.key) :]
        own = {name: links[name].get(pk, {}) for name in entity.many}
        found[key] = PresentRow(pk, dict(zip(entity.fields, rest, strict=True)), own)
    return found


def _links(entity: Entity, name: str, condition: dict[str, Any]) -> dict[Any, dict[Key, Any]]:
    """Owner's id → target's natural key → id of the linking row."""
    many: Any = entity.model._meta.get_field(name)
    source, target = many.m2m_field_name(), many.m2m_reverse_field_name()
    within = {f"{source}__{path}": value for path, value in condition.items()}
    rows = many.remote_field.through._base_manager.filter(**within)
    found: dict[Any, dict[Key, Any]] = {}
    for pk, owner, key in _read(rows, ["pk", f"{source}_id", target]):
        found.setdefault(owner, {})[key] = pk
    return found


def _read(rows: QuerySet[Any], names: list[str]) -> Iterator[list[Any]]:
    """The named columns of the rows, with links as natural keys."""
    shapes = [_lookup(rows.model, name) for name in names]
    columns = [leaf for shape in shapes for leaf in _leaves(shape)]
    for values in rows.order_by("pk").values_list(*columns):
        left = iter(values)
        yield [_filled(shape, left) for shape in shapes]


def _lookup(model: type[Model], name: str, prefix: str = "") -> Nested:
    """The lookup path of a column; for a link, those of what identifies its target."""
    if name == "pk" or name.endswith("_id"):
        return prefix + name
    column = model._meta.get_field(name)
    if not isinstance(column, ForeignKey):
        return prefix + name
    target: Any = column.related_model
    return tuple(_lookup(target, part, f"{prefix}{name}__") for part in OF_MODEL[target].key)


def _leaves(shape: Nested) -> Iterator[str]:
    if isinstance(shape, str):
        yield shape
    else:
        for part in shape:
            yield from _leaves(part)


def _filled(shape: Nested, values: Iterator[Any]) -> Any:
    """The values in the lookup's shape; an empty link is None."""
    if isinstance(shape, str):
        return next(values)
    filled = tuple(_filled(part, values) for part in shape)
    return None if all(part is None for part in filled) else filled
