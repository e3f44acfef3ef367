"""A small world for referrals: a need of Sörmland, offers in two regions, and the people who handle them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from samspel.actors.models import Organisation
from samspel.core import clock
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.frontdoor.models import Asker, Need, Offer, Referral
from samspel.frontdoor.referrals.services import referral
from tests.frontdoor.making import an_actor, an_offer

MONDAY = date(2019, 9, 2)
VINGAKER, HALLEFORS, UPPSALA = "SE0428", "SE1863", "SE0380"


@dataclass
class World:
    """Everybody and everything. `near` is an offer in the need's own region, `far` one in another."""

    programme: Programme
    near: Offer
    far: Offer
    company: Organisation

    def member(self, role: Role, **of: Any) -> User:
        """Somebody new with the role; `partner` and `area` by code."""
        partner, area = of.get("partner"), of.get("area")
        number = User.objects.count()
        user = User.objects.create_user(f"{role}{number}@example.org", name=f"Person {number}")
        Membership.objects.create(
            user=user, programme=self.programme, role=role, organisation=of.get("organisation"),
            partner=self.programme.partners.get(code=partner) if partner else None,
            area=self.programme.areas.get(code=area) if area else None,
        )  # fmt: skip
        return user

    def manager(self) -> User:
        """A programme manager."""
        return self.member(Role.MANAGER)

    def officer(self, partner: str = "sormland") -> User:
        """An officer of the region."""
        return self.member(Role.OFFICER, partner=partner)

    def actor(self, offer: Offer | None = None) -> User:
        """Somebody at the offer's owner."""
        return self.member(Role.ACTOR, organisation=(offer or self.near).organisation)

    def need(self, **values: Any) -> Need:
        """A confirmed need of a baker in Vingåker, with its asker."""
        number = Need.objects.filter(programme=self.programme).count() + 1
        home = values["partner"] if "partner" in values else self.programme.partners.get(code="sormland")
        told: dict[str, Any] = {
            "programme": self.programme, "number": number,
            "text": "Vi vill mäta salt och fukt i degen medan den jäser.",
            "language": "sv", "municipality_id": VINGAKER, "partner": home,
            "state": "open", "made_at": clock.now(), "confirmed_at": clock.now(), "occurred_on": clock.today(),
            "good_hits": 2,
        }  # fmt: skip
        areas = values.pop("areas", ("food",))
        made = Need.objects.create(**told | values)
        made.areas.set(self.programme.areas.filter(code__in=areas))
        Asker.objects.create(
            need=made, name="Berit Bagare", email="berit@bageri.example", organisation_name="Bageri Exempel AB",
            given_on=clock.today(), keep_until=clock.today() + timedelta(days=365),
        )  # fmt: skip
        return made

    def request(self, offer: Offer | None = None, need: Need | None = None) -> Referral:
        """A request for the need to the owner of the offer."""
        return referral.referrals_request(need=need or self.need(), offers=[offer or self.near], talk_to_person=False)[
            0
        ]

    def person_asked(self, need: Need | None = None) -> Referral:
        """A request to talk to the region's officer."""
        return referral.referrals_request(need=need or self.need(), offers=[], talk_to_person=True)[0]


def a_world(programme: Programme) -> World:
    """The world, on a Monday."""
    areas = list(programme.areas.filter(code="food"))
    near = an_actor("Livsmedelslabbet", place=VINGAKER)
    far = an_actor("Stålverkstan", place=HALLEFORS)
    return World(
        programme,
        an_offer(programme, near, title_sv="Mätning i degen", title_en="Measuring dough", areas=areas),
        an_offer(programme, far, title_sv="Givare för varma miljöer", title_en="Sensors for heat", kind="advice",
                 areas=areas),
        Organisation.objects.create(
            name="Bageri Exempel AB", kind="company", municipality_id=VINGAKER, identity="none"
        ),
    )  # fmt: skip
