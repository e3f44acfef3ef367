"""`samspel books`, and ranges of accounts on the page."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samspel.cli.money import BooksFile, import_books_file
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.models import AccountRange, BookImport, Expenditure
from tests.money.expenditure.test_books import ROWS
from tests.money.samples import sie_file, somebody
from tests.money.test_money_pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.english]
MAPS = ("7000-7999=staff", "5000-5999=other", "6550=external")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "bok.se"
    made.write_bytes(sie_file(ROWS))
    return made


def run(path: Path, ecs: Programme, email: str, **more: object) -> tuple[int, str]:
    told: list[str] = []
    options = {"projects": ["6:P14"], "ranges": MAPS} | more
    file = BooksFile(path, ecs.code, "uppsala", **options)  # type: ignore[arg-type]
    return import_books_file(file, email, told.append), "\n".join(told)


def test_a_file_is_brought_in_and_again_without_doubling(ecs: Programme, demo_day: date, path: Path) -> None:
    controller = somebody(ecs, Role.CONTROLLER, "uppsala")
    status, told = run(path, ecs, controller.email)
    assert (status, told) == (0, "4 new rows, 0 of changed vouchers in place of 0; 0 were there already")
    status, _told = run(path, ecs, controller.email)
    assert status == 1
    assert Expenditure.objects.count() == 4
    assert BookImport.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_kept(ecs: Programme, demo_day: date, path: Path, tmp_path: Path) -> None:
    controller = somebody(ecs, Role.CONTROLLER, "uppsala").email
    assert run(path, ecs, "ingen@exempel.test")[0] == 2
    assert "may not record" in run(path, ecs, somebody(ecs, Role.CONTROLLER, "orebro").email)[1]
    assert "--map 5000=kaffe" in run(path, ecs, controller, ranges=["5000=kaffe"])[1]
    assert "say its category with --map 7010=CATEGORY" in run(path, ecs, controller, ranges=MAPS[1:])[1]
    assert run(tmp_path / "saknas.se", ecs, controller)[0] == 1
    (tmp_path / "tom.se").write_bytes(b"")
    assert run(tmp_path / "tom.se", ecs, controller)[0] == 1
    assert not Expenditure.objects.exists()
    assert not BookImport.objects.exists()


def test_a_range_of_accounts_on_the_page(ecs: Programme, demo_day: date) -> None:
    visitor = browser(somebody(ecs, Role.CONTROLLER, "uppsala"))
    file = SimpleUploadedFile("bok.se", sie_file(ROWS))
    partner = ecs.partners.get(code="uppsala").pk
    page = visitor.post(f"/p/{ecs.code}/money/books/", {"partner": partner, "file": file}).url
    visitor.post(page, {"step": "projects", "projects": ["6:P14"]})
    told = {"step": "accounts", "first": "5000", "last": "7999"}
    assert "Give the first and the last account" in visitor.post(page, told).content.decode()
    wrong = visitor.post(page, told | {"last": "4000", "category": "other"}).content.decode()
    assert "comes before the first" in wrong
    assert "such as 5000" in visitor.post(page, told | {"first": "fem", "category": "other"}).content.decode()
    visitor.post(page, told | {"category": "other", "account_7010": "staff"})
    assert AccountRange.objects.count() == 2
    visitor.post(page + "save/")
    sums = dict(Expenditure.objects.values_list("category__code", "account"))
    assert sums["staff"] == "7010"
    assert Expenditure.objects.filter(category__code="other").count() == 2


def test_a_contribution_in_kind(ecs: Programme, demo_day: date) -> None:
    visitor = browser(somebody(ecs, Role.CONTROLLER, "uppsala"))
    told = {
        "partner": ecs.partners.get(code="uppsala").pk, "category": ecs.cost_categories.get(code="other").pk,
        "occurred_on": "2019-03-01", "voucher": "E1", "text": "Lokal", "amount": "900", "in_kind": "on",
    }  # fmt: skip
    answer = visitor.post(f"/p/{ecs.code}/money/costs/new/", told)
    made = Expenditure.objects.get()
    assert (made.origin, made.amount) == ("in_kind", Decimal(900))
    assert "Contribution in kind" in visitor.get(answer.url).content.decode()
