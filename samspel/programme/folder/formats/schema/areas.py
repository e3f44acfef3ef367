"""Areas with their tracks and activities, links between them, and what they are found by."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref, Refs
from samspel.programme.folder.formats.field_kinds.lists import CLASSIFICATIONS, Activities, Words
from samspel.programme.folder.formats.field_kinds.numbers import Whole
from samspel.programme.folder.formats.field_kinds.texts import Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import Field, Table, optional
from samspel.programme.folder.formats.specs.areas import (
    ActivitySpec,
    AreaSpec,
    AreaWordsSpec,
    EvidenceSpec,
    IndicatorSpec,
    LinkSpec,
    TrackSpec,
)

ACTIVITY = Table(
    "activity", "activity", ActivitySpec, "activities", required=False,
    fields=(
        Field("code", Code("activity", scoped=True)),
        Field("title", Bilingual(200)),
        optional("text", Bilingual()),
        optional("cross", Refs("area"), (), into="cross_areas"),
    ),
)  # fmt: skip
TRACK = Table(
    "track", "track", TrackSpec, "tracks", required=False, inner=(ACTIVITY,),
    fields=(Field("code", Code("track")), Field("name", Bilingual(200)), Field("text", Bilingual())),
)  # fmt: skip
AREA = Table(
    "area", "area", AreaSpec, "areas", inner=(TRACK,),
    fields=(
        Field("code", Code("area")),
        Field("tone", Whole(1, 8)),
        Field("name", Bilingual(120)),
        Field("short", Bilingual(40)),
        Field("summary", Bilingual()),
    ),
)  # fmt: skip
LINK = Table(
    "link", "link", LinkSpec, "links", required=False,
    fields=(Field("between", Refs("area", exactly=2)), Field("text", Bilingual())),
)  # fmt: skip
EVIDENCE = Table(
    "evidence", "area evidence", EvidenceSpec, "evidence",
    fields=(
        Field("area", Ref("area")),
        optional("classification", Choice(tuple(CLASSIFICATIONS)), "nace2_division"),
        Field("activities", Activities()),
        optional("reason", Bilingual(500)),
    ),
)  # fmt: skip
AREA_WORDS = Table(
    "words", "area words", AreaWordsSpec, "area_words",
    fields=(Field("area", Ref("area")), Field("words", Words())), required=False,
)  # fmt: skip
INDICATOR = Table(
    "indicator", "indicator", IndicatorSpec, "indicators",
    fields=(Field("code", Text(20)), Field("better", Choice(("higher", "lower")))), required=False,
)  # fmt: skip
