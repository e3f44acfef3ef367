"""The example's referrals: what became of each need that was sent, in every state there is. Written in bulk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.core.programmes.models import Area, Partner
from samspel.core.programmes.rule_set import free_days_of
from samspel.example.activity import MONTHS
from samspel.example.offers import SIGNED_IN, owner_name
from samspel.frontdoor.models import Need, Offer, Referral, ReferralStep
from samspel.frontdoor.referrals.states import ANSWERS, ENDED, due_on
from samspel.results.models import Support

if TYPE_CHECKING:
    from samspel.example.results import Writer


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
FOR_THE_ACTOR = ((3, ()), (18, (Did("accepted", 3, note=YES),)))
"""How many days before the example's last day it is asked, and what it has done since."""
OFFICER_OF = "sormland"
SUGGESTED_EVERY, PERSON_EVERY, NOBODY_EVERY = 9, 5, 10
SUPPORT_WITHIN = timedelta(days=120)


@dataclass(eq=False)
class Case:
    """A referral to be written, with its steps; `onward` is what it was sent on as."""

    referral: Referral
    steps: list[ReferralStep] = field(default_factory=list)
    onward: "Case | None" = None


def write_referrals(writer: "Writer") -> None:
    """Send every confirmed example need to what it picked, and let each request take its course."""
    book = _Book(writer)
    needs = Need.objects.filter(programme=writer.programme, example=True, confirmed_at__isnull=False)
    picked = ("areas", "picks__offer__organisation", "picks__offer__areas")
    for place, need in enumerate(needs.select_related("partner").prefetch_related(*picked).order_by("pk")):
        book.need(need, place)
    book.for_the_actor()
    book.for_the_officer()
    book.write()


def referrals_removed(delete: Callable[[Any], int]) -> int:
    """Take the example's referrals away, with what real people have done to them."""
    delete(ReferralStep.objects.filter(referral__example=True))
    return delete(Referral.objects.filter(example=True))


