"""What is registered of an organisation, and competences in their groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspel.code_lists.competences import competence_groups
from samspel.code_lists.industries import section_of

if TYPE_CHECKING:
    from samspel.actors.organisations.models import Organisation


def competence_choices() -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Each group's name with its competences (code and name), in the reader's language."""
    names = {
        "food": _("Food"),
        "health": _("Health"),
        "energy": _("Energy"),
        "industry": _("Industry"),
        "digital": _("Digital technology"),
        "business": _("Business"),
    }
    return [
        (names.get(group, group), [(code, str(name)) for code, name in codes.items()])
        for group, codes in competence_groups().items()
    ]


def registered_facts(organisation: "Organisation") -> list[tuple[str, Any]]:
    """What is registered, as terms and values; those without a value are left out."""
    number = organisation.shown_number
    if organisation.identity == "personal":
        number = _("Sole trader; the number is protected")
    section = section_of(organisation.industry)
    industry = f"{organisation.industry}, {section}" if section else organisation.industry
    pairs: list[tuple[str, Any]] = [
        (_("Organisation number"), number),
        (_("Country"), organisation.country if organisation.country != "SE" else ""),
        (_("Municipality"), organisation.municipality.name if organisation.municipality else ""),
        (_("Industry"), industry),
        (_("Started"), organisation.started_on),
        (_("Closed"), organisation.ended_on),
        (_("Also called"), ", ".join(alias.name for alias in organisation.aliases.all())),
    ]
    return [(term, value) for term, value in pairs if value]
