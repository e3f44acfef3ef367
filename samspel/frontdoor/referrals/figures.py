"""From need to support as figures: how many come how far, how long an answer takes, and why it is no.

Needs and steps are logs: a need counts from the day it was confirmed, a step from the day it happened, each as known
from the moment it was written. Nothing here names who asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samspel.code_lists.offer_kinds import KINDS
from samspel.core import clock
from samspel.core.facts import known_at
from samspel.core.figures import (
    Column,
    Dimension,
    Kind,
    Measure,
    Member,
    Slice,
    Text,
    Unit,
    register,
    register_dimension,
)
from samspel.frontdoor.models import Need, ReferralStep
from samspel.frontdoor.referrals.labels import OUTCOMES, REASONS, STEPS
from samspel.frontdoor.referrals.states import ANSWERS, Step

CORRECTIONS = 3  # of a support that came of a referral, through which it is still found
SOURCE = Text("Behov och förfrågningar i Hitta stöd", "Needs and requests at Find support")
OVER = (*ANSWERS, Step.WITHDRAW)


def _members(words: Mapping[str, Text]) -> Any:
    return lambda _structure: [Member(code, code, str(text)) for code, text in words.items()]


for key, name, words in (
    ("reason", Text("Skäl", "Reason"), REASONS),
    ("outcome", Text("Vad det blev av det", "What came of it"), OUTCOMES),
    ("help", Text("Typ av hjälp", "Kind of help"), KINDS),
):
    register_dimension(Dimension(key, name, _members(words)))

NUMBER = Text("Behov", "Need")
AREA, HOME, REGION = (
    Text("Område", "Area"),
    Text("Hemregion", "Home region"),
    Text("Mottagande region", "Receiving region"),
)
NEED = Measure(
    code="",
    kind=Kind.COUNT,
    unit=Unit.NEEDS,
    name=Text("", ""),
    definition=Text("", ""),
    source=SOURCE,
    model=Need,
    log="confirmed_at",
    where=Q(confirmed_at__isnull=False),
    dimensions={"area": "areas", "home": "partner_id"},
    many=frozenset({"area"}),
    columns=(
        Column(NUMBER, "number"),
        Column(Text("Kommun", "Municipality"), "municipality__name", identity=True),
        Column(HOME, "partner__short_{lang}"),
    ),
)
STEP = Measure(
    code="",
    kind=Kind.COUNT,
    unit=Unit.REFERRALS,
    name=Text("", ""),
    definition=Text("", ""),
    source=SOURCE,
    model=ReferralStep,
    log="recorded_at",
    dimensions={
        "area": "referral__area_id",
        "home": "referral__home_id",
        "partner": "referral__partner_id",
        "help": "referral__offer__kind",
    },
    columns=(
        Column(NUMBER, "referral__need__number"),
        Column(Text("Erbjudande", "Offer"), "referral__offer__title_{lang}", identity=True),
        Column(Text("Aktör", "Actor"), "referral__organisation__name", identity=True),
        Column(AREA, "referral__area__short_{lang}"),
        Column(HOME, "referral__home__short_{lang}"),
        Column(REGION, "referral__partner__short_{lang}"),
    ),
)


def _day(where: Slice) -> date:
    return timezone.localdate(where.known_at) if where.known_at else clock.today()


def _taken(where: Slice, **of: Any) -> QuerySet[Any]:
    """Steps known at the slice's moment."""
    rows = ReferralStep.objects.filter(**of)
    return rows if where.known_at is None else rows.filter(recorded_at__lte=where.known_at)


def _not_sent(rows: QuerySet[Any], where: Slice) -> QuerySet[Any]:
    return rows.exclude(Exists(_taken(where, referral__need=OuterRef("pk"), kind=Step.REQUEST)))


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


def _need(code: str, name: Text, definition: Text, **more: Any) -> Measure:
    return register(replace(NEED, code=f"frontdoor.{code}", name=name, definition=definition, **more))


def _step(code: str, kinds: tuple[str, ...], name: Text, definition: Text, **more: Any) -> Measure:
    return register(replace(
        STEP, code=f"frontdoor.{code}", where=Q(kind__in=kinds), name=name, definition=definition, **more
    ))  # fmt: skip


