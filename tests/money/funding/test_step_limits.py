"""The steps of co-financing at their limits: first and last days, whole amounts, how much of a text is kept, and what
is left alone of other regions, years and decisions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.impartiality import why_not
from samspel.money.funding.queries.requisition import condition_of
from samspel.money.funding.queries.work_list import applications_waiting
from samspel.money.funding.rules import AmountLine, findings
from samspel.money.funding.services.application import (
    ApplicationContent,
    FundingError,
    application_begin,
    application_submit,
    application_withdraw,
    application_write,
)
from samspel.money.funding.services.assessment import (
    application_accept,
    application_return,
    assessment_record,
    impartiality_declare,
)
from samspel.money.funding.services.decision import FundingVerdict, Meeting, decision_record, proposal_make
from samspel.money.funding.services.intake import NewIntake, intake_open, ranking_record
from samspel.money.funding.services.payment import (
    condition_meet,
    payment_record,
    requisition_make,
    requisition_pay,
    requisition_void,
)
from samspel.money.models import Application, Impartiality, Requisition
from tests.money.funding.test_queries import applied, context_of
from tests.money.funding.test_steps import AMOUNTS, DAY, MEETING, World
from tests.money.samples import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
TOMORROW = DAY + timedelta(days=1)
LONG = " " + "x" * 700 + " "


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def new_intake(world: World, **changes: Any) -> NewIntake:
    """An intake like the one there is, but for the changes."""
    told = {
        "financier": world.financier, "name": "Ny", "appropriation": "1:1", "opens_on": DAY, "closes_on": DAY,
        "assessors": 1, "criteria": [("Varför?", 1)],
    }  # fmt: skip
    return NewIntake(**told | changes)


# intakes and rankings


def test_a_ranking_has_its_ranks_in_order_without_empty_ones(world: World) -> None:
    told: dict[str, Any] = {"committee": LONG, "reference": LONG}
    with pytest.raises(FundingError, match="at least one rank"):
        ranking_record(actor=world.officer, partner=world.region, decided_on=DAY, ranks=[" ", ""], **told)
    rule = ranking_record(
        actor=world.officer, partner=world.region, decided_on=DAY, ranks=[" Först ", " ", LONG], **told
    )
    assert [(rank.number, rank.text) for rank in rule.ranks.all()] == [(1, "Först"), (2, "x" * 500)]
    assert (rule.committee, rule.reference) == ("x" * 120, "x" * 60)


def test_another_regions_ranking_may_be_of_the_same_day(world: World, nordmark: Programme) -> None:
    day, uppsala = world.rule.decided_on, world.programme.partners.get(code="uppsala")
    for partner in (uppsala, nordmark.partners.all()[0]):
        officer = somebody(partner.programme, Role.OFFICER, partner.code)
        told: dict[str, Any] = {"committee": "N", "reference": "§", "ranks": ["Allt"]}
        assert ranking_record(actor=officer, partner=partner, decided_on=day, **told).partner == partner
        with pytest.raises(FundingError, match="of that day"):
            ranking_record(actor=officer, partner=partner, decided_on=day, **told)


def test_an_intake_has_its_criteria_in_order_and_a_financier_of_the_programme(
    world: World, nordmark: Programme
) -> None:
    with pytest.raises(FundingError, match="at least one criterion"):
        intake_open(actor=world.officer, programme=world.programme, new=new_intake(world, criteria=[]))
    stranger = nordmark.financiers.get(code="skogmark")
    with pytest.raises(FundingError, match="one of the partners"):
        intake_open(actor=world.officer, programme=world.programme, new=new_intake(world, financier=stranger))
    told = new_intake(world, name=LONG, appropriation=LONG, criteria=[(LONG, 3), (" Varför? ", 7)])
    made = intake_open(actor=world.officer, programme=world.programme, new=told)
    assert (made.name, made.appropriation) == ("x" * 120, "x" * 60)
    found = [(c.order, c.question, c.weight) for c in made.criteria.all()]
    assert found == [(1, "x" * 300, 3), (2, "Varför?", 7)]
    assert (made.partner, made.made_by) == (world.region, world.officer)


# applications


@pytest.mark.parametrize(
    ("today", "opens", "closes", "taken"),
    [
        (DAY, DAY, DAY, True),
        (DAY, TOMORROW, TOMORROW, False),
        (DAY, DAY - timedelta(days=2), DAY - timedelta(days=1), False),
        (DAY, DAY - timedelta(days=2), TOMORROW, True),
    ],
)
def test_an_intake_is_open_from_its_first_to_its_last_day(
    world: World, today: date, opens: date, closes: date, taken: bool
) -> None:
    intake = intake_open(
        actor=world.officer, programme=world.programme, new=new_intake(world, opens_on=opens, closes_on=closes)
    )
    whole = world.begun()
    Application.objects.filter(pk=whole.pk).update(intake=intake)
    if taken:
        applied(intake)
        application_submit(actor=world.manager, application=whole)
    else:
        with pytest.raises(FundingError, match="not open"):
            applied(intake)
        with pytest.raises(FundingError, match="not open"):
            application_submit(actor=world.manager, application=whole)
    whole.refresh_from_db()
    assert (whole.state == "submitted") is taken


def test_applications_of_an_intake_are_numbered(world: World) -> None:
    other = intake_open(actor=world.officer, programme=world.programme, new=new_intake(world))
    assert [applied(intake).number for intake in (world.intake, other, world.intake, world.intake)] == [1, 1, 2, 3]


def test_what_an_application_says_is_written_anew_each_time(world: World) -> None:
    """Its rows in the order they came, a row's years under one name; nothing is left of what it said before."""
    made = world.begun()
    lines = [AmountLine("Resor", 2018, D(3)), AmountLine("Personal", 2018, D(4)), AmountLine("Resor", 2019, D(5))]
    money = [AmountLine("Fonden", 2018, D(6), kind="union"), AmountLine(LONG.strip(), 2018, D(1), asked=True)]
    wording = ApplicationContent(LONG, LONG, DAY, TOMORROW, {"summary": "Ja"}, lines, money)
    application_write(actor=world.manager, application=made, wording=wording)
    made.refresh_from_db()
    assert (made.title, made.applicant, made.texts) == ("x" * 200, "x" * 120, {"summary": "Ja"})
    assert (made.starts_on, made.ends_on) == (DAY, TOMORROW)
    assert sorted((row.order, row.name, row.year, row.amount) for row in made.costs.all()) == [
        (0, "Resor", 2018, D(3)), (0, "Resor", 2019, D(5)), (1, "Personal", 2018, D(4)),
    ]  # fmt: skip
    assert sorted((row.order, row.name, row.kind, row.asked, row.amount) for row in made.money.all()) == [
        (0, "Fonden", "union", False, D(6)), (1, "x" * 120, "public", True, D(1)),
    ]  # fmt: skip
    assert AuditEvent.objects.get(action="application.written").changes["asked"] == "1"


