"""What the pages of co-financing read, beside neighbours: another programme's, another intake's, taken back, drafts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Partner, Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.funding.policy import FundingAction
from samspel.money.funding.queries import application as applications
from samspel.money.funding.queries import intake as intakes
from samspel.money.funding.queries.choice import financiers_of, open_intakes
from samspel.money.funding.queries.content import content_of
from samspel.money.funding.queries.draft import draft_from_plan
from samspel.money.funding.queries.financing import financier_rows, total_figures, year_figures
from samspel.money.funding.queries.grant import amounts_left
from samspel.money.funding.queries.impartiality import why_not
from samspel.money.funding.queries.requisition import condition_of, requisition_of, requisitions_of
from samspel.money.funding.queries.scores import points_together
from samspel.money.funding.queries.work_list import (
    COMPLETE_WITHIN,
    DECIDE_WITHIN,
    SCORE_WITHIN,
    applications_waiting,
)
from samspel.money.funding.rules import ApplicationFinding
from samspel.money.funding.services.application import (
    ApplicationContent,
    application_begin,
    application_submit,
    application_withdraw,
)
from samspel.money.funding.services.assessment import application_accept, application_return, impartiality_declare
from samspel.money.funding.services.decision import decision_record, decision_void, proposal_make
from samspel.money.funding.services.intake import NewIntake, intake_open, ranking_record
from samspel.money.funding.services.payment import payment_record, requisition_make, requisition_pay, requisition_void
from samspel.money.models import Application, Intake
from samspel.web.worklist import WaitingRow
from tests.money.funding.test_steps import DAY, MEETING, VERDICT, World
from tests.money.samples import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def context_of(programme: Programme, reader: Any) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), User.objects.get(pk=reader.pk), clock.today())


def another_intake(
    programme: Programme, code: str, opens: date = date(2017, 8, 1), closes: date = date(2017, 10, 1)
) -> Intake:
    """An intake of another region."""
    officer = somebody(programme, Role.OFFICER, code)
    new = NewIntake(programme.financiers.get(code=code), "Annan", "1:1", opens, closes, 1, [("Varför?", 1)])
    return intake_open(actor=officer, programme=programme, new=new)


def applied(intake: Intake, state: str = "draft", title: str = "Granne") -> Application:
    """An application to the intake, in the state."""
    manager = somebody(intake.programme, Role.MANAGER)
    wording = ApplicationContent(title, "Region", date(2018, 1, 1), date(2018, 12, 31))
    made = application_begin(actor=manager, intake=intake, wording=wording)
    if state != "draft":
        Application.objects.filter(pk=made.pk).update(state=state, submitted_by=manager, submitted_at=clock.now())
    made.refresh_from_db()
    return made


def test_intakes_are_the_programmes_with_the_applications_that_stand(world: World, nordmark: Programme) -> None:
    closed = another_intake(world.programme, "uppsala", closes=DAY - timedelta(days=1))
    coming = another_intake(world.programme, "sormland", opens=DAY + timedelta(days=1))
    stranger = another_intake(nordmark, "skogmark")
    for state in ("draft", "submitted", "withdrawn"):
        applied(world.intake, state)
    applied(stranger)
    here = context_of(world.programme, world.officer)
    assert {row.pk: row.count for row in intakes.intake_rows(here)} == {world.intake.pk: 2, closed.pk: 0, coming.pk: 0}
    assert intakes.intake_of(here, world.intake.pk) == world.intake
    assert intakes.intake_of(here, stranger.pk) is None
    assert list(open_intakes(here, DAY)) == [world.intake]
    for intake in (closed, coming):
        for day in (intake.opens_on, intake.closes_on):
            assert intake in open_intakes(here, day)
    assert [c.question for c in intakes.criteria_of(world.intake)] == ["Når det målen?", "Är planen rimlig?"]
    assert [c.question for c in intakes.criteria_of(closed)] == ["Varför?"]


def test_rankings_are_the_programmes_and_ranks_those_of_the_day(world: World, nordmark: Programme) -> None:
    """The region's own, in force when the application came in; today's while it has not."""

    def ranked(partner: Partner, on: date, word: str) -> Any:
        by = somebody(partner.programme, Role.OFFICER, partner.code)
        return ranking_record(actor=by, partner=partner, committee="N", decided_on=on, reference="§", ranks=[word])

    later = ranked(world.region, DAY, "Nytt")
    ranked(world.region, DAY + timedelta(days=1), "Ännu senare")
    ranked(world.programme.partners.get(code="uppsala"), DAY, "Annan region")
    stranger = ranked(nordmark.partners.all()[0], DAY, "Annat program")
    here = context_of(world.programme, world.officer)
    assert len(intakes.ranking_rules(here)) == 4
    assert stranger not in intakes.ranking_rules(here)
    made = applied(world.intake)
    assert [rank.text for rank in intakes.ranks_for(made)] == ["Nytt"]
    made.submitted_at = timezone.make_aware(datetime(2017, 9, 3, 23, 59))
    assert [rank.rule for rank in intakes.ranks_for(made)] == [world.rule] * 2
    made.submitted_at = timezone.make_aware(datetime(2017, 9, 4, 0, 30)).astimezone(UTC)  # the day before there
    assert [rank.rule for rank in intakes.ranks_for(made)] == [later]
    made.intake = another_intake(world.programme, "sormland")
    assert intakes.ranks_for(made) == []


def test_applications_are_in_the_order_of_rank_and_points(world: World) -> None:
    made = world.proposed()
    unranked = applied(world.intake, "submitted", "Utan rang")
    for state in ("draft", "returned", "withdrawn"):
        applied(world.intake, state)
    applied(another_intake(world.programme, "uppsala"), "submitted")
    found = intakes.applications_in_order(world.intake)
    assert [application for application, _points in found] == [made, unranked]
    # 5·60 + 4·40 and 3·60 + 4·40, each by 100, and the mean of the two
    assert [points for _application, points in found] == [points_together(made), None]
    assert points_together(made) == D("4.00")


def test_of_equals_the_application_that_came_first_is_first(world: World) -> None:
    late, early = applied(world.intake, "submitted"), applied(world.intake, "submitted")
    Application.objects.filter(pk=early.pk).update(submitted_at=late.submitted_at - timedelta(hours=1))
    assert [application for application, _points in intakes.applications_in_order(world.intake)] == [early, late]


def test_the_list_has_every_application_of_the_programme(world: World, nordmark: Programme) -> None:
    made = world.begun()
    bare = applied(world.intake)
    other = applied(another_intake(nordmark, "skogmark"), "submitted")
    here = context_of(world.programme, world.manager)
    assert {row.pk: row.asked for row in applications.application_rows(here)} == {made.pk: D(1_500_000), bare.pk: None}
    assert applications.application_of(here, made.pk) == made
    assert applications.application_of(here, other.pk) is None
    officer = context_of(world.programme, world.officer)
    assert applications.application_of(officer, made.pk) is None
    application_submit(actor=world.manager, application=made)
    assert applications.application_of(officer, made.pk) == made


def test_an_assessor_sees_the_others_points_after_the_own(world: World) -> None:
    made, neighbour = world.assessing(), applied(world.intake, "assessing")
    officer, controller = (context_of(world.programme, who) for who in (world.officer, world.controller))

    def seen(context: ReadContext, application: Application = made) -> tuple[int, int, bool]:
        found = applications.application_standing(context, Application.objects.get(pk=application.pk))
        return len(found.assessments), found.hidden, found.own is not None

    assert seen(officer) == (0, 0, False)
    world.score(world.officer, made, 5, 4)
    assert seen(officer) == (1, 0, True)
    assert seen(controller) == (0, 1, False)
    world.score(world.controller, made, 3, 4)
    assert seen(controller) == (2, 0, True)
    assert seen(context_of(world.programme, world.manager)) == (0, 2, False)
    assert seen(controller, neighbour) == (0, 0, False)
    made.refresh_from_db()
    found = applications.application_standing(controller, made)
    assert {row.assessor_id: points for row, points in found.assessments} == {
        world.officer.pk: D("4.60"), world.controller.pk: D("3.40"),
    }  # fmt: skip
    assert found.together == D("4.00")
    assert found.judges
    assert found.reason is None
    assert found.declared is not None
    assert (found.declared.person_id, found.declared.application_id) == (world.controller.pk, made.pk)
    assert applications.application_standing(controller, neighbour).declared is None
    table = applications.score_table(made, found)
    assert [question for question, _points in table] == ["Når det målen?", "Är planen rimlig?"]
    assert [sorted(points) for _question, points in table] == [[3, 5], [4, 4]]
    proposal_make(actor=world.officer, application=made, verdict=VERDICT)
    newcomer = somebody(world.programme, Role.CONTROLLER, "orebro")
    assert seen(context_of(world.programme, newcomer)) == (0, 2, False)  # has not declared
    impartiality_declare(actor=newcomer, application=made, conflict=False)
    assert seen(context_of(world.programme, newcomer)) == (2, 0, False)


def test_why_somebody_may_not_handle_it_is_their_own_word_on_it(world: World) -> None:
    made, neighbour = world.handed_in(), applied(world.intake, "submitted")
    for application in (made, neighbour):
        assert "Declare first" in str(why_not(world.officer, application))
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    impartiality_declare(actor=world.controller, application=made, conflict=True, reason="Styrgruppen")
    assert why_not(world.officer, made) is None
    assert "Declare first" in str(why_not(world.officer, neighbour))
    assert "declared an interest" in str(why_not(world.controller, made))
    assert "written" in str(why_not(world.manager, made))
    assert "written" not in str(why_not(world.manager, neighbour))
    found = applications.application_standing(context_of(world.programme, world.controller), made)
    assert "declared an interest" in str(found.reason)


def test_the_decision_that_stands_has_what_is_left_of_it(world: World) -> None:
    decision = world.decided()
    made, here = decision.application, context_of(world.programme, world.manager)
    found = applications.application_standing(here, made)
    assert (found.decision, found.proposal) == (decision, applications.proposal_of(made))
    assert {row.year: row.amount for row in applications.decided_amounts(found)} == VERDICT.amounts
    assert found.left == VERDICT.amounts
    kept = requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(200_000), reference="R1")
    gone = requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(100_000), reference="R2")
    paid = requisition_make(actor=world.manager, decision=decision, year=2019, amount=D(50_000), reference="R3")
    requisition_void(actor=world.manager, requisition=gone, reason="Fel år")
    payment = requisition_pay(actor=world.controller, requisition=paid, on=DAY, reference="B")
    assert amounts_left(decision) == {2018: D(300_000), 2019: D(450_000), 2020: D(400_000)}
    assert requisitions_of(made) == [(kept, None), (paid, payment)]
    assert requisitions_of(applied(world.intake)) == []
    assert [requisition_of(here, row.pk) for row in (kept, gone, paid)] == [kept, gone, paid]
    condition = decision.conditions.get()
    assert condition_of(here, condition.pk) == condition
    assert applications.decision_of(made) == decision


def test_things_of_a_decision_are_found_in_their_own_programme(world: World, nordmark: Programme) -> None:
    decision = world.decided()
    asked = requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(1), reference="R1")
    there = context_of(nordmark, somebody(nordmark, Role.MANAGER))
    assert requisition_of(there, asked.pk) is None
    assert condition_of(there, decision.conditions.get().pk) is None


def test_a_decision_taken_back_no_longer_stands(world: World) -> None:
    decision = world.decided()
    decision_void(actor=world.officer, decision=decision, reason="Fel belopp")
    made = Application.objects.get(pk=decision.application_id)
    found = applications.application_standing(context_of(world.programme, world.manager), made)
    assert (found.decision, found.left, applications.decided_amounts(found)) == (None, {}, [])
    assert applications.decision_of(made) is None
    assert made.state == "proposed"


def test_co_financing_by_financier_and_year(world: World, nordmark: Programme) -> None:
    """Planned, applied for, granted and paid in; the fund is no co-financier, nor is another programme's counted."""
    decision = world.decided()
    asked = requisition_make(actor=world.manager, decision=decision, year=2018, amount=D(200_000), reference="R1")
    requisition_pay(actor=world.controller, requisition=asked, on=DAY, reference="B")
    uppsala = world.programme.financiers.get(code="uppsala")
    payment_record(actor=world.manager, financier=uppsala, on=DAY, year=2019, amount=D(7), reference="Egna")
    stranger = nordmark.financiers.get(code="skogmark")
    manager = somebody(nordmark, Role.MANAGER)
    payment_record(actor=manager, financier=stranger, on=DAY, year=2019, amount=D(9), reference="Egna")
    here = context_of(world.programme, world.manager)
    rows = {row.financier.code: [figure.value for figure in row.figures] for row in financier_rows(here)}
    assert rows["orebro"] == [D(1_500_000), D(1_500_000), D(1_400_000), D(200_000)]
    assert rows["uppsala"] == [D(600_000), 0, 0, D(7)]
    assert "eruf" not in rows
    assert {year: [figure.value for figure in figures] for year, figures in year_figures(here)} == {
        2018: [D(500_000), D(500_000), D(200_000)], 2019: [D(500_000), D(500_000), D(7)],
        2020: [D(500_000), D(400_000), 0],
    }  # fmt: skip
    assert [figure.value for figure in total_figures(here)] == [D(1_500_000), D(1_400_000), D(200_007)]


