"""Objectives with their targets, and milestones."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref, Refs
from samspel.programme.folder.formats.field_kinds.days import Day, Years
from samspel.programme.folder.formats.field_kinds.numbers import Number, as_decimal
from samspel.programme.folder.formats.field_kinds.texts import MEASURE, Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import FolderField, FolderTable, optional
from samspel.programme.folder.formats.specs.goals import MilestoneSpec, ObjectiveSpec, TargetSpec

OBJECTIVE_KINDS = ("overall", "project_goal", "sub_goal")
TARGET = FolderTable(
    "target", "target", TargetSpec, "targets", required=False,
    fields=(
        FolderField("code", Code("target", scoped=True)),
        FolderField("measure", Text(60, MEASURE)),
        FolderField("name", Bilingual(120)),
        FolderField("subject", Bilingual(60)),
        FolderField("value", Number()),
        optional("baseline", Number(), as_decimal("0.00")),
        optional("years", Years(), ()),
    ),
)  # fmt: skip
OBJECTIVE = FolderTable(
    "objective", "objective", ObjectiveSpec, "objectives", inner=(TARGET,),
    fields=(
        FolderField("code", Code("objective")),
        FolderField("kind", Choice(OBJECTIVE_KINDS)),
        optional("parent", Ref("objective")),
        FolderField("title", Bilingual(200)),
        FolderField("text", Bilingual()),
        optional("areas", Refs("area"), ()),
    ),
)  # fmt: skip
MILESTONE = FolderTable(
    "milestone", "milestone", MilestoneSpec, "milestones",
    fields=(
        FolderField("code", Code("milestone")),
        FolderField("due_on", Day()),
        optional("area", Ref("area")),
        FolderField("title", Bilingual(200)),
        optional("text", Bilingual()),
        FolderField("source", Choice(("decision", "planning"))),
    ),
)  # fmt: skip
