"""The officer's queue: needs and referrals of a region, in the lists that ask for something different each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from samspel.core import access, clock
from samspel.core.programmes.context import ReadContext
from samspel.frontdoor.models import Need, Referral
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.referrals.labels import NEEDS, QUEUE_NAMES
from samspel.frontdoor.referrals.policy import ReferralAction, RegionAction
from samspel.frontdoor.referrals.queries.referral import referrals_with_columns
from samspel.frontdoor.referrals.states import ENDED, LIVE
from samspel.web import addresses

ALL_REGIONS = "all"


@dataclass(frozen=True)
class QueueFilters:
    """What the queue is narrowed to; empty means all, but for `region`: empty means the reader's own."""

    show: str = ""
    region: str = ""
    area: str = ""
    kind: str = ""
    text: str = ""
    organisation: int | None = None


@dataclass(frozen=True)
class QueueTab:
    """A list of the queue, and how many are in it."""

    key: str
    words: str | Promise
    number: int


def own_regions(context: ReadContext) -> list[int]:
    """The regions the reader answers for; all of them for who answers for none."""
    of_reader = access.own(context.reader, RegionAction.ATTEND, context.programme.pk)
    return of_reader or [p.pk for p in context.structure.partners]


def queue_regions(context: ReadContext, filters: QueueFilters) -> list[int]:
    """The regions the filters ask for."""
    if filters.region == ALL_REGIONS or filters.organisation is not None:
        return [p.pk for p in context.structure.partners]
    chosen = context.structure.partner(filters.region) if filters.region else None
    return [chosen.pk] if chosen else own_regions(context)


def queue_conditions(chosen: Sequence[int]) -> dict[str, Q]:
    """What each list of referrals holds."""
    here, from_here = Q(partner__in=chosen), Q(home__in=chosen)
    late = Q(state__in=LIVE, due_on__lt=clock.today())
    return {
        "answer": here & Q(state__in=("requested", "suggested"), organisation__isnull=False),
        "overdue": (here | from_here) & late,
        "person": here & Q(state__in=LIVE, organisation__isnull=True),
        "going": here & Q(state__in=("accepted", "met"), organisation__isnull=False),
        "elsewhere": from_here & ~here & Q(state__in=LIVE),
        "ended": here & Q(state__in=ENDED),
    }


def queue_referrals(context: ReadContext, filters: QueueFilters) -> QuerySet[Referral]:
    """The referrals of the list that is shown, the most urgent first."""
    rows = _narrowed(context, filters).filter(queue_conditions(queue_regions(context, filters))[filters.show])
    order = ("-pk",) if filters.show == "ended" else ("due_on", "pk")
    return referrals_with_columns(rows).order_by(*order)


def queue_needs(context: ReadContext, filters: QueueFilters) -> QuerySet[Need]:
    """Open needs that nobody is asked about now, the oldest first."""
    alive = Referral.objects.filter(need=OuterRef("pk"), state__in=(*LIVE, "done"))
    rows = Need.objects.filter(programme=context.programme, state="open").exclude(Exists(alive))
    chosen = queue_regions(context, filters)
    every = len(chosen) == len(context.structure.partners)
    rows = rows.filter(Q(partner__in=chosen) | Q(partner=None) if every else Q(partner__in=chosen))
    if filters.area:
        rows = rows.filter(areas__code=filters.area).distinct()
    if (number := addresses.whole(filters.text)) is not None:
        rows = rows.filter(number=number)
    rows = access.visible(context.reader, NeedAction.VIEW, rows)
    return rows.select_related("municipality", "partner").prefetch_related("areas").order_by("occurred_on", "pk")


def queue_tabs(context: ReadContext, filters: QueueFilters) -> list[QueueTab]:
    """Every list with its number: two queries."""
    asked = {key: Count("pk", filter=where) for key, where in queue_conditions(queue_regions(context, filters)).items()}
    numbers = _narrowed(context, filters).aggregate(**asked)
    numbers[NEEDS] = queue_needs(context, filters).order_by().count()
    return [QueueTab(key, words, numbers[key]) for key, words in QUEUE_NAMES.items()]


def _narrowed(context: ReadContext, filters: QueueFilters) -> QuerySet[Referral]:
    rows = access.visible(context.reader, ReferralAction.VIEW, Referral.objects.filter(programme=context.programme))
    if filters.area:
        rows = rows.filter(area__code=filters.area)
    if filters.kind:
        rows = rows.filter(offer__kind=filters.kind)
    if filters.organisation is not None:
        rows = rows.filter(organisation=filters.organisation)
    if (number := addresses.whole(filters.text)) is not None:
        rows = rows.filter(need__number=number)
    elif filters.text:
        rows = rows.filter(Q(organisation__name__icontains=filters.text) | Q(offer__title_sv__icontains=filters.text)
                           | Q(offer__title_en__icontains=filters.text))  # fmt: skip
    return rows
