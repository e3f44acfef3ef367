"""Versions of work packages that a folder calls for: the first with its track, later ones when the text changes.

They have no author. Those written in the application have one, and are never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from samspel.core.programmes.models import WorkPackageVersion
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.formats.specs.areas import TrackSpec
from samspel.programme.folder.queries.entities.areas import tracks
from samspel.programme.folder.rules.diff import FieldChange, PlanChange


@dataclass(frozen=True)
class NewWorkPackageVersion:
    """A version to append. `before` is the folder's text until now, None where the track is new."""

    track: TrackSpec
    number: int
    before: tuple[str, str] | None

    def change(self) -> PlanChange:
        """The version, for the diff."""
        fields: tuple[FieldChange, ...] = ()
        if self.before is not None:
            texts = zip(("text_sv", "text_en"), self.before, (self.track.text_sv, self.track.text_en), strict=True)
            fields = tuple(FieldChange(name, old, new) for name, old, new in texts if old != new)
        return PlanChange("work package", f"{self.track.code} v{self.number}", "created", fields)


def new_versions(folder: ProgrammeFolder, programme_pk: int | None) -> Iterator[NewWorkPackageVersion]:
    """The versions the folder's texts call for. One query."""
    latest: dict[str, int] = {}
    texts: dict[str, tuple[str, str]] = {}
    rows = WorkPackageVersion.objects.filter(track__programme=programme_pk).order_by("number")
    columns = ("track__code", "number", "author_id", "text_sv", "text_en")
    for code, number, author, swedish, english in rows.values_list(*columns) if programme_pk else ():
        latest[code] = number
        if author is None:
            texts[code] = (swedish, english)
    for track, _given in tracks(folder):
        if texts.get(track.code) != (track.text_sv, track.text_en):
            yield NewWorkPackageVersion(track, latest.get(track.code, 0) + 1, texts.get(track.code))
