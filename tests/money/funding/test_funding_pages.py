"""The pages of co-financing: each answers for those it is for, and does what its buttons say."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.funding.services.assessment import application_accept, application_return, impartiality_declare
from samspel.money.models import Application, CofinancingPayment, ConditionMet, Intake, RankingRule, Requisition
from tests.conftest import programme
from tests.money.funding.test_steps import DAY, World
from tests.money.samples import somebody
from tests.money.test_money_pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def seen(answer: Any) -> str:
    """The page's text, with plain spaces."""
    return str(answer.content.decode()).replace("\xa0", " ")


def base(world: World) -> str:
    return f"/p/{world.programme.code}/money/funding/"


def test_who_sees_what(world: World, client: Client) -> None:
    draft, at = world.begun(), base(world)
    sent = world.handed_in()
    assert client.get(at).status_code == 302
    for role in (Role.EVALUATOR, Role.STEERING, Role.ADMINISTRATOR):
        reader = browser(somebody(world.programme, role))
        for path in ("", f"intakes/{world.intake.pk}/", f"{sent.pk}/", f"{sent.pk}/memorandum.pdf"):
            assert reader.get(at + path).status_code == 200, (role, path)
        assert reader.get(f"{at}{draft.pk}/").status_code == 404
        for path in ("new/", "intakes/new/", "ranking/", "paid-in/", f"{sent.pk}/write/", f"{sent.pk}/accept/"):
            assert reader.get(at + path).status_code == 403, (role, path)


def test_another_programmes_or_regions_objects(world: World) -> None:
    sent, decision = world.handed_in(), world.decided()
    there = programme("nordmark-2021-2027")
    stranger, at = browser(somebody(there, Role.MANAGER)), f"/p/{there.code}/money/funding/"
    condition = decision.conditions.get().pk
    for path in (f"{sent.pk}/", f"{sent.pk}/write/", f"{sent.pk}/memorandum.docx", f"intakes/{world.intake.pk}/",
                 f"conditions/{condition}/met/"):  # fmt: skip
        assert stranger.get(at + path).status_code == 404, path
    neighbour = browser(somebody(world.programme, Role.OFFICER, "uppsala"))
    for path in (f"{sent.pk}/accept/", f"{sent.pk}/interest/", f"conditions/{condition}/met/"):
        assert neighbour.get(base(world) + path).status_code == 403, path
    assert neighbour.get(f"{base(world)}{sent.pk}/none-such/").status_code == 404


def test_an_officer_opens_an_intake_and_records_a_ranking(world: World) -> None:
    officer, at = browser(world.officer), base(world)
    told = {
        "financier": world.financier.pk, "name": "Våren", "appropriation": "1:1", "opens_on": "2017-09-01",
        "closes_on": "2017-12-01", "assessors": "1", "criteria": "60 Når det målen?\nutan vikt",
    }  # fmt: skip
    text = seen(officer.post(at + "intakes/new/", told))
    assert "Line 2: found “utan vikt”" in text
    assert (
        "the last day is before"
        in seen(officer.post(at + "intakes/new/", told | {"criteria": "1 a", "closes_on": "2017-01-01"})).lower()
    )
    answer = officer.post(at + "intakes/new/", told | {"criteria": "60 Når det målen?\n\n40 Är planen rimlig?"})
    made = Intake.objects.get(name="Våren")
    assert answer.url == f"{at}intakes/{made.pk}/"
    assert [c.weight for c in made.criteria.all()] == [60, 40]
    uppsala = world.programme.financiers.get(code="uppsala").pk
    assert officer.post(at + "intakes/new/", told | {"financier": uppsala, "criteria": "1 a"}).status_code == 200
    told = {
        "financier": world.financier.pk, "committee": "Nämnden", "decided_on": "2017-06-01", "reference": "§ 4",
        "ranks": "Först\n\nSedan",
    }  # fmt: skip
    officer.post(at + "ranking/", told)
    assert [str(r) for r in RankingRule.objects.first().ranks.all()] == ["1. Först", "2. Sedan"]
    assert "of that day" in seen(officer.post(at + "ranking/", told))