def test_a_long_heading_and_applicant_are_kept_as_far_as_there_is_room(world: World) -> None:
    made = application_begin(
        actor=world.manager, intake=world.intake, wording=ApplicationContent(LONG, LONG, DAY, TOMORROW)
    )
    assert (made.title, made.applicant, made.texts) == ("x" * 200, "x" * 120, {})
    assert not made.costs.exists()
    application_withdraw(actor=world.manager, application=made, reason=LONG)
    made.refresh_from_db()
    assert (made.state, made.comment) == ("withdrawn", "x" * 500)


def test_only_whose_programme_it_is_writes_and_hands_in(world: World, nordmark: Programme) -> None:
    made, stranger = world.begun(), somebody(nordmark, Role.MANAGER)
    wording = ApplicationContent("T", "R", DAY, TOMORROW)
    for actor in (stranger, world.officer):
        for act in (
            lambda who: application_begin(actor=who, intake=world.intake, wording=wording),
            lambda who: application_write(actor=who, application=made, wording=wording),
            lambda who: application_submit(actor=who, application=made),
            lambda who: application_withdraw(actor=who, application=made, reason="Nej"),
        ):
            with pytest.raises(PermissionDenied):
                act(actor)
    made.refresh_from_db()
    assert (made.state, made.title) == ("draft", "East Central Sweden")


