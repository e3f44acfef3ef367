"""Versions of work packages written from the folder."""

from collections.abc import Sequence
from datetime import date

from samspel.core import clock
from samspel.core.programmes.models import Track, WorkPackageVersion
from samspel.programme.folder.queries.work_packages import NewWorkPackageVersion

REASON = "programfilen ändrad"


def versions_append(
    *, versions: Sequence[NewWorkPackageVersion], programme_pk: int, starts_on: date, today: date
) -> None:
    """Write the versions. The first is valid from the programme's start, later ones from today."""
    ids = dict(Track.objects.filter(programme=programme_pk).values_list("code", "pk"))
    WorkPackageVersion.objects.bulk_create(
        [
            WorkPackageVersion(
                track_id=ids[version.track.code],
                number=version.number,
                valid_from=starts_on if version.number == 1 else max(starts_on, today),
                text_sv=version.track.text_sv,
                text_en=version.track.text_en,
                reason="" if version.number == 1 else REASON,
                author=None,
                written_at=clock.now(),
            )
            for version in versions
        ]
    )


def versions_remove(*, track_pks: Sequence[int]) -> None:
    """Remove the folder's own versions of tracks that are about to go."""
    WorkPackageVersion.objects.filter(track__in=track_pks, author=None).delete()
