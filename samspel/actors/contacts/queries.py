"""How the actors room shows in a programme: its door, and what waits in it."""

from datetime import date

from django.utils.translation import gettext as _

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.models import Contact
from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.web.worklist import Queue, Row


def overdue_contacts(context: ReadContext) -> list[Queue]:
    """Organisations with contacts that should have been erased, for those who keep the contacts."""
    if not granted(context, ContactAction.RECORD):
        return []

    def tell(row: Row) -> tuple[str, str, date]:
        title = _("Erase contacts of %(name)s: their time has passed") % {"name": row.name}
        return title, context.url("actors:contacts", row.ident), row.day

    rows = Contact.objects.filter(programme=context.programme, keep_until__lt=clock.today())
    rows = access.visible(context.reader, ContactAction.RECORD, rows)
    return [Queue(rows, "organisation_id", "organisation__name", "keep_until", tell)]