# assessment


def test_what_is_to_be_completed_is_said_and_gone_once_it_comes_again(world: World) -> None:
    made = world.handed_in()
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    with pytest.raises(FundingError, match="what is to be completed"):
        application_return(actor=world.officer, application=made, comment=" ")
    application_return(actor=world.officer, application=made, comment=LONG)
    made.refresh_from_db()
    assert (made.state, made.comment) == ("returned", "x" * 500)
    colleague = somebody(world.programme, Role.MANAGER)
    application_submit(actor=colleague, application=made)
    made.refresh_from_db()
    assert (made.state, made.comment, made.submitted_by) == ("submitted", "", colleague)


def test_who_handed_it_in_for_another_does_not_handle_it_either(world: World) -> None:
    """Nor is it in their work list; the next application, which others wrote and handed in, is."""
    region = world.region
    colleague = somebody(world.programme, Role.MANAGER)
    for person in (colleague, world.manager):
        person.memberships.create(programme=world.programme, role=Role.OFFICER, partner=region)
    made, other = world.begun(), applied(world.intake, "submitted")
    application_submit(actor=colleague, application=made)
    made.refresh_from_db()
    for person in (colleague, world.manager):
        assert "written" in str(why_not(person, made))
        assert "Declare first" in str(why_not(person, other))
        assert list(applications_waiting(context_of(world.programme, person))[1].rows) == [other]
        impartiality_declare(actor=person, application=made, conflict=False)
        with pytest.raises(FundingError, match="You have written"):
            application_accept(actor=person, application=made, rank=None)


def test_a_draft_is_its_writers_before_it_is_handed_in(world: World) -> None:
    made = world.begun()
    assert "written" in str(why_not(world.manager, made))
    assert "Declare first" in str(why_not(world.officer, made))


def test_a_word_on_interests_may_be_changed_until_there_is_one(world: World) -> None:
    made = world.handed_in()
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    impartiality_declare(actor=world.controller, application=made, conflict=False)
    impartiality_declare(actor=world.officer, application=made, conflict=True, reason=LONG)
    row = Impartiality.objects.get(person=world.officer)
    assert (row.conflict, row.reason) == (True, "x" * 300)
    assert not Impartiality.objects.get(person=world.controller).conflict
    newcomer = somebody(world.programme, Role.OFFICER, "orebro")
    impartiality_declare(actor=newcomer, application=made, conflict=True, reason=LONG)
    assert Impartiality.objects.get(person=newcomer).reason == "x" * 300


def test_a_rank_is_the_regions_own(world: World) -> None:
    made, uppsala = world.handed_in(), world.programme.partners.get(code="uppsala")
    officer = somebody(world.programme, Role.OFFICER, "uppsala")
    theirs = ranking_record(
        actor=officer, partner=uppsala, committee="N", decided_on=DAY, reference="§", ranks=["Allt"]
    )
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    with pytest.raises(FundingError, match="another region's"):
        application_accept(actor=world.officer, application=made, rank=theirs.ranks.get())
    application_accept(actor=world.officer, application=made, rank=None)
    made.refresh_from_db()
    assert (made.state, made.rank) == ("assessing", None)


@pytest.mark.parametrize(
    ("points", "right"), [((1, 5), True), ((5, 1), True), ((0, 5), False), ((5, 6), False), ((1, None), False)]
)
def test_points_are_from_one_to_five_for_each_criterion(world: World, points: Any, right: bool) -> None:
    made = world.assessing()
    given = dict(zip((c.pk for c in world.intake.criteria.all()), points, strict=True))
    given = {pk: number for pk, number in given.items() if number is not None}
    reasons = dict.fromkeys(given, LONG)

    def record() -> Any:
        return assessment_record(actor=world.officer, application=made, points=given, reasons=reasons, comment=" Bra ")

    if not right:
        with pytest.raises(FundingError, match="from 1 to 5"):
            record()
        assert not made.assessments.exists()
        return
    found = record()
    assert (found.comment, found.assessor) == ("Bra", world.officer)
    assert [(s.criterion_id, s.points) for s in found.scores.order_by("criterion__order")] == list(given.items())
    assert {s.reason for s in found.scores.all()} == {"x" * 500}


