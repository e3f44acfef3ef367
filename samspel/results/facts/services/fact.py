"""Recording, correcting and taking back facts of results, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Organisation
from samspel.actors.organisations.services.organisation import OrganisationData, organisation_register
from samspel.core import clock
from samspel.core.facts import FactError, record, replace, void
from samspel.core.models import Evidence
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.facts.rules import fingerprint, kind_is_research
from samspel.results.facts.services.fact_checks import fact_check, fact_hold
from samspel.results.models import Collaboration, CollaborationMember, ResultFact


@dataclass(frozen=True)
class FactData:
    """What somebody says happened. `columns` are the fact's own, `members` a collaboration's organisations, `new` an
    organisation to register first, `evidence` where the evidence is ('' for none)."""

    columns: Mapping[str, Any]
    members: tuple[Organisation, ...] = ()
    new: OrganisationData | None = None
    evidence: str = ""


@dataclass(frozen=True)
class PreparedFact:
    """A fact ready to be written, with its members."""

    fact: ResultFact
    members: tuple[Organisation, ...] = field(default=())


def fact_prepare(*, kind: FactKind, programme: Programme, data: FactData) -> PreparedFact:
    """The fact that the data describes, not yet written."""
    columns = kind.derive(dict(data.columns))
    fact: Any = kind.model(programme=programme, **columns)
    if isinstance(fact, Collaboration):
        fact.with_research = kind_is_research(data.members, str(columns["kind"]))
    fact.fingerprint = fingerprint(kind.key, programme.pk, columns, tuple(m.pk for m in data.members))
    return PreparedFact(fact, data.members)


@transaction.atomic
def fact_record(*, actor: Any, programme: Programme, kind: FactKind, data: FactData) -> ResultFact:
    """Write a new fact, with a new organisation where the data has one. FactError where the very same is there."""
    data = _with_new(actor, data)
    prepared = fact_prepare(kind=kind, programme=programme, data=data)
    _refuse_same(prepared.fact)
    fact_check(actor=actor, fact=prepared.fact)
    fact: ResultFact = record(prepared.fact, actor, evidence=_evidence(actor, kind, data.evidence))
    _write_members(fact, prepared.members)
    return fact


@transaction.atomic
def fact_correct(*, actor: Any, kind: FactKind, fact: ResultFact, data: FactData, reason: str) -> ResultFact:
    """Replace the fact with a corrected one; what was known before stays readable."""
    data = _with_new(actor, data)
    prepared = fact_prepare(kind=kind, programme=fact.programme, data=data)
    _refuse_same(prepared.fact, but=fact)
    fact_check(actor=actor, fact=prepared.fact, replaced=fact)
    names = [*data.columns, "fingerprint"] + [n for n in ("financial", "with_research") if hasattr(fact, n)]
    changes = {name: getattr(prepared.fact, name) for name in names}
    told = [reference for _title, reference in fact.evidence.values_list("title", "reference")]
    parts = None if data.evidence in told else {"evidence": _evidence(actor, kind, data.evidence)}
    corrected: ResultFact = replace(fact, actor, reason, changes, parts)
    _write_members(corrected, prepared.members)
    return corrected


@transaction.atomic
def fact_decision_ask(*, actor: Any, programme: Programme, kind: FactKind, data: FactData, explained: str) -> None:
    """Keep a fact that a gate stopped, for those who decide on it."""
    prepared = fact_prepare(kind=kind, programme=programme, data=_with_new(actor, data))
    fact_hold(actor=actor, fact=prepared.fact, explained=explained)


def fact_take_back(*, actor: Any, fact: ResultFact, reason: str) -> None:
    """Void the fact."""
    void(fact, actor, reason)


def _with_new(actor: Any, data: FactData) -> FactData:
    """The data with its new organisation registered, where it has one."""
    if data.new is None:
        return data
    made = organisation_register(actor=actor, data=data.new)
    return FactData({**data.columns, "organisation": made}, data.members, None, data.evidence)


def _refuse_same(fact: ResultFact, but: ResultFact | None = None) -> None:
    same = type(fact).objects.filter(programme=fact.programme, fingerprint=fact.fingerprint, voided_at=None)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if fact.fingerprint and same.exists():
        raise FactError(
            _("The very same is already recorded. If it happened twice, give an own reference to tell them apart.")
        )


def _evidence(actor: Any, kind: FactKind, reference: str) -> list[Evidence]:
    if not reference.strip():
        return []
    made = Evidence.objects.create(
        title=str(kind.name), reference=reference.strip()[:300], recorded_at=clock.now(), recorded_by=actor
    )
    return [made]


def _write_members(fact: ResultFact, members: tuple[Organisation, ...]) -> None:
    if isinstance(fact, Collaboration):
        CollaborationMember.objects.bulk_create(
            CollaborationMember(collaboration=fact, organisation=member) for member in members
        )
