"""Who asked: erased, or mailed no more, while the need stays."""

from django.db import transaction

from samspel.core import audit, clock
from samspel.frontdoor.models import Asker, Need, SavedSearch


@transaction.atomic
def asker_erase(*, need: Need) -> None:
    """Erase who asked; the need stays, without a name. Alerts go with the address."""
    SavedSearch.objects.filter(need=need).delete()
    if Asker.objects.filter(need=need).delete()[0]:
        audit.write(None, "asker.erased", need, changes={"number": need.number})


@transaction.atomic
def need_alerts_stop(*, need: Need) -> None:
    """Send no more mail of new offers."""
    if SavedSearch.objects.filter(need=need, stopped_at=None).update(stopped_at=clock.now()):
        audit.write(None, "alerts.stopped", need, changes={"number": need.number})
