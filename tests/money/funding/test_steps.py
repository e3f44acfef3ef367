"""Co-financing through its steps: who may, in which order, and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from samspel.core.access import Role
from samspel.core.figures import Request, Slice, fetch, measure
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.funding.queries.draft import from_plan
from samspel.money.funding.services import application, assessment, payment
from samspel.money.funding.services.application import FundingError, NewIntake, Wording
from samspel.money.funding.services.assessment import Meeting, Verdict
from samspel.money.models import (
    Application,
    CofinancingPayment,
    Intake,
    Proposal,
    RankingRule,
    Requisition,
    Score,
)
from tests.conftest import programme
from tests.money.samples import somebody
from tests.programme.initiatives.test_at_once import at_once

pytestmark = [pytest.mark.every_database, pytest.mark.django_db, pytest.mark.english]
D = Decimal
DAY = date(2017, 9, 4)
AMOUNTS = {2018: D(500_000), 2019: D(500_000), 2020: D(400_000)}


class World:
    """An open intake in Örebro with a ranking, two who handle it, and the programme that applies."""

    def __init__(self, made: Programme) -> None:
        self.programme = made
        self.region = made.partners.get(code="orebro")
        self.manager = somebody(made, Role.MANAGER)
        self.officer = somebody(made, Role.OFFICER, "orebro")
        self.controller = somebody(made, Role.CONTROLLER, "orebro")
        self.rule = application.set_ranking(
            self.officer, self.region, "Nämnden", date(2016, 10, 27), "§ 65", ["EU-projekt", "Annat"]
        )
        new = NewIntake(
            self.financier, "Utlysning 2017", "1:1 Regionala tillväxtåtgärder", date(2017, 8, 1), date(2017, 10, 1), 2,
            [("Når det målen?", 60), ("Är planen rimlig?", 40)],
        )  # fmt: skip
        self.intake = application.open_intake(self.officer, made, new)

    @property
    def financier(self) -> Any:
        return self.programme.financiers.get(code="orebro")

    def begun(self) -> Application:
        """A draft written from the plan."""
        wording = Wording("East Central Sweden", "Region Västmanland", date(2018, 1, 1), date(2020, 12, 31))
        written = from_plan(structure_of(self.programme), self.financier, "sv")
        return application.begin(self.manager, self.intake, wording, written)

    def handed_in(self) -> Application:
        """Handed in."""
        made = self.begun()
        application.hand_in(self.manager, made)
        return made

    def assessing(self) -> Application:
        """With the assessors, who have declared that they have no interest."""
        made = self.handed_in()
        for person in (self.officer, self.controller):
            assessment.declare(person, made, conflict=False)
        assessment.accept(self.officer, made, self.rule.ranks.all()[0])
        return made

    def score(self, person: User, made: Application, *points: int) -> Any:
        """Scores handed in."""
        given = {c.pk: p for c, p in zip(self.intake.criteria.all(), points, strict=True)}
        return assessment.assess(person, made, given, {}, "")

    def proposed(self) -> Application:
        """Proposed by the officer."""
        made = self.assessing()
        self.score(self.officer, made, 5, 4)
        self.score(self.controller, made, 3, 4)
        assessment.propose(self.officer, made, VERDICT)
        return made

    def decided(self) -> Any:
        """Granted, recorded by the controller."""
        made = self.proposed()
        return assessment.decide(self.controller, made, MEETING, VERDICT)


VERDICT = Verdict(True, "Det når målen.", AMOUNTS, ["Rapportera varje år", " "])
MEETING = Meeting("Nämnden", date(2017, 9, 1), "§ 71")


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def figure(world: World, code: str, **members: Any) -> Decimal:
    (found,) = fetch([Request(measure(code), Slice(world.programme.pk), tuple(members))])
    return Decimal(found.get(tuple(members.values()), 0))


def test_the_plan_writes_the_application(world: World) -> None:
    made = world.begun()
    assert application.findings(application.content_of(made)) == []
    assert application.content_of(made).asked == D(1_500_000)
    assert sum(row.amount for row in made.costs.all()) == D(13_200_000)
    assert "300" in made.texts["project_goals"]
    assert figure(world, "money.funding_applied") == 0
    application.hand_in(world.manager, made)
    assert figure(world, "money.funding_applied", financier=world.financier.pk) == D(1_500_000)
    assert figure(world, "money.funding_applied", year=2019) == D(500_000)


def test_only_a_whole_application_in_time_is_handed_in(world: World, settings: Any) -> None:
    made = world.begun()
    made.texts = {}
    made.save()
    with pytest.raises(FundingError, match="not complete"):
        application.hand_in(world.manager, made)
    settings.SAMSPEL_TODAY = date(2017, 10, 2)
    with pytest.raises(FundingError, match="not open"):
        world.begun()
    made.refresh_from_db()
    assert made.state == "draft"
    with pytest.raises(FundingError, match="not open"):
        application.hand_in(world.manager, made)


def test_a_returned_application_may_come_again_after_the_last_day(world: World, settings: Any) -> None:
    made = world.handed_in()
    wording = Wording("Nytt", "Region", made.starts_on, made.ends_on)
    with pytest.raises(FundingError, match="cannot be changed"):
        application.write(world.manager, made, wording)
    assessment.declare(world.officer, made, conflict=False)
    assessment.send_back(world.officer, made, "Budgeten saknar externa tjänster")
    settings.SAMSPEL_TODAY = date(2017, 10, 9)
    application.hand_in(world.manager, made)
    with pytest.raises(FundingError):
        application.hand_in(world.manager, made)


def test_nobody_handles_what_they_have_an_interest_in(world: World) -> None:
    made = world.handed_in()
    rank = world.rule.ranks.all()[0]
    with pytest.raises(FundingError, match="Declare first"):
        assessment.accept(world.officer, made, rank)
    with pytest.raises(FundingError, match="what the interest is"):
        assessment.declare(world.officer, made, conflict=True)
    assessment.declare(world.officer, made, conflict=True, reason="Sitter i styrgruppen")
    with pytest.raises(FundingError, match="declared an interest"):
        assessment.accept(world.officer, made, rank)
    with pytest.raises(FundingError, match="It stands"):
        assessment.declare(world.officer, made, conflict=False)
    other = somebody(world.programme, Role.OFFICER, "uppsala")
    with pytest.raises(PermissionDenied):
        assessment.declare(other, made, conflict=False)
    with pytest.raises(PermissionDenied):
        assessment.declare(world.manager, made, conflict=False)


def test_who_wrote_it_does_not_handle_it(world: World) -> None:
    from samspel.core.programmes.models import Membership

    Membership.objects.create(user=world.manager, programme=world.programme, role=Role.OFFICER, partner=world.region)
    made = world.handed_in()
    assessment.declare(world.manager, made, conflict=False)
    with pytest.raises(FundingError, match="You have written"):
        assessment.accept(world.manager, made, None)


def test_scores_are_handed_in_once_and_whole(world: World) -> None:
    made = world.assessing()
    with pytest.raises(FundingError, match="from 1 to 5"):
        world.score(world.officer, made, 5, 6)
    with pytest.raises(FundingError, match="2 more"):
        assessment.propose(world.officer, made, VERDICT)
    world.score(world.officer, made, 5, 4)
    with pytest.raises(FundingError, match="already"):
        world.score(world.officer, made, 1, 1)
    assert Score.objects.count() == 2
    with pytest.raises(FundingError, match="1 more"):
        assessment.propose(world.officer, made, VERDICT)


def test_what_a_proposal_must_be(world: World) -> None:
    made = world.assessing()
    world.score(world.officer, made, 5, 4)
    world.score(world.controller, made, 5, 4)
    for wrong, words in (
        (Verdict(True, " ", AMOUNTS), "reasons"),
        (Verdict(True, "Ja", {}), "at least one year"),
        (Verdict(True, "Ja", {2018: D(500_001)}), "More is granted for 2018"),
        (Verdict(True, "Ja", {2021: D(1)}), "More is granted for 2021"),
    ):
        with pytest.raises(FundingError, match=words):
            assessment.propose(world.officer, made, wrong)
    assessment.propose(world.officer, made, VERDICT)
    with pytest.raises(FundingError):
        assessment.propose(world.officer, made, VERDICT)


def test_the_decision_is_recorded_by_somebody_else_and_once(world: World) -> None:
    made = world.proposed()
    with pytest.raises(PermissionDenied):
        assessment.decide(world.officer, made, MEETING, VERDICT)
    with pytest.raises(FundingError, match="not come yet"):
        assessment.decide(world.controller, made, Meeting("Nämnden", date(2017, 12, 1), "§ 1"), VERDICT)
    decision = assessment.decide(world.controller, made, MEETING, VERDICT)
    with pytest.raises(FundingError):
        assessment.decide(world.controller, made, MEETING, VERDICT)
    assert [c.text for c in decision.conditions.all()] == ["Rapportera varje år"]
    assert figure(world, "money.funding_decided") == D(1_400_000)
    assert figure(world, "money.funding_decided", financier=world.financier.pk) == D(1_400_000)
    assert AuditEvent.objects.filter(action="funding_decision.recorded").count() == 1


def test_a_refusal_grants_nothing(world: World) -> None:
    made = world.proposed()
    decision = assessment.decide(world.controller, made, MEETING, Verdict(False, "Ramen räcker inte.", AMOUNTS))
    assert not decision.amounts.exists()
    assert payment.left(decision) == {}


def test_a_decision_is_taken_back_unless_money_is_asked_for(world: World) -> None:
    decision = world.decided()
    asked = payment.ask(world.manager, decision, 2018, D(200_000), "R1")
    with pytest.raises(FundingError, match="requisitions"):
        assessment.undo_decision(world.officer, decision, "Fel paragraf")
    payment.take_back(world.manager, asked, "Fel belopp")
    assessment.undo_decision(world.officer, decision, "Fel paragraf")
    assert figure(world, "money.funding_decided") == 0
    again = assessment.decide(world.controller, decision.application, MEETING, VERDICT)
    assert again.pk != decision.pk
    assert Proposal.objects.count() == 1


def test_no_more_is_asked_for_than_is_granted(world: World) -> None:
    decision = world.decided()
    payment.ask(world.manager, decision, 2018, D(300_000), "R1")
    assert payment.left(decision)[2018] == D(200_000)
    for year, amount in ((2018, D(200_001)), (2021, D(1)), (2018, D(0))):
        with pytest.raises(FundingError):
            payment.ask(world.manager, decision, year, amount, "R")
    with pytest.raises(PermissionDenied):
        payment.ask(world.officer, decision, 2018, D(1), "R")


def test_a_requisition_is_paid_once_by_somebody_else(world: World) -> None:
    asked = payment.ask(world.manager, world.decided(), 2018, D(300_000), "R1")
    with pytest.raises(PermissionDenied):
        payment.pay(world.manager, asked, DAY, "B1")
    with pytest.raises(FundingError, match="Give a day"):
        payment.pay(world.officer, asked, date(2017, 9, 3), "B1")
    paid = payment.pay(world.officer, asked, DAY, "B1")
    with pytest.raises(FundingError, match="already"):
        payment.pay(world.officer, asked, DAY, "B2")
    with pytest.raises(FundingError, match="is paid"):
        payment.take_back(world.manager, asked, "Nej")
    assert figure(world, "money.funding_paid", year=2018) == D(300_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        CofinancingPayment.objects.create(
            **{**paid.content(), "reference": "B3"}, recorded_at=paid.recorded_at, recorded_by=world.officer
        )
    payment.pay_in(world.officer, world.financier, DAY, 2019, D(50), "Egen insats")
    assert figure(world, "money.funding_paid", financier=world.financier.pk) == D(300_050)


def test_a_condition_is_met_once(world: World) -> None:
    condition = world.decided().conditions.get()
    payment.met(world.officer, condition, DAY, "Årsrapporten")
    with pytest.raises(FundingError, match="already"):
        payment.met(world.officer, condition, DAY, "Igen")
    with pytest.raises(PermissionDenied):
        payment.met(world.controller, condition, DAY, "x")


def test_withdrawn_does_not_count(world: World) -> None:
    made = world.handed_in()
    with pytest.raises(FundingError, match="Say why"):
        application.withdraw(world.manager, made, " ")
    application.withdraw(world.manager, made, "Söker på annat håll")
    assert figure(world, "money.funding_applied") == 0
    with pytest.raises(FundingError):
        application.hand_in(world.manager, made)


def test_rankings_and_intakes_are_the_regions_own(world: World) -> None:
    uppsala = world.programme.partners.get(code="uppsala")
    with pytest.raises(PermissionDenied):
        application.set_ranking(world.officer, uppsala, "Nämnden", DAY, "§ 1", ["Allt"])
    with pytest.raises(FundingError, match="of that day"):
        application.set_ranking(world.officer, world.region, "Nämnden", date(2016, 10, 27), "§ 9", ["Allt"])
    fund = world.programme.financiers.get(code="eruf")
    wrong = NewIntake(fund, "x", "1:1", DAY, DAY, 1, [("x", 1)])
    with pytest.raises(FundingError, match="one of the partners"):
        application.open_intake(world.officer, world.programme, wrong)
    assert (RankingRule.objects.count(), Intake.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_do_not_ask_for_more_than_is_granted(transactional_db: None, settings: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    settings.SAMSPEL_TODAY = DAY
    world = World(programme("ecs-2018-2020"))
    decision = world.decided()

    def ask(number: int) -> Any:
        try:
            return payment.ask(world.manager, decision, 2018, D(30_000), f"R{number}")
        except FundingError as error:
            return error

    answers = at_once(ask, 50)
    assert sum(isinstance(answer, Requisition) for answer in answers) == 16
    assert sum(isinstance(answer, FundingError) for answer in answers) == 34
    assert payment.left(decision)[2018] == D(20_000)
