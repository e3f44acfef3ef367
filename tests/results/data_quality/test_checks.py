"""What would be questioned, and the horizontal criteria."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from samspel.core.access import Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.data_quality.queries.checks import checks
from samspel.results.data_quality.queries.cross_rules import parse_cross_rule
from samspel.results.horizontal.rules import SMALLEST, hides, rating
from samspel.results.models import Leadership
from tests.conftest import Sign, person
from tests.results.builders import enterprise, manager_of, support

pytestmark = pytest.mark.django_db


def found(programme: Programme, **overrides: object) -> dict[str, int]:
    """Check → how many it finds."""
    programme = Programme.objects.get(pk=programme.pk)
    programme.rule_overrides = overrides
    structure = structure_of(programme)
    structure.programme.rule_overrides = overrides
    context = ReadContext(structure, manager_of(programme), date(2019, 9, 30))
    return {check.key: check.total for check in checks(context)}


def test_each_check_finds_what_is_wrong_and_nothing_else(ecs: Programme, demo_day: date) -> None:
    user = manager_of(ecs)
    good = enterprise(0, size_class="micro", started_on=date(2010, 1, 1))
    fact = support(ecs, user, good, date(2019, 3, 1))
    assert found(ecs)["evidence"] == 1
    nothing = {"territory": 0, "time": 0, "life": 0, "size": 0, "number": 0, "hours": 0, "investment": 0}
    assert found(ecs).items() >= nothing.items()
    support(ecs, user, enterprise(1, municipality_id="SE0180", size_class="micro"), date(2019, 3, 1))
    support(ecs, user, enterprise(2, started_on=date(2019, 6, 1)), date(2019, 3, 1))
    support(ecs, user, good, date(2019, 3, 1), "en gång till")
    assert found(ecs).items() >= {"territory": 1, "life": 1, "size": 1, "hours": 2, "evidence": 4}.items()
    assert fact.pk


def test_cross_rules_are_the_programmes_own(ecs: Programme, demo_day: date) -> None:
    user = manager_of(ecs)
    support(ecs, user, enterprise(0), date(2019, 3, 1), kind="grant", amount=Decimal(1000))
    support(ecs, user, enterprise(1), date(2019, 3, 1))
    rule = {"value": ["CO01 in CO04, CO05"], "source": "Beslutet"}
    assert found(ecs, **{"indicator.cross-rules": rule})["cross-CO01"] == 1


@pytest.mark.parametrize(
    ("text", "parts"), [("CO01 in CO04, CO05", ("CO01", ("CO04", "CO05"))), ("A in B", ("A", ("B",)))]
)
def test_a_cross_rule_is_read(text: str, parts: tuple[str, tuple[str, ...]]) -> None:
    assert parse_cross_rule(text) == parts


@pytest.mark.parametrize("text", ["", "CO01", "CO01 in ", " in CO04", "CO01 inom CO04"])
def test_what_is_no_cross_rule_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="expected a rule"):
        parse_cross_rule(text)


def test_the_rating_follows_the_conditions_met() -> None:
    assert [rating(met) for met in range(4)] == ["not", "ask", "partly", "active"]


def test_small_groups_are_hidden_from_the_public_only(
    example: Programme, demo_day: date, client: Client, signed_in: Sign
) -> None:
    assert (hides(0, 9), hides(SMALLEST - 1, 9), hides(9, SMALLEST), hides(0, 0)) == (False, True, False, False)
    Leadership.objects.filter(group="board").exclude(pk=Leadership.objects.filter(group="board")[0].pk).update(
        voided_at=Leadership.objects.all()[0].recorded_at, voided_by=person(Role.MANAGER), void_reason="Test"
    )
    path = f"/p/{example.code}/results/horizontal/"
    assert "för få för att visas" in client.get(path).content.decode()
    assert "för få för att visas" not in signed_in(Role.MANAGER).get(path).content.decode()
