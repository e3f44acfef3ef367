"""A file of grants passes the gate at once, and gets exactly the answer that its rows get one by one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.actors.models import Identity, Ownership
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import Table
from samspel.money.models import AidDeclaration, DeclarationApproval, DeclaredAid, ExchangeRate
from samspel.money.state_aid.queries.ledger import ledger
from samspel.money.state_aid.queries.undertakings import Undertakings
from samspel.money.state_aid.services.ceiling import ceiling_check
from samspel.results.facts.importer.facts import import_table
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact, fact_rows
from samspel.results.facts.services.fact import FactData, fact_record
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import Support
from tests.conftest import programme
from tests.money.state_aid.test_ledger import DAY, World
from tests.programme.initiatives.test_at_once import at_once
from tests.results.samples import FEW, organisation, taken_back

pytestmark = [
    pytest.mark.every_database,
    pytest.mark.django_db,
    pytest.mark.english,
    pytest.mark.usefixtures("demo_day"),
]
D = Decimal
FOUR = range(1, 5)
DAYS = (date(2018, 2, 1), date(2018, 12, 31), date(2019, 1, 1), date(2019, 6, 3), DAY)


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


@dataclass(frozen=True)
class Row:
    """A grant: to which of the four, how many thousand kronor, on which day, on what basis."""

    to: int
    thousands: int
    on: date
    basis: str = "de_minimis"


HOLDINGS = st.tuples(
    st.sampled_from(FOUR), st.sampled_from(FOUR), st.sampled_from([60, 60, 40]), st.sampled_from(DAYS),
    st.sampled_from([None, None, None, *DAYS]),
).filter(lambda drawn: drawn[0] != drawn[1] and (drawn[4] is None or drawn[3] < drawn[4]))  # fmt: skip
ROWS = st.builds(
    Row,
    st.sampled_from(FOUR),
    st.sampled_from([0, 300, 700, 1000, 1999]),
    st.sampled_from(DAYS),
    st.sampled_from(["de_minimis"] * 5 + ["gber"]),
)
DECLARED = st.fixed_dictionaries(
    {number: st.sampled_from([None, *DAYS, *DAYS[:1] * 6]) for number in FOUR},
)


def owned(holdings: Sequence[tuple[int, int, int, date, date | None]]) -> None:
    """The holdings: owner, owned, votes, since, until."""
    for owner, other, votes, since, until in holdings:
        Ownership.objects.create(
            owner=organisation(owner), owned=organisation(other), kind="votes", share=D(votes), since=since, until=until
        )


def merged(pairs: Sequence[tuple[int, int]]) -> None:
    """Each first counts as the second, and so does all that counted as it."""
    for one, other in pairs:
        ends = {pk: Identity.objects.get(organisation=organisation(pk)).counts_as_id for pk in (one, other)}
        Identity.objects.filter(counts_as=ends[one]).update(counts_as=ends[other])


def declared(world: World, number: int, on: date, *lines: tuple[date, int]) -> None:
    """An approved declaration signed on the day, with aid of others in thousand EUR."""
    made = AidDeclaration.objects.create(
        programme=world.programme, organisation=organisation(number), occurred_on=on, recorded_by=world.officer,
        fiscal_year_month=number,
    )  # fmt: skip
    for day, thousands in lines:
        DeclaredAid.objects.create(declaration=made, giver="Annan", granted_on=day, amount=D(1000 * thousands))
    DeclarationApproval.objects.create(declaration=made, approved_at=made.recorded_at, approved_by=world.manager)


def facts_of(world: World, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What each row says."""
    return [
        world.columns(1000 * row.thousands, organisation(row.to), row.basis)
        | {"occurred_on": row.on, "reference": f"R{number}"}
        for number, row in enumerate(rows)
    ]


def one_by_one(world: World, rows: Sequence[Row]) -> tuple[int, str, bool] | None:
    """The first that is refused when each is written before the next is checked: which, why, and whether to ask."""
    for at, columns in enumerate(facts_of(world, rows)):
        try:
            fact_record(actor=world.officer, programme=world.programme, kind=KINDS["support"], data=FactData(columns))
        except FactStopped as stopped:
            return at, str(stopped), stopped.may_ask
    return None


def together(world: World, rows: Sequence[Row]) -> tuple[int, str, bool] | None:
    """The same of all at once."""
    facts = [Support(programme=world.programme, **columns) for columns in facts_of(world, rows)]
    try:
        ceiling_check(actor=world.officer, facts=facts)
    except FactStopped as stopped:
        return stopped.at, str(stopped), stopped.may_ask
    return None


@FEW
@given(
    rows=st.lists(ROWS, min_size=1, max_size=8),
    before=st.lists(ROWS, max_size=2),
    holdings=st.lists(HOLDINGS, max_size=3),
    merges=st.lists(st.sampled_from([(1, 2), (3, 4), (2, 3)]), max_size=2, unique=True),
    signed=DECLARED,
    others=st.lists(st.tuples(st.sampled_from(FOUR), st.sampled_from(DAYS), st.integers(1, 150)), max_size=2),
    unrated=st.sampled_from([None, None, None, *DAYS]),
)
def test_all_at_once_is_answered_as_one_by_one(world: World, **drawn: Any) -> None:
    with taken_back():
        ExchangeRate.objects.all().delete()
        ExchangeRate.objects.bulk_create(
            ExchangeRate(currency="SEK", day=day, rate=D(10 + number) / 2, source="Prov")
            for number, day in enumerate(DAYS)
        )
        owned(drawn["holdings"])
        merged(drawn["merges"])
        for number, on in drawn["signed"].items():
            if on is not None:
                lines = [(day, thousands) for to, day, thousands in drawn["others"] if to == number]
                declared(world, number, on, *lines)
        for columns in facts_of(world, drawn["before"]):
            told = columns | {"reference": f"B{columns['reference']}"}
            Support.objects.create(programme=world.programme, recorded_by=world.officer, **told)
        ExchangeRate.objects.filter(day=drawn["unrated"]).delete()
        at_once_ = together(world, drawn["rows"])
        with taken_back():
            turns = one_by_one(world, drawn["rows"])
        assert at_once_ == turns


