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
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.draft import draft_from_plan
from samspel.money.funding.queries.grant import amounts_left
from samspel.money.funding.services.application import (
    ApplicationContent,
    FundingError,
    application_begin,
    application_submit,
    application_withdraw,
    application_write,
    findings,
)
from samspel.money.funding.services.assessment import (
    application_accept,
    application_return,
    assessment_record,
    impartiality_declare,
)
from samspel.money.funding.services.decision import (
    FundingVerdict,
    Meeting,
    decision_record,
    decision_void,
    proposal_make,
)
from samspel.money.funding.services.intake import NewIntake, intake_open, ranking_record
from samspel.money.funding.services.payment import (
    condition_meet,
    payment_record,
    requisition_make,
    requisition_pay,
    requisition_void,
)
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
        self.rule = ranking_record(
            actor=self.officer,
            partner=self.region,
            committee="Nämnden",
            decided_on=date(2016, 10, 27),
            reference="§ 65",
            ranks=["EU-projekt", "Annat"],
        )
        new = NewIntake(
            self.financier, "Utlysning 2017", "1:1 Regionala tillväxtåtgärder", date(2017, 8, 1), date(2017, 10, 1), 2,
            [("Når det målen?", 60), ("Är planen rimlig?", 40)],
        )  # fmt: skip
        self.intake = intake_open(actor=self.officer, programme=made, new=new)

    @property
    def financier(self) -> Any:
        return self.programme.financiers.get(code="orebro")

    def begun(self) -> Application:
        """A draft written from the plan."""
        wording = ApplicationContent("East Central Sweden", "Region Västmanland", date(2018, 1, 1), date(2020, 12, 31))
        written = draft_from_plan(structure_of(self.programme), self.financier, "sv")
        return application_begin(actor=self.manager, intake=self.intake, wording=wording, written=written)

    def handed_in(self) -> Application:
        """Handed in."""
        made = self.begun()
        application_submit(actor=self.manager, application=made)
        return made

    def assessing(self) -> Application:
        """With the assessors, who have declared that they have no interest."""
        made = self.handed_in()
        for person in (self.officer, self.controller):
            impartiality_declare(actor=person, application=made, conflict=False)
        application_accept(actor=self.officer, application=made, rank=self.rule.ranks.all()[0])
        return made

    def score(self, person: User, made: Application, *points: int) -> Any:
        """Scores handed in."""
        given = {c.pk: p for c, p in zip(self.intake.criteria.all(), points, strict=True)}
        return assessment_record(actor=person, application=made, points=given, reasons={}, comment="")

    def proposed(self) -> Application:
        """Proposed by the officer."""
        made = self.assessing()
        self.score(self.officer, made, 5, 4)
        self.score(self.controller, made, 3, 4)
        proposal_make(actor=self.officer, application=made, verdict=VERDICT)
        return made

    def decided(self) -> Any:
        """Granted, recorded by the controller."""
        made = self.proposed()
        return decision_record(actor=self.controller, application=made, meeting=MEETING, verdict=VERDICT)


VERDICT = FundingVerdict(True, "Det når målen.", AMOUNTS, ["Rapportera varje år", " "])
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
    assert findings(content_of(made)) == []
    assert content_of(made).asked == D(1_500_000)
    assert sum(row.amount for row in made.costs.all()) == D(13_200_000)
    assert "300" in made.texts["project_goals"]
    assert figure(world, "money.funding_applied") == 0
    application_submit(actor=world.manager, application=made)
    assert figure(world, "money.funding_applied", financier=world.financier.pk) == D(1_500_000)
    assert figure(world, "money.funding_applied", year=2019) == D(500_000)


def test_only_a_whole_application_in_time_is_handed_in(world: World, settings: Any) -> None:
    made = world.begun()
    made.texts = {}
    made.save()
    with pytest.raises(FundingError, match="not complete"):
        application_submit(actor=world.manager, application=made)
    settings.SAMSPEL_TODAY = date(2017, 10, 2)
    with pytest.raises(FundingError, match="not open"):
        world.begun()
    made.refresh_from_db()
    assert made.state == "draft"
    with pytest.raises(FundingError, match="not open"):
        application_submit(actor=world.manager, application=made)


def test_a_returned_application_may_come_again_after_the_last_day(world: World, settings: Any) -> None:
    made = world.handed_in()
    wording = ApplicationContent("Nytt", "Region", made.starts_on, made.ends_on)
    with pytest.raises(FundingError, match="cannot be changed"):
        application_write(actor=world.manager, application=made, wording=wording)
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    application_return(actor=world.officer, application=made, comment="Budgeten saknar externa tjänster")
    settings.SAMSPEL_TODAY = date(2017, 10, 9)
    application_submit(actor=world.manager, application=made)
    with pytest.raises(FundingError):
        application_submit(actor=world.manager, application=made)


