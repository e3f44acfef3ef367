"""Organisations merged, parted again and kept apart. Facts stay where they are; what they count as changes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samspel.actors.duplicates.policy import MergeAction
from samspel.actors.duplicates.rules.merge_chains import MergeLoop, chain_ends
from samspel.actors.models import Identity, KeptApart, Merge, Organisation
from samspel.core import access, audit, clock
from samspel.core.facts import FactError, record, void


@transaction.atomic
def merge_record(*, actor: Any, organisation: Organisation, into: Organisation, reason: str) -> Merge:
    """Say that the two are the same: from now on `organisation` counts as `into`, with all its facts.

    FactError where it is merged already, or the merges would go round in a ring, or the reason is empty."""
    if not reason.strip():
        raise FactError(_("Give a reason: without one nobody can follow the change later."))
    if organisation.pk == into.pk:
        raise FactError(_("An organisation cannot be merged with itself."))
    _lock_merges()
    if Merge.objects.filter(organisation=organisation, voided_at=None).exists():
        raise FactError(_("%(name)s is already merged. Undo that first.") % {"name": organisation.name})
    made = record(
        Merge(organisation=organisation, into=into, reason=reason.strip()[:500], occurred_on=clock.today()), actor
    )
    _store_identities(made.recorded_at)
    return made


@transaction.atomic
def merge_void(*, actor: Any, merge: Merge, reason: str) -> None:
    """Take a merge back: the two count apart again, each with its own facts."""
    _lock_merges()
    void(merge, actor, reason)
    _store_identities(merge.voided_at or clock.now())


@transaction.atomic
def pair_keep_apart(*, actor: Any, first: Organisation, second: Organisation) -> None:
    """Note that the two are not the same, so that the review does not ask again."""
    access.require(actor, MergeAction.RECORD, first)
    low, high = sorted((first, second), key=lambda o: o.pk)
    _row, made = KeptApart.objects.get_or_create(first=low, second=high, defaults={"decided_at": clock.now()})
    if made:
        audit.write(actor, "organisation.kept_apart", low, changes={"from": high.pk})


def _lock_merges() -> None:
    """One merge at a time: chains are followed over all of them."""
    list(Merge.objects.select_for_update().filter(voided_at=None).values_list("pk", flat=True))


def _store_identities(moment: datetime) -> None:
    """Bring the identities in step with the merges known now, changing those that differ, as of the moment."""
    merges = dict(Merge.objects.filter(voided_at=None).values_list("organisation_id", "into_id"))
    try:
        wanted = chain_ends(merges)
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