def test_the_programme_writes_and_hands_in(world: World) -> None:
    manager, at = browser(world.manager), base(world)
    told = {
        "intake": world.intake.pk, "title": "ECS", "applicant": "Region Västmanland", "starts_on": "2018-01-01",
        "ends_on": "2020-12-31", "from_plan": "on",
    }  # fmt: skip
    answer = manager.post(at + "new/", told)
    made = Application.objects.get()
    assert answer.url == f"{at}{made.pk}/"
    page = seen(manager.get(f"{at}{made.pk}/write/"))
    form = fields(page)
    assert form["cost_0_2018"] == "2612758"
    form |= {"summary": "Kort", "cost_3": "Resor", "cost_3_2018": "100,50", "money_1_2018": "-5"}
    text = seen(manager.post(f"{at}{made.pk}/write/", form))
    assert "zero or more" in text
    assert 'value="100,50"' in text
    manager.post(f"{at}{made.pk}/write/", form | {"money_1_2018": "500000"})
    made.refresh_from_db()
    assert made.texts["summary"] == "Kort"
    assert made.costs.get(name="Resor", year=2018).amount == D("100.50")
    text = seen(manager.get(f"{at}{made.pk}/"))
    assert "2018: the financing is SEK 4,400,000 and the costs SEK 4,400,100.50" in text
    assert "not complete" in seen(manager.post(f"{at}{made.pk}/hand-in/"))
    manager.post(f"{at}{made.pk}/write/", form | {"money_1_2018": "500100.50"})
    assert manager.get(f"{at}{made.pk}/hand-in/").status_code == 200
    assert made.state == "draft"
    manager.post(f"{at}{made.pk}/hand-in/")
    manager.post(f"{at}{made.pk}/hand-in/")
    made.refresh_from_db()
    assert made.state == "submitted"


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            found[name[1]] = "on" if "checkbox" in tag else value[1] if value else ""
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        found[name] = text.strip()
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_a_region_takes_it_to_a_decision_and_pays(world: World) -> None:
    made, at = world.handed_in(), base(world)
    here = f"{at}{made.pk}/"
    officer, controller, manager = browser(world.officer), browser(world.controller), browser(world.manager)
    assert "Declare first" in seen(officer.get(here + "accept/", follow=True))
    assert "what the interest is" in seen(officer.post(here + "interest/", {"conflict": "yes"}))
    for reader in (officer, controller):
        reader.post(here + "interest/", {"conflict": "no"})
    rank = world.rule.ranks.all()[0].pk
    officer.post(here + "accept/", {"rank": rank})
    criteria = [c.pk for c in world.intake.criteria.all()]
    scores = {f"points_{criteria[0]}": "5", f"points_{criteria[1]}": "2"}
    assert officer.post(here + "assess/", {f"points_{criteria[0]}": "5"}).status_code == 200
    officer.post(here + "assess/", scores | {f"reason_{criteria[0]}": "Tydligt"})
    blind = seen(controller.get(here))
    assert "3.80" not in blind
    assert "1 assessor has handed in scores" in blind
    controller.post(here + "assess/", scores | {f"points_{criteria[1]}": "4"})
    assert "4.20" in seen(controller.get(here))
    verdict = {"grant": "yes", "reasons": "Bra", "amount_2018": "500 000", "conditions": "Rapportera\n\nSynas"}
    officer.post(here + "propose/", verdict)
    assert "4.20" in seen(officer.get(f"{at}intakes/{world.intake.pk}/"))
    meeting = {"committee": "Nämnden", "day": "2017-09-01", "paragraph": "§ 71"}
    assert officer.post(here + "decide/", verdict | meeting).status_code == 403
    shown = seen(controller.get(here + "decide/"))
    assert 'value="500000"' in shown
    assert "Synas" in shown
    controller.post(here + "decide/", verdict | meeting)
    made.refresh_from_db()
    assert made.state == "decided"
    assert "More is asked for" in seen(
        manager.post(here + "requisition/", {"year": "2018", "amount": "500 001", "reference": "R1"})
    )
    manager.post(here + "requisition/", {"year": "2018", "amount": "200 000", "reference": "R1"})
    asked = Requisition.objects.get()
    officer.post(f"{at}requisitions/{asked.pk}/paid/", {"on": "2017-09-04", "reference": "B1"})
    assert CofinancingPayment.objects.get().amount == D(200_000)
    assert "is paid" in seen(manager.post(f"{at}requisitions/{asked.pk}/take-back/", {"reason": "x"}))
    condition = made.decisions.get().conditions.all()[0].pk
    officer.post(f"{at}conditions/{condition}/met/", {"on": "2017-09-04", "note": "Rapporten"})
    assert ConditionMet.objects.get().met_on == date(2017, 9, 4)
    text = seen(manager.get(here))
    for words in ("SEK 300,000", "Paid 4 September 2017", "met 4 September 2017: Rapporten"):
        assert words in text
    officer.post(at + "paid-in/", {
        "financier": world.financier.pk, "on": "2017-09-04", "year": "2019", "amount": "75", "reference": "Egen",
    })  # fmt: skip
    assert "SEK 200,075" in seen(manager.get(at))


def test_a_conflict_hides_scores_and_closes_every_step(world: World) -> None:
    made = world.assessing()
    world.score(world.officer, made, 5, 5)
    impartiality_declare(actor=world.controller, application=made, conflict=True, reason="Gift med projektledaren")
    controller, here = browser(world.controller), f"{base(world)}{made.pk}/"
    text = seen(controller.get(here))
    assert "You have declared an interest" in text
    assert "Score it" not in text
    assert "5.00" not in text
    assert "declared an interest" in seen(controller.get(here + "assess/", follow=True))


def test_what_waits_is_shown_to_those_who_can_do_it(world: World) -> None:
    made = world.handed_in()
    work = f"/p/{world.programme.code}/work/"
    officer, controller, manager = browser(world.officer), browser(world.controller), browser(world.manager)
    assert "Check the application East Central Sweden" in seen(officer.get(work))
    assert "the application East" not in seen(controller.get(work))
    for person in (world.officer, world.controller):
        impartiality_declare(actor=person, application=made, conflict=False)
    application_return(actor=world.officer, application=made, comment="Budgeten")
    assert "Complete the application" in seen(manager.get(work))
    browser(world.manager).post(f"{base(world)}{made.pk}/hand-in/")
    application_accept(actor=world.officer, application=made, rank=None)
    assert "Score the application" in seen(controller.get(work))
    world.score(world.officer, made, 5, 4)
    assert "Score the application" not in seen(officer.get(work))
    impartiality_declare(actor=world.controller, application=made, conflict=True, reason="Jäv")
    assert "the application East" not in seen(controller.get(work))