def test_nobody_handles_what_they_have_an_interest_in(world: World) -> None:
    made = world.handed_in()
    rank = world.rule.ranks.all()[0]
    with pytest.raises(FundingError, match="Declare first"):
        application_accept(actor=world.officer, application=made, rank=rank)
    with pytest.raises(FundingError, match="what the interest is"):
        impartiality_declare(actor=world.officer, application=made, conflict=True)
    impartiality_declare(actor=world.officer, application=made, conflict=True, reason="Sitter i styrgruppen")
    with pytest.raises(FundingError, match="declared an interest"):
        application_accept(actor=world.officer, application=made, rank=rank)
    with pytest.raises(FundingError, match="It stands"):
        impartiality_declare(actor=world.officer, application=made, conflict=False)
    other = somebody(world.programme, Role.OFFICER, "uppsala")
    with pytest.raises(PermissionDenied):
        impartiality_declare(actor=other, application=made, conflict=False)
    with pytest.raises(PermissionDenied):
        impartiality_declare(actor=world.manager, application=made, conflict=False)


def test_who_wrote_it_does_not_handle_it(world: World) -> None:
    from samspel.core.programmes.models import Membership

    Membership.objects.create(user=world.manager, programme=world.programme, role=Role.OFFICER, partner=world.region)
    made = world.handed_in()
    impartiality_declare(actor=world.manager, application=made, conflict=False)
    with pytest.raises(FundingError, match="You have written"):
        application_accept(actor=world.manager, application=made, rank=None)


def test_scores_are_handed_in_once_and_whole(world: World) -> None:
    made = world.assessing()
    with pytest.raises(FundingError, match="from 1 to 5"):
        world.score(world.officer, made, 5, 6)
    with pytest.raises(FundingError, match="2 more"):
        proposal_make(actor=world.officer, application=made, verdict=VERDICT)
    world.score(world.officer, made, 5, 4)
    with pytest.raises(FundingError, match="already"):
        world.score(world.officer, made, 1, 1)
    assert Score.objects.count() == 2
    with pytest.raises(FundingError, match="1 more"):
        proposal_make(actor=world.officer, application=made, verdict=VERDICT)


def test_what_a_proposal_must_be(world: World) -> None:
    made = world.assessing()
    world.score(world.officer, made, 5, 4)
    world.score(world.controller, made, 5, 4)
    for wrong, words in (
        (FundingVerdict(True, " ", AMOUNTS), "reasons"),
        (FundingVerdict(True, "Ja", {}), "at least one year"),
        (FundingVerdict(True, "Ja", {2018: D(500_001)}), "More is granted for 2018"),
        (FundingVerdict(True, "Ja", {2021: D(1)}), "More is granted for 2021"),
    ):
        with pytest.raises(FundingError, match=words):
            proposal_make(actor=world.officer, application=made, verdict=wrong)
    proposal_make(actor=world.officer, application=made, verdict=VERDICT)
    with pytest.raises(FundingError):
        proposal_make(actor=world.officer, application=made, verdict=VERDICT)


def test_the_decision_is_recorded_by_somebody_else_and_once(world: World) -> None:
    made = world.proposed()
    with pytest.raises(PermissionDenied):
        decision_record(actor=world.officer, application=made, meeting=MEETING, verdict=VERDICT)
    with pytest.raises(FundingError, match="not come yet"):
        decision_record(
            actor=world.controller,
            application=made,
            meeting=Meeting("Nämnden", date(2017, 12, 1), "§ 1"),
            verdict=VERDICT,
        )
    decision = decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=VERDICT)
    with pytest.raises(FundingError):
        decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=VERDICT)
    assert [c.text for c in decision.conditions.all()] == ["Rapportera varje år"]
    assert figure(world, "money.funding_decided") == D(1_400_000)
    assert figure(world, "money.funding_decided", financier=world.financier.pk) == D(1_400_000)
    assert AuditEvent.objects.filter(action="funding_decision.recorded").count() == 1


def test_a_refusal_grants_nothing(world: World) -> None:
    made = world.proposed()
    decision = decision_record(
        actor=world.controller,
        application=made,
        meeting=MEETING,
        verdict=FundingVerdict(False, "Ramen räcker inte.", AMOUNTS),
    )
    assert not decision.amounts.exists()
    assert amounts_left(decision) == {}


