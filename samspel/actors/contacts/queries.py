"""Contacts kept at organisations, and those whose time has passed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samspel.actors.contacts.policy import ContactAction
from samspel.actors.models import Contact, Organisation
from samspel.actors.organisations.queries.visibility import granted
from samspel.code_lists.legal_bases import BASES
from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.web.worklist import Queue, WaitingRow


@dataclass(frozen=True)
class ContactRow:
    """A contact with its legal basis in words; `overdue` when its time has passed."""

    contact: Contact
    basis: str
    overdue: bool


def may_see_contacts(context: ReadContext, organisation: Organisation) -> bool:
    """Whether the reader sees the organisation's contacts in the programme."""
    return context.may(ContactAction.VIEW, _of(context, organisation))


def may_keep_contacts(context: ReadContext, organisation: Organisation) -> bool:
    """Whether the reader adds and erases contacts of the organisation in the programme."""
    return context.may(ContactAction.RECORD, _of(context, organisation))


def contacts_of(context: ReadContext, organisation: Organisation) -> list[ContactRow]:
    """The organisation's contacts in the programme."""
    rows = Contact.objects.filter(programme=context.programme, organisation=organisation)
    return [ContactRow(c, str(BASES[c.basis]), c.keep_until < clock.today()) for c in rows]


def contact_in(context: ReadContext, pk: int) -> Contact | None:
    """The contact of the programme with the id, where the reader may see it."""
    rows = Contact.objects.select_related("organisation", "programme")
    found = rows.filter(pk=pk, programme=context.programme).first()
    return found if found is not None and context.may(ContactAction.VIEW, found) else None


def overdue_contacts(context: ReadContext) -> list[Queue]:
    """Organisations with contacts that should have been erased, for those who keep the contacts."""
    if not granted(context, ContactAction.RECORD):
        return []

    def tell(row: WaitingRow) -> tuple[str, str, date]:
        title = _("Erase contacts of %(name)s: their time has passed") % {"name": row.name}
        return title, context.url("actors:contacts", row.ident), row.day

    rows = Contact.objects.filter(programme=context.programme, keep_until__lt=clock.today())
    rows = access.visible(context.reader, ContactAction.RECORD, rows)
    return [Queue(rows, "organisation_id", "organisation__name", "keep_until", tell)]


def _of(context: ReadContext, organisation: Organisation) -> Contact:
    """A contact that is nowhere stored, to ask about rights with."""
    return Contact(programme=context.programme, organisation=organisation)
