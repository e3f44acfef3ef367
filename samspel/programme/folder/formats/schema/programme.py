"""The programme and its partners."""

from samspel.programme.folder.formats.field_kinds.choices import Choice, Flag
from samspel.programme.folder.formats.field_kinds.codes import Code
from samspel.programme.folder.formats.field_kinds.days import Day
from samspel.programme.folder.formats.field_kinds.lists import Places
from samspel.programme.folder.formats.field_kinds.numbers import Number
from samspel.programme.folder.formats.field_kinds.texts import CODE, Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import Field, Table, optional
from samspel.programme.folder.formats.specs.programme import PartnerSpec, ProgrammeSpec

PROGRAMME = Table(
    "programme", "programme", ProgrammeSpec, "programme", single=True,
    fields=(
        Field("code", Code("programme")),
        Field("name", Bilingual(200)),
        Field("short", Bilingual(60)),
        Field("territory", Bilingual(80)),
        Field("summary", Bilingual()),
        Field("starts_on", Day()),
        Field("ends_on", Day()),
        Field("currency", Text(3)),
        optional("planning_rate", Number(places=4, digits=9)),
        Field("rule_set", Text(60, CODE)),
        Field("fund", Bilingual(120)),
        optional("public", Flag(), True, into="is_public"),
    ),
)  # fmt: skip
PARTNER = Table(
    "partner", "partner", PartnerSpec, "partners",
    fields=(
        Field("code", Code("partner")),
        Field("name", Bilingual(120)),
        Field("short", Bilingual(40)),
        Field("letter", Text(3)),
        Field("role", Choice(("lead", "partner"))),
        optional("organisation_number", Text(20), ""),
        optional("county", Text(8)),
        Field("municipalities", Places()),
    ),
)  # fmt: skip
