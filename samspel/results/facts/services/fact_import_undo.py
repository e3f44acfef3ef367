"""Taking back as one the facts that a file brought."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.facts import FactError, void_all
from samspel.imports.models import Import
from samspel.imports.rules import count_of
from samspel.results.facts.labels.kinds.fact_kind import FactKind
from samspel.results.reporting_periods.queries.frozen import frozen_period_of

SPANS = 200
"""How many spans of ids one statement names."""


def fact_import_undo(*, user: Any, staged: Import, kind: FactKind, reason: str) -> Mapping[str, Any]:
    """Void every fact that the file brought, in the caller's transaction, which also writes the audit event; returns
    how many. FactError where one has been corrected or taken back since, or was counted in a frozen period;
    PermissionDenied where the user may not take back every one."""
    brought: Sequence[Sequence[int]] = staged.report["brought"]
    parts = [kind.model.objects.select_for_update().filter(condition) for condition in _conditions(brought)]
    changed = sum(facts.filter(voided_at__isnull=False).count() for facts in parts)
    if changed:
        told = ngettext(
            "%(n)s row of the file has been corrected or taken back since. Take the others back one by one.",
            "%(n)s rows of the file have been corrected or taken back since. Take the others back one by one.",
            changed,
        )
        raise FactError(told % {"n": changed})
    for facts in parts:
        period = frozen_period_of(staged.programme_id, facts)
        if period is not None:
            told = _("Rows of the file are counted in period %(number)s, which is frozen. Correct them one by one.")
            raise FactError(told % {"number": period.number})
    taken = sum(void_all(facts, user, reason) for facts in parts)
    if taken != count_of(brought):
        raise FactError(_("Some of the rows are no longer there. Take the others back one by one."))
    return {"kind": kind.key, "taken_back": taken, "organisations_kept": staged.report.get("organisations", 0)}


def _conditions(spans: Sequence[Sequence[int]]) -> Iterator[Q]:
    for start in range(0, len(spans), SPANS):
        condition = Q()
        for first, last in spans[start : start + SPANS]:
            condition |= Q(pk__range=(first, last))
        yield condition
