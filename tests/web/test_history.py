"""The log of an object is for those who may see the log and the object itself."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from samspel.core import access
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import AuditAction
from samspel.core.programmes.structure import structure_of
from samspel.frontdoor.models import Challenge
from samspel.web.extension import extensions
from samspel.web.queries.history import may_see
from tests.money.samples import cost
from tests.money.samples import somebody as works_there
from tests.results.samples import browser, somebody

pytestmark = pytest.mark.django_db


def test_every_model_with_a_log_says_who_may_see_it() -> None:
    said = {label: rule for one in extensions() for label, rule in one.view_actions.items()}
    assert set(said) == {m._meta.label for m in apps.get_models() if hasattr(m, "access_paths")}
    assert {str(rule) for rule in said.values() if not callable(rule)} <= set(access.POLICY)


def test_the_log_of_a_cost_is_for_those_who_may_see_the_cost(ecs: Programme) -> None:
    manager = works_there(ecs, Role.MANAGER)
    spent = cost(ecs, manager, "100", date(2018, 2, 3), "uppsala", text="Lön Anna Andersson")
    spent.area = structure_of(ecs).areas[0]
    path = f"/p/{ecs.code}/history/money.expenditure/{spent.pk}/"
    uppsala = ecs.partners.get(code="uppsala")
    for role, of, status in (
        (Role.MANAGER, {}, 200), (Role.EVALUATOR, {}, 200), (Role.CONTROLLER, {"partner": uppsala}, 200),
        (Role.OFFICER, {"partner": uppsala}, 403), (Role.STEERING, {}, 403),
        (Role.CONTROLLER, {"partner": ecs.partners.get(code="sormland")}, 403),
    ):  # fmt: skip
        assert browser(somebody(ecs, role, **of)).get(path).status_code == status, role


def test_the_right_to_the_log_alone_is_not_enough(ecs: Programme) -> None:
    """Beside each other: an officer has the log of the own region, but not its costs."""
    manager, uppsala = works_there(ecs, Role.MANAGER), ecs.partners.get(code="uppsala")
    spent = cost(ecs, manager, "100", date(2018, 2, 3), "uppsala")
    officer = somebody(ecs, Role.OFFICER, partner=uppsala)
    assert access.can(officer, AuditAction.VIEW, spent)
    assert not may_see(officer, spent)
    assert may_see(manager, spent)


def test_a_draft_of_a_challenge_is_known_to_those_who_manage_it(ecs: Programme) -> None:
    evaluator, manager = somebody(ecs, Role.EVALUATOR), somebody(ecs)
    partner: Any = structure_of(ecs).partners[0]
    draft = Challenge(programme=ecs, partner=partner, state="draft")
    assert not may_see(evaluator, draft)
    assert may_see(manager, draft)
    draft.state = "published"
    assert may_see(evaluator, draft)
