"""Bodies and provisions."""

from samspel.programme.folder.formats.field_kinds.choices import Choice, Flag
from samspel.programme.folder.formats.field_kinds.codes import Code, Ref
from samspel.programme.folder.formats.field_kinds.texts import Bilingual
from samspel.programme.folder.formats.schema.declaration import FolderField, FolderTable, optional
from samspel.programme.folder.formats.specs.organisation import BodySpec, ProvisionSpec

BODY_KINDS = (
    "project_lead", "area_lead", "working_group", "steering_group", "management_group", "political_group",
    "evaluator", "reference_group",
)  # fmt: skip
PROVISION_KINDS = (
    "background", "purpose", "target_group", "horizontal", "follow_up", "reporting", "dissemination",
    "long_term", "demarcation", "geography",
)  # fmt: skip
BODY = FolderTable(
    "body", "body", BodySpec, "bodies",
    fields=(
        FolderField("code", Code("body")),
        FolderField("kind", Choice(BODY_KINDS)),
        FolderField("name", Bilingual(120)),
        FolderField("mandate", Bilingual()),
        optional("reports_to", Ref("body")),
        optional("area", Ref("area")),
        optional("partner", Ref("partner")),
        optional("part_time", Flag(), False),
        optional("to_be_procured", Flag(), False),
    ),
)  # fmt: skip
PROVISION = FolderTable(
    "provision", "provision", ProvisionSpec, "provisions",
    fields=(
        FolderField("code", Code("provision")),
        FolderField("kind", Choice(PROVISION_KINDS)),
        FolderField("title", Bilingual(200)),
        FolderField("text", Bilingual()),
    ),
)  # fmt: skip
