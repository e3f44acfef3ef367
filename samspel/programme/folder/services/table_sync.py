"""Bringing a table to the rows a folder wants: one engine for every entity.

Reading costs one query per entity and one per list of links; writing one per kind of change. Rows are matched
by natural key, never by id, so the same folder gives the same programme in any database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.services.diff import Change, FieldChange, label_of
from samspel.programme.folder.services.entities import OF_MODEL, Entity, Key, Row

Nested = str | tuple["Nested", ...]


@dataclass(frozen=True)
class Present:
    """A row as it stands. `links`: per list of links, the linking row's id by the target's key."""

    pk: Any
    values: dict[str, Any]
    links: dict[str, dict[Key, Any]]


@dataclass
class Work:
    """What one entity needs: rows to create, to change, to remove."""

    entity: Entity
    present: dict[Key, Present]
    created: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, tuple[FieldChange, ...]]] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)

    def changes(self) -> Iterator[Change]:
        """The work, for the diff."""
        name = self.entity.name
        yield from (Change(name, label_of(row.key), "created") for row in self.created)
        yield from (Change(name, label_of(row.key), "changed", fields) for row, fields in self.changed)
        yield from (Change(name, label_of(key), "removed") for key in self.removed)


def compare(entity: Entity, folder: ProgrammeFolder, programme_pk: int | None) -> Work:
    """What the entity's table lacks, has otherwise, and has too much, against the folder."""
    wanted = {row.key: row for row in entity.rows(folder)}
    work = Work(entity, _present(entity, wanted, programme_pk))
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


def _differences(row: Row, present: Present) -> Iterator[FieldChange]:
    for name, value in row.values.items():
        if present.values[name] != value:
            yield FieldChange(name, present.values[name], value)
    for name, keys in row.many.items():
        if keys != present.links[name].keys():
            yield FieldChange(name, tuple(sorted(present.links[name])), tuple(sorted(keys)))


def _present(entity: Entity, wanted: Iterable[Key], programme_pk: int | None) -> dict[Key, Present]:
    names = entity.key + entity.fields
    if entity.scope is None:
        condition: dict[str, Any] = {"pk__in": [key[0] for key in wanted]}
    elif programme_pk is None:
        return {}
    else:
        condition = {entity.scope or "pk": programme_pk}
    found: dict[Key, Present] = {}
    links = {name: _links(entity, name, condition) for name in entity.many}
    for pk, *values in _read(entity.model._base_manager.filter(**condition), ["pk", *names]):
        key, rest = tuple(values[: len(entity.key)]), values[len(entity.key) :]
        own = {name: links[name].get(pk, {}) for name in entity.many}
        found[key] = Present(pk, dict(zip(entity.fields, rest, strict=True)), own)
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


class Writer:
    """Writes the works of one programme, in order. Keeps the ids of the rows by natural key."""

    def __init__(self, works: Iterable[Work], programme_pk: int | None) -> None:
        self.works = list(works)
        self.programme_pk = programme_pk
        self.pks: dict[type[Model], dict[Key, Any]] = {
            work.entity.model: {key: row.pk for key, row in work.present.items()} for work in self.works
        }

    def write(self) -> None:
        """Free, change, create and link each entity in order; then remove, last first."""
        for work in self.works:
            self._vacate(work)
            self._change(work)
            self._create(work)
            self._link_to_self(work)
            for name in work.entity.many:
                self._link_many(work, name)
        for work in reversed(self.works):
            self._remove(work)

    def pk(self, model: type[Model], key: Key | None) -> Any:
        """The id of the row with the natural key. Tables that are shared have their code as id."""
        if key is None:
            return None
        return key[0] if OF_MODEL[model].scope is None else self.pks[model][key]

    def _vacate(self, work: Work) -> None:
        for name, value in work.entity.vacate.items():
            keys = [row.key for row, fields in work.changed if any(change.name == name for change in fields)]
            pks = [work.present[key].pk for key in [*keys, *work.removed]]
            if pks:
                work.entity.model._base_manager.filter(pk__in=pks).update(**{name: value})

    def _change(self, work: Work) -> None:
        model, many = work.entity.model, work.entity.many
        names = {change.name for _row, fields in work.changed for change in fields} - set(many)
        names -= set(self._self_links(model))
        if names:
            objects = [
                model(pk=work.present[row.key].pk, **self._attributes(model, {n: row.values[n] for n in names}))
                for row, _fields in work.changed
            ]
            model._base_manager.bulk_update(objects, sorted(names), batch_size=200)

    def _create(self, work: Work) -> None:
        model = work.entity.model
        key_names = work.entity.key
        objects = [
            model(**self._attributes(model, {**dict(zip(key_names, row.key, strict=True)), **row.values}))
            for row in work.created
        ]
        for row, made in zip(work.created, model._base_manager.bulk_create(objects, batch_size=200), strict=True):
            self.pks[model][row.key] = made.pk
            if work.entity.scope == "":
                self.programme_pk = made.pk

    def _attributes(self, model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
        """Values as a model takes them: ids for links. Links within the table wait for all its rows."""
        attributes: dict[str, Any] = {}
        for name, value in values.items():
            column = model._meta.get_field(name)
            if not isinstance(column, ForeignKey):
                attributes[name] = value
            elif column.related_model is not model:
                target: Any = column.related_model
                attributes[column.attname] = self.pk(target, value)
        if OF_MODEL[model].scope == "programme":
            attributes["programme_id"] = self.programme_pk
        return attributes

    def _link_to_self(self, work: Work) -> None:
        model = work.entity.model
        for name in self._self_links(model):
            rows = [row for row in work.created if row.values[name] is not None]
            rows += [row for row, fields in work.changed if any(change.name == name for change in fields)]
            objects = [
                model(pk=self.pk(model, row.key), **{f"{name}_id": self.pk(model, row.values[name])}) for row in rows
            ]
            if objects:
                model._base_manager.bulk_update(objects, [name], batch_size=200)

    def _self_links(self, model: type[Model]) -> list[str]:
        columns = [column for column in model._meta.concrete_fields if isinstance(column, ForeignKey)]
        return [column.name for column in columns if column.related_model is model]

    def _link_many(self, work: Work, name: str) -> None:
        many: Any = work.entity.model._meta.get_field(name)
        through, source, target = (
            many.remote_field.through,
            many.m2m_field_name(),
            many.m2m_reverse_field_name(),
        )
        new, gone = [], []
        for row in [*work.created, *(row for row, _fields in work.changed)]:
            present = work.present[row.key].links[name] if row.key in work.present else {}
            gone += [pk for key, pk in present.items() if key not in row.many[name]]
            added = sorted(row.many[name] - present.keys())
            owner = self.pk(work.entity.model, row.key)
            pairs = [{f"{source}_id": owner, f"{target}_id": self.pk(many.related_model, key)} for key in added]
            new += [through(**pair) for pair in pairs]
        if gone:
            through._base_manager.filter(pk__in=gone).delete()
        through._base_manager.bulk_create(new, batch_size=400)

    def _remove(self, work: Work) -> None:
        if not work.removed:
            return
        rows = work.entity.model._base_manager.filter(pk__in=[work.present[key].pk for key in work.removed])
        if names := self._self_links(work.entity.model):
            rows.update(**dict.fromkeys(names))
        rows.delete()
