"""The programme and its partners."""

from samspel.programme.folder.formats.field_kinds.choices import Choice, Flag
from samspel.programme.folder.formats.field_kinds.codes import Code
from samspel.programme.folder.formats.field_kinds.days import Day
from samspel.programme.folder.formats.field_kinds.lists import Places
from samspel.programme.folder.formats.field_kinds.numbers import Number
from samspel.programme.folder.formats.field_kinds.texts import CODE, Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import FolderField, FolderTable, optional
from samspel.programme.folder.formats.specs.programme import PartnerSpec, ProgrammeSpec

PROGRAMME = FolderTable(
    "programme", "programme", ProgrammeSpec, "programme", single=True,
    fields=(
        FolderField("code", Code("programme")),
        FolderField("name", Bilingual(200)),
        FolderField("short", Bilingual(60)),
        FolderField("territory", Bilingual(80)),
        FolderField("summary", Bilingual()),
        FolderField("starts_on", Day()),
        FolderField("ends_on", Day()),
        FolderField("currency", Text(3)),
        optional("planning_rate", Number(places=4, digits=9)),
        FolderField("rule_set", Text(60, CODE)),
        FolderField("fund", Bilingual(120)),
        optional("public", Flag(), True, into="is_public"),
    ),
)  # fmt: skip
PARTNER = FolderTable(
    "partner", "partner", PartnerSpec, "partners",
    fields=(
        FolderField("code", Code("partner")),
        FolderField("name", Bilingual(120)),
        FolderField("short", Bilingual(40)),
        FolderField("letter", Text(3)),
        FolderField("role", Choice(("lead", "partner"))),
        optional("organisation_number", Text(20), ""),
        optional("county", Text(8)),
        FolderField("municipalities", Places()),
    ),
)  # fmt: skip