needs = _need(
    "needs",
    Text("Behov", "Needs"),
    Text(
        "Behov som företag och offentliga aktörer har skickat in och bekräftat med sin e-postadress.",
        "Needs that companies and public bodies have sent in and confirmed by their e-mail address.",
    ),
)
matched = _need(
    "matched",
    Text("Behov med en god träff", "Needs with a good match"),
    Text(
        "Behov som minst ett erbjudande passade väl när det skickades.",
        "Needs that at least one offer fitted well when they were sent.",
    ),
    where=Q(confirmed_at__isnull=False, good_hits__gt=0),
)
not_sent = _need(
    "not_referred",
    Text("Behov som inte har skickats till någon", "Needs sent on to nobody"),
    Text(
        "Bekräftade behov som ingen aktör och ingen handläggare har fått någon förfrågan om.",
        "Confirmed needs of which no actor and no officer has had a request.",
    ),
    narrow=_not_sent,
)
sent = register(replace(
    STEP,
    code="frontdoor.referred",
    kind=Kind.DISTINCT,
    unit=Unit.NEEDS,
    of="referral__need_id",
    where=Q(kind=Step.REQUEST),
    name=Text("Behov som har skickats till någon", "Needs sent on to somebody"),
    definition=Text(
        "Olika behov som minst en aktör eller handläggare har fått en förfrågan om.",
        "Different needs of which at least one actor or officer has had a request.",
    ),
    dimensions={"area": "referral__area_id", "home": "referral__home_id"},
    entity_columns=(
        Column(NUMBER, "referral__need__number"),
        Column(Text("Kommun", "Municipality"), "referral__need__municipality__name", identity=True),
        Column(HOME, "referral__need__partner__short_{lang}"),
    ),
))  # fmt: skip
requested = _step(
    "requested",
    (Step.REQUEST,),
    Text("Förfrågningar", "Requests"),
    Text(
        "Förfrågningar till aktörer och handläggare. En som skickas vidare räknas en gång till hos den nya.",
        "Requests to actors and officers. One that is sent on counts once more where it goes.",
    ),
)
accepted = _step(
    "accepted",
    (Step.ACCEPT,),
    Text("Antagna förfrågningar", "Accepted requests"),
    Text("Förfrågningar som någon har svarat ja på.", "Requests that somebody has said yes to."),
)
declined = _step(
    "declined",
    (Step.DECLINE,),
    Text("Avböjda förfrågningar", "Declined requests"),
    Text(
        "Förfrågningar som någon har svarat nej på, med ett skäl.",
        "Requests that somebody has said no to, for a reason.",
    ),
    dimensions={**STEP.dimensions, "reason": "reason"},
    columns=(*STEP.columns, Column(Text("Skäl", "Reason"), "reason", choices=REASONS)),
)
forwarded = _step(
    "forwarded",
    (Step.FORWARD,),
    Text("Förfrågningar skickade vidare", "Requests sent on"),
    Text(
        "Förfrågningar som en handläggare har skickat vidare till ett annat erbjudande, en annan aktör eller region.",
        "Requests that an officer has sent on to another offer, actor or region.",
    ),
)
met = _step(
    "met",
    (Step.MEET,),
    Text("Möten", "Meetings"),
    Text("Förfrågningar där parterna har träffats.", "Requests in which the parties have met."),
)
done = _step(
    "done",
    (Step.FINISH,),
    Text("Avslutade förfrågningar", "Ended requests"),
    Text(
        "Förfrågningar som är avslutade, med vad det blev av dem.", "Requests that have ended, with what came of them."
    ),
    dimensions={**STEP.dimensions, "outcome": "outcome"},
    columns=(*STEP.columns, Column(Text("Vad det blev av det", "What came of it"), "outcome", choices=OUTCOMES)),
)
supported = _step(
    "supported",
    (Step.ACCEPT, Step.MEET, Step.FINISH),
    Text("Stöd som kom av en förfrågan", "Support that came of a request"),
    Text(
        "Stöd till företag som är infört från en förfrågan och inte har tagits tillbaka.",
        "Support to enterprises recorded from a request and not taken back.",
    ),
    narrow=_still_supported,
)
answer_days = _step(
    "answer_days",
    tuple(ANSWERS),
    Text("Dagar till svar, median", "Days to an answer, median"),
    Text(
        "Hur många dagar det går från förfrågan till svaret: ja, nej eller skickad vidare. Medianen är den mittersta "
        "av alla svar. Det som ännu inte är besvarat är inte med.",
        "How many days pass from the request to the answer: yes, no or sent on. The median is the middle one of all "
        "answers. What is not yet answered is left out.",
    ),
    kind=Kind.MEDIAN,
    unit=Unit.DAYS,
    of="days",
    columns=(*STEP.columns, Column(Text("Svar", "Answer"), "kind", choices=STEPS)),
)
unanswered = _step(
    "unanswered",
    (Step.REQUEST,),
    Text("Obesvarade i tid", "Not answered in time"),
    Text(
        "Förfrågningar vars sista svarsdag har gått utan svar. Svaret ska komma inom fem arbetsdagar.",
        "Requests whose last day to answer has passed without one. The answer is to come within five working days.",
    ),
    narrow=_past_due,
    columns=(*STEP.columns, Column(Text("Sista dag", "Last day"), "due_on")),
)
