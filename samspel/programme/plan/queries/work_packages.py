"""Work packages and their activities, as the decision and later revisions describe them."""

from collections.abc import Sequence

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Activity, Track, WorkPackageVersion


def activity(context: ReadContext, pk: int) -> Activity | None:
    """The programme's activity with the id, with its track and the areas it is linked to."""
    rows = Activity.objects.select_related("track__area").prefetch_related("cross_areas")
    return rows.filter(pk=pk, track__programme=context.programme).first()


def work_package(context: ReadContext, code: str) -> Track | None:
    """The programme's track with the code, with its area, activities and versions."""
    rows = Track.objects.select_related("area").prefetch_related("activities", "versions__author")
    return rows.filter(programme=context.programme, code=code).first()


def versions_in_force(context: ReadContext, track: Track) -> Sequence[WorkPackageVersion]:
    """The versions of a work package written by the day, newest first."""
    return [version for version in track.versions.all() if version.valid_from <= context.as_of][::-1]


def latest_text(track: Track) -> dict[str, str]:
    """The text of the last version in both languages; empty where there is none."""
    last = track.versions.order_by("-number").first()
    return {"text_sv": last.text_sv, "text_en": last.text_en} if last else {}
