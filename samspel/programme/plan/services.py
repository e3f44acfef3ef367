"""Revising the description of a work package."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Track, WorkPackageVersion
from samspel.programme.plan.policy import WorkPackageAction


@transaction.atomic
def work_package_revise(*, actor: Any, track: Track, text_sv: str, text_en: str, reason: str) -> WorkPackageVersion:
    """Write the next version of a work package's description, in force from today."""
    access.require(actor, WorkPackageAction.REVISE, track)
    # Two at once would be given the same number.
    Track.objects.select_for_update().get(pk=track.pk)
    last = track.versions.aggregate(last=Max("number"))["last"] or 0
    version = WorkPackageVersion.objects.create(
        track=track,
        number=last + 1,
        valid_from=clock.today(),
        text_sv=text_sv,
        text_en=text_en,
        reason=reason,
        author=actor,
        written_at=clock.now(),
    )
    audit.write(actor, "work_package.revised", track, changes={"version": version.number, "reason": reason})
    return version
