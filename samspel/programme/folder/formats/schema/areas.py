"""Areas with their tracks and activities, links between them, and what they are found by."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref, Refs
from samspel.programme.folder.formats.field_kinds.lists import CLASSIFICATIONS, ActivityList, WordList
from samspel.programme.folder.formats.field_kinds.numbers import Whole
from samspel.programme.folder.formats.field_kinds.texts import Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import FolderField, FolderTable, optional
from samspel.programme.folder.formats.specs.areas import (
    ActivitySpec,
    AreaSpec,
    AreaWordsSpec,
    EvidenceSpec,
    IndicatorSpec,
    LinkSpec,
    TrackSpec,
)

ACTIVITY = FolderTable(
    "activity", "activity", ActivitySpec, "activities", required=False,
    fields=(
        FolderField("code", Code("activity", scoped=True)),
        FolderField("title", Bilingual(200)),
        optional("text", Bilingual()),
        optional("cross", Refs("area"), (), into="cross_areas"),
    ),
)  # fmt: skip
TRACK = FolderTable(
    "track", "track", TrackSpec, "tracks", required=False, inner=(ACTIVITY,),
    fields=(FolderField("code", Code("track")), FolderField("name", Bilingual(200)), FolderField("text", Bilingual())),
)  # fmt: skip
AREA = FolderTable(
    "area", "area", AreaSpec, "areas", inner=(TRACK,),
    fields=(
        FolderField("code", Code("area")),
        FolderField("tone", Whole(1, 8)),
        FolderField("name", Bilingual(120)),
        FolderField("short", Bilingual(40)),
        FolderField("summary", Bilingual()),
    ),
)  # fmt: skip
LINK = FolderTable(
    "link", "link", LinkSpec, "links", required=False,
    fields=(FolderField("between", Refs("area", exactly=2)), FolderField("text", Bilingual())),
)  # fmt: skip
EVIDENCE = FolderTable(
    "evidence", "area evidence", EvidenceSpec, "evidence",
    fields=(
        FolderField("area", Ref("area")),
        optional("classification", Choice(tuple(CLASSIFICATIONS)), "nace2_division"),
        FolderField("activities", ActivityList()),
        optional("reason", Bilingual(500)),
    ),
)  # fmt: skip
AREA_WORDS = FolderTable(
    "words", "area words", AreaWordsSpec, "area_words",
    fields=(FolderField("area", Ref("area")), FolderField("words", WordList())), required=False,
)  # fmt: skip
INDICATOR = FolderTable(
    "indicator", "indicator", IndicatorSpec, "indicators",
    fields=(FolderField("code", Text(20)), FolderField("better", Choice(("higher", "lower")))), required=False,
)  # fmt: skip
