"""Objectives with their targets, and milestones."""

from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref, Refs
from samspel.programme.folder.formats.field_kinds.days import Day, Years
from samspel.programme.folder.formats.field_kinds.numbers import Number, as_decimal
from samspel.programme.folder.formats.field_kinds.texts import MEASURE, Bilingual, Text
from samspel.programme.folder.formats.schema.declaration import Field, Table, optional
from samspel.programme.folder.formats.specs.goals import MilestoneSpec, ObjectiveSpec, TargetSpec

OBJECTIVE_KINDS = ("overall", "project_goal", "sub_goal")
TARGET = Table(
    "target", "target", TargetSpec, "targets", required=False,
    fields=(
        Field("code", Code("target", scoped=True)),
        Field("measure", Text(60, MEASURE)),
        Field("name", Bilingual(120)),
        Field("subject", Bilingual(60)),
        Field("value", Number()),
        optional("baseline", Number(), as_decimal("0.00")),
        optional("years", Years(), ()),
    ),
)  # fmt: skip
OBJECTIVE = Table(
    "objective", "objective", ObjectiveSpec, "objectives", inner=(TARGET,),
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
    "milestone", "milestone", MilestoneSpec, "milestones",
    fields=(
        Field("code", Code("milestone")),
        Field("due_on", Day()),
        optional("area", Ref("area")),
        Field("title", Bilingual(200)),
        optional("text", Bilingual()),
        Field("source", Choice(("decision", "planning"))),
    ),
)  # fmt: skip
