"""The money plan and applications."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref
from samspel.programme.folder.formats.field_kinds.days import Day
from samspel.programme.folder.formats.field_kinds.numbers import Number, Whole
from samspel.programme.folder.formats.field_kinds.texts import Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import FolderField, FolderTable, optional
from samspel.programme.folder.formats.specs.money import ApplicationSpec, CategorySpec, FinancierSpec, VersionSpec

CATEGORY = FolderTable(
    "category", "category", CategorySpec, "categories",
    fields=(
        FolderField("code", Code("category")),
        FolderField("name", Bilingual(120)),
        optional("role", Choice(("staff", "external", "other", "overhead")), "other"),
    ),
)  # fmt: skip
FINANCIER = FolderTable(
    "financier", "financier", FinancierSpec, "financiers",
    fields=(
        FolderField("code", Code("financier")),
        FolderField("kind", Choice(("union", "public", "private"))),
        FolderField("letter", Text(4)),
        FolderField("name", Bilingual(120)),
        optional("partner", Ref("partner")),
    ),
)  # fmt: skip
VERSION = FolderTable(
    "version", "version", VersionSpec, "versions",
    fields=(
        FolderField("number", Whole(1, 999)),
        FolderField("valid_from", Day()),
        FolderField("decision", Text(200)),
        FolderField("reason", Bilingual(500)),
        FolderField("budget", Text(100)),
        FolderField("financing", Text(100)),
        FolderField("total", Number()),
    ),
)  # fmt: skip
APPLICATION = FolderTable(
    "application", "application", ApplicationSpec, "applications",
    fields=(
        FolderField("code", Code("application")),
        FolderField("applicant", Ref("partner")),
        FolderField("financier", Ref("financier")),
        FolderField("amount", Number()),
        FolderField("starts_on", Day()),
        FolderField("ends_on", Day()),
        optional("appropriation", Text(60), ""),
        optional("ranking_decided_on", Day()),
        optional("ranking_reference", Text(60), ""),
        optional("ranking", Bilingual()),
        FolderField("reasons", Bilingual()),
    ),
)  # fmt: skip
