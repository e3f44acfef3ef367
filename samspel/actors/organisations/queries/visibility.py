"""Which organisations a reader sees in a programme, and how much of them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from samspel.actors.models import ActorFunction, Identity, Organisation
from samspel.actors.organisations.policy import OrganisationAction
from samspel.core import access
from samspel.core.programmes.context import ReadContext


def granted(context: ReadContext, action: str) -> list[access.Grant]:
    """The reader's grants for the action in this programme."""
    return [g for g in access.grants(context.reader, action) if g.programme_id == context.programme.pk]


def works_here(context: ReadContext) -> bool:
    """Whether the reader may see every organisation, as those do who work in the programme."""
    return any(grant.key == access.Reach.PROGRAMME for grant in granted(context, OrganisationAction.VIEW))


def sees_whole(context: ReadContext, organisation: Organisation) -> bool:
    """Whether the reader may see figures, owners, merges and facts of the organisation: who works in the programme,
    and the organisation's own people."""
    own = (access.Reach.ORGANISATION, organisation.pk)
    return any(
        grant.key == access.Reach.PROGRAMME or (grant.key, grant.value) == own
        for grant in granted(context, OrganisationAction.VIEW)
    )


def may_see(context: ReadContext, organisation: Organisation) -> bool:
    """Whether the organisation has a page for the reader. Everybody sees the programme's actors; companies and those
    without a function in the programme are seen by who works in the programme and by their own people."""
    if sees_whole(context, organisation):
        return True
    return organisation.kind != "company" and actors_of(context.programme.pk).filter(pk=organisation.pk).exists()


def visible_organisation(context: ReadContext, pk: int) -> Organisation | None:
    """The organisation, where it has a page for the reader."""
    found = Organisation.objects.select_related("municipality").filter(pk=pk).first()
    return found if found is not None and may_see(context, found) else None


def changeable_organisation(context: ReadContext, pk: int) -> Organisation | None:
    """The organisation, where it has a page for the reader. PermissionDenied where what is registered of it is not for
    the reader to change."""
    found = visible_organisation(context, pk)
    if found is not None:
        if not granted(context, OrganisationAction.RECORD):
            raise PermissionDenied
        access.require(context.reader, OrganisationAction.RECORD, found)
    return found


def visible_ids(context: ReadContext, organisations: Sequence[Organisation]) -> set[int]:
    """Ids of those of the organisations that have a page for the reader; one query."""
    if works_here(context):
        return {o.pk for o in organisations}
    own = {g.value for g in granted(context, OrganisationAction.VIEW) if g.key == access.Reach.ORGANISATION}
    ids = [o.pk for o in organisations if o.kind != "company"]
    actors = set(actors_of(context.programme.pk).filter(pk__in=ids).values_list("pk", flat=True))
    return actors | (own & {o.pk for o in organisations})


def actors_of(programme_id: int, rows: QuerySet[Organisation] | None = None) -> QuerySet[Organisation]:
    """The programme's actors: organisations other than companies with a function in it, merged ones as one."""
    found = Organisation.objects.all() if rows is None else rows
    return found.exclude(kind="company").filter(Exists(functions_counted(programme_id, OuterRef("pk"))))


def functions_counted(programme_id: int, organisation: Any) -> QuerySet[ActorFunction]:
    """The functions in the programme of everyone that now counts as the organisation."""
    return ActorFunction.objects.filter(
        programme_id=programme_id,
        organisation__identities__known_until=None,
        organisation__identities__counts_as=organisation,
    )


def unmerged() -> QuerySet[Organisation]:
    """Organisations that are not merged into another."""
    itself = Identity.objects.filter(organisation=OuterRef("pk"), counts_as=OuterRef("pk"), known_until=None)
    return Organisation.objects.filter(Exists(itself))