class _Book:
    """All cases, before they are written."""

    def __init__(self, writer: "Writer") -> None:
        self.writer, self.structure = writer, writer.structure
        self.cases: list[Case] = []
        self.courses = 0
        self.last = _last(writer.programme.starts_on)
        self.partners = {partner.pk: partner for partner in self.structure.partners}
        self.offers = list(Offer.objects.filter(programme=writer.programme, example=True).order_by("code")
                           .select_related("organisation").prefetch_related("areas"))  # fmt: skip
        self.supports = list(
            Support.objects.filter(
                programme=writer.programme, example=True, voided_at=None, organisation__kind="company"
            ).select_related("organisation").order_by("occurred_on", "pk")
        )  # fmt: skip
        self.linked: list[Need] = []

    def need(self, need: Need, place: int) -> None:
        """The cases of one need."""
        started = len(self.cases)
        picks = [pick.offer for pick in need.picks.all()]
        if need.state == "open" and picks and place % NOBODY_EVERY == NOBODY_EVERY - 3:
            return  # so that one waits that nobody is asked about
        for offer in picks:
            self._run(need, self._begin(need, offer, "requested", len(self.cases) - started + 1))
        if need.wants_person or place % PERSON_EVERY == 0:
            self._run(need, self._begin(need, None, "requested", len(self.cases) - started + 1))
        if need.state == "open" and place % SUGGESTED_EVERY == SUGGESTED_EVERY - 1:
            areas = {area.pk for area in need.areas.all()}
            other = next((o for o in self.offers if o not in picks and areas & {a.pk for a in o.areas.all()}), None)
            if other is not None:
                self._begin(need, other, "suggested", len(self.cases) - started + 1)

    def for_the_actor(self) -> None:
        """Something to answer and something under way for the example's actor, whom anybody can sign in as."""
        offers = [offer for offer in self.offers if offer.organisation.name == owner_name(SIGNED_IN)]
        needs = list({case.referral.need.pk: case.referral.need for case in self.cases}.values())
        newest = sorted((need for need in needs if need.state == "open"), key=_day, reverse=True)
        for need, (days, course) in zip(newest, FOR_THE_ACTOR, strict=False):
            taken = {c.referral.offer_id for c in self.cases if c.referral.need is need}
            offer = next((o for o in offers if o.pk not in taken), None)
            if offer is None:
                continue
            day = max(_day(need), self.last - timedelta(days=days))
            case = self._begin(need, offer, "requested", self._next_number(need), day)
            for did in course:
                day += timedelta(days=did.days)
                self._step(case, did, day, self.writer.recorder)

    def for_the_officer(self) -> None:
        """Somebody who wants to talk to the example's officer, and waits."""
        here = [
            c.referral for c in self.cases if c.referral.need.partner and c.referral.need.partner.code == OFFICER_OF
        ]
        talked = {r.need.pk for r in here if r.organisation is None}
        waits = [r.need for r in here if r.need.state == "open" and r.need.pk not in talked]
        if waits:
            need = max(waits, key=lambda each: (_day(each), each.pk))
            day = max(_day(need), self.last - timedelta(days=4))
            self._begin(need, None, "requested", self._next_number(need), day)

    def write(self) -> None:
        """Everything, in four statements."""
        onward = [case.onward for case in self.cases if case.onward]
        Referral.objects.bulk_create([case.referral for case in self.cases if case not in onward])
        for case in self.cases:
            if case.onward:
                case.onward.referral.forwarded_from = case.referral
        Referral.objects.bulk_create([case.referral for case in onward])
        for case in self.cases:
            for step in case.steps:
                step.referral = case.referral
        steps = [step for case in self.cases for step in case.steps]
        ReferralStep.objects.bulk_create(sorted(steps, key=lambda step: step.recorded_at))
        Need.objects.bulk_update(self.linked, ["organisation"])

    def _begin(self, need: Need, offer: Offer | None, state: str, number: int, on: date | None = None,
               partner: Partner | None = None) -> Case:  # fmt: skip
        day = on or _day(need)
        organisation = offer.organisation if offer else None
        referral = Referral(
            programme=self.writer.programme, need=need, number=number, offer=offer, organisation=organisation,
            partner=partner or self._region(need, organisation), home=need.partner, area=_area(need, offer),
            state="", made_at=_at(day), example=True,
        )  # fmt: skip
        case = Case(referral)
        self._step(case, Did(state, 0), day, self.writer.recorder if state == "suggested" or on else None)
        self.cases.append(case)
        return case

    def _run(self, need: Need, case: Case) -> None:
        """The next course, as far as the example's last day; a closed need's requests have all ended."""
        course = COURSES[self.courses % len(COURSES)]
        self.courses += 1
        if need.state == "closed" and (not course or course[-1].kind not in ENDED):
            course = COURSES[0]
        day = _day(need)
        for did in course:
            day += timedelta(days=did.days)
            if day > self.last:
                return
            self._step(case, did, day, None if did.kind == "withdrawn" else self.writer.recorder)
            if did.kind == "forwarded":
                self._onward(case, day)
            if did.outcome in {"helped", "partly"}:
                self._supported(case)

    def _onward(self, case: Case, day: date) -> None:
        """To the next region, which says yes."""
        partners = list(self.structure.partners)
        here = next((n for n, p in enumerate(partners) if p.pk == case.referral.partner_id), 0)
        need = case.referral.need
        asked = {c.referral.partner_id for c in self.cases if c.referral.need is need} | {need.partner_id}
        others = [*partners[here + 1 :], *partners[:here]]
        partner = next((p for p in others if p.pk not in asked), others[0])
        case.onward = self._begin(need, None, "requested", self._next_number(need), day, partner)
        for did in COURSES[0][:2]:
            day += timedelta(days=did.days)
            if day <= self.last:
                self._step(case.onward, did, day, self.writer.recorder)

    def _next_number(self, need: Need) -> int:
        return 1 + max((c.referral.number for c in self.cases if c.referral.need is need), default=0)

    def _step(self, case: Case, did: Did, day: date, person: Any) -> None:
        referral = case.referral
        referral.state, referral.due_on = did.kind, due_on(did.kind, day, free_days_of(self.writer.programme, day))
        asked = case.steps[0].occurred_on if case.steps else day
        case.steps.append(ReferralStep(
            programme=self.writer.programme, kind=did.kind, recorded_at=_at(day), occurred_on=day, person=person,
            reason=did.reason, outcome=did.outcome, note=did.note, due_on=referral.due_on,
            days=(day - asked).days if did.kind in ANSWERS else None,
        ))  # fmt: skip

    def _supported(self, case: Case) -> None:
        """Say that a support the example has already came of it, where one fits: the need is then its company's."""
        need, first = case.referral.need, _day(case.referral.need)
        for support in self.supports:
            fits = support.area_id == case.referral.area_id and first < support.occurred_on <= first + SUPPORT_WITHIN
            here = support.organisation.municipality_id == need.municipality_id
            if fits and (support.organisation_id == need.organisation_id if need.organisation_id else here):
                self.supports.remove(support)
                case.steps[-1].support = support
                if need.organisation_id is None:
                    need.organisation = support.organisation
                    self.linked.append(need)
                return

    def _region(self, need: Need, organisation: Any) -> Partner:
        place = organisation.municipality_id if organisation is not None else None
        pk = self.structure.partner_of_municipality.get(place) if place else need.partner_id
        return self.partners.get(pk or need.partner_id or 0) or self.structure.partners[0]


def _area(need: Need, offer: Offer | None) -> Area | None:
    """As when it is really sent: an area that both share first."""
    needed = list(need.areas.all())
    offered = {area.pk for area in offer.areas.all()} if offer else set()
    return next((area for area in needed if area.pk in offered), needed[0] if needed else None)


def _last(start: date) -> date:
    """The example's last day."""
    months = start.month - 1 + MONTHS
    return date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _day(need: Need) -> date:
    assert need.occurred_on is not None
    return need.occurred_on


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
