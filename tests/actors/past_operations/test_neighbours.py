"""Past operations beside those of other beneficiaries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Alias, Organisation, PastOperation
from samspel.actors.past_operations.formats import RegisterOperation
from samspel.actors.past_operations.queries import operation_sums, operations_in, operations_of
from samspel.actors.past_operations.rules import kind_of, place_key
from samspel.actors.past_operations.services import OperationsReport, operations_import
from samspel.core.models import AuditEvent
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from tests.results.samples import organisation, somebody

pytestmark = pytest.mark.django_db


def operation(code: str, beneficiary: Organisation | None, starts_on: date = date(2016, 1, 1)) -> PastOperation:
    """An operation of the beneficiary."""
    return PastOperation.objects.create(
        register="r", code=code, name=code, beneficiary_name="x", beneficiary=beneficiary, granted=1, currency="SEK",
        starts_on=starts_on, ends_on=date(2019, 1, 1),
    )  # fmt: skip


def test_operations_are_those_of_the_beneficiary_and_what_counts_as_it(ecs: Programme) -> None:
    own, twins = operation("1", organisation(1)), operation("2", organisation(2), date(2017, 1, 1))
    operation("3", organisation(3))
    operation("4", None)
    assert operations_of(organisation(1)) == [own]
    merge_record(actor=somebody(ecs), organisation=organisation(2), into=organisation(1), reason="Samma")
    assert operations_of(organisation(1)) == [twins, own]
    assert operations_of(organisation(2)) == []


def row(code: str = "1", **changes: Any) -> RegisterOperation:
    """An operation of the register, in Västerås."""
    told: dict[str, Any] = {
        "name": f"Projekt {code}", "text": "", "beneficiary": "Torsta AB", "granted": Decimal(100), "currency": "SEK",
        "starts_on": date(2016, 1, 1), "ends_on": date(2017, 1, 1), "objective": "Mål", "municipalities": ("Västerås",),
    }  # fmt: skip
    return RegisterOperation(code=code, **(told | changes))


def brought_in(*rows: RegisterOperation, register: str = "r") -> OperationsReport:
    """The register's rows imported by the system itself."""
    return operations_import(actor=None, rows=rows, register=register)


def test_the_list_and_the_sums_are_of_the_territory_and_the_filters(ecs: Programme, nordmark: Programme) -> None:
    known = Organisation.objects.create(name="Känd under annat namn", kind="company", identity="none")
    brought_in(
        row("1"), row("2", objective="Annat mål", granted=Decimal(20), starts_on=date(2016, 5, 1)),
        row("3", text="Om ÄRTER", granted=Decimal(3)), row("4", municipalities=("Luleå",), granted=Decimal(4000)),
        row("5", beneficiary="Ärtodlarna", currency="EUR", granted=Decimal(50000)), row("6", granted=Decimal(600000)),
    )  # fmt: skip
    PastOperation.objects.filter(code="6").update(beneficiary=known)
    PastOperation.objects.filter(code="5").update(beneficiary=None)
    here, there = (ReadContext(structure_of(programme)) for programme in (ecs, nordmark))

    def codes(**filters: str) -> str:
        return "".join(o.code for o in operations_in(here, **filters))

    assert codes() == "21356"  # newest first
    assert codes(objective="Annat mål") == "2"
    assert codes(text="projekt 3") == codes(text="ärter") == "3"
    assert codes(text="ärtodlarna") == "5"
    assert codes(text="under annat") == "6"
    assert codes(text="projekt", objective="Mål") == "1356"
    assert list(operations_in(there)) == []
    sums = {objective: operation_sums(here, objective) for objective in ("", "Mål", "Annat mål", "Inget")}
    assert {objective: (found.number.value, found.granted.value) for objective, found in sums.items()} == {
        "": (5, 600123), "Mål": (4, 600103), "Annat mål": (1, 20), "Inget": (0, 0),
    }  # fmt: skip
    nothing = operation_sums(there, "")
    assert (nothing.number.value, nothing.granted.value) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Nytt namn"},
        {"text": "Ny text"},
        {"granted": Decimal(101)},
        {"currency": "EUR"},
        {"starts_on": date(2016, 1, 2)},
        {"ends_on": date(2017, 1, 2)},
        {"objective": "Annat mål"},
        {"beneficiary": "Järva Kultur"},
        {"municipalities": ("Uppsala",)},
        {"municipalities": ("Uppsala", "Västerås")},
        {"municipalities": ()},
    ],
    ids=str,
)
def test_what_has_changed_is_brought_up_to_date_and_the_rest_stays(ecs: Programme, change: dict[str, Any]) -> None:
    brought_in(row("1"), row("2"))
    brought_in(row("1"), register="ett annat register")
    rest = PastOperation.objects.exclude(register="r", code="1")
    before = {o.pk: (o.name, o.granted, o.beneficiary_name) for o in rest}
    report = brought_in(row("1", **change), row("2"))
    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    changed = PastOperation.objects.get(register="r", code="1")
    told = row("1", **change)
    assert changed.beneficiary is not None
    assert (changed.name, changed.text, changed.granted, changed.currency, changed.objective) == (
        told.name, told.text, told.granted, told.currency, told.objective,
    )  # fmt: skip
    assert (changed.starts_on, changed.ends_on, changed.beneficiary_name, changed.beneficiary.name) == (
        told.starts_on, told.ends_on, told.beneficiary, told.beneficiary,
    )  # fmt: skip
    assert sorted(m.name for m in changed.municipalities.all()) == sorted(told.municipalities)
    assert {o.pk: (o.name, o.granted, o.beneficiary_name) for o in rest.all()} == before
    assert all([m.name for m in o.municipalities.all()] == ["Västerås"] for o in rest.all())
    event = AuditEvent.objects.filter(action="operations.imported").latest("pk")
    assert (event.object_id, event.changes["changed"], event.changes["added"]) == (str(changed.pk), ["1"], 0)


