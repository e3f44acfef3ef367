"""One organisation: everything its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.actors.models import (
    Competence,
    Contact,
    Identity,
    Merge,
    Organisation,
    OrganisationYear,
    Ownership,
    PastOperation,
)
from samspel.actors.organisations.queries.history import Happening, happenings
from samspel.actors.organisations.queries.organisation_list import does_of
from samspel.actors.ownership.services import size_class
from samspel.code_lists.organisations import BASES, HOLDS, KINDS, SIZES, competences, section_of
from samspel.core import clock
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area


@dataclass(frozen=True)
class Held:
    """A hold as one side sees it: the other organisation, in what way, from when until when."""

    pk: int
    other: Organisation
    kind: str
    hold: Ownership
    lasts: bool


@dataclass(frozen=True)
class Year:
    """One year's figures, with the size class in words."""

    row: OrganisationYear
    size: str


@dataclass(frozen=True)
class Known:
    """A contact; `overdue` when its time has passed."""

    contact: Contact
    basis: str
    overdue: bool


@dataclass(frozen=True)
class Inside:
    """What those see who work with the organisation: years, owners, merges and what happened."""

    size: str
    years: Sequence[Year]
    owners: Sequence[Held]
    owned: Sequence[Held]
    undertaking: Sequence[Organisation]
    merges: Sequence[Merge]
    history: Sequence[Happening]


@dataclass(frozen=True)
class About:
    """An organisation's page. `counts_as` is the one it is merged into, if any."""

    organisation: Organisation
    kind: str
    pairs: Sequence[tuple[str, Any]]
    counts_as: Organisation | None
    does: Sequence[tuple[Area, Sequence[str]]]
    competences: Sequence[str]
    operations: Sequence[PastOperation]
    inside: Inside | None = None
    contacts: Sequence[Known] = field(default_factory=list)


def about(context: ReadContext, organisation: Organisation, with_inside: bool, with_contacts: bool) -> About:
    """The organisation as the reader may see it."""
    counted = Competence.objects.filter(
        organisation__identities__known_until=None, organisation__identities__counts_as=organisation
    )
    words = competences()
    return About(
        organisation=organisation,
        kind=str(KINDS[organisation.kind]),
        pairs=_pairs(organisation),
        counts_as=_counts_as(organisation),
        does=does_of(context, [organisation.pk]).get(organisation.pk, []),
        competences=sorted({str(words[c]) for c in counted.values_list("code", flat=True) if c in words}),
        operations=_operations(organisation),
        inside=_inside(context, organisation) if with_inside else None,
        contacts=contacts_of(context, organisation) if with_contacts else [],
    )


def contacts_of(context: ReadContext, organisation: Organisation) -> list[Known]:
    """The organisation's contacts in the programme."""
    rows = Contact.objects.filter(programme=context.programme, organisation=organisation)
    return [Known(c, str(BASES[c.basis]), c.keep_until < clock.today()) for c in rows]


def holds_of(organisation: Organisation) -> tuple[list[Held], list[Held]]:
    """Who has a hold on it, and on whom it has one; those that have ended last."""
    today = clock.today()
    rows = Ownership.objects.filter(Q(owned=organisation) | Q(owner=organisation))
    owners: list[Held] = []
    owned: list[Held] = []
    for hold in rows.select_related("owner", "owned").order_by("-since", "pk"):
        inward = hold.owned_id == organisation.pk
        lasts = hold.until is None or today < hold.until
        held = Held(hold.pk, hold.owner if inward else hold.owned, str(HOLDS[hold.kind]), hold, lasts)
        (owners if inward else owned).append(held)
    return sorted(owners, key=lambda h: not h.lasts), sorted(owned, key=lambda h: not h.lasts)


def years_of(organisation: Organisation) -> list[Year]:
    """The organisation's figures, newest first."""
    return [Year(row, str(SIZES[row.size_class])) for row in organisation.years.all()]


def _inside(context: ReadContext, organisation: Organisation) -> Inside:
    owners, owned = holds_of(organisation)
    together = size_class.single_undertaking(organisation, context.as_of)
    merges = Merge.objects.filter(voided_at=None).filter(Q(into=organisation) | Q(organisation=organisation))
    return Inside(
        size=str(SIZES[organisation.size_class]),
        years=years_of(organisation),
        owners=owners,
        owned=owned,
        undertaking=together if len(together) > 1 else [],
        merges=list(merges.select_related("organisation", "into", "recorded_by").order_by("-recorded_at")),
        history=happenings(context, organisation),
    )


def _pairs(organisation: Organisation) -> list[tuple[str, Any]]:
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


def _counts_as(organisation: Organisation) -> Organisation | None:
    row = Identity.objects.select_related("counts_as").filter(organisation=organisation, known_until=None).first()
    return row.counts_as if row and row.counts_as_id != organisation.pk else None


def _operations(organisation: Organisation) -> list[PastOperation]:
    counted = PastOperation.objects.filter(
        beneficiary__identities__known_until=None, beneficiary__identities__counts_as=organisation
    )
    return list(counted.order_by("-starts_on", "code"))
