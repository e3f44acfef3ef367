"""Past operations of a fund's register, imported: all or nothing, and again without doubling."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samspel.actors.duplicates.rules import IndexEntry, NameIndex, comparison_key
from samspel.actors.models import Alias, Organisation, PastOperation
from samspel.actors.organisations.queries.visibility import unmerged
from samspel.actors.past_operations.formats import RegisterOperation
from samspel.actors.past_operations.policy import OperationAction
from samspel.actors.past_operations.rules import kind_of, place_key
from samspel.core import access, audit
from samspel.core.models import Municipality

FIELDS = ("name", "text", "beneficiary_name", "granted", "currency", "starts_on", "ends_on", "objective")


@dataclass(frozen=True)
class OperationsReport:
    """What an import did. `matched` beneficiaries were registered already, `created` were not; `unknown_places` are
    municipality names that no municipality has."""

    added: int
    changed: int
    unchanged: int
    matched: int
    created: int
    unknown_places: tuple[str, ...] = ()


@transaction.atomic
def operations_import(*, actor: Any, rows: Sequence[RegisterOperation], register: str) -> OperationsReport:
    """Write the register's operations. One that is there already is brought up to date, with what has changed.

    `actor` None is the system itself. PermissionDenied where the actor may not."""
    if actor is not None and not access.grants(actor, OperationAction.RECORD):
        raise PermissionDenied(OperationAction.RECORD)
    known = {o.code: o for o in PastOperation.objects.select_for_update().filter(register=register)}
    beneficiaries = Beneficiaries(actor, register)
    new, changed = [], []
    for row in rows:
        wanted = _columns(row, beneficiaries.named(row.beneficiary))
        old = known.get(row.code)
        if old is None:
            new.append(PastOperation(register=register, code=row.code, **wanted))
        elif any(getattr(old, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(old, name, value)
            changed.append(old)
    PastOperation.objects.bulk_create(new)
    PastOperation.objects.bulk_update(changed, [*FIELDS, "beneficiary"])
    moved, unknown = _set_places(register, rows)
    touched = {o.code for o in changed} | (moved - {o.code for o in new})
    report = OperationsReport(
        added=len(new),
        changed=len(touched),
        unchanged=len(rows) - len(new) - len(touched),
        matched=beneficiaries.matched,
        created=beneficiaries.created,
        unknown_places=unknown,
    )
    if rows and (new or touched):
        one = new[0] if new else PastOperation.objects.get(register=register, code=min(touched))
        changes = {"register": register, "added": report.added, "changed": sorted(touched)}
        audit.write(actor, "operations.imported", one, changes=changes | {"organisations": report.created})
    return report


class Beneficiaries:
    """Organisations by the names a register writes: the one the name meant before, else the best match, else one that
    is registered for it, once."""

    def __init__(self, actor: Any, register: str) -> None:
        self._actor = actor
        self._found: dict[str, Organisation] = {}
        before = PastOperation.objects.filter(register=register, beneficiary__isnull=False)
        self._before = {comparison_key(o.beneficiary_name): o.beneficiary for o in before.select_related("beneficiary")}
        self.matched = self.created = 0
        aliases: dict[int, list[str]] = {}
        for pk, name in Alias.objects.order_by("name").values_list("organisation_id", "name"):
            aliases.setdefault(pk, []).append(name)
        self._known = unmerged().in_bulk()
        self._index = NameIndex(IndexEntry(o.pk, o.name, tuple(aliases.get(o.pk, ()))) for o in self._known.values())

    def named(self, name: str) -> Organisation:
        """The organisation with the name, registered where there is none."""
        key = comparison_key(name)
        if key not in self._found:
            there = self._before.get(key) or self._best_match(name)
            self.matched += there is not None
            self._found[key] = there or self._register(name)
        return self._found[key]

    def _best_match(self, name: str) -> Organisation | None:
        """The best match, where it is clear which one is meant."""
        match = self._index.best(name)
        return self._known[match.id] if match is not None and isinstance(match.id, int) else None

    def _register(self, name: str) -> Organisation:
        made = Organisation.objects.create(name=name, identity="none", kind=kind_of(name))
        changes = {"name": name, "kind": made.kind, "from": "a register of past operations"}
        audit.write(self._actor, "organisation.registered", made, changes=changes)
        self.created += 1
        return made


def _columns(row: RegisterOperation, beneficiary: Organisation) -> dict[str, Any]:
    return {
        "name": row.name,
        "text": row.text,
        "beneficiary_name": row.beneficiary,
        "beneficiary": beneficiary,
        "granted": row.granted,
        "currency": row.currency,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "objective": row.objective,
    }


def _set_places(register: str, rows: Sequence[RegisterOperation]) -> tuple[set[str], tuple[str, ...]]:
    """Tie the operations to their municipalities. Returns the codes of those whose places changed, and the names that
    no municipality has."""
    codes = {place_key(name): code for code, name in Municipality.objects.values_list("code", "name")}
    ids = dict(PastOperation.objects.filter(register=register).values_list("code", "pk"))
    through = PastOperation.municipalities.through
    links: dict[int, set[str]] = {}
    for pk, place in through.objects.filter(pastoperation__register=register).values_list(
        "pastoperation_id", "municipality_id"
    ):
        links.setdefault(pk, set()).add(place)
    unknown: set[str] = set()
    moved: dict[str, set[str]] = {}
    for row in rows:
        unknown |= {name for name in row.municipalities if place_key(name) not in codes}
        wanted = {codes[key] for name in row.municipalities if (key := place_key(name)) in codes}
        if wanted != links.get(ids[row.code], set()):
            moved[row.code] = wanted
    through.objects.filter(pastoperation__in=[ids[code] for code in moved]).delete()
    through.objects.bulk_create(
        [
            through(pastoperation_id=ids[code], municipality_id=m)
            for code, wanted in moved.items()
            for m in sorted(wanted)
        ],
        batch_size=400,
    )
    return set(moved), tuple(sorted(unknown))
