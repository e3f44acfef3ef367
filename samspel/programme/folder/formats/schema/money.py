"""The money plan and applications."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref
from samspel.programme.folder.formats.field_kinds.days import Day
from samspel.programme.folder.formats.field_kinds.numbers import Number, Whole
from samspel.programme.folder.formats.field_kinds.texts import Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import Field, Table, optional
from samspel.programme.folder.formats.specs.money import ApplicationSpec, CategorySpec, FinancierSpec, VersionSpec

CATEGORY = Table(
    "category", "category", CategorySpec, "categories",
    fields=(
        Field("code", Code("category")),
        Field("name", Bilingual(120)),
        optional("role", Choice(("staff", "external", "other", "overhead")), "other"),
    ),
)  # fmt: skip
FINANCIER = Table(
    "financier", "financier", FinancierSpec, "financiers",
    fields=(
        Field("code", Code("financier")),
        Field("kind", Choice(("union", "public", "private"))),
        Field("letter", Text(4)),
        Field("name", Bilingual(120)),
        optional("partner", Ref("partner")),
    ),
)  # fmt: skip
VERSION = Table(
    "version", "version", VersionSpec, "versions",
    fields=(
        Field("number", Whole(1, 999)),
        Field("valid_from", Day()),
        Field("decision", Text(200)),
        Field("reason", Bilingual(500)),
        Field("budget", Text(100)),
        Field("financing", Text(100)),
        Field("total", Number()),
    ),
)  # fmt: skip
APPLICATION = Table(
    "application", "application", ApplicationSpec, "applications",
    fields=(
        Field("code", Code("application")),
        Field("applicant", Ref("partner")),
        Field("financier", Ref("financier")),
        Field("amount", Number()),
        Field("starts_on", Day()),
        Field("ends_on", Day()),
        optional("appropriation", Text(60), ""),
        optional("ranking_decided_on", Day()),
        optional("ranking_reference", Text(60), ""),
        optional("ranking", Bilingual()),
        Field("reasons", Bilingual()),
    ),
)  # fmt: skip
