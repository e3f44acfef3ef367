"""Bringing tables to the rows a folder wants; one query per kind of change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, Model

from samspel.programme.folder.queries.entities import OF_MODEL
from samspel.programme.folder.queries.entities.entity import Key
from samspel.programme.folder.queries.table_changes import TableChanges


class TableWriter:
    """Writes the works of one programme, in order. Keeps the ids of the rows by natural key."""

    def __init__(self, works: Iterable[TableChanges], programme_pk: int | None) -> None:
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

    def _vacate(self, work: TableChanges) -> None:
        for name, value in work.entity.vacate.items():
            keys = [row.key for row, fields in work.changed if any(change.name == name for change in fields)]
            pks = [work.present[key].pk for key in [*keys, *work.removed]]
            if pks:
                work.entity.model._base_manager.filter(pk__in=pks).update(**{name: value})

    def _change(self, work: TableChanges) -> None:
        model, many = work.entity.model, work.entity.many
        names = {change.name for _row, fields in work.changed for change in fields} - set(many)
        names -= set(self._self_links(model))
        if names:
            objects = [
                model(pk=work.present[row.key].pk, **self._attributes(model, {n: row.values[n] for n in names}))
                for row, _fields in work.changed
            ]
            model._base_manager.bulk_update(objects, sorted(names), batch_size=200)

    def _create(self, work: TableChanges) -> None:
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

    def _link_to_self(self, work: TableChanges) -> None:
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

    def _link_many(self, work: TableChanges, name: str) -> None:
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

    def _remove(self, work: TableChanges) -> None:
        if not work.removed:
            return
        rows = work.entity.model._base_manager.filter(pk__in=[work.present[key].pk for key in work.removed])
        if names := self._self_links(work.entity.model):
            rows.update(**dict.fromkeys(names))
        rows.delete()