def test_scores_are_given_while_it_is_assessed(world: World) -> None:
    made = world.handed_in()
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    with pytest.raises(FundingError, match="not being assessed"):
        world.score(world.officer, made, 5, 4)


# decisions


def scored(world: World) -> Application:
    """An application that both have scored."""
    made = world.assessing()
    for person in (world.officer, world.controller):
        world.score(person, made, 5, 4)
    return made


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({2018: D(500_000)}, ""),  # all that is asked for of the year
        ({2018: D("500000.01")}, "More is granted for 2018"),
        ({2018: D("0.5")}, ""),
        ({2018: D("0.5"), 2017: D(0)}, ""),
        ({2018: D("0.5"), 2017: D("0.5")}, "More is granted for 2017"),
        ({2018: D(5), 2019: D("-0.5")}, "More is granted for 2019"),
        ({2018: D(0), 2019: D(0)}, "at least one year"),
    ],
)
def test_no_more_is_granted_than_is_asked_for_of_each_year(
    world: World, amounts: dict[int, Decimal], words: str
) -> None:
    made, verdict = scored(world), FundingVerdict(True, "Ja", amounts)
    if words:
        with pytest.raises(FundingError, match=words):
            proposal_make(actor=world.officer, application=made, verdict=verdict)
        return
    proposal = proposal_make(actor=world.officer, application=made, verdict=verdict)
    assert proposal.amounts == {str(year): str(amount) for year, amount in amounts.items()}
    decision = decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=verdict)
    assert {row.year: row.amount for row in decision.amounts.all()} == amounts


def test_a_refusal_is_proposed_and_decided_without_amounts(world: World) -> None:
    made, no = scored(world), FundingVerdict(False, " Ramen räcker inte. ", AMOUNTS, ["Villkor"])
    with pytest.raises(FundingError, match="Give the reasons"):
        proposal_make(actor=world.officer, application=made, verdict=FundingVerdict(False, " ", {}))
    proposal = proposal_make(actor=world.officer, application=made, verdict=no)
    assert (proposal.grant, proposal.amounts, proposal.reasons) == (False, {}, "Ramen räcker inte.")
    today = Meeting(LONG, DAY, LONG)
    verdict = FundingVerdict(False, "Ramen räcker inte.", {})
    decision = decision_record(actor=world.controller, application=made, meeting=today, verdict=verdict)
    assert (decision.grant, decision.committee, decision.paragraph) == (False, "x" * 120, "x" * 40)
    assert (decision.partner, decision.programme, decision.occurred_on) == (world.region, world.programme, DAY)
    assert not decision.amounts.exists()
    assert not decision.conditions.exists()


def test_conditions_are_numbered_as_they_were_written(world: World) -> None:
    made = scored(world)
    verdict = FundingVerdict(True, "Ja", {2018: D(1)}, [" ", " Redovisa ", LONG])
    proposal = proposal_make(actor=world.officer, application=made, verdict=verdict)
    assert proposal.conditions == ["Redovisa", "x" * 700]
    decision = decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=verdict)
    first, second = decision.conditions.all()
    assert [(c.order, c.text) for c in (first, second)] == [(2, "Redovisa"), (3, "x" * 500)]
    here = context_of(world.programme, world.manager)
    assert [condition_of(here, condition.pk) for condition in (first, second)] == [first, second]


# money


def test_exactly_what_is_left_of_the_year_may_be_asked_for(world: World) -> None:
    decision = world.decided()

    def ask(amount: str) -> Requisition:
        return requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(amount), reference=LONG)

    first = ask("499999.50")
    assert (first.reference, first.occurred_on, first.partner) == ("x" * 120, DAY, world.region)
    for wrong in ("0.51", "0", "-1"):
        with pytest.raises(FundingError, match="left of the grant for 2018"):
            ask(wrong)
    assert ask("0.50").amount == D("0.50")
    with pytest.raises(FundingError, match="left of the grant"):
        ask("0.01")
    requisition_void(actor=world.manager, requisition=first, reason="Fel")
    assert ask("499999.50").pk != first.pk


