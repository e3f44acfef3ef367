"""What would be questioned: each check finds facts or enterprises, says why, and how to mend it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.rule_set import rules_of
from samspel.results.data_quality.queries.check import DataCheck, Found, rule_source
from samspel.results.data_quality.queries.cross_rules import cross_checks
from samspel.results.data_quality.queries.enterprises import enterprises_found, large_investments
from samspel.results.data_quality.queries.facts import (
    OF_ORGANISATION,
    found_among,
    outside_life,
    outside_territory,
    outside_time,
    same_hours,
    without_evidence,
)
from samspel.results.facts.labels.kinds import KINDS

NEED_EVIDENCE = ("support", "collaboration", "investment", "innovation")


def checks(context: ReadContext) -> list[DataCheck]:
    """Every check with what it finds on the page's day; those that find something first."""
    rules = rules_of(context.programme)
    made = [
        _check(
            "evidence",
            _("No evidence"),
            rule_source(rules, context, "indicator.evidence"),
            _("Correct the record and say where the evidence is."),
            found_among(context, NEED_EVIDENCE, without_evidence),
        ),
        _check(
            "territory",
            _("The enterprise is outside the programme's territory"),
            _("The programme decision: geography"),
            _("Correct the organisation's municipality, or take the record back."),
            found_among(context, ("support", "investment", "innovation"), outside_territory),
        ),
        _check(
            "time",
            _("Outside the programme's time"),
            _("The programme decision: period"),
            _("Correct the date, or take the record back."),
            found_among(context, tuple(KINDS), outside_time),
        ),
        _check(
            "life",
            _("Before the enterprise started or after it ended"),
            _("The organisation's own details"),
            _("Correct the date, or the organisation's first and last day."),
            found_among(context, OF_ORGANISATION, outside_life),
        ),
        _check(
            "size",
            _("Size class missing"),
            rule_source(rules, context, "size-class.medium"),
            _("Open the organisation and give staff, turnover and balance sheet."),
            enterprises_found(context, Q(size_class="", kind="company")),
        ),
        _check(
            "number",
            _("The enterprise has no organisation number"),
            rule_source(rules, context, "indicator.evidence"),
            _("Open the organisation and give its number, or merge it with the one that has it."),
            enterprises_found(context, Q(identity="none", kind="company")),
        ),
        _check(
            "hours",
            _("The same hours twice"),
            _("The programme's own records"),
            _("Take one of them back, or give them different references if both are right."),
            same_hours(context),
        ),
        _check(
            "investment",
            _("Large private investment"),
            rule_source(rules, context, "indicator.investment-question-above"),
            _("See that each amount has evidence and matches public support."),
            large_investments(context, rules),
        ),
        *cross_checks(context, rules),
    ]
    return sorted(made, key=lambda check: not check.total)


def _check(key: str, name: str, source: str, mend: str, found: Found) -> DataCheck:
    return DataCheck(key, name, source, mend, *found)
