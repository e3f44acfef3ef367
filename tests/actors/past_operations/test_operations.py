"""Past operations: read from a register's file, brought in once, shown in the programme's territory."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from samspel.actors.models import Organisation, PastOperation
from samspel.actors.past_operations.figures import past_operations, past_operations_granted
from samspel.actors.past_operations.formats import (
    PROJEKTBANKEN,
    OperationsError,
    RegisterOperation,
    read_projektbanken,
)
from samspel.actors.past_operations.rules import kind_of
from samspel.actors.past_operations.services import operations_import
from samspel.cli.actors import import_operations_file
from samspel.core.access import Role
from samspel.core.figures import Slice, contributing, values
from samspel.core.programmes.models import Programme
from tests.conftest import Sign, person

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
FILE = Path(__file__).parents[4] / "shared/data/se_projektbanken_2014_2020/projektbanken_2014_2020_no_personal.csv"
HEAD = [
    "_source", "ärende-id", "stödmottagare", "beviljat_belopp_sek", "projektnamn", "projektbeskrivning",
    "projekt_starttid", "projekt_sluttid", "län", "kommuner", "tematiskt_mål",
]  # fmt: skip
GOOD = ["x", "1", "Västerås stad", "100", "Namn", "Text", "2016-01-01", "2017-01-01", "Västmanland", "Västerås", "Mål"]


def written(path: Path, *rows: list[str], head: list[str] = HEAD) -> Path:
    """A file with the rows."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def an_operation(**changes: Any) -> RegisterOperation:
    """An operation in Västerås."""
    told: dict[str, Any] = {
        "code": "1", "name": "Namn", "text": "", "beneficiary": "Mälardalens Högskola", "granted": Decimal(100),
        "currency": "SEK", "starts_on": date(2016, 1, 1), "ends_on": date(2017, 1, 1), "objective": "Mål",
        "municipalities": ("Västerås",),
    }  # fmt: skip
    return RegisterOperation(**{**told, **changes})


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (found,) = read_projektbanken(written(tmp_path / "a.csv", GOOD))
    assert (found.code, found.beneficiary, found.granted) == ("1", "Västerås stad", Decimal(100))
    assert (found.starts_on, found.municipalities) == (date(2016, 1, 1), ("Västerås",))


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    bad = {**dict(zip(HEAD, GOOD, strict=True)), "ärende-id": "2", "beviljat_belopp_sek": "en miljon"}
    bad |= {"projekt_starttid": "2016-13-01", "projektnamn": ""}
    late = {**dict(zip(HEAD, GOOD, strict=True)), "projekt_sluttid": "2015-01-01"}
    path = written(tmp_path / "a.csv", GOOD, list(bad.values()), list(late.values()))
    with pytest.raises(OperationsError) as caught:
        read_projektbanken(path)
    named = [(fault.row, fault.field, fault.found) for fault in caught.value.faults]
    assert (3, "beviljat_belopp_sek", "en miljon") in named
    assert (3, "projekt_starttid", "2016-13-01") in named
    assert (3, "projektnamn", "") in named
    assert (4, "projekt_sluttid", "2015-01-01") in named
    assert (4, "ärende-id", "1") in named
    assert all(fault.expected for fault in caught.value.faults)
    assert "row 3, projekt_starttid: found '2016-13-01', expected a date" in str(caught.value)


def test_a_file_that_is_none_of_ours_says_so(tmp_path: Path) -> None:
    with pytest.raises(OperationsError, match="the column kommuner"):
        read_projektbanken(written(tmp_path / "a.csv", ["1"], head=["ärende-id"]))
    (tmp_path / "b.csv").write_bytes("ärende-id".encode("utf-16"))
    with pytest.raises(OperationsError, match="UTF-8"):
        read_projektbanken(tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Arjeplogs kommun", "municipality"),
        ("Region Örebro län", "region"),
        ("Stockholms Läns Landsting", "region"),
        ("Linnéuniversitetet", "university"),
        ("Högskolan Dalarna", "university"),
        ("Gotland Grönt Centrum AB (svb)", "company"),
        ("AB Samarkand 2015", "company"),
        ("Kommunförbundet Skåne", "association"),
        ("Hushållningssällskapet", "association"),
    ],
)
def test_the_kind_follows_from_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_operations_are_brought_in_once_and_kept_in_step(example: Programme) -> None:
    before = Organisation.objects.count()
    rows = [
        an_operation(),
        an_operation(code="2", beneficiary="Helt Ny Kommun", municipalities=("Västerås", "Ingenstans")),
        an_operation(code="3", beneficiary="HELT NY KOMMUN"),
    ]
    report = operations_import(actor=None, rows=rows, register="r")
    assert (report.added, report.changed, report.unchanged) == (3, 0, 0)
    assert (report.matched, report.created, report.unknown_places) == (1, 1, ("Ingenstans",))
    assert Organisation.objects.count() == before + 1
    assert PastOperation.objects.get(code="1").beneficiary == Organisation.objects.get(name="Mälardalens högskola")
    again = operations_import(actor=None, rows=rows, register="r")
    assert (again.added, again.changed, again.unchanged, again.created) == (0, 0, 3, 0)
    moved = [
        an_operation(granted=Decimal(200)),
        an_operation(code="2", beneficiary="Helt Ny Kommun", municipalities=("Eskilstuna",)),
    ]
    third = operations_import(actor=None, rows=moved, register="r")
    assert (third.added, third.changed, third.unchanged) == (0, 2, 0)
    assert PastOperation.objects.get(code="1").granted == 200
    assert Organisation.objects.count() == before + 1