def test_nothing_is_asked_for_under_a_decision_taken_back(world: World) -> None:
    decision = world.decided()
    void(decision, world.officer, "Fel paragraf")
    with pytest.raises(FundingError, match="decision is taken back"):
        requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(1), reference="R")


def test_a_requisition_is_paid_from_its_day_to_today(world: World, settings: Any) -> None:
    decision = world.decided()
    asked, later = (
        requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(amount), reference="R")
        for amount in (70, 30)
    )
    settings.SAMSPEL_TODAY = TOMORROW
    for wrong in (DAY - timedelta(days=1), TOMORROW + timedelta(days=1)):
        with pytest.raises(FundingError, match="Give a day"):
            requisition_pay(actor=world.officer, requisition=asked, on=wrong, reference="B")
    paid = requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference=LONG)
    assert (paid.amount, paid.year, paid.reference, paid.occurred_on) == (D(70), 2018, "x" * 120, DAY)
    assert (paid.financier, paid.partner, paid.requisition) == (world.financier, world.region, asked)
    assert requisition_pay(actor=world.officer, requisition=later, on=TOMORROW, reference="B").amount == D(30)


def test_a_payment_taken_back_frees_its_requisition(world: World) -> None:
    asked = requisition_make(actor=world.manager, decision=world.decided(), year=2018, amount=D(70), reference="R")
    paid = requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference="B")
    void(paid, world.officer, "Fel konto")
    again = requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference="B2")
    void(again, world.officer, "Fel konto")
    requisition_void(actor=world.manager, requisition=asked, reason="Fel belopp")
    with pytest.raises(FundingError, match="paid or taken back"):
        requisition_pay(actor=world.officer, requisition=asked, on=DAY, reference="B3")


def test_a_partners_own_money_is_above_zero_and_by_today(world: World) -> None:
    told: dict[str, Any] = {"actor": world.officer, "financier": world.financier, "year": 2019, "reference": LONG}
    for on, amount in ((DAY, D(0)), (DAY, D(-1)), (TOMORROW, D(5))):
        with pytest.raises(FundingError, match="above zero and a day up to today"):
            payment_record(on=on, amount=amount, **told)
    with pytest.raises(FundingError, match="one of the partners"):
        payment_record(on=DAY, amount=D(5), **told | {"financier": world.programme.financiers.get(code="eruf")})
    made = payment_record(on=DAY, amount=D("0.5"), **told)
    assert (made.amount, made.year, made.reference, made.requisition) == (D("0.5"), 2019, "x" * 120, None)
    with pytest.raises(PermissionDenied):
        payment_record(on=DAY, amount=D(5), **told | {"actor": somebody(world.programme, Role.OFFICER, "uppsala")})


def test_a_condition_is_met_on_a_day_by_today_and_it_is_said_how(world: World) -> None:
    condition = world.decided().conditions.get()
    for on, note in ((TOMORROW, "Rapport"), (DAY, " ")):
        with pytest.raises(FundingError, match="Give a day up to today"):
            condition_meet(actor=world.officer, condition=condition, on=on, note=note)
    condition_meet(actor=world.officer, condition=condition, on=DAY, note=LONG)
    assert (condition.met.note, condition.met.met_on) == ("x" * 500, DAY)
    assert condition.met.recorded_by == world.officer


# what it says


def test_the_fault_of_a_years_sums_is_told_before_it_is_handed_in(world: World) -> None:
    made = world.begun()
    row = made.costs.filter(year=2019).first()
    assert row is not None
    type(row).objects.filter(pk=row.pk).update(amount=row.amount + D("0.01"))
    (found,) = findings(content_of(made))
    assert (found.code, found.where, found.expected) == ("unequal", "2019", (found.found or 0) + D("0.01"))
    with pytest.raises(FundingError, match="not complete"):
        application_submit(actor=world.manager, application=made)
