"""The pages of state aid: each answers for those it is for, and does what its buttons say."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.money.models import AidDeclaration, AidEntry, AidRequest, ExchangeRate
from samspel.money.state_aid.services.ceiling import aid_request_make
from samspel.money.state_aid.services.declaration import DeclaredLine
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.results.models import Support
from tests.conftest import programme
from tests.money.samples import somebody
from tests.money.state_aid.test_ledger import DAY, World
from tests.money.test_money_pages import browser
from tests.results.samples import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def base(world: World) -> str:
    return f"/p/{world.programme.code}/money/aid/"


def contact_of(made: Programme, company: Organisation) -> Any:
    """Somebody at the company."""
    user = User.objects.create_user(email=f"kontakt{company.pk}@exempel.test", password=None)
    Membership.objects.create(user=user, programme=made, role=Role.COMPANY, organisation=company)
    return user


def asked(world: World, amount: int) -> AidRequest:
    """A support held at the ceiling."""
    aid_request_make(
        actor=world.officer, fact=Support(programme=world.programme, **world.columns(amount)), told="Taket nås"
    )
    return AidRequest.objects.get()


def signed(world: World, by: Client, at: str, **lines: str) -> Any:
    """The declaration's form, sent."""
    return by.post(at, {"signed_by": "Bo Bagare", "month": "7", "true": "on", **lines})


def test_who_sees_what(world: World, client: Client) -> None:
    other = organisation(5)
    at, mine = base(world), f"{base(world)}of/{world.baker.pk}/"
    lists = [at, at + "register/", at + "rates/", at + "register/register.csv"]
    for path in [*lists, mine]:
        assert client.get(path).status_code == 302, path
    company = browser(contact_of(world.programme, world.baker))
    assert company.get(mine).status_code == 200
    assert company.get(mine + "declare/").status_code == 200
    assert company.get(f"{at}of/{other.pk}/").status_code == 404
    assert company.get(f"{at}of/{other.pk}/declare/").status_code == 404
    evaluator = browser(somebody(world.programme, Role.EVALUATOR))
    assert evaluator.get(mine).status_code == 200
    assert evaluator.get(mine + "declare/").status_code == 403
    steering = browser(somebody(world.programme, Role.STEERING))
    for path in lists:
        assert company.get(path).status_code == 403, path
        assert steering.get(path).status_code == 403, path
        assert evaluator.get(path).status_code == 200, path


def test_a_company_signs_and_an_officer_approves(world: World) -> None:
    company, officer = browser(contact_of(world.programme, world.baker)), browser(world.officer)
    mine = f"{base(world)}of/{world.baker.pk}/"
    lines = {"giver_1": "Almi", "day_1": "2018-11-05", "amount_1": "12 500,50"}
    company.cookies["language"] = "sv"
    assert signed(world, company, mine + "declare/", **lines).status_code == 302
    made = AidDeclaration.objects.get()
    assert (made.signed_by, made.fiscal_year_month) == ("Bo Bagare", 7)
    assert made.lines.get().amount == D("12500.50")
    approve = f"{base(world)}declarations/{made.pk}/approve/"
    assert approve in officer.get(mine).content.decode()
    assert approve not in company.get(mine).content.decode()
    assert company.post(approve).status_code == 403
    assert officer.get(approve).status_code == 405
    officer.post(approve)
    officer.post(approve)
    assert made.approval.approved_by == world.officer
    text = officer.get(f"{mine}?amount=190000").content.decode()
    assert "does not fit" in text
    assert "fits under" in officer.get(f"{mine}?amount=10000").content.decode()
    assert "12,500.50" in text


def test_what_is_wrong_in_a_declaration_is_said(world: World) -> None:
    officer = browser(world.officer)
    at = f"{base(world)}of/{world.baker.pk}/declare/"
    lines = {"giver_1": "Almi", "day_2": "2031-01-01", "giver_2": "X", "amount_2": "-3"}
    text = signed(world, officer, at, **lines).content.decode()
    for words in ("Fill in the whole line", "The day has not come yet", "an amount above zero"):
        assert words in text
    assert 'value="Almi"' in text
    assert "on my honour" in officer.post(at, {"signed_by": "Bo", "month": "1"}).content.decode()
    assert not AidDeclaration.objects.exists()
    more = officer.post(at, {"signed_by": "Bo", "month": "1", "count": "3", "more": "1", **lines}).content.decode()
    assert 'name="giver_6"' in more
    assert 'value="Almi"' in more


