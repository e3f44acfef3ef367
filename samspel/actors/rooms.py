"""How the actors room shows in a programme: its door, and what waits in it."""

from datetime import date

from django.utils.translation import gettext as _

from samspel.actors.models import Contact
from samspel.actors.seeing import granted
from samspel.kernel import access, clock
from samspel.programme.page import Page
from samspel.programme.worklist import Queue, Row


def overdue_contacts(page: Page) -> list[Queue]:
    """Organisations with contacts that should have been erased, for those who keep the contacts."""
    if not granted(page, "contact.record"):
        return []

    def tell(row: Row) -> tuple[str, str, date]:
        title = _("Erase contacts of %(name)s: their time has passed") % {"name": row.name}
        return title, page.url("actors:contacts", row.ident), row.day

    rows = Contact.objects.filter(programme=page.programme, keep_until__lt=clock.today())
    rows = access.visible(page.request.user, "contact.record", rows)
    return [Queue(rows, "organisation_id", "organisation__name", "keep_until", tell)]
