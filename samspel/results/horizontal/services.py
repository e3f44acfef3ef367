"""Write down the work with a horizontal criterion."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.results.horizontal.models import CriterionWork
from samspel.results.horizontal.policy import HorizontalAction
from samspel.results.horizontal.rules import CONDITIONS


@transaction.atomic
def criterion_work_write(
    *, actor: Any, programme: Programme, criterion: str, texts: Mapping[str, str]
) -> CriterionWork:
    """Write the next version of the work with a criterion; earlier ones stay. `texts` has a text for each condition."""
    work = CriterionWork(programme=programme, criterion=criterion, written_at=clock.now(), written_by=actor, **texts)
    access.require(actor, HorizontalAction.RECORD, work)
    work.save()
    filled = [name for name in CONDITIONS if getattr(work, name).strip()]
    audit.write(actor, "criterion.written", work, changes={"criterion": criterion, "conditions": filled})
    return work
