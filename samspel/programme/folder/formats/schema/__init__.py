"""The format of a programme folder, declared: its files, tables and fields. docs/add-a-programme.md tells."""

from samspel.programme.folder.formats.schema.areas import AREA, AREA_WORDS, EVIDENCE, INDICATOR, LINK, TRACK
from samspel.programme.folder.formats.schema.declaration import File
from samspel.programme.folder.formats.schema.goals import MILESTONE, OBJECTIVE
from samspel.programme.folder.formats.schema.money import APPLICATION, CATEGORY, FINANCIER, VERSION
from samspel.programme.folder.formats.schema.organisation import BODY, PROVISION
from samspel.programme.folder.formats.schema.programme import PARTNER, PROGRAMME

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
