"""From need to support as figures: how many come how far, how long an answer takes, and why it is no.

Needs and steps are logs: a need counts from the day it was confirmed, a step from the day it happened, each as known
from the moment it was written. Nothing here names who asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.code_lists.offer_kinds import KINDS
from samspel.core import clock
from samspel.core.bilingual import Words
from samspel.core.facts import known_at
from samspel.core.figures import (
    Dimension,
    FigureColumn,
    Measure,
    MeasureKind,
    Member,
    Slice,
    Unit,
    register,
    register_dimension,
)
from samspel.frontdoor.models import Need, ReferralStep
from samspel.frontdoor.needs.policy import NeedAction
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS, STEPS
from samspel.frontdoor.referrals.policy import ReferralAction
from samspel.frontdoor.referrals.states import ANSWERS, ReferralStepKind

CORRECTIONS = 3  # of a support that came of a referral, through which it is still found
SOURCE = _("Needs and requests at Find support")
OVER = (*ANSWERS, ReferralStepKind.WITHDRAW)


def _members(words: Mapping[str, Words]) -> Any:
    return lambda _structure: [Member(code, code, str(text)) for code, text in words.items()]


for key, name, words in (
    ("reason", _("Reason"), REASONS),
    ("outcome", pgettext_lazy("figure", "What came of it"), OUTCOMES),
    ("help", pgettext_lazy("referral", "Kind of help"), KINDS),
):
    register_dimension(Dimension(key, name, _members(words)))

NUMBER = _("Need")
AREA, HOME, REGION = (
    _("Area"),
    _("Home region"),
    _("Receiving region"),
)
NEED = Measure(
    code="",
    kind=MeasureKind.COUNT,
    unit=Unit.NEEDS,
    name="",
    definition="",
    source=SOURCE,
    view=NeedAction.VIEW,
    protects="pk",
    model=Need,
    log="confirmed_at",
    where=Q(confirmed_at__isnull=False),
    dimensions={"area": "areas", "home": "partner_id"},
    many=frozenset({"area"}),
    columns=(
        FigureColumn(NUMBER, "number"),
        FigureColumn(_("Municipality"), "municipality__name", identity=True),
        FigureColumn(HOME, "partner__short_{lang}"),
    ),
)
STEP = Measure(
    code="",
    kind=MeasureKind.COUNT,
    unit=Unit.REFERRALS,
    name="",
    definition="",
    source=SOURCE,
    view=ReferralAction.VIEW,
    protects="referral__need_id",
    model=ReferralStep,
    log="recorded_at",
    dimensions={
        "area": "referral__area_id",
        "home": "referral__home_id",
        "partner": "referral__partner_id",
        "help": "referral__offer__kind",
    },
    columns=(
        FigureColumn(NUMBER, "referral__need__number"),
        FigureColumn(_("Offer"), "referral__offer__title_{lang}", identity=True),
        FigureColumn(_("Actor"), "referral__organisation__name", identity=True),
        FigureColumn(AREA, "referral__area__short_{lang}"),
        FigureColumn(HOME, "referral__home__short_{lang}"),
        FigureColumn(REGION, "referral__partner__short_{lang}"),
    ),
)


def _day(where: Slice) -> date:
    return timezone.localdate(where.known_at) if where.known_at else clock.today()


def _taken(where: Slice, **of: Any) -> QuerySet[Any]:
    """Steps known at the slice's moment."""
    rows = ReferralStep.objects.filter(**of)
    return rows if where.known_at is None else rows.filter(recorded_at__lte=where.known_at)


