"""Which tables a folder fills, and the rows it wants there. In this order: each stands on those before it."""

from samspel.programme.folder.queries.entities.areas import (
    ACTIVITY,
    AREA,
    AREA_EVIDENCE,
    AREA_LINK,
    AREA_WORDS,
    INDICATOR,
    TRACK,
)
from samspel.programme.folder.queries.entities.goals import MILESTONE, OBJECTIVE, TARGET, TARGET_YEAR
from samspel.programme.folder.queries.entities.money import (
    APPLICATION,
    BUDGET_LINE,
    CATEGORY,
    FINANCIER,
    FINANCING_LINE,
    PLAN_VERSION,
)
from samspel.programme.folder.queries.entities.organisation import BODY, PROVISION
from samspel.programme.folder.queries.entities.programme import COUNTY, MUNICIPALITY, PARTNER, PROGRAMME

ENTITIES = (
    COUNTY,
    MUNICIPALITY,
    PROGRAMME,
    PARTNER,
    AREA,
    AREA_LINK,
    AREA_EVIDENCE,
    AREA_WORDS,
    INDICATOR,
    TRACK,
    ACTIVITY,
    OBJECTIVE,
    TARGET,
    TARGET_YEAR,
    MILESTONE,
    BODY,
    PROVISION,
    CATEGORY,
    FINANCIER,
    PLAN_VERSION,
    BUDGET_LINE,
    FINANCING_LINE,
    APPLICATION,
)

OF_MODEL = {entity.model: entity for entity in ENTITIES}
