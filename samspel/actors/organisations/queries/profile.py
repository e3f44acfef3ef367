"""One organisation: everything its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from samspel.actors.contacts.queries import ContactRow, contacts_of
from samspel.actors.duplicates.queries.identities import merged_into, merges_of
from samspel.actors.models import Competence, Merge, Organisation, PastOperation
from samspel.actors.organisations.labels.organisation import registered_facts
from samspel.actors.organisations.queries.history import HistoryEvent, history_events
from samspel.actors.organisations.queries.organisation_list import functions_by_area
from samspel.actors.ownership.queries import HoldingRow, YearRow, holdings_of, single_undertaking, years_of
from samspel.actors.past_operations.queries import operations_of
from samspel.code_lists.competences import competences
from samspel.code_lists.organisation_kinds import KINDS
from samspel.code_lists.size_classes import SIZES
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area


@dataclass(frozen=True)
class OrganisationDetails:
    """What those see who work with the organisation: years, owners, merges and what happened."""

    size: str
    years: Sequence[YearRow]
    owners: Sequence[HoldingRow]
    owned: Sequence[HoldingRow]
    undertaking: Sequence[Organisation]
    merges: Sequence[Merge]
    history: Sequence[HistoryEvent]

    @property
    def named(self) -> list[Organisation]:
        """Other organisations that the details name."""
        merged = [o for merge in self.merges for o in (merge.organisation, merge.into)]
        return [*(row.other for row in (*self.owners, *self.owned)), *self.undertaking, *merged]


@dataclass(frozen=True)
class OrganisationProfile:
    """An organisation's page. `counts_as` is the one it is merged into, if any."""

    organisation: Organisation
    kind: str
    pairs: Sequence[tuple[str, Any]]
    counts_as: Organisation | None
    does: Sequence[tuple[Area, Sequence[str]]]
    competences: Sequence[str]
    operations: Sequence[PastOperation]
    inside: OrganisationDetails | None = None
    contacts: Sequence[ContactRow] = field(default_factory=list)


def organisation_profile(
    context: ReadContext, organisation: Organisation, with_details: bool, with_contacts: bool
) -> OrganisationProfile:
    """The organisation as the reader may see it."""
    counted = Competence.objects.filter(
        organisation__identities__known_until=None, organisation__identities__counts_as=organisation
    )
    words = competences()
    return OrganisationProfile(
        organisation=organisation,
        kind=str(KINDS[organisation.kind]),
        pairs=registered_facts(organisation),
        counts_as=merged_into(organisation),
        does=functions_by_area(context, [organisation.pk]).get(organisation.pk, []),
        competences=sorted({str(words[c]) for c in counted.values_list("code", flat=True) if c in words}),
        operations=operations_of(organisation),
        inside=_details(context, organisation) if with_details else None,
        contacts=contacts_of(context, organisation) if with_contacts else [],
    )


def _details(context: ReadContext, organisation: Organisation) -> OrganisationDetails:
    owners, owned = holdings_of(organisation)
    together = single_undertaking(organisation, context.as_of)
    return OrganisationDetails(
        size=str(SIZES[organisation.size_class]),
        years=years_of(organisation),
        owners=owners,
        owned=owned,
        undertaking=together if len(together) > 1 else [],
        merges=merges_of(organisation),
        history=history_events(context, organisation),
    )