def _not_sent(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    return rows.exclude(Exists(_taken(where, referral__need=OuterRef("pk"), kind=ReferralStepKind.REQUEST)))


def _past_due(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    over = _taken(where, referral=OuterRef("referral"), kind__in=OVER)
    return rows.filter(due_on__lt=_day(where)).exclude(Exists(over))


def _still_supported(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    """Where the support that came of it stands, as it was recorded or corrected."""
    stands, path = Q(pk__in=[]), "support__"
    for _number in range(CORRECTIONS + 1):
        stands |= Q(**{f"{path}pk__isnull": False}) & known_at(where.known_at, path)
        path += "replaced_by__"
    return rows.filter(stands)


def _need(code: str, name: Words, definition: Words, **more: Any) -> Measure:
    return register(replace(NEED, code=f"frontdoor.{code}", name=name, definition=definition, **more))


def _step(code: str, kinds: tuple[str, ...], name: Words, definition: Words, **more: Any) -> Measure:
    return register(replace(
        STEP, code=f"frontdoor.{code}", where=Q(kind__in=kinds), name=name, definition=definition, **more
    ))  # fmt: skip


needs = _need(
    "needs",
    _("Needs"),
    _("Needs that companies and public bodies have sent in and confirmed by their e-mail address."),
)
matched = _need(
    "matched",
    _("Needs with a good match"),
    _("Needs that at least one offer fitted well when they were sent."),
    where=Q(confirmed_at__isnull=False, good_hits__gt=0),
)
not_sent = _need(
    "not_referred",
    _("Needs sent on to nobody"),
    _("Confirmed needs of which no actor and no officer has had a request."),
    narrow=_not_sent,
)
sent = register(replace(
    STEP,
    code="frontdoor.referred",
    kind=MeasureKind.DISTINCT,
    unit=Unit.NEEDS,
    of="referral__need_id",
    where=Q(kind=ReferralStepKind.REQUEST),
    name=_("Needs sent on to somebody"),
    definition=_("Different needs of which at least one actor or officer has had a request."),
    dimensions={"area": "referral__area_id", "home": "referral__home_id"},
    entity_columns=(
        FigureColumn(NUMBER, "referral__need__number"),
        FigureColumn(_("Municipality"), "referral__need__municipality__name", identity=True),
        FigureColumn(HOME, "referral__need__partner__short_{lang}"),
    ),
))  # fmt: skip
requested = _step(
    "requested",
    (ReferralStepKind.REQUEST,),
    _("Requests"),
    _("Requests to actors and officers. One that is sent on counts once more where it goes."),
)
accepted = _step(
    "accepted",
    (ReferralStepKind.ACCEPT,),
    _("Accepted requests"),
    _("Requests that somebody has said yes to."),
)
declined = _step(
    "declined",
    (ReferralStepKind.DECLINE,),
    _("Declined requests"),
    _("Requests that somebody has said no to, for a reason."),
    dimensions={**STEP.dimensions, "reason": "reason"},
    columns=(*STEP.columns, FigureColumn(_("Reason"), "reason", choices=REASONS)),
)
forwarded = _step(
    "forwarded",
    (ReferralStepKind.FORWARD,),
    _("Requests sent on"),
    _("Requests that an officer has sent on to another offer, actor or region."),
)
met = _step(
    "met",
    (ReferralStepKind.MEET,),
    _("Meetings"),
    _("Requests in which the parties have met."),
)
done = _step(
    "done",
    (ReferralStepKind.FINISH,),
    _("Ended requests"),
    _("Requests that have ended, with what came of them."),
    dimensions={**STEP.dimensions, "outcome": "outcome"},
    columns=(*STEP.columns, FigureColumn(pgettext_lazy("figure", "What came of it"), "outcome", choices=OUTCOMES)),
)
supported = _step(
    "supported",
    (ReferralStepKind.ACCEPT, ReferralStepKind.MEET, ReferralStepKind.FINISH),
    _("Support that came of a request"),
    _("Support to enterprises recorded from a request and not taken back."),
    narrow=_still_supported,
)
answer_days = _step(
    "answer_days",
    tuple(ANSWERS),
    _("Days to an answer, median"),
    _(
        "How many days pass from the request to the answer: yes, no or sent on. The median is the middle one of all "
        "answers. What is not yet answered is left out."
    ),
    kind=MeasureKind.MEDIAN,
    unit=Unit.DAYS,
    of="days",
    columns=(*STEP.columns, FigureColumn(_("Answer"), "kind", choices=STEPS)),
)
unanswered = _step(
    "unanswered",
    (ReferralStepKind.REQUEST,),
    _("Not answered in time"),
    _("Requests whose last day to answer has passed without one. The answer is to come within five working days."),
    narrow=_past_due,
    columns=(*STEP.columns, FigureColumn(_("Last day"), "due_on")),
)
