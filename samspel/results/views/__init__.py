"""The results room's pages."""

from samspel.results.views.checks import checks
from samspel.results.views.exports import export_enterprises, export_participants
from samspel.results.views.facts import correct_fact, fact, facts, new_fact, record, take_back_fact
from samspel.results.views.horizontal import criterion, horizontal
from samspel.results.views.imports import drop_import, import_facts, import_page, save_import, template
from samspel.results.views.overview import indicator, overview, region
from samspel.results.views.periods import (
    decide_report,
    freeze_period,
    new_period,
    period,
    periods,
    submit_report,
)

__all__ = [
    "checks",
    "correct_fact",
    "criterion",
    "decide_report",
    "drop_import",
    "export_enterprises",
    "export_participants",
    "fact",
    "facts",
    "freeze_period",
    "horizontal",
    "import_facts",
    "import_page",
    "indicator",
    "new_fact",
    "new_period",
    "overview",
    "period",
    "periods",
    "record",
    "region",
    "save_import",
    "submit_report",
    "take_back_fact",
    "template",
]
