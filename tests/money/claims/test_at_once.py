"""Fifty people build claims at once: no row twice, no deadlock, and the books are saved once."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.claims.services.claim import ClaimError, NewClaim, claim_make, claim_send
from samspel.money.claims.services.part import part_fill, part_submit
from samspel.money.expenditure.importer import BooksError
from samspel.money.expenditure.services.book_import import book_import_save
from samspel.money.models import Claim, ClaimRow, Expenditure
from samspel.results.reporting_periods.rules import Span
from tests.conftest import programme
from tests.money.expenditure.test_books import ROWS, brought, mapped
from tests.money.samples import cost, first_half, part_of, sie_file, somebody
from tests.programme.initiatives.test_at_once import at_once

pytestmark = [pytest.mark.every_database, pytest.mark.django_db(transaction=True)]
WORKERS = 50
MARCH = date(2018, 3, 15)


@pytest.fixture
def committed(transactional_db: None) -> Programme:
    """ECS, committed, where threads can have connections of their own."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    return programme("ecs-2018-2020")


def tried(work: object) -> object:
    """The work, with what it refuses as its answer."""

    def one(number: int) -> object:
        try:
            return work(number)  # type: ignore[operator]
        except (ClaimError, BooksError) as error:
            return error

    return one


def test_fifty_build_claims_and_no_row_is_in_two(committed: Programme) -> None:
    manager = somebody(committed, Role.MANAGER)
    for number in range(120):
        cost(committed, manager, "10", MARCH, partner=("uppsala", "orebro", "sormland")[number % 3])
    first = first_half(committed, manager)
    second = claim_make(actor=manager, programme=committed, new=NewClaim(Span(date(2018, 7, 1), date(2018, 12, 31))))
    parts = [part_of(claim, code) for claim in (first, second) for code in ("uppsala", "orebro", "sormland")]
    answers = at_once(tried(lambda number: part_fill(actor=manager, part=parts[number % len(parts)])), WORKERS)
    assert sum(answer for answer in answers if isinstance(answer, int)) == 120
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    held = Counter(ClaimRow.objects.filter(holds=True).values_list("expenditure", flat=True))
    assert (len(held), set(held.values())) == (120, {1})


def test_gathering_and_sending_in_at_once_locks_what_is_sent(committed: Programme) -> None:
    manager = somebody(committed, Role.MANAGER)
    for _number in range(20):
        cost(committed, manager, "10", MARCH)
    part = part_of(first_half(committed, manager))
    at_once(
        tried(lambda n: part_fill(actor=manager, part=part) if n % 2 else part_submit(actor=manager, part=part)),
        WORKERS,
    )
    part.refresh_from_db()
    assert part.state == "submitted"
    assert part.rows.count() in {0, 20}


def test_a_claim_is_sent_once(committed: Programme) -> None:
    manager = somebody(committed, Role.MANAGER)
    cost(committed, manager, "10", MARCH)
    claim = first_half(committed, manager)
    part_fill(actor=manager, part=part_of(claim))
    claim.parts.update(state="checked")
    answers = at_once(tried(lambda _number: claim_send(actor=manager, claim=claim, signed_by="Anna")), 8)
    assert sum(isinstance(answer, Claim) for answer in answers) == 1


def test_the_same_books_saved_by_many_are_saved_once(committed: Programme) -> None:
    by = somebody(committed, Role.CONTROLLER, "uppsala")
    mapped(by, committed)
    files = [brought(by, committed, sie_file(ROWS)) for _number in range(4)]
    at_once(tried(lambda number: book_import_save(user=by, brought=files[number % 4])), 16)
    assert Expenditure.objects.filter(voided_at=None).count() == len(ROWS)
