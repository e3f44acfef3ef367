"""The example's referrals: what became of each need that was sent, in every state there is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.example.world import MONTHS
from samspel.frontdoor.models import Need, Offer, Pick, Referral, ReferralStep
from samspel.frontdoor.referrals.moving import FREE_DAYS, To, area_of, region_of
from samspel.frontdoor.referrals.stages import ANSWERS, due_on
from samspel.programme.models import Partner
from samspel.results.models import Support

if TYPE_CHECKING:
    from samspel.example.writer import Writer


@dataclass(frozen=True)
class Did:
    """A step, so many days after the one before it."""

    kind: str
    days: int
    reason: str = ""
    outcome: str = ""
    note: str = ""


YES = "Vi ringer i veckan."
COURSES: Sequence[tuple[Did, ...]] = (
    (Did("accepted", 2, note=YES), Did("met", 9), Did("done", 40, outcome="helped")),
    (Did("accepted", 1), Did("met", 12), Did("done", 55, outcome="partly", note="En del återstår till våren.")),
    (Did("declined", 4, reason="no_capacity", note="Vi har fullt till efter jul."),),
    (Did("accepted", 3), Did("met", 15)),
    (Did("forwarded", 3, note="Passar bättre hos er."),),
    (Did("accepted", 6, note=YES), Did("met", 8), Did("done", 30, outcome="helped")),
    (Did("declined", 2, reason="outside_competence"),),
    (Did("accepted", 2), Did("done", 20, outcome="not_helped", note="Företaget hann lösa det själv.")),
    (Did("withdrawn", 3),),
    (Did("accepted", 5), Did("met", 18), Did("done", 60, outcome="referred_on")),
    (Did("declined", 5, reason="too_early", note="Hör gärna av er med en första prototyp."),),
    (),
)
"""What happens after a request, in turn; what would lie after the example's last day has not happened."""
SUGGESTED_EVERY, PERSON_EVERY = 9, 5
SUPPORT_WITHIN = timedelta(days=120)


def write_referrals(writer: "Writer") -> None:
    """Send every confirmed example need to what it picked, and let each request take its course."""
    needs = Need.objects.filter(programme=writer.programme, example=True, confirmed_at__isnull=False)
    course = 0
    for place, need in enumerate(needs.select_related("partner", "programme").prefetch_related("areas").order_by("pk")):
        for offer in _sent_to(need, place):
            _run(writer, need, To(offer=offer), COURSES[course % len(COURSES)])
            course += 1
        if place % PERSON_EVERY == 0:
            _run(writer, need, To(partner=region_of(need, None)), COURSES[course % 4])
            course += 1
        if place % SUGGESTED_EVERY == SUGGESTED_EVERY - 1 and (offer := _another(need)) is not None:
            _begin(need, To(offer=offer), "suggested", _noon(need.occurred_on + timedelta(days=1)), None)


def referrals_removed(delete: Callable[[Any], int]) -> int:
    """Take the example's referrals away, with what real people have done to them."""
    delete(ReferralStep.objects.filter(referral__example=True))
    return delete(Referral.objects.filter(example=True))


def _last(start: date) -> date:
    """The example's last day."""
    months = start.month - 1 + MONTHS
    return date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _sent_to(need: Need, place: int) -> list[Offer]:
    """The offers picked; every tenth need is sent to nobody, so that one waits."""
    if place % 10 == 7:
        return []
    picks = Pick.objects.filter(need=need).select_related("offer__organisation__municipality").order_by("place")
    return [pick.offer for pick in picks]


def _another(need: Need) -> Offer | None:
    taken = Referral.objects.filter(need=need, offer__isnull=False).values("offer_id")
    rows = Offer.objects.filter(programme=need.programme_id, areas__in=need.areas.all()).exclude(pk__in=taken)
    return rows.select_related("organisation").order_by("code").first()


