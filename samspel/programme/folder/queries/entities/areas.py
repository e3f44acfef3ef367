"""Areas of specialisation, their tracks and activities."""

from collections.abc import Iterator

from samspel.core.programmes.models import Activity, Area, AreaEvidence, AreaLink, AreaWords, ComparedIndicator, Track
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.formats.specs.areas import TrackSpec
from samspel.programme.folder.queries.entities.entity import Entity, Given, both, plain


def tracks(folder: ProgrammeFolder) -> Iterator[Given]:
    """All tracks, those of the whole programme first, numbered through."""
    owned: list[tuple[str | None, TrackSpec]] = [(None, track) for track in folder.tracks]
    owned += [(area.code, track) for area in folder.areas for track in area.tracks]
    for order, (area, track) in enumerate(owned, 1):
        yield track, {"area": area, "order": order}


def _activities(folder: ProgrammeFolder) -> Iterator[Given]:
    for track, _given in tracks(folder):
        for activity in track.activities:
            yield activity, {"track": track.code}


def _links(folder: ProgrammeFolder) -> Iterator[Given]:
    order = {area.code: area.order for area in folder.areas}
    for link in folder.links:
        first, second = sorted(link.between, key=order.__getitem__)
        yield link, {"first": first, "second": second}


def _evidence(folder: ProgrammeFolder) -> Iterator[Given]:
    for evidence in folder.evidence:
        yield evidence, {"activities": list(evidence.activities)}


def _area_words(folder: ProgrammeFolder) -> Iterator[Given]:
    for found in folder.area_words:
        yield found, {"words": list(found.words)}


AREA = Entity(
    "area",
    Area,
    ("code",),
    ("order", "tone", *both("name", "short", "summary")),
    "programme",
    plain("areas"),
)
AREA_LINK = Entity("area link", AreaLink, ("first", "second"), both("text"), "first__programme", _links)
AREA_EVIDENCE = Entity(
    "area evidence",
    AreaEvidence,
    ("area", "classification"),
    ("activities", *both("reason")),
    "area__programme",
    _evidence,
)
AREA_WORDS = Entity("area words", AreaWords, ("area",), ("words",), "area__programme", _area_words)
INDICATOR = Entity("indicator", ComparedIndicator, ("code",), ("better",), "programme", plain("indicators"))
TRACK = Entity("track", Track, ("code",), ("area", "order", *both("name")), "programme", tracks)
ACTIVITY = Entity(
    "activity",
    Activity,
    ("track", "code"),
    ("order", *both("title", "text")),
    "track__programme",
    _activities,
    many=("cross_areas",),
)
