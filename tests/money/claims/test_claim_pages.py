"""Lists of claims and payments: what each shows, beside a neighbour that must not be there."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.payment import advance_record, claim_pay
from tests.money.claims.test_claims import MARCH, World
from tests.money.samples import cost, first_half, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


def test_advances_are_beside_payments_and_other_programmes(ecs: Programme, nordmark: Programme, demo_day: Any) -> None:
    world = World(ecs)
    cost(ecs, world.manager, "1000", MARCH)
    claim = world.sent(first_half(ecs, world.manager))
    claim_decide(actor=world.manager, claim=claim, decided=ClaimDecision(date(2018, 10, 1), "D-1", {}))
    claim_pay(actor=world.manager, claim=claim, received_on=date(2018, 10, 15), amount=D(500), reference="BG-77")
    advance_record(actor=world.manager, programme=ecs, received_on=date(2018, 2, 1), amount=D(3000), reference="BG-55")
    stranger = somebody(nordmark, Role.MANAGER)
    advance_record(
        actor=stranger, programme=nordmark, received_on=nordmark.starts_on, amount=D(9999), reference="BG-99"
    )
    browser = Client()
    browser.force_login(world.manager)
    context = browser.get(f"/p/{ecs.code}/money/claims/").context
    assert [payment.reference for payment in context["advances"]] == ["BG-55"]
    assert [(row.claim.number, row.declared.value, row.support, row.paid) for row in context["claims"]] == [
        (1, D(1000), D(500), D(500)),
    ]  # fmt: skip
    context = browser.get(f"/p/{ecs.code}/money/claims/1/").context
    assert [payment.reference for payment in context["payments"]] == ["BG-77"]
    outcome = context["outcome"]
    assert (outcome.declared.value, outcome.certified.value) == (D(1000), D(1000))
