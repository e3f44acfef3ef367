"""The results room's pages."""

from samspel.results.data_quality.views.checks import checks
from samspel.results.facts.views.facts import correct_fact, fact, facts, new_fact, record, take_back_fact
from samspel.results.facts.views.imports import drop_import, import_facts, import_page, save_import, template
from samspel.results.horizontal.views.criteria import criterion, horizontal
from samspel.results.indicators.views.indicators import indicator, overview, region
from samspel.results.reporting_periods.views.exports import export_enterprises, export_participants
from samspel.results.reporting_periods.views.periods import (
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