def test_the_folders_reasons_are_of_the_programme_and_the_financier(world: World, nordmark: Programme) -> None:
    here = context_of(world.programme, world.manager)
    made = applied(world.intake)
    planned = world.programme.funding_applications.filter(financier=world.financier).first()
    theirs = another_intake(world.programme, "uppsala")
    world.programme.funding_applications.create(
        code="a-neighbour", applicant=theirs.partner, financier=theirs.financier, amount=1, starts_on=DAY, ends_on=DAY,
        reasons_sv="Andra skäl", reasons_en="Other reasons",
    )  # fmt: skip
    stranger = another_intake(nordmark, "skogmark")
    assert planned is not None
    assert applications.planned_reasons(here, made) == planned.reasons != ""
    assert applications.planned_reasons(here, applied(theirs)) == "Other reasons"
    assert applications.planned_reasons(here, applied(stranger)) == ""
    world.programme.funding_applications.all().delete()
    assert applications.planned_reasons(here, made) == ""


def test_the_draft_has_the_plans_words_each_in_its_part(world: World) -> None:
    """Provisions by what they are about, and activities under their own track."""
    structure = structure_of(world.programme)
    texts = draft_from_plan(structure, world.financier, "sv").texts
    for code, kinds in (("geography", {"geography"}), ("follow_up", {"follow_up", "reporting"})):
        assert texts[code] == "\n\n".join(p.text.strip() for p in structure.provisions if p.kind in kinds) != ""
    expected = []
    for track in structure.tracks:
        place = track.area.name if track.area else "Common work"
        own = [f"– {a.title}" for a in structure.activities if a.track_id == track.pk]
        expected.append("\n".join([f"{place}: {track.name}", *own]))
    assert texts["activities"] == "\n\n".join(expected)
    goals = [o.text.strip() for o in structure.objectives if o.kind == "overall"]
    assert texts["goals"] == "\n\n".join(goals) != ""


