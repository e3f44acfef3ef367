"""The format of a programme folder, declared: its files, tables and fields. docs/add-a-programme.md tells."""

from dataclasses import dataclass
from typing import Any, Protocol

from samspel.programme.folder.formats import field_kinds, specs
from samspel.programme.folder.formats.field_kinds import (
    Bilingual,
    Choice,
    Code,
    Day,
    Flag,
    Number,
    Ref,
    Refs,
    Text,
    Whole,
)
from samspel.programme.folder.formats.problems import Spot

OBJECTIVE_KINDS = ("overall", "project_goal", "sub_goal")
BODY_KINDS = (
    "project_lead", "area_lead", "working_group", "steering_group", "management_group", "political_group",
    "evaluator", "reference_group",
)  # fmt: skip
PROVISION_KINDS = (
    "background", "purpose", "target_group", "horizontal", "follow_up", "reporting", "dissemination",
    "long_term", "demarcation", "geography",
)  # fmt: skip


class Kind(Protocol):
    """What a value may be."""

    def read(self, raw: Any, at: Spot) -> Any:
        """The value, or None with the problem noted at the spot."""


@dataclass(frozen=True)
class Field:
    """A key of a table. An optional one is `default` where it is absent. `into` is the spec's name for it."""

    name: str
    kind: Kind
    required: bool = True
    default: Any = None
    into: str = ""

    def values(self, value: Any) -> dict[str, Any]:
        """The spec's attributes for a value that was read; two for a bilingual one."""
        name = self.into or self.name
        if isinstance(self.kind, Bilingual):
            swedish, english = value or ("", "")
            return {f"{name}_sv": swedish, f"{name}_en": english}
        return {name: value}


@dataclass(frozen=True)
class Table:
    """A `[[table]]` that may come several times, or a `[table]` that comes once (`single`).

    `into` is the attribute of the owner, the folder itself for the outermost, that its specs end up in."""

    name: str
    kind: str
    spec: type
    into: str
    fields: tuple[Field, ...]
    inner: tuple["Table", ...] = ()
    single: bool = False
    required: bool = True


@dataclass(frozen=True)
class File:
    """A TOML file of the folder."""

    name: str
    tables: tuple[Table, ...]
    required: bool = True


def optional(name: str, kind: Kind, default: Any = None, into: str = "") -> Field:
    """A field that may be left out."""
    return Field(name, kind, required=False, default=default, into=into)


PROGRAMME = Table(
    "programme", "programme", specs.ProgrammeSpec, "programme", single=True,
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
        Field("rule_set", Text(60, field_kinds.CODE)),
        Field("fund", Bilingual(120)),
        optional("public", Flag(), True, into="is_public"),
    ),
)  # fmt: skip

PARTNER = Table(
    "partner", "partner", specs.PartnerSpec, "partners",
    fields=(
        Field("code", Code("partner")),
        Field("name", Bilingual(120)),
        Field("short", Bilingual(40)),
        Field("letter", Text(3)),
        Field("role", Choice(("lead", "partner"))),
        optional("organisation_number", Text(20), ""),
        optional("county", Text(8)),
        Field("municipalities", field_kinds.Places()),
    ),
)  # fmt: skip

ACTIVITY = Table(
    "activity", "activity", specs.ActivitySpec, "activities", required=False,
    fields=(
        Field("code", Code("activity", scoped=True)),
        Field("title", Bilingual(200)),
        optional("text", Bilingual()),
        optional("cross", Refs("area"), (), into="cross_areas"),
    ),
)  # fmt: skip

TRACK = Table(
    "track", "track", specs.TrackSpec, "tracks", required=False, inner=(ACTIVITY,),
    fields=(Field("code", Code("track")), Field("name", Bilingual(200)), Field("text", Bilingual())),
)  # fmt: skip

AREA = Table(
    "area", "area", specs.AreaSpec, "areas", inner=(TRACK,),
    fields=(
        Field("code", Code("area")),
        Field("tone", Whole(1, 8)),
        Field("name", Bilingual(120)),
        Field("short", Bilingual(40)),
        Field("summary", Bilingual()),
    ),
)  # fmt: skip

LINK = Table(
    "link", "link", specs.LinkSpec, "links", required=False,
    fields=(Field("between", Refs("area", exactly=2)), Field("text", Bilingual())),
)  # fmt: skip

