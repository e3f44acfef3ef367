"""Rows written at once are as if written one by one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from samspel.core import bulk, clock
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.results.models import PrivateInvestment
from tests.conftest import person

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


def rows_like(fact: PrivateInvestment, amounts: list[Decimal]) -> list[int]:
    """Copies of the fact with the amounts, written at once; their ids."""
    told = {k: v for k, v in fact.content().items() if k not in {"amount", "fingerprint"}}
    told |= {"recorded_at": clock.now(), "recorded_by_id": person(Role.MANAGER).pk}
    return bulk.insert(PrivateInvestment, [{"amount": amount} for amount in amounts], told)


def test_rows_come_back_as_they_were_given(example: Programme) -> None:
    fact = PrivateInvestment.objects.filter(voided_at=None)[0]
    amounts = [Decimal("0.10"), Decimal("12345678.90"), Decimal(7)]
    ids = rows_like(fact, amounts)
    made = [PrivateInvestment.objects.get(pk=pk) for pk in ids]
    assert [one.amount for one in made] == amounts
    assert {one.occurred_on for one in made} == {fact.occurred_on}
    assert made[0].content() | {"amount": 0, "fingerprint": ""} == fact.content() | {"amount": 0, "fingerprint": ""}


def test_ids_are_not_used_twice(example: Programme) -> None:
    fact = PrivateInvestment.objects.filter(voided_at=None)[0]
    first = rows_like(fact, [Decimal(1)] * 3)
    PrivateInvestment.objects.create(**fact.content() | {"fingerprint": ""}, recorded_by=person(Role.MANAGER))
    second = rows_like(fact, [Decimal(1)] * 3)
    assert len({*first, *second}) == 6
    assert max(first) < min(second)


def test_the_database_still_guards(example: Programme) -> None:
    fact = PrivateInvestment.objects.filter(voided_at=None)[0]
    pk = rows_like(fact, [Decimal(5)])[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        PrivateInvestment.objects.filter(pk=pk).update(occurred_on=date(2020, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        rows_like(fact, [Decimal(-5)])


def test_nothing_is_written_of_nothing(db: None) -> None:
    assert bulk.insert(PrivateInvestment, []) == []