def test_the_draft_has_the_plans_amounts_and_asks_the_financier_alone(world: World) -> None:
    """Costs by category and year; financing by public, private and union money."""
    programme, structure = world.programme, structure_of(world.programme)
    draft = draft_from_plan(structure, world.financier, "sv")
    version = programme.plan_versions.get()
    costs: dict[tuple[str, int], Decimal] = {}
    for line in version.budget_lines.select_related("category"):
        key = line.category.name, line.year
        costs[key] = costs.get(key, D(0)) + line.amount
    assert {(row.name, row.year): row.amount for row in draft.costs} == costs
    names = [category.name for category in structure.categories]
    assert [(row.name, row.year) for row in draft.costs] == sorted(costs, key=lambda key: (names.index(key[0]), key[1]))
    money = {(line.financier.name, line.year): line.amount for line in version.financing_lines.all()}
    assert {(row.name, row.year): row.amount for row in draft.money} == money
    assert {row.name for row in draft.money if row.asked} == {world.financier.name}
    kinds = list(dict.fromkeys(row.kind for row in draft.money))
    assert kinds == [kind for kind in ("public", "private", "union") if kind in kinds]
    assert kinds[-1] == "union"


def test_who_may_open_intakes_for_whom(world: World, nordmark: Programme) -> None:
    officer = somebody(nordmark, Role.OFFICER, "skogmark")
    world.officer.memberships.create(
        programme=nordmark, role=Role.OFFICER, partner=nordmark.partners.get(code="kustmark")
    )
    here = context_of(world.programme, world.officer)
    assert [f.code for f in financiers_of(here, FundingAction.HANDLE)] == ["orebro"]
    assert not financiers_of(context_of(world.programme, officer), FundingAction.HANDLE)
    assert [f.code for f in financiers_of(context_of(nordmark, world.officer), FundingAction.HANDLE)] == ["kustmark"]
    everyone = financiers_of(context_of(world.programme, world.manager), FundingAction.APPLY)
    assert {f.partner_id for f in everyone} == set(world.programme.partners.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (ApplicationFinding("text", "summary"), "is empty"),
        (ApplicationFinding("unequal", "2019", D(5), D(7)), "2019: the financing is"),
        (ApplicationFinding("outside", "2021"), "2021 is outside"),
        (ApplicationFinding("no_costs", ""), "has no costs"),
        (ApplicationFinding("not_asked", ""), "No amount is applied for"),
    ],
)
def test_what_is_not_complete_is_told(world: World, finding: ApplicationFinding, words: str) -> None:
    made = applied(world.intake)
    assert words in applications.finding_words(finding, made)
    told = applications.application_standing(context_of(world.programme, world.manager), made).findings
    assert len(told) == len(set(told))
    assert content_of(made).costs == []
    assert any("has no costs" in each for each in told)


