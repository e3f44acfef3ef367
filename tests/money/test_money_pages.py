"""The pages of money: each answers for those it is for, and does what its buttons say."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.claims.documents import file_of
from samspel.money.models import BookImport, Claim, ClaimRow, EvidenceFile, Expenditure, GrantTerms, Income
from tests.money.claims.test_claims import MARCH, World
from tests.money.expenditure.test_books import ROWS
from tests.money.samples import cost, first_half, part_of, sie_file, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
PDF = b"%PDF-1.4 bevis"


def browser(user: object) -> Client:
    """A browser signed in as the user, in English."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def world(ecs: Programme, demo_day: date) -> World:
    return World(ecs)


def base(world: World) -> str:
    return f"/p/{world.programme.code}/money/"


def test_the_economy_is_open_and_claims_are_not(world: World, client: Client) -> None:
    assert client.get(base(world) + "economy/").status_code == 200
    for path in ("claims/", "books/", "costs/", "terms/"):
        assert client.get(base(world) + path).status_code == 302
    officer = browser(somebody(world.programme, Role.OFFICER, "uppsala"))
    for path in ("claims/", "books/", "costs/", "terms/"):
        assert officer.get(base(world) + path).status_code == 403


def test_a_controller_from_file_to_sent_in(world: World) -> None:
    visitor, at = browser(world.controller), base(world)
    file = SimpleUploadedFile("bok.se", sie_file(ROWS))
    partner = world.programme.partners.get(code="uppsala").pk
    answer = visitor.post(at + "books/", {"partner": partner, "file": file})
    brought = BookImport.objects.get()
    assert answer.url == f"{at}books/{brought.pk}/"
    page = answer.url
    visitor.post(page, {"step": "projects", "projects": ["6:P14"]})
    told = {"step": "accounts", "account_7010": "staff", "account_5410": "other", "account_6550": "external"}
    visitor.post(page, told)
    assert "Save the books" in visitor.get(page).content.decode()
    visitor.post(page + "save/")
    visitor.post(page + "save/")
    assert Expenditure.objects.count() == 4
    claim = first_half(world.programme, world.manager)
    mine = f"{at}claims/{claim.number}/uppsala/"
    assert "No costs are put in yet" in visitor.get(mine).content.decode()
    visitor.post(mine + "gather/")
    text = visitor.get(mine).content.decode()
    assert "No evidence is attached" in text
    visitor.post(mine + "submit/")
    assert part_of(claim).state == "submitted"
    assert visitor.post(mine + "approve/").status_code == 403
    assert visitor.get(f"{at}claims/{claim.number}/").status_code == 200
    assert visitor.get(f"{at}claims/{claim.number}/send/").status_code == 403


def test_the_lead_returns_checks_sends_and_records_the_decision(world: World) -> None:
    kept, bad = cost(world.programme, world.manager, "100", MARCH), cost(world.programme, world.manager, "50", MARCH)
    claim = first_half(world.programme, world.manager)
    world_part = part_of(claim)
    at, lead = f"{base(world)}claims/{claim.number}/", browser(world.other)
    preparer = browser(world.controller)
    preparer.post(at + "uppsala/gather/")
    preparer.post(at + "uppsala/submit/")
    row = world_part.rows.get(expenditure=bad)
    lead.post(at + "uppsala/return/", {"comment": "Underlag saknas", "row": [row.pk]})
    text = preparer.get(at + "uppsala/").content.decode()
    assert "Underlag saknas" in text
    preparer.post(f"{base(world)}claims/rows/{row.pk}/put-back/")
    preparer.post(at + "uppsala/submit/")
    world.ready(Claim.objects.get())
    assert "Send the claim" in lead.get(at).content.decode()
    assert lead.post(at + "send/", {"signed_by": "Anna Chef"}).url == at
    rows = {r.expenditure_id: r.pk for r in ClaimRow.objects.all()}
    told = {
        "decided_on": "2018-10-01", "reference": "D-1", f"deducted_{rows[kept.pk]}": "10,50",
        f"reason_{rows[kept.pk]}": "Moms", f"parked_{rows[bad.pk]}": "on", f"reason_{rows[bad.pk]}": "Senare",
    }  # fmt: skip
    assert lead.get(at + "decision/").status_code == 200
    lead.post(at + "decision/", told)
    found = Claim.objects.get()
    assert (found.state, found.support_certified) == ("decided", D("44.75"))
    page = lead.get(at).content.decode()
    assert "From declared to certified" in page
    lead.post(at + "payment/", {"received_on": "2018-11-01", "amount": "44,75", "reference": "BG"})
    assert Claim.objects.get().state == "paid"
    assert browser(world.controller).get(base(world) + "claims/").status_code == 200
    assert lead.post(at + "decision/", told).status_code == 404


def test_files_of_a_sent_claim_are_the_same_each_time(world: World) -> None:
    cost(world.programme, world.manager, "1000.01", MARCH)
    claim = world.sent(first_half(world.programme, world.manager))
    lead = browser(world.manager)
    for form in ("xlsx", "docx", "pdf", "zip"):
        answer = lead.get(f"{base(world)}claims/1/claim.{form}")
        assert answer.status_code == 200
        assert answer.content == file_of(claim, form) == file_of(Claim.objects.get(), form)
    book = openpyxl.load_workbook(io.BytesIO(file_of(claim, "xlsx")))
    assert book.sheetnames == ["Summary", "Per category", "Per partner", "Financing", "Vouchers", "Evidence"]
    assert book["Financing"].cell(book["Financing"].max_row, 2).value == 1000.01
    assert book["Vouchers"].cell(book["Vouchers"].max_row, 10).value == 1000.01
    with zipfile.ZipFile(io.BytesIO(file_of(claim, "zip"))) as found:
        assert len(found.namelist()) == 4
    assert lead.get(f"{base(world)}claims/1/claim.exe").status_code == 404