def _run(writer: "Writer", need: Need, to: To, course: Sequence[Did]) -> None:
    referral = _begin(need, to, "requested", _noon(need.occurred_on), writer.recorder)
    day, last = need.occurred_on, _last(writer.programme.starts_on)
    assert day is not None
    for did in course:
        day += timedelta(days=did.days)
        if day > last:
            return
        _step(referral, did, day, writer.recorder)
        if did.kind == "forwarded":
            partner = _other_region(writer, referral)
            onward = _begin(need, To(partner=partner), "requested", _noon(day), writer.recorder, referral)
            for later in COURSES[0]:
                day += timedelta(days=later.days)
                if day <= last:
                    _step(onward, later, day, writer.recorder)
        if did.outcome in {"helped", "partly"}:
            _supported(referral)


def _begin(
    need: Need, to: To, state: str, at: datetime, person: Any, origin: Referral | None = None
) -> Referral:
    organisation = to.offer.organisation if to.offer else None
    day = timezone.localdate(at)
    made = Referral.objects.create(
        programme=need.programme, need=need, number=need.referrals.count() + 1, offer=to.offer,
        organisation=organisation, partner=to.partner or region_of(need, organisation), home=need.partner,
        area=area_of(need, to.offer), state=state, due_on=due_on(state, day, FREE_DAYS), forwarded_from=origin,
        made_at=at, example=True,
    )  # fmt: skip
    by_officer = person if state == "suggested" or origin is not None else None
    ReferralStep.objects.create(
        referral=made, programme=need.programme, kind=state, recorded_at=at, occurred_on=day, person=by_officer,
        due_on=made.due_on,
    )  # fmt: skip
    return made


def _step(referral: Referral, did: Did, day: date, person: Any) -> None:
    referral.state, referral.due_on = did.kind, due_on(did.kind, day, FREE_DAYS)
    referral.save(update_fields=["state", "due_on"])
    asked = referral.steps.filter(kind="requested").values_list("occurred_on", flat=True)[0]
    ReferralStep.objects.create(
        referral=referral, programme=referral.programme, kind=did.kind, recorded_at=_noon(day), occurred_on=day,
        person=None if did.kind == "withdrawn" else person, reason=did.reason, outcome=did.outcome, note=did.note,
        days=(day - asked).days if did.kind in ANSWERS else None, due_on=referral.due_on,
    )  # fmt: skip


def _other_region(writer: "Writer", referral: Referral) -> Partner:
    """The next region in the programme's order."""
    partners = list(writer.structure.partners)
    here = next((n for n, p in enumerate(partners) if p.pk == referral.partner_id), 0)
    return partners[(here + 1) % len(partners)]


def _supported(referral: Referral) -> None:
    """Say that a support the example already has came of the request, where one fits: the need is then its company's."""
    for support in _fitting(referral.need, referral):
        step = referral.steps.exclude(kind="requested").order_by("-pk").first()
        if step is None:
            return
        if referral.need.organisation_id is None:
            referral.need.organisation = support.organisation
            referral.need.save(update_fields=["organisation"])
        ReferralStep.objects.filter(pk=step.pk).update(support=support)
        return


def _fitting(need: Need, referral: Referral) -> Iterator[Support]:
    first = need.occurred_on
    assert first is not None
    rows = Support.objects.filter(
        programme=need.programme_id, example=True, voided_at=None, referral_step=None, area=referral.area,
        occurred_on__gt=first, occurred_on__lte=first + SUPPORT_WITHIN, organisation__kind="company",
    )  # fmt: skip
    if need.organisation_id is not None:
        rows = rows.filter(organisation=need.organisation_id)
    elif need.municipality_id:
        rows = rows.filter(organisation__municipality=need.municipality_id)
    yield from rows.select_related("organisation").order_by("occurred_on", "pk")[:1]


def _noon(day: date | None) -> datetime:
    assert day is not None
    return timezone.make_aware(datetime.combine(day, time(12)))