def test_an_import_tells_what_is_new_changed_and_as_before(ecs: Programme) -> None:
    first = brought_in(row("1"), row("2", municipalities=("Västerås", "Ingenstans", "Ännu ingenstans")))
    assert first == OperationsReport(2, 0, 0, 0, 1, ("Ingenstans", "Ännu ingenstans"))
    second = brought_in(
        row("1", granted=Decimal(9), municipalities=("Uppsala",)), row("2"), row("3", beneficiary="TORSTA AB"), row("4")
    )
    assert second == OperationsReport(2, 1, 1, 1, 0)
    events = AuditEvent.objects.filter(action="operations.imported")
    assert events.count() == 2
    latest = events.latest("pk").changes
    assert (latest["register"], latest["added"], latest["changed"], latest["organisations"]) == ("r", 2, ["1"], 0)
    brought_in(row("1", granted=Decimal(9), municipalities=("Uppsala",)), row("2"))
    brought_in()
    assert events.count() == 2
    assert PastOperation.objects.count() == 4


def test_a_beneficiary_is_whom_the_name_meant_before_else_the_best_match(ecs: Programme) -> None:
    torsta = Organisation.objects.create(name="Torsta AB", kind="company", identity="none")
    other = Organisation.objects.create(name="Järva Kultur", kind="association", identity="none")
    gone = Organisation.objects.create(name="Uminova Innovation AB", kind="company", identity="none")
    merge_record(actor=somebody(ecs), organisation=gone, into=other, reason="Samma")
    Alias.objects.create(organisation=other, name="Kulturhuset Järva Dalarna")
    told = brought_in(
        row("1", beneficiary="Torsta"), row("2", beneficiary="Kulturhuset Järva Dalarna"),
        row("3", beneficiary="Uminova Innovation AB"), row("4", beneficiary="Torsta"),
    )  # fmt: skip
    found = {o.code: o.beneficiary for o in PastOperation.objects.all()}
    assert (found["1"], found["2"], found["4"]) == (torsta, other, torsta)
    assert found["3"] not in {torsta, other, gone}  # what is merged is matched by no name
    assert (told.matched, told.created) == (2, 1)
    PastOperation.objects.filter(code="1").update(beneficiary=other)
    PastOperation.objects.filter(code="4").update(beneficiary=other)
    brought_in(row("5", beneficiary="TORSTA"))
    assert PastOperation.objects.get(code="5").beneficiary == other
    brought_in(row("1", beneficiary="Torsta"), register="ett annat register")
    assert PastOperation.objects.get(register="ett annat register").beneficiary == torsta
    new = AuditEvent.objects.get(action="organisation.registered")
    assert new.changes["kind"] == "company"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Upplands Väsby", "UpplandsVäsby", True), ("Lilla Edet", "LILLAEDET", True), ("Sala", "Solna", False)],
)
def test_a_place_is_the_same_without_its_spaces(one: str, other: str, same: bool) -> None:
    assert (place_key(one) == place_key(other)) == same


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Alfa (publ)", "company"),  # by its form alone
        ("Alfa AB Sverige", "company"),  # by a word alone
        ("Region Alfa AB", "company"),
        ("Alfa kommuners förbund", "association"),
        ("Kommuner i Alfa", "municipality"),
        ("Landstinget Alfa", "region"),
        ("Alfa regionförbund", "association"),
    ],
)
def test_the_kind_by_form_before_words(name: str, kind: str) -> None:
    assert kind_of(name) == kind
