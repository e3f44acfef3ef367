"""Merging organisations that are the same, and undoing it. Facts stay where they are; what they count as changes."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.duplicates.rules.merge_chains import MergeLoop, ends
from samspel.actors.models import Identity, KeptApart, Merge, Organisation
from samspel.core import access, audit, clock
from samspel.core.facts import FactError, record, void
from samspel.core.triggers import Follower

ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
FIRST_IDENTITY = Follower(
    table="actors_organisation",
    name="actors_organisation_counts_as_itself",
    statement=(
        "INSERT INTO actors_identity (organisation_id, counts_as_id, known_from, known_until) "
        "VALUES (NEW.id, NEW.id, '1900-01-01 00:00:00', NULL)"
    ),
)


def identity_known_at(moment: datetime | None, path: str) -> Q:
    """The condition that picks the one identity row known at the moment, reached through `path`."""
    if moment is None:
        return Q(**{f"{path}__known_until__isnull": True})
    ended_later = Q(**{f"{path}__known_until__isnull": True}) | Q(**{f"{path}__known_until__gt": moment})
    return Q(**{f"{path}__known_from__lte": moment}) & ended_later


@transaction.atomic
def merge(actor: Any, organisation: Organisation, into: Organisation, reason: str) -> Merge:
    """Say that the two are the same: from now on `organisation` counts as `into`, with all its facts.

    FactError where it is merged already, or the merges would go round in a ring, or the reason is empty."""
    if not reason.strip():
        raise FactError(_("Give a reason: without one nobody can follow the change later."))
    if organisation.pk == into.pk:
        raise FactError(_("An organisation cannot be merged with itself."))
    _lock()
    if Merge.objects.filter(organisation=organisation, voided_at=None).exists():
        raise FactError(_("%(name)s is already merged. Undo that first.") % {"name": organisation.name})
    made = record(
        Merge(organisation=organisation, into=into, reason=reason.strip()[:500], occurred_on=clock.today()), actor
    )
    _settle(made.recorded_at)
    return made


@transaction.atomic
def undo(actor: Any, merge: Merge, reason: str) -> None:
    """Take a merge back: the two count apart again, each with its own facts."""
    _lock()
    void(merge, actor, reason)
    _settle(merge.voided_at or clock.now())


@transaction.atomic
def keep_apart(actor: Any, first: Organisation, second: Organisation) -> None:
    """Note that the two are not the same, so that the review does not ask again."""
    access.require(actor, MergeAction.RECORD, first)
    low, high = sorted((first, second), key=lambda o: o.pk)
    _row, made = KeptApart.objects.get_or_create(first=low, second=high, defaults={"decided_at": clock.now()})
    if made:
        audit.write(actor, "organisation.kept_apart", low, changes={"from": high.pk})


def _lock() -> None:
    """One merge at a time: chains are followed over all of them."""
    list(Merge.objects.select_for_update().filter(voided_at=None).values_list("pk", flat=True))


def _settle(moment: datetime) -> None:
    """Bring the identities in step with the merges known now, changing those that differ, as of the moment."""
    merges = dict(Merge.objects.filter(voided_at=None).values_list("organisation_id", "into_id"))
    try:
        wanted = ends(merges)
    except MergeLoop as loop:
        at: Any = loop.at
        name = Organisation.objects.get(pk=at).name
        raise FactError(_("The merges would go round in a ring at %(name)s.") % {"name": name}) from loop
    changed = []
    for row in Identity.objects.filter(known_until=None).filter(_merged_or(wanted)):
        counts_as = wanted.get(row.organisation_id, row.organisation_id)
        if counts_as != row.counts_as_id:
            changed.append((row, counts_as))
    for row, counts_as in changed:
        row.known_until = moment
        row.save(update_fields=["known_until"])
        Identity.objects.create(
            organisation_id=row.organisation_id, counts_as_id=counts_as, known_from=moment, known_until=None
        )


def _merged_or(wanted: dict[int, int]) -> Q:
    """Identities that are merged, or should be."""
    return ~Q(counts_as_id=F("organisation_id")) | Q(organisation_id__in=list(wanted))