def test_all_or_nothing(example: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("samspel.actors.past_operations.services._set_places", broken)
    before = Organisation.objects.count()
    with pytest.raises(RuntimeError):
        operations_import(actor=None, rows=[an_operation(beneficiary="Någon helt ny")], register="r")
    assert not PastOperation.objects.exists()
    assert Organisation.objects.count() == before


def test_who_may_bring_in(example: Programme) -> None:
    for role in Role:
        if role in {Role.MANAGER, Role.ADMINISTRATOR}:
            operations_import(actor=person(role), rows=[an_operation(code=role.value)], register="r")
        elif role is not Role.PUBLIC:
            with pytest.raises(PermissionDenied):
                operations_import(actor=person(role), rows=[an_operation(code=role.value)], register="r")


def test_the_territory_decides_what_is_shown(example: Programme, nordmark: Programme, client: Client) -> None:
    here = Organisation.objects.get(name="Mälardalens högskola")
    away = Organisation.objects.create(name="Luleå tekniska", identity="none", kind="university")
    rows = [
        an_operation(),
        an_operation(code="2", municipalities=("Luleå",)),
        an_operation(code="3", municipalities=()),
        an_operation(code="4", municipalities=(), beneficiary=away.name),
        an_operation(code="5", currency="EUR", objective="Annat mål"),
        an_operation(code="6", municipalities=("Västerås", "Eskilstuna", "Luleå"), name="Ett ärtprojekt"),
    ]
    operations_import(actor=None, rows=rows, register="r")
    assert here.municipality is not None
    where = Slice(example.pk)
    assert {o.code for o in contributing(past_operations, where)} == {"1", "3", "5", "6"}
    assert values(past_operations, where)[()] == 4
    assert values(past_operations_granted, where)[()] == 300
    assert values(past_operations, Slice(nordmark.pk))[()] == 0
    base = f"/p/{example.code}/actors/operations/"
    answer = client.get(base)
    assert answer.context["count"] == 4
    for figure in (answer.context["sums"].number, answer.context["sums"].granted):
        assert client.get(figure.url).status_code == 200
    assert client.get(base + "?text=ÄRTPROJEKT").context["count"] == 1
    narrowed = client.get(base + "?objective=annat-mal")
    assert narrowed.context["count"] == narrowed.context["sums"].number.value == 1
    assert client.get(narrowed.context["sums"].number.url).status_code == 200
    assert f"/p/{example.code}/actors/{here.pk}/" in answer.content.decode()


def test_the_command_tells_what_it_did(example: Programme, tmp_path: Path) -> None:
    out = io.StringIO()
    path = written(tmp_path / "a.csv", GOOD)
    assert import_operations_file(path, "", out) == 0
    assert "1 operations added" in out.getvalue()
    assert import_operations_file(path, person(Role.MANAGER).email, out) == 0
    assert import_operations_file(path, person(Role.EVALUATOR).email, out) == 1
    assert import_operations_file(path, "nobody@example.org", out) == 1
    assert import_operations_file(tmp_path / "none.csv", "", out) == 1
    assert import_operations_file(written(tmp_path / "b.csv", GOOD, GOOD), "", out) == 1
    assert PastOperation.objects.count() == 1


@pytest.mark.real_data
def test_projektbanken_is_brought_in_without_doubling(example: Programme, signed_in: Sign) -> None:
    if not FILE.exists():
        pytest.skip(f"{FILE} is not here")
    rows = read_projektbanken(FILE)
    assert len(rows) == 374
    report = operations_import(actor=None, rows=rows, register=PROJEKTBANKEN)
    assert (report.added, report.unknown_places) == (374, ("Stenungssund",))  # the register writes it so
    known = Organisation.objects.count()
    again = operations_import(actor=None, rows=rows, register=PROJEKTBANKEN)
    assert (again.added, again.changed, again.unchanged, again.created) == (0, 0, 374, 0)
    assert (PastOperation.objects.count(), Organisation.objects.count()) == (374, known)
    assert again.matched == report.matched + report.created
    shown = signed_in(Role.PUBLIC).get(f"/p/{example.code}/actors/operations/").context["sums"]
    listed = {o.code for o in contributing(past_operations, Slice(example.pk))}
    assert shown.number.value == len(listed)
    assert shown.granted.value == sum(row.granted for row in rows if row.code in listed)
