"""What a load must leave alone: decided plans, and objects that rows of other rooms stand on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.figures import measures
from samspel.core.programmes.models import Track, WorkPackageVersion
from samspel.programme.folder.formats.suggestions import did_you_mean
from samspel.programme.folder.labels.entities import NAMES
from samspel.programme.folder.queries.entities import BUDGET_LINE, FINANCING_LINE, OF_MODEL, PLAN_VERSION, TARGET
from samspel.programme.folder.queries.table_changes import TableChanges
from samspel.programme.folder.rules.diff import label_of


def refusals(works: Iterable[TableChanges]) -> Iterator[str]:
    """Why the works cannot be written; nothing where they can."""
    by_name = {work.entity.name: work for work in works}
    yield from _decided_plans(by_name)
    yield from _unknown_measures(by_name)
    for work in by_name.values():
        yield from _stood_on(work)


def _decided_plans(works: dict[str, TableChanges]) -> Iterator[str]:
    """A plan that is loaded keeps its amounts and its date; texts may be put right."""
    versions = works[PLAN_VERSION.name]
    for key in versions.removed:
        message = _("Plan version %(number)d is decided and stays. Put it back in money.toml.")
        yield message % {"number": key[0]}
    gone = set(versions.removed)
    new = {row.key for row in versions.created}
    altered = {row.key for row, fields in versions.changed if any(field.name == "valid_from" for field in fields)}
    for entity in (BUDGET_LINE, FINANCING_LINE):
        work = works[entity.name]
        lines = [
            *(row.key for row in work.created),
            *(row.key for row, _fields in work.changed),
            *work.removed,
        ]
        altered |= {key[0] for key in lines}
    for key in sorted(altered - new - gone):
        message = _(
            "Plan version %(number)d is decided: its amounts and its date stay as they are. "
            "Add a new [[version]] with the next number, its decision and its own sheets."
        )
        yield message % {"number": key[0]}


def _unknown_measures(works: dict[str, TableChanges]) -> Iterator[str]:
    """Targets are measured by figures that exist: the rooms have registered them by now."""
    targets = works[TARGET.name]
    for row in [*targets.created, *(row for row, _fields in targets.changed)]:
        if (measure := row.values["measure"]) not in measures():
            message = _("The target “%(label)s” is measured by “%(measure)s”, but there is no such figure.%(hint)s")
            hint = did_you_mean(measure, measures())
            yield message % {"label": label_of(row.key), "measure": measure, "hint": hint}


def _stood_on(work: TableChanges) -> Iterator[str]:
    """Objects gone from the folder although rows that the folder does not govern refer to them."""
    labels = {work.present[key].pk: label_of(key) for key in work.removed}
    if not labels:
        return
    for pk, counts in sorted(_counts(work.entity.model, list(labels)).items()):
        what = ", ".join(f"{model._meta.verbose_name} {number}" for model, number in counts.items())
        message = ngettext(
            "The %(entity)s “%(label)s” is gone from the folder, but one row stands on it (%(what)s). Put it back.",
            "The %(entity)s “%(label)s” is gone from the folder, but %(count)d rows stand on it (%(what)s). "
            "Put it back.",
            total := sum(counts.values()),
        )
        words = {
            "entity": NAMES[work.entity.name],
            "label": labels[pk],
            "count": total,
            "what": what,
        }
        yield message % words


def _counts(model: type[Model], pks: list[Any]) -> dict[Any, dict[type[Model], int]]:
    """Id → model → how many of its rows refer to the id, over all models the folder does not fill."""
    found: dict[Any, dict[type[Model], int]] = defaultdict(dict)
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other: Any = relation.related_model
        owner = other._meta.auto_created or other
        if owner in OF_MODEL:
            continue
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": pks})
        if model is Track and other is WorkPackageVersion:
            rows = rows.filter(author__isnull=False)  # the folder's own versions go with their track
        for pk, number in rows.order_by().values_list(relation.field.attname).annotate(number=Count("pk")):
            found[pk][owner] = max(number, found[pk].get(owner, 0))
    return found