def closure(start: int, day: date, holdings: Sequence[Any], merges: Sequence[tuple[int, int]]) -> set[int]:
    """Everyone that majorities in force and merges tie to the start, step by step."""
    ties = [(a, b) for a, b, votes, since, until in holdings if votes > 50 and since <= day < (until or date.max)]
    found = {start}
    while more := {b for pair in [*ties, *merges] for a, b in (pair, pair[::-1]) if a in found} - found:
        found |= more
    return found


@settings(FEW, max_examples=60)
@given(
    holdings=st.lists(HOLDINGS, min_size=2, max_size=5),
    merges=st.lists(st.sampled_from([(1, 2), (3, 4), (2, 3)]), max_size=2, unique=True),
    asked=st.sets(st.sampled_from(FOUR), min_size=1),
    day=st.sampled_from(DAYS),
)
def test_each_has_its_own_undertaking_among_those_read_together(
    ecs: Programme, holdings: Any, merges: Any, asked: Any, day: date
) -> None:
    with taken_back():
        numbers = {organisation(number).pk: number for number in FOUR}
        owned(holdings)
        merged(merges)
        found = Undertakings(organisation(number).pk for number in asked)
        for number in asked:
            members = {numbers[pk] for pk in found.on(organisation(number).pk, day)}
            assert members == closure(number, day, holdings, merges)


def test_hundreds_of_grants_take_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    made = [organisation(number) for number in range(10, 310)]
    AidDeclaration.objects.bulk_create(
        AidDeclaration(programme=world.programme, organisation=one, occurred_on=DAY, recorded_by=world.officer)
        for one in made
    )
    DeclarationApproval.objects.bulk_create(
        DeclarationApproval(declaration=one, approved_at=one.recorded_at, approved_by=world.manager)
        for one in AidDeclaration.objects.all()
    )
    told = world.columns(1000)
    facts = [Support(programme=world.programme, **(told | {"organisation": one})) for one in made]
    with django_assert_max_num_queries(12):
        ceiling_check(actor=world.officer, facts=facts)


@contextmanager
def seen_by_threads(folder: Path) -> Iterator[None]:
    """Threads have connections of their own to what is committed; on SQLite to a copy of it in a file."""
    if connection.vendor != "sqlite":
        yield
        return
    import sqlite3

    file, kept = folder / "shared.sqlite3", connections.settings["default"]["NAME"]
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    connections.settings["default"]["NAME"] = str(file)
    try:
        yield
    finally:
        connections.settings["default"]["NAME"] = kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["file", "single"])
def test_a_file_and_a_single_grant_at_once_cannot_pass_the_ceiling_together(
    transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """Whichever has passed the gate first stops before it writes, until the other is done or has waited long enough."""
    settings.SAMSPEL_TODAY = DAY
    world = World(programme("ecs-2018-2020"))
    mother = organisation(2)
    Ownership.objects.create(owner=mother, owned=world.baker, kind="votes", share=D(51), since=date(2015, 1, 1))
    world.declared(world.baker)
    columns = world.columns(900_000) | {"organisation": mother, "reference": "R"}
    structure_of(world.programme)
    passed, done = Event(), Event()

    def stops(write: Any) -> Any:
        def stopped(*arguments: Any, **named: Any) -> Any:
            passed.set()
            done.wait(2)
            return write(*arguments, **named)

        return stopped

    slowed = (fact_rows, "_write_chunk") if first == "file" else (fact, "record")
    monkeypatch.setattr(*slowed, stops(getattr(*slowed)))

    def grant(number: int) -> Any:
        if (kind := ("file", "single")[number]) != first:
            assert passed.wait(20)
        try:
            if kind == "file":
                return brought(world, 4)
            return fact_record(
                actor=world.officer, programme=world.programme, kind=KINDS["support"], data=FactData(columns)
            )
        finally:
            if kind != first:
                done.set()

    with seen_by_threads(tmp_path):
        answers = dict(zip(("file", "single"), at_once(grant, 2), strict=True))
        used = at_once(lambda _number: ledger(world.programme, mother, DAY).verdict.used, 1)
    second = answers.pop("single" if first == "file" else "file")
    assert isinstance(second, FactStopped), second
    assert used == [D(120_000) if first == "file" else D(90_000)], answers


def brought(world: World, rows: int) -> int:
    """A file of so many grants of 300 000 kronor to the baker; how many were written."""
    keys = ("organisation", "kind", "occurred_on", "amount", "aid_basis", "area", "partner", "reference")
    told = [world.baker.number, "bidrag", DAY, 300_000, "försumbart stöd", "Livsmedel", "Region Uppsala"]
    lines = [(line, [*told, f"F{line}"]) for line in range(2, 2 + rows)]
    found, written = import_table(
        user=world.manager,
        programme=world.programme,
        kind=KINDS["support"],
        table=Table(list(keys), lines, rows),
        columns={key: at for at, key in enumerate(keys)},
        progress=lambda _done: None,
    )
    assert not found.problems, found.problems
    return written