def test_a_declaration_is_taken_back_with_a_reason(world: World) -> None:
    world.declared(world.baker)
    at = f"{base(world)}declarations/{AidDeclaration.objects.get().pk}/take-back/"
    officer = browser(world.officer)
    assert officer.post(at, {"reason": ""}).status_code == 200
    assert AidDeclaration.objects.get().voided_at is None
    assert officer.post(at, {"reason": "Fel bolag"}).status_code == 302
    assert AidDeclaration.objects.get().void_reason == "Fel bolag"
    assert officer.post(at, {"reason": "Igen"}).status_code == 200


def test_the_decision_at_the_ceiling(world: World) -> None:
    world.declared(world.baker, DeclaredLine("Region Örebro län", date(2018, 3, 1), D(195_000)))
    held = asked(world, 100_000)
    at = f"{base(world)}requests/{held.pk}/"
    officer, manager = browser(world.officer), browser(world.manager)
    assert "Taket nås" in officer.get(at).content.decode()
    told = {"basis": "de_minimis", "amount": "40 000", "reason": "Ryms"}
    assert officer.post(at, told).status_code == 403
    assert manager.post(at, told | {"amount": "60 000"}).status_code == 200
    assert not Support.objects.exists()
    assert manager.post(at, told | {"reason": ""}).status_code == 200
    assert manager.post(at, told).status_code == 302
    assert manager.post(at, told).status_code == 200
    assert Support.objects.get().amount == D(40_000)
    assert AidRequest.objects.get().state == "granted"


def test_rates_are_put_in_once(world: World) -> None:
    officer, at = browser(world.officer), base(world) + "rates/"
    told = {"day": "2019-08-30", "rate": "10.8", "source": "ECB"}
    assert officer.post(at, told).status_code == 302
    assert officer.post(at, told | {"rate": "11"}).status_code == 200
    assert ExchangeRate.objects.get(day=date(2019, 8, 30)).rate == D("10.8")
    assert officer.post(at, told | {"day": "2019-08-29", "rate": "0"}).status_code == 200
    evaluator = browser(somebody(world.programme, Role.EVALUATOR))
    evaluator.post(at, told | {"day": "2019-08-28"})
    assert ExchangeRate.objects.count() == 2


def test_the_register_and_its_file(world: World, settings: Any) -> None:
    """Grants before 2026 are outside the duty; the file says what the page says."""
    world.declared(world.baker)
    world.support(10_000)
    officer, at = browser(world.officer), base(world) + "register/"
    assert world.baker.name not in officer.get(at).content.decode()
    settings.SAMSPEL_TODAY = date(2026, 3, 2)
    day = date(2026, 2, 2)
    exchange_rate_record(actor=world.manager, programme=world.programme, day=day, rate=D(11), source="ECB")
    row = Support.objects.get()
    duty = Support.objects.create(
        **{**row.content(), "occurred_on": day, "reference": "R-26"}, recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )  # fmt: skip
    assert world.baker.name in officer.get(at).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(officer.get(at + "register.xlsx").streaming_content)))
    lines = [row for row in book.worksheets[0].iter_rows(values_only=True) if world.baker.name in row]
    assert [line[6] for line in lines] == [pytest.approx(909.09)]
    assert "2026-03-02" in lines[0]  # twenty working days after
    text = b"".join(officer.get(at + "register.csv").streaming_content).decode("utf-8-sig")
    assert "R-26" in text
    assert officer.get(at + "register.pdf").status_code == 404
    enter = f"{at}{duty.pk}/enter/"
    officer.post(enter, {"on": "2026-01-01", "reference": "X"})
    officer.post(enter, {"on": ""})
    assert not AidEntry.objects.exists()
    officer.post(enter, {"on": "2026-02-10", "reference": "X"})
    officer.post(enter, {"on": "2026-02-11", "reference": "Y"})
    assert AidEntry.objects.get().reference == "X"


def test_another_programmes_objects_are_not_found(world: World) -> None:
    world.declared(world.baker)
    declaration = AidDeclaration.objects.get()
    held = asked(world, 100_000)
    fact = world.support(1000)
    there = programme("nordmark-2021-2027")
    manager = browser(somebody(there, Role.MANAGER))
    at = f"/p/{there.code}/money/aid/"
    posts = [f"declarations/{declaration.pk}/approve/", f"declarations/{declaration.pk}/take-back/"]
    for path in [*posts, f"register/{fact.pk}/enter/"]:
        assert manager.post(at + path).status_code == 404, path
    assert manager.get(f"{at}requests/{held.pk}/").status_code == 404