TARGET = Table(
    "target", "target", specs.TargetSpec, "targets", required=False,
    fields=(
        Field("code", Code("target", scoped=True)),
        Field("measure", Text(60, field_kinds.MEASURE)),
        Field("name", Bilingual(120)),
        Field("subject", Bilingual(60)),
        Field("value", Number()),
        optional("baseline", Number(), field_kinds.as_decimal("0.00")),
        optional("years", field_kinds.Years(), ()),
    ),
)  # fmt: skip

OBJECTIVE = Table(
    "objective", "objective", specs.ObjectiveSpec, "objectives", inner=(TARGET,),
    fields=(
        Field("code", Code("objective")),
        Field("kind", Choice(OBJECTIVE_KINDS)),
        optional("parent", Ref("objective")),
        Field("title", Bilingual(200)),
        Field("text", Bilingual()),
        optional("areas", Refs("area"), ()),
    ),
)  # fmt: skip

MILESTONE = Table(
    "milestone", "milestone", specs.MilestoneSpec, "milestones",
    fields=(
        Field("code", Code("milestone")),
        Field("due_on", Day()),
        optional("area", Ref("area")),
        Field("title", Bilingual(200)),
        optional("text", Bilingual()),
        Field("source", Choice(("decision", "planning"))),
    ),
)  # fmt: skip

BODY = Table(
    "body", "body", specs.BodySpec, "bodies",
    fields=(
        Field("code", Code("body")),
        Field("kind", Choice(BODY_KINDS)),
        Field("name", Bilingual(120)),
        Field("mandate", Bilingual()),
        optional("reports_to", Ref("body")),
        optional("area", Ref("area")),
        optional("partner", Ref("partner")),
        optional("part_time", Flag(), False),
        optional("to_be_procured", Flag(), False),
    ),
)  # fmt: skip

PROVISION = Table(
    "provision", "provision", specs.ProvisionSpec, "provisions",
    fields=(
        Field("code", Code("provision")),
        Field("kind", Choice(PROVISION_KINDS)),
        Field("title", Bilingual(200)),
        Field("text", Bilingual()),
    ),
)  # fmt: skip

CATEGORY = Table(
    "category", "category", specs.CategorySpec, "categories",
    fields=(
        Field("code", Code("category")),
        Field("name", Bilingual(120)),
        optional("role", Choice(("staff", "external", "other", "overhead")), "other"),
    ),
)  # fmt: skip

FINANCIER = Table(
    "financier", "financier", specs.FinancierSpec, "financiers",
    fields=(
        Field("code", Code("financier")),
        Field("kind", Choice(("union", "public", "private"))),
        Field("letter", Text(4)),
        Field("name", Bilingual(120)),
        optional("partner", Ref("partner")),
    ),
)  # fmt: skip

VERSION = Table(
    "version", "version", specs.VersionSpec, "versions",
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
    "application", "application", specs.ApplicationSpec, "applications",
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

EVIDENCE = Table(
    "evidence", "area evidence", specs.EvidenceSpec, "evidence",
    fields=(
        Field("area", Ref("area")),
        optional("classification", Choice(tuple(field_kinds.CLASSIFICATIONS)), "nace2_division"),
        Field("activities", field_kinds.Activities()),
        optional("reason", Bilingual(500)),
    ),
)  # fmt: skip

AREA_WORDS = Table(
    "words", "area words", specs.AreaWordsSpec, "area_words",
    fields=(Field("area", Ref("area")), Field("words", field_kinds.Words())), required=False,
)  # fmt: skip

INDICATOR = Table(
    "indicator", "indicator", specs.IndicatorSpec, "indicators",
    fields=(Field("code", Text(20)), Field("better", Choice(("higher", "lower")))), required=False,
)  # fmt: skip

FILES = (
    File("programme.toml", (PROGRAMME,)),
    File("partners.toml", (PARTNER,)),
    File("areas.toml", (AREA, TRACK, LINK)),
    File("objectives.toml", (OBJECTIVE,)),
    File("milestones.toml", (MILESTONE,), required=False),
    File("organisation.toml", (BODY,), required=False),
    File("provisions.toml", (PROVISION,), required=False),
    File("money.toml", (CATEGORY, FINANCIER, VERSION)),
    File("funding.toml", (APPLICATION,), required=False),
    File("evidence.toml", (EVIDENCE, AREA_WORDS, INDICATOR), required=False),
)
