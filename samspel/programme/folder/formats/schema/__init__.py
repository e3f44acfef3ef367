"""The format of a programme folder, declared: its files, tables and fields. docs/add-a-programme.md tells."""

from samspel.programme.folder.formats.schema.areas import AREA, AREA_WORDS, EVIDENCE, INDICATOR, LINK, TRACK
from samspel.programme.folder.formats.schema.declaration import FolderFile
from samspel.programme.folder.formats.schema.goals import MILESTONE, OBJECTIVE
from samspel.programme.folder.formats.schema.money import APPLICATION, CATEGORY, FINANCIER, VERSION
from samspel.programme.folder.formats.schema.organisation import BODY, PROVISION
from samspel.programme.folder.formats.schema.programme import PARTNER, PROGRAMME

FILES = (
    FolderFile("programme.toml", (PROGRAMME,)),
    FolderFile("partners.toml", (PARTNER,)),
    FolderFile("areas.toml", (AREA, TRACK, LINK)),
    FolderFile("objectives.toml", (OBJECTIVE,)),
    FolderFile("milestones.toml", (MILESTONE,), required=False),
    FolderFile("organisation.toml", (BODY,), required=False),
    FolderFile("provisions.toml", (PROVISION,), required=False),
    FolderFile("money.toml", (CATEGORY, FINANCIER, VERSION)),
    FolderFile("funding.toml", (APPLICATION,), required=False),
    FolderFile("evidence.toml", (EVIDENCE, AREA_WORDS, INDICATOR), required=False),
)
