"""Applications that wait: to be completed, checked, scored and decided on."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samspel.core import access
from samspel.core.programmes.context import ReadContext
from samspel.money.funding.policy import FundingAction
from samspel.money.models import Application, Assessment, Impartiality, Proposal
from samspel.web.worklist import Queue, WaitingRow

COMPLETE_WITHIN, SCORE_WITHIN, DECIDE_WITHIN = timedelta(days=14), timedelta(days=30), timedelta(days=60)


def applications_waiting(context: ReadContext) -> list[Queue]:
    """Applications to complete, check, score and decide on: none that the reader has an interest in."""
    reader = context.reader
    own = Q(made_by_id=reader.pk) | Q(submitted_by_id=reader.pk) | Q(pk__in=_conflicts(reader.pk))

    def queue(action: str, state: str, words: str, within: timedelta, but: Q) -> Queue:
        def tell(row: WaitingRow) -> tuple[str, str, date]:
            return words % {"name": row.name}, context.url("money:application", row.ident), row.day + within

        rows = Application.objects.filter(programme=context.programme, state=state).exclude(but)
        return Queue(access.visible(reader, action, rows), "pk", "title", "submitted_at__date", tell)

    scored = Q(pk__in=Assessment.objects.filter(assessor_id=reader.pk).values("application"))
    proposed = Q(pk__in=Proposal.objects.filter(made_by_id=reader.pk).values("application"))
    asked = _("Complete the application %(name)s")
    return [
        queue(FundingAction.APPLY, "returned", asked, COMPLETE_WITHIN, Q(pk__in=[])),
        queue(FundingAction.HANDLE, "submitted", _("Check the application %(name)s"), COMPLETE_WITHIN, own),
        queue(FundingAction.ASSESS, "assessing", _("Score the application %(name)s"), SCORE_WITHIN, own | scored),
        queue(FundingAction.ASSESS, "proposed", _("Record the decision on %(name)s"), DECIDE_WITHIN, own | proposed),
    ]


def _conflicts(person: int | None) -> QuerySet[Any, Any]:
    return Impartiality.objects.filter(person_id=person, conflict=True).values("application")
