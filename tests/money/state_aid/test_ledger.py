"""The ledger, the gate, declarations and decisions at the ceiling."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Organisation, Ownership
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.money.models import AidEntry, AidRequest
from samspel.money.state_aid.queries.ledger import ledger
from samspel.money.state_aid.queries.rate import rate_on
from samspel.money.state_aid.services.ceiling import aid_request_make
from samspel.money.state_aid.services.declaration import AidError, DeclaredLine, declaration_approve, declaration_record
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.money.state_aid.services.register import aid_entry_record
from samspel.money.state_aid.services.request import aid_request_decide
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_correct, fact_record
from samspel.results.facts.services.fact_checks import FactStopped
from samspel.results.models import Support
from tests.conftest import programme
from tests.money.samples import somebody
from tests.programme.initiatives.test_at_once import at_once
from tests.results.samples import organisation

pytestmark = [
    pytest.mark.every_database,
    pytest.mark.django_db,
    pytest.mark.english,
    pytest.mark.usefixtures("demo_day"),
]
D = Decimal
DAY = date(2019, 9, 2)


class World:
    """A programme with a rate of ten kronor, an officer, a manager and a declared enterprise."""

    def __init__(self, made: Programme) -> None:
        self.programme = made
        self.officer = somebody(made, Role.OFFICER, "uppsala")
        self.manager = somebody(made, Role.MANAGER)
        self.baker = organisation(1)
        exchange_rate_record(actor=self.manager, programme=made, day=DAY, rate=D(10), source="Riksbanken")

    def declared(self, of: Organisation, *lines: DeclaredLine) -> None:
        """An approved declaration, from before the day."""
        made = declaration_record(
            actor=self.officer,
            programme=self.programme,
            organisation=of,
            signed_by="Bo Bagare",
            month=1,
            lines=list(lines),
        )
        type(made).objects.filter(pk=made.pk)
        declaration_approve(actor=self.manager, declaration=made)

    def columns(self, amount: int, of: Organisation | None = None, basis: str = "de_minimis") -> dict[str, Any]:
        """A support, in kronor."""
        return {
            "organisation": of or self.baker, "kind": "grant", "occurred_on": DAY, "hours": D(0), "amount": D(amount),
            "aid_basis": basis, "area": self.programme.areas.get(code="food"),
            "partner": self.programme.partners.get(code="uppsala"), "reference": f"R{Support.objects.count()}-{amount}",
        }  # fmt: skip

    def support(self, amount: int, of: Organisation | None = None, by: User | None = None) -> Any:
        """Recorded, through the gate."""
        data = FactData(self.columns(amount, of))
        return fact_record(actor=by or self.officer, programme=self.programme, kind=KINDS["support"], data=data)


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def test_without_a_declaration_the_gate_is_shut(world: World) -> None:
    with pytest.raises(FactStopped, match="no approved declaration"):
        world.support(1000)
    made = declaration_record(
        actor=world.officer,
        programme=world.programme,
        organisation=world.baker,
        signed_by="Bo Bagare",
        month=1,
        lines=[],
    )
    with pytest.raises(FactStopped):
        world.support(1000)
    with pytest.raises(PermissionDenied):
        declaration_approve(actor=world.officer, declaration=made)
    declaration_approve(actor=world.manager, declaration=made)
    assert world.support(1000).pk
    with pytest.raises(AidError):
        declaration_approve(actor=world.manager, declaration=made)


def test_the_ceiling_holds_for_the_whole_undertaking(world: World) -> None:
    mother, twin = organisation(2), organisation(3)
    Ownership.objects.create(owner=mother, owned=world.baker, kind="votes", share=D(51), since=date(2015, 1, 1))
    merge_record(actor=world.manager, organisation=twin, into=mother, reason="Samma bolag")
    world.declared(world.baker, DeclaredLine("Tillväxtverket", date(2018, 3, 1), D(50_000)))
    world.support(1_000_000)
    world.support(400_000, twin)
    found = ledger(world.programme, mother, DAY)
    assert {m.pk for m in found.members} == {world.baker.pk, mother.pk, twin.pk}
    assert (found.verdict.used, found.verdict.headroom) == (D(190_000), D(10_000))
    with pytest.raises(FactStopped) as stopped:
        world.support(100_010, mother)
    told = str(stopped.value)
    assert "Tillväxtverket" in told
    assert "190" in told
    assert world.support(100_000, mother).pk
    assert ledger(world.programme, world.baker, DAY).verdict.headroom == 0


def test_a_correction_leaves_out_what_it_replaces(world: World) -> None:
    world.declared(world.baker)
    made = world.support(1_900_000)
    kind, more = KINDS["support"], world.columns(2_000_000) | {"reference": made.reference}
    corrected = fact_correct(actor=world.officer, kind=kind, fact=made, data=FactData(more), reason="Fel belopp")
    with pytest.raises(FactStopped):
        fact_correct(
            actor=world.officer,
            kind=kind,
            fact=corrected,
            data=FactData(more | {"amount": D(2_000_010)}),
            reason="Fel belopp",
        )
    assert Support.objects.as_of(None).get().amount == D(2_000_000)


def test_rates_are_those_of_the_day(world: World) -> None:
    exchange_rate_record(
        actor=world.manager, programme=world.programme, day=date(2019, 8, 30), rate=D(11), source="Riksbanken"
    )
    assert rate_on("SEK", date(2019, 9, 1)) == D(11)
    assert rate_on("EUR", date(1999, 1, 1)) == D(1)
    with pytest.raises(AidError):
        exchange_rate_record(actor=world.manager, programme=world.programme, day=DAY, rate=D(12), source="Annan")
    world.declared(world.baker)
    data = FactData(world.columns(1000) | {"occurred_on": date(2019, 6, 1)})
    with pytest.raises(FactStopped, match="No exchange rate"):
        fact_record(actor=world.officer, programme=world.programme, kind=KINDS["support"], data=data)


def test_held_at_the_ceiling_and_decided(world: World) -> None:
    world.declared(world.baker, DeclaredLine("Region Örebro län", date(2018, 3, 1), D(195_000)))
    with pytest.raises(FactStopped) as stopped:
        world.support(100_000)
    fact = Support(programme=world.programme, **world.columns(100_000))
    aid_request_make(actor=world.officer, fact=fact, told=str(stopped.value))
    held = AidRequest.objects.get()
    with pytest.raises(AidError):
        aid_request_decide(actor=world.manager, request=held, basis="de_minimis", amount=None, reason="Prövat")
    held.refresh_from_db()
    assert held.state == "pending"
    with pytest.raises(PermissionDenied):
        aid_request_decide(actor=world.officer, request=held, basis="refuse", amount=None, reason="Nej")
    decided = aid_request_decide(actor=world.manager, request=held, basis="de_minimis", amount=D(50_000), reason="Ryms")
    assert (decided.state, decided.support.amount) == ("granted", D(50_000))
    with pytest.raises(AidError):
        aid_request_decide(actor=world.manager, request=held, basis="refuse", amount=None, reason="Ångrar")
    aid_request_make(actor=world.officer, fact=fact, told="x")
    other = aid_request_decide(
        actor=world.manager, request=AidRequest.objects.first(), basis="gber", amount=None, reason="Artikel 28"
    )
    assert other.support.aid_basis == "gber"


def test_an_import_names_the_row_that_passes_the_ceiling(world: World) -> None:
    from samspel.imports.importer import importers
    from samspel.imports.services.staged_import import import_save
    from samspel.imports.services.table_import import table_import_begin, table_import_check
    from tests.results.samples import row, text_table

    world.declared(world.baker)
    number = world.baker.number
    told = {"organisation": number, "aid_basis": "försumbart stöd", "amount": 1_500_000, "occurred_on": DAY.isoformat()}
    rows = [row(world.programme, "support", **told, reference=f"R{n}") for n in range(2)]
    brought = table_import_begin(
        user=world.manager,
        programme=world.programme,
        importer=importers()["support"],
        filename="r.csv",
        content=text_table("support", rows),
    )
    table_import_check(staged=brought, columns=brought.columns)
    import_save(staged=brought)
    brought.refresh_from_db()
    assert brought.stage == "failed"
    assert "Row 3" in brought.report["fault"]
    assert not Support.objects.exists()


def test_the_register_is_noted_once(world: World) -> None:
    world.declared(world.baker)
    made = world.support(1000)
    aid_entry_record(actor=world.officer, support=made, on=DAY, reference="R-1")
    with pytest.raises(AidError):
        aid_entry_record(actor=world.officer, support=made, on=DAY, reference="R-2")
    assert AidEntry.objects.get().reference == "R-1"


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_cannot_pass_the_ceiling_together(transactional_db: None, settings: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    settings.SAMSPEL_TODAY = DAY
    world = World(programme("ecs-2018-2020"))
    mother = organisation(2)
    Ownership.objects.create(owner=mother, owned=world.baker, kind="votes", share=D(51), since=date(2015, 1, 1))
    world.declared(world.baker)

    def grant(number: int) -> Any:
        columns = world.columns(90_000, (world.baker, mother)[number % 2]) | {"reference": f"R{number}"}
        return fact_record(
            actor=world.officer, programme=world.programme, kind=KINDS["support"], data=FactData(columns)
        )

    answers = at_once(grant, 50)
    assert sum(isinstance(answer, Support) for answer in answers) == 22  # 9 000 EUR each of 200 000
    assert sum(isinstance(answer, FactStopped) for answer in answers) == 28
    assert ledger(world.programme, mother, DAY).verdict.used == D(198_000)
