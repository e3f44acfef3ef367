"""The organisation that a number or a name means."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.actors.duplicates.rules import IndexEntry, NameIndex
from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.number import number_in
from samspel.actors.organisations.queries.visibility import unmerged
from samspel.actors.organisations.rules.number import looks_personal

SUGGESTIONS = 3


class OrganisationNotFound(Exception):  # noqa: N818  named after what is the case
    """No such organisation, or several; the message is for the user."""


def organisation_meant(text: str) -> Organisation:
    """The organisation that a number or a name means, merged ones left out.

    OrganisationNotFound, with suggestions, otherwise."""
    text = text.strip()
    number = number_in(text)
    if number:
        found = unmerged().filter(number=number).first()
        if found is None and looks_personal(text):
            raise OrganisationNotFound(_("No organisation has this number."))
        if found is None:
            raise OrganisationNotFound(_("No organisation has the number %(number)s.") % {"number": text})
        return found
    named = _with_name(text)
    if len(named) == 1:
        return named[0]
    if named:
        raise OrganisationNotFound(_("Several organisations are called “%(name)s”. Give the number.") % {"name": text})
    message = _("No organisation is called “%(name)s”.") % {"name": text}
    near = _suggestions(text)
    if near:
        message += " " + _("Did you mean: %(names)s?") % {"names": "; ".join(near)}
    raise OrganisationNotFound(message)


def _with_name(text: str) -> Sequence[Organisation]:
    """Those with the name, or with it as another name, whatever the case."""
    wanted = text.casefold()
    rows = unmerged().filter(Q(name__iexact=text) | Q(aliases__name__iexact=text)).distinct()
    exact = [o for o in rows if o.name.casefold() == wanted]
    return exact or list(rows)


def _suggestions(text: str) -> list[str]:
    """Names of the organisations most like it, with their numbers."""
    rows = unmerged().values_list("pk", "name")
    matches = NameIndex(IndexEntry(pk, name) for pk, name in rows).candidates(text, SUGGESTIONS)
    found = Organisation.objects.in_bulk([m.id for m in matches])
    near = [found[m.id] for m in matches if isinstance(m.id, int)]
    return [f"{o.name} ({o.shown_number})" if o.shown_number else o.name for o in near]
