"""Writing rows that have been read as facts: all of them in one transaction, with one audit event."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.core import audit, bulk, clock
from samspel.core.models import Evidence
from samspel.core.programmes.models import Programme
from samspel.imports.models import Import
from samspel.results.facts.importer.fact_rows import Ready, Verdicts
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.queries.fingerprints import fingerprints_recorded
from samspel.results.facts.rules import fingerprint
from samspel.results.facts.services.fact_checks import FactStopped, facts_check
from samspel.results.models import Collaboration, CollaborationMember

BATCH = 2000
LINKS = frozenset({"organisation", "area", "partner", "activity"})


@transaction.atomic
def facts_write(
    *, user: Any, programme: Programme, kind: FactKind, verdicts: Verdicts, staged: Import | None = None
) -> list[int]:
    """Write what is not there yet; returns the ids of the new facts. Two imports into one programme take turns.

    Audit events come last: whoever has written one keeps every other writer waiting, also one that holds what the
    checks are still to lock."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    made = _register(verdicts)
    for row in verdicts.ready:
        if row.new:
            row.columns["organisation"] = made[row.new]
            told = {key: value for key, value in row.columns.items() if key not in {"fingerprint", "with_research"}}
            row.fingerprint = row.columns["fingerprint"] = fingerprint(kind.key, programme.pk, told, row.members)
    there = fingerprints_recorded(kind, programme, [row.fingerprint for row in verdicts.ready])
    rows = [row for row in verdicts.ready if row.fingerprint not in there]
    moment = clock.now()
    digest = hashlib.sha256()
    ordered = _checked(user, programme, kind, rows)
    ids: list[int] = []
    for chunk in (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)):
        ids += _write_chunk(user, programme, kind, chunk, moment)
        digest.update("".join(row.fingerprint for row in chunk).encode())
    if made:
        _tell_registered(user, sorted(made.values()), made[min(made)])
    changes = {"kind": kind.key, "written": len(rows), "already there": len(there), "digest": digest.hexdigest()}
    if staged is not None:
        changes["file"] = staged.filename
    audit.write(user, f"{kind.model.audit_name}.imported", staged or programme, changes=changes)
    return ids


def _checked(user: Any, programme: Programme, kind: FactKind, rows: Sequence[Ready]) -> list[Ready]:
    """The rows in the order they are written: those that say they are aid last, all of them past the gates. FactStopped
    names the first row that is refused."""
    aid = [row for row in rows if row.columns.get("aid_basis", "none") != "none"]
    facts: list[Any] = [kind.model(programme=programme, **_by_id(kind, row)) for row in aid]
    prefetch_related_objects(facts, "partner")
    try:
        facts_check(actor=user, facts=facts)
    except FactStopped as stopped:
        told = _("Row %(line)s: %(message)s") % {"line": aid[stopped.at].line, "message": stopped}
        raise FactStopped(told, may_ask=False, at=stopped.at) from stopped
    return [row for row in rows if row.columns.get("aid_basis", "none") == "none"] + aid


def _by_id(kind: FactKind, row: Ready) -> dict[str, Any]:
    links = {f.key: f"{f.key}_id" for f in kind.fields if f.kind in LINKS}
    return {links.get(key, key): value for key, value in row.columns.items()}


def _register(verdicts: Verdicts) -> dict[str, int]:
    """Make the organisations that the rows bring, all at once; number → id. One made meanwhile is taken as it is."""
    if not verdicts.organisations:
        return {}
    Organisation.objects.bulk_create(
        (Organisation(**data.columns()) for data in verdicts.organisations.values()),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    found: dict[str, int] = {}
    numbers = sorted(verdicts.organisations)
    for part in bulk.in_parts(numbers):
        found.update(Organisation.objects.filter(number__in=part).values_list("number", "pk"))
    return found


def _tell_registered(user: Any, ids: Sequence[int], first: int) -> None:
    """The audit event of organisations that were made, at the first of them by number."""
    about = Organisation.objects.get(pk=first)
    audit.write(user, "organisation.imported", about, changes={"number": len(ids), "ids": ids[:1000]})


def _write_chunk(user: Any, programme: Programme, kind: FactKind, rows: Sequence[Ready], moment: Any) -> list[int]:
    model: Any = kind.model
    alike = {"programme_id": programme.pk, "recorded_by_id": user.pk, "recorded_at": moment}
    ids = bulk.insert(model, [_by_id(kind, row) for row in rows], alike)
    told = [(pk, row.evidence[:300]) for pk, row in zip(ids, rows, strict=True) if row.evidence]
    paper = {"title": str(kind.name), "recorded_at": moment, "recorded_by_id": user.pk}
    papers = bulk.insert(Evidence, [{"reference": reference} for _pk, reference in told], paper)
    column = f"{model._meta.model_name}_id"
    pairs = zip(told, papers, strict=True)
    bulk.insert(model.evidence.through, [{column: pk, "evidence_id": paper} for (pk, _text), paper in pairs])
    if model is Collaboration:
        members = [
            {"collaboration_id": pk, "organisation_id": member}
            for pk, row in zip(ids, rows, strict=True)
            for member in row.members
        ]
        bulk.insert(CollaborationMember, members)
    return ids