def test_a_decision_is_taken_back_unless_money_is_asked_for(world: World) -> None:
    decision = world.decided()
    asked = requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(200_000), reference="R1")
    with pytest.raises(FundingError, match="requisitions"):
        decision_void(actor=world.officer, decision=decision, reason="Fel paragraf")
    requisition_void(actor=world.manager, requisition=asked, reason="Fel belopp")
    decision_void(actor=world.officer, decision=decision, reason="Fel paragraf")
    assert figure(world, "money.funding_decided") == 0
    again = decision_record(actor=world.controller, application=decision.application, meeting=MEETING, verdict=VERDICT)
    assert again.pk != decision.pk
    assert Proposal.objects.count() == 1


def test_no_more_is_asked_for_than_is_granted(world: World) -> None:
    decision = world.decided()
    requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(300_000), reference="R1")
    assert amounts_left(decision)[2018] == D(200_000)
    for year, amount in ((2018, D(200_001)), (2021, D(1)), (2018, D(0))):
        with pytest.raises(FundingError):
            requisition_make(actor=world.manager, decision=decision, year=year, amount=amount, reference="R")
    with pytest.raises(PermissionDenied):
        requisition_make(actor=world.officer, decision=decision, year=2018, amount=D(1), reference="R")


def test_a_requisition_is_paid_once_by_somebody_else(world: World) -> None:
    asked = requisition_make(
        actor=world.manager, decision=world.decided(), year=2018, amount=D(300_000), reference="R1"
    )
    with pytest.raises(PermissionDenied):
        requisition_pay(actor=world.manager, requisition=asked, on=DAY, reference="B1")
    with pytest.raises(FundingError, match="Give a day"):
        requisition_pay(actor=world.officer, requisition=asked, on=date(2017, 9, 3), reference="B1")
    paid = requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference="B1")
    with pytest.raises(FundingError, match="already"):
        requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference="B2")
    with pytest.raises(FundingError, match="is paid"):
        requisition_void(actor=world.manager, requisition=asked, reason="Nej")
    assert figure(world, "money.funding_paid", year=2018) == D(300_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        CofinancingPayment.objects.create(
            **{**paid.content(), "reference": "B3"}, recorded_at=paid.recorded_at, recorded_by=world.officer
        )
    payment_record(
        actor=world.officer, financier=world.financier, on=DAY, year=2019, amount=D(50), reference="Egen insats"
    )
    assert figure(world, "money.funding_paid", financier=world.financier.pk) == D(300_050)


def test_a_condition_is_met_once(world: World) -> None:
    condition = world.decided().conditions.get()
    condition_meet(actor=world.officer, condition=condition, on=DAY, note="Årsrapporten")
    with pytest.raises(FundingError, match="already"):
        condition_meet(actor=world.officer, condition=condition, on=DAY, note="Igen")
    with pytest.raises(PermissionDenied):
        condition_meet(actor=world.controller, condition=condition, on=DAY, note="x")


def test_withdrawn_does_not_count(world: World) -> None:
    made = world.handed_in()
    with pytest.raises(FundingError, match="Say why"):
        application_withdraw(actor=world.manager, application=made, reason=" ")
    application_withdraw(actor=world.manager, application=made, reason="Söker på annat håll")
    assert figure(world, "money.funding_applied") == 0
    with pytest.raises(FundingError):
        application_submit(actor=world.manager, application=made)


def test_rankings_and_intakes_are_the_regions_own(world: World) -> None:
    uppsala = world.programme.partners.get(code="uppsala")
    with pytest.raises(PermissionDenied):
        ranking_record(
            actor=world.officer, partner=uppsala, committee="Nämnden", decided_on=DAY, reference="§ 1", ranks=["Allt"]
        )
    with pytest.raises(FundingError, match="of that day"):
        ranking_record(
            actor=world.officer,
            partner=world.region,
            committee="Nämnden",
            decided_on=date(2016, 10, 27),
            reference="§ 9",
            ranks=["Allt"],
        )
    fund = world.programme.financiers.get(code="eruf")
    wrong = NewIntake(fund, "x", "1:1", DAY, DAY, 1, [("x", 1)])
    with pytest.raises(FundingError, match="one of the partners"):
        intake_open(actor=world.officer, programme=world.programme, new=wrong)
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
            return requisition_make(
                actor=world.manager, decision=decision, year=2018, amount=D(30_000), reference=f"R{number}"
            )
        except FundingError as error:
            return error

    answers = at_once(ask, 50)
    assert sum(isinstance(answer, Requisition) for answer in answers) == 16
    assert sum(isinstance(answer, FundingError) for answer in answers) == 34
    assert amounts_left(decision)[2018] == D(20_000)