def test_evidence_is_attached_once_and_handed_out_to_those_who_may(world: World) -> None:
    made = cost(world.programme, world.manager, "100", MARCH, evidence=False)
    page, mine = f"{base(world)}costs/{made.pk}/", browser(world.controller)
    for name, content, kept in (
        ("faktura.pdf", PDF, 1), ("faktura.pdf", PDF, 1), ("faktura.pdf", b"MZ", 1), ("virus.exe", b"MZ", 1),
        ("bild.png", b"", 1), ("../../bild.png", b"\x89PNG\r\n\x1a\nx", 2),
    ):  # fmt: skip
        mine.post(page, {"title": "Faktura", "file": SimpleUploadedFile(name, content)})
        assert EvidenceFile.objects.count() == kept, name
    kept = EvidenceFile.objects.first()
    answer = mine.get(f"{base(world)}evidence/{kept.pk}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    stranger = browser(somebody(world.programme, Role.CONTROLLER, "orebro"))
    assert stranger.get(f"{base(world)}evidence/{kept.pk}/").status_code == 404
    assert stranger.get(page).status_code == 404


def test_a_scanner_can_refuse(world: World, settings: object) -> None:
    settings.SAMSPEL_VIRUS_SCAN = "false"  # type: ignore[attr-defined]
    made = cost(world.programme, world.manager, "100", MARCH, evidence=False)
    page = f"{base(world)}costs/{made.pk}/"
    file = SimpleUploadedFile("faktura.pdf", PDF)
    text = browser(world.controller).post(page, {"title": "Faktura", "file": file}).content.decode()
    assert "The scanner did not accept the file" in text
    assert not EvidenceFile.objects.exists()


def test_costs_by_hand_hours_and_income(world: World) -> None:
    at, mine = base(world) + "costs/", browser(world.controller)
    partner = world.programme.partners.get(code="uppsala").pk
    category = world.programme.cost_categories.get(code="external").pk
    told = {"partner": partner, "category": category, "occurred_on": "2019-03-01", "voucher": "A9", "text": "Konsult",
            "amount": "1 250,50"}  # fmt: skip
    mine.post(at + "new/", told)
    made = Expenditure.objects.get()
    mine.post(f"{at}{made.pk}/correct/", told | {"amount": "1250", "reason": "Fel belopp"})
    assert Expenditure.objects.as_of(None).get().amount == D(1250)
    mine.post(f"{at}{Expenditure.objects.as_of(None).get().pk}/take-back/", {"reason": "Dubbelt"})
    assert not Expenditure.objects.as_of(None).exists()
    hours = {"partner": partner, "person": "P-17", "month": "2019-03-01", "hours": "80,5", "rate": "282"}
    mine.post(at + "hours/", hours)
    assert not Expenditure.objects.as_of(None).exists()
    mine.post(at + "hours/", hours | {"certified": "on"})
    found = Expenditure.objects.as_of(None).get()
    assert (found.amount, found.category.code, found.origin) == (D("22701.00"), "staff", "hours")
    mine.post(at + "income/", {"partner": partner, "occurred_on": "2019-03-01", "text": "Avgift", "amount": "100"})
    assert Income.objects.get().amount == D(100)
    other = world.programme.partners.get(code="orebro").pk
    answer = mine.post(at + "new/", told | {"partner": other})
    assert answer.status_code == 200
    assert "partner" in answer.context["form"].errors


def test_the_terms_are_put_in_and_forbidden_models_named(world: World) -> None:
    lead, page = browser(world.manager), base(world) + "terms/"
    assert "No grant decision is put in" in lead.get(page).content.decode()
    told = {"reference": "D-0", "decided_on": "2018-01-01", "cost_model": "lump_sum", "share_of_costs": "50",
            "support_max": "6600000"}  # fmt: skip
    assert "400000" in lead.post(page, told).content.decode()
    lead.post(page, told | {"cost_model": "actual_costs"})
    assert GrantTerms.objects.get().support_max == D(6_600_000)
    assert browser(world.controller).post(page, told).status_code == 200
    assert GrantTerms.objects.get().cost_model == "actual_costs"


def test_lists_ask_no_more_when_there_is_more(world: World) -> None:
    from django.db import connection

    claim = first_half(world.programme, world.manager)
    lead = browser(world.manager)
    paths = [
        base(world) + path for path in ("costs/", "claims/", "claims/1/", "claims/1/uppsala/", "economy/", "books/")
    ]

    def counts() -> list[int]:
        found = []
        for path in paths:
            lead.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert lead.get(path).status_code == 200
            found.append(len(asked))
        return found

    cost(world.programme, world.manager, "1", MARCH)
    world_part = part_of(claim)
    browser(world.controller).post(f"{base(world)}claims/1/{world_part.partner.code}/gather/")
    before = counts()
    for _number in range(30):
        cost(world.programme, world.manager, "1", MARCH)
    browser(world.controller).post(f"{base(world)}claims/1/{world_part.partner.code}/gather/")
    assert counts() == before
    assert max(before) <= 30


def test_another_programmes_things_are_not_found(world: World, nordmark: Programme) -> None:
    cost(world.programme, world.manager, "1", MARCH)
    first_half(world.programme, world.manager)
    stranger = browser(somebody(nordmark, Role.MANAGER))
    own = f"/p/{nordmark.code}/money/"
    spent = Expenditure.objects.get().pk
    for path in (f"costs/{spent}/", "claims/1/", "claims/1/uppsala/", f"costs/{spent}/correct/", "claims/1/claim.xlsx"):
        assert stranger.get(own + path).status_code == 404, path
        assert stranger.get(base(world) + path).status_code in {403, 404}, path