def test_what_waits_is_what_the_reader_may_take_the_next_step_with(world: World, nordmark: Programme) -> None:
    elsewhere = another_intake(nordmark, "skogmark")
    world.officer.memberships.create(
        programme=nordmark, role=Role.OFFICER, partner=nordmark.partners.get(code="skogmark")
    )
    other_region = another_intake(world.programme, "uppsala")
    states = ("returned", "submitted", "assessing", "proposed")
    own = {state: applied(world.intake, state) for state in states}
    for state in ("draft", "withdrawn", *states):
        applied(elsewhere, state)
        if state != "draft":
            applied(other_region, state)

    def waiting(reader: Any) -> list[list[Application]]:
        return [list(queue.rows) for queue in applications_waiting(context_of(world.programme, reader))]

    assert waiting(world.officer) == [[], [own["submitted"]], [own["assessing"]], [own["proposed"]]]
    assert waiting(world.controller) == [[], [], [own["assessing"]], [own["proposed"]]]
    assert {row.intake_id for row in waiting(world.manager)[0]} == {world.intake.pk, other_region.pk}
    assert waiting(world.manager)[1:] == [[], [], []]
    impartiality_declare(actor=world.officer, application=own["submitted"], conflict=True, reason="Jäv")
    impartiality_declare(actor=world.officer, application=own["assessing"], conflict=False)
    impartiality_declare(actor=world.controller, application=own["assessing"], conflict=True, reason="Jäv")
    assert waiting(world.officer) == [[], [], [own["assessing"]], [own["proposed"]]]
    assert waiting(world.controller) == [[], [], [], [own["proposed"]]]
    world.score(world.officer, own["assessing"], 5, 4)
    assert waiting(world.officer) == [[], [], [], [own["proposed"]]]
    queues = applications_waiting(context_of(world.programme, world.officer))
    told = [queue.tell(WaitingRow("7", "Projektet", DAY)) for queue in queues]
    assert [due - DAY for _words, _url, due in told] == [COMPLETE_WITHIN, COMPLETE_WITHIN, SCORE_WITHIN, DECIDE_WITHIN]
    assert all("Projektet" in words and "/7/" in url for words, url, _due in told)


def test_who_proposed_does_not_wait_for_the_decision(world: World) -> None:
    made = world.proposed()

    def to_decide(reader: Any) -> list[Application]:
        return list(applications_waiting(context_of(world.programme, reader))[-1].rows)

    assert to_decide(world.officer) == []
    assert to_decide(world.controller) == [made]
    decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=VERDICT)
    assert to_decide(world.controller) == []


def test_steps_of_others_leave_the_neighbour_alone(world: World) -> None:
    made, neighbour = world.handed_in(), applied(world.intake, "submitted")
    impartiality_declare(actor=world.officer, application=made, conflict=False)
    application_return(actor=world.officer, application=made, comment="Rätta")
    application_submit(actor=world.manager, application=made)
    application_accept(actor=world.officer, application=made, rank=world.rule.ranks.all()[0])
    neighbour.refresh_from_db()
    assert (neighbour.state, neighbour.rank) == ("submitted", None)
    application_withdraw(actor=neighbour.made_by, application=neighbour, reason="Inte längre")
    made.refresh_from_db()
    neighbour.refresh_from_db()
    assert (made.state, neighbour.state) == ("assessing", "withdrawn")
