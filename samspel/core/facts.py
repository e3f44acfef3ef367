"""Facts: what happened, kept as it was known.

A fact is never overwritten or deleted. It is voided, with a reason, and perhaps replaced by another. `as_of(t)`
gives what was known at t. Database triggers (samspel.core.triggers) hold this on both databases. Example facts,
and only they, may be deleted: `samspel example remove` does.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.models.evidence import Evidence

Parts = Mapping[str, Iterable[Any]]  # many-to-many field → its objects
VOID_FIELDS = ("voided_at", "voided_by_id", "void_reason")


class FactError(Exception):
    """A fact cannot be changed the way that was asked; the message is for the user."""


class FactQuerySet(models.QuerySet[Any]):
    """Reading facts."""

    def as_of(self, moment: datetime | None) -> Self:
        """What was known at the moment; now when None."""
        return self.filter(known_at(moment))


def known_at(moment: datetime | None, prefix: str = "") -> Q:
    """The condition 'recorded and not yet voided at the moment' on a fact reached through `prefix`."""
    if moment is None:
        return Q(**{f"{prefix}voided_at__isnull": True})
    recorded = Q(**{f"{prefix}recorded_at__lte": moment})
    not_voided = Q(**{f"{prefix}voided_at__isnull": True}) | Q(**{f"{prefix}voided_at__gt": moment})
    return recorded & not_voided


class Fact(models.Model):
    """Abstract. Content columns are immutable once written; only the three void columns may be set, once."""

    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    example = models.BooleanField(default=False)

    objects: ClassVar[Any] = FactQuerySet.as_manager()
    audit_name: ClassVar[str]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="%(app_label)s_%(class)s_void_is_whole",
            )
        ]

    def content(self) -> dict[str, Any]:
        """The immutable columns: attribute name → value, without identity, recording and void columns."""
        skipped = {"id", "recorded_at", "recorded_by_id", "replaces_id", *VOID_FIELDS}
        return {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.attname not in skipped}


class FactPart(models.Model):
    """Abstract: a row that belongs to a fact's content, such as one member of a collaboration.

    Subclasses name the foreign key to their fact in `fact_field`. Rows are as immutable as the fact."""

    fact_field: ClassVar[str]

    class Meta:
        abstract = True


@transaction.atomic
def record(fact: Fact, actor: Any, evidence: Iterable[Evidence] = (), parts: Parts | None = None) -> Any:
    """Write a new fact with its evidence and its many-to-many content, and the audit event.

    `parts` maps a many-to-many field to its objects. Raises PermissionDenied where the actor may not record it."""
    access.require(actor, f"{fact.audit_name}.record", fact)
    fact.recorded_by = actor
    _insert(fact, evidence, parts)
    audit.write(actor, f"{fact.audit_name}.recorded", fact, changes=fact.content())
    return fact


@transaction.atomic
def void(fact: Fact, actor: Any, reason: str) -> None:
    """Take a fact back from now on, with a reason. What was known before stays readable.

    Raises FactError where it is already voided or the reason is empty."""
    access.require(actor, f"{fact.audit_name}.void", fact)
    _void(fact, actor, reason, clock.now())
    audit.write(actor, f"{fact.audit_name}.voided", fact, changes={"reason": reason})


def void_all(facts: models.QuerySet[Any], actor: Any, reason: str) -> int:
    """Take facts of one kind back as one, from the same moment; returns how many. The caller writes the audit event, in
    the transaction it calls in.

    Raises PermissionDenied where the actor may not take back every one, FactError where one is voided already or the
    reason is empty."""
    if not connection.in_atomic_block:
        raise RuntimeError("facts are taken back in the transaction of the audit event that tells of it")
    action = f"{facts.model.audit_name}.void"
    number = facts.count()
    if access.visible(actor, action, facts).count() != number:
        raise PermissionDenied(action)
    if not reason.strip():
        raise FactError(_("Give a reason: without one nobody can follow the change later."))
    void = {"voided_at": clock.now(), "voided_by": actor, "void_reason": reason.strip()}
    if facts.filter(voided_at__isnull=True).update(**void) != number:
        raise FactError(_("Somebody else has already changed this. Open it again to see how it reads now."))
    return number


@transaction.atomic
def replace(
    fact: Fact,
    actor: Any,
    reason: str,
    changes: dict[str, Any],
    parts: Parts | None = None,
) -> Any:
    """Void the fact and write a corrected copy that replaces it, at the same moment: no date sees neither or both.

    Evidence and many-to-many content follow to the copy unless `parts` gives them anew."""
    access.require(actor, f"{fact.audit_name}.void", fact)
    moment = clock.now()
    kept = {f.name: list(getattr(fact, f.name).all()) for f in fact._meta.many_to_many}
    kept |= {name: list(objects) for name, objects in (parts or {}).items()}
    successor = copy(fact)
    successor.pk = None
    successor._state = type(fact._state)()
    for name, value in changes.items():
        setattr(successor, name, value)
    successor.replaces = fact
    successor.recorded_by = actor
    successor.recorded_at = moment
    access.require(actor, f"{fact.audit_name}.record", successor)
    before = fact.content()
    _void(fact, actor, reason, moment)
    _insert(successor, kept.pop("evidence", ()), kept)
    after = successor.content()
    changed = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    audit.write(
        actor,
        f"{fact.audit_name}.replaced",
        successor,
        changes={"reason": reason, "replaces": fact.pk, **changed},
    )
    return successor


def _insert(fact: Fact, evidence: Iterable[Evidence], parts: Parts | None) -> None:
    fact.voided_at = fact.voided_by = None
    fact.void_reason = ""
    fact.save(force_insert=True)
    fact.evidence.add(*evidence)
    for name, objects in (parts or {}).items():
        getattr(fact, name).add(*objects)


def _void(fact: Fact, actor: Any, reason: str, moment: datetime) -> None:
    if not reason.strip():
        raise FactError(_("Give a reason: without one nobody can follow the change later."))
    changed = (
        type(fact)
        .objects.filter(pk=fact.pk, voided_at__isnull=True)
        .update(voided_at=moment, voided_by=actor, void_reason=reason.strip())
    )
    if not changed:
        raise FactError(_("Somebody else has already changed this. Open it again to see how it reads now."))
    fact.voided_at, fact.voided_by, fact.void_reason = moment, actor, reason.strip()
