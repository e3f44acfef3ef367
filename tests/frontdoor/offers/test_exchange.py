"""Offers out and in again: as Excel and as Open Referral data, all or nothing, and never twice."""

import io
import json
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.formats.open_referral import OpenReferralError, open_referral_rows
from samspel.frontdoor.offers.labels import open_referral_words
from samspel.frontdoor.offers.services.offer import OfferUseData
from samspel.results.models import Import
from tests.conftest import Sign
from tests.frontdoor.making import an_actor, an_offer
from tests.results.samples import browser, somebody


def full(programme: Programme) -> Offer:
    """An offer of which everything is said."""
    return an_offer(
        programme, an_actor("Labbet i Vingåker"), sizes=["micro", "small"], aimed_sizes=["small"], sectors=["C", "86"],
        trl_low=3, trl_high=6, capacity=4, regions=list(programme.partners.filter(code="orebro")), place="SE0428",
        areas=list(programme.areas.filter(code__in=["food", "industry"])), next_free_on=date(2019, 10, 14),
        contact_role_sv="Chef", contact_role_en="Head", contact_email="test@example.org", link="https://example.org/",
        price_note_sv="Gratis först", price_note_en="Free at first", valid_to=date(2020, 1, 1),
        uses=[OfferUseData(2018, "Ett bageri.", "A bakery."), OfferUseData(2017, "Två.", "Two.")],
    )  # fmt: skip


def told(offer: Offer) -> dict[str, Any]:
    """All that is said of an offer."""
    row = Offer.objects.values().get(pk=offer.pk)
    for name in ("id", "made_by_id", "made_at", "changed_at", "weighed_at", "asked_on", "confirmed_on", "example"):
        row.pop(name)
    row["areas"] = sorted(offer.areas.values_list("code", flat=True))
    row["regions"] = sorted(offer.regions.values_list("code", flat=True))
    row["uses"] = list(offer.uses.values_list("year", "text_sv", "text_en"))
    return row


def checked(client: Client, programme: Programme, content: bytes, name: str = "erbjudanden.xlsx") -> Import:
    """The file uploaded and checked with the columns suggested."""
    client.post(f"/p/{programme.code}/results/offer/import/", {"file": SimpleUploadedFile(name, content)})
    made = Import.objects.latest("pk")
    return columns_checked(client, programme, made)


def columns_checked(client: Client, programme: Programme, made: Import) -> Import:
    """A file on its way in, checked with the columns suggested."""
    data = {key: str(column) for key, column in made.columns.items()}
    client.post(f"/p/{programme.code}/results/imports/{made.pk}/", data)
    made.refresh_from_db()
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_goes_out_as_excel_comes_in_the_same(
    example: Programme, signed_in: Sign, demo_day: date, language: str
) -> None:
    Offer.objects.filter(example=True).update(withdrawn_on=date(2019, 1, 1))
    client = signed_in(Role.MANAGER)
    client.cookies["language"] = language
    offer = full(example)
    before = told(offer)
    file = client.get(f"/p/{example.code}/offers/all.xlsx").content
    again = checked(client, example, file)
    assert (again.report["wrong"], again.report["new"], again.report["same"]) == (0, 0, 1), again.report
    offer.uses.all().delete()
    Offer.objects.filter(pk=offer.pk).update(price="free", sizes=[], title_sv="Annat")
    changed = checked(client, example, file)
    assert (changed.report["new"], changed.report["changed"]) == (1, 1)
    client.post(f"/p/{example.code}/results/imports/{changed.pk}/save/")
    assert told(offer) == before
    Offer.objects.filter(pk=offer.pk).delete()
    new = checked(client, example, file)
    client.post(f"/p/{example.code}/results/imports/{new.pk}/save/")
    assert told(Offer.objects.get(code=offer.code)) == before


@pytest.mark.django_db
def test_what_goes_out_as_open_referral_comes_in_the_same(
    example: Programme, signed_in: Sign, demo_day: date, django_assert_max_num_queries: Any
) -> None:
    Offer.objects.filter(example=True).update(withdrawn_on=date(2019, 1, 1))
    offer = full(example)
    before = told(offer)
    public = Client()
    with django_assert_max_num_queries(20):
        answer = public.get(f"/p/{example.code}/offers.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    document = answer.json()
    assert [service["id"] for service in document["services"]] == [offer.code]
    assert document["locations"][0]["id"] == "SE0428"
    Offer.objects.filter(pk=offer.pk).delete()
    client = signed_in(Role.OFFICER)
    answer = client.post(
        f"/p/{example.code}/offers/open-referral/",
        {"file": SimpleUploadedFile("offers.json", json.dumps(document).encode())},
    )
    made = columns_checked(client, example, Import.objects.latest("pk"))
    assert str(made.pk) in answer["Location"]
    assert (made.report["wrong"], made.report["new"]) == (0, 1), made.report
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    assert told(Offer.objects.get(code=offer.code)) == before


@pytest.mark.django_db
def test_the_export_asks_no_more_for_more_offers(
    ecs: Programme, client: Client, django_assert_max_num_queries: Any
) -> None:
    pages = (f"/p/{ecs.code}/offers/all.xlsx", f"/p/{ecs.code}/offers.json")
    more = {"uses": [OfferUseData(2018, "a", "b")], "areas": list(ecs.areas.all())}
    an_offer(ecs, title_sv="Den första", **more)
    asked = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(30) as few:
            client.get(page)
        asked.append(len(few))
    for number in range(12):
        an_offer(ecs, title_sv=f"Nummer {number}", **more)
    for page, most in zip(pages, asked, strict=True):
        with django_assert_max_num_queries(most):
            client.get(page)


@pytest.mark.django_db
def test_what_is_wrong_names_row_and_field_and_nothing_is_saved(
    example: Programme, signed_in: Sign, demo_day: date
) -> None:
    client = signed_in(Role.MANAGER)
    full(example)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/p/{example.code}/offers/all.xlsx").content))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    line = next(
        row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["Ges av"]).value == "Labbet i Vingåker"
    )
    sheet.delete_rows(2, line - 2)
    sheet.delete_rows(3, sheet.max_row)
    for head, value in {
        "Områden": "Rymden", "Teknikmognad, till": 12, "Bara för branscher": "C, 1O", "Ges av": "Ingen sådan",
        "Funktionens e-post": "test", "Sista dag": date(2000, 1, 1), "Vad det gav": "i fjol: bra",
    }.items():  # fmt: skip
        sheet.cell(2, heads[head], value)
    file = io.BytesIO()
    book.save(file)
    count = Offer.objects.count()
    made = checked(client, example, file.getvalue())
    wrong = {problem["column"] for problem in made.report["problems"]}
    assert made.report["wrong"] == 1
    assert {"Områden", "Teknikmognad, till", "Bara för branscher", "Ges av", "Funktionens e-post", "Sista dag",
            "Vad det gav"} <= wrong  # fmt: skip
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    assert Offer.objects.count() == count


@pytest.mark.django_db
def test_who_may_bring_in(example: Programme, signed_in: Sign) -> None:
    for role in Role:
        may = role in {Role.MANAGER, Role.AREA_LEAD, Role.OFFICER}
        expected = 200 if may else 302 if role is Role.PUBLIC else 403
        assert signed_in(role).get(f"/p/{example.code}/results/offer/import/").status_code == expected, role
        assert signed_in(role).get(f"/p/{example.code}/offers/open-referral/").status_code == expected, role


VALID = {
    "organizations": [{"id": "o", "name": "Labbet"}],
    "services": [{"id": "a", "organization_id": "o", "name": "Prov", "description": "Vi provar."}],
}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "inte JSON"),
        (b"[]", "Hela filen: väntade ett objekt"),
        (b'{"services": []}', "minst en tjänst"),
        (b'{"services": {}, "organizations": []}', "minst en tjänst"),
        (json.dumps(VALID | {"organizations": []}).encode(), "services[0].organization_id"),
        (json.dumps(VALID | {"services": [VALID["services"][0] | {"name": 3}]}).encode(), "services[0].name"),
        (
            json.dumps(
                VALID | {"services": [VALID["services"][0] | {"schedules": [{"valid_from": "i går"}]}]}
            ).encode(),
            "valid_from",
        ),
        (
            json.dumps(
                VALID | {"services": [VALID["services"][0] | {"attributes": [{"taxonomy_term_id": "x"}]}]}
            ).encode(),
            "attributes[0].taxonomy_term_id",
        ),
    ],
)
def test_a_document_that_is_not_so_is_told_where(content: bytes, words: str) -> None:
    with pytest.raises(OpenReferralError) as caught:
        open_referral_rows(content)
    assert words in open_referral_words(caught.value)


NAMES = [
    "services", "organizations", "id", "name", "attributes", "description", "organization_id", "uses", "schedules",
    "capacity", "translations", "technology_readiness",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_no_document_breaks_the_reader(document: Any) -> None:
    try:
        rows = open_referral_rows(json.dumps(document).encode())
    except OpenReferralError:
        return
    assert all(row["title_sv"] and row["organisation"] for row in rows)


def brought_anew(client: Client, programme: Programme) -> Import:
    """An offer fetched as Excel, removed, and brought in again as a new one."""
    offer = full(programme)
    file = client.get(f"/p/{programme.code}/offers/all.xlsx").content
    offer.uses.all().delete()
    offer.delete()
    made = checked(client, programme, file)
    client.post(f"/p/{programme.code}/results/imports/{made.pk}/save/")
    made.refresh_from_db()
    return made


@pytest.mark.django_db
def test_an_import_of_offers_is_undone_by_withdrawing_them(ecs: Programme, demo_day: date) -> None:
    client = browser(somebody(ecs))
    made = brought_anew(client, ecs)
    assert (made.stage, made.report["written"]) == ("saved", 1)
    client.post(f"/p/{ecs.code}/results/imports/{made.pk}/undo/", {"reason": "Fel fil"})
    made.refresh_from_db()
    assert (made.stage, made.report["undone"]["taken_back"]) == ("undone", 1)
    assert Offer.objects.get().withdrawn_on == demo_day


@pytest.mark.django_db
def test_offers_changed_since_are_not_withdrawn(ecs: Programme, demo_day: date) -> None:
    client = browser(somebody(ecs))
    made = brought_anew(client, ecs)
    offer = Offer.objects.get()
    Offer.objects.update(changed_at=offer.made_at + timedelta(minutes=1))
    answer = client.post(f"/p/{ecs.code}/results/imports/{made.pk}/undo/", {"reason": "Fel fil"}, follow=True)
    assert "har ändrats eller dragits tillbaka sedan dess" in answer.content.decode()
    assert Offer.objects.get().withdrawn_on is None


@pytest.mark.django_db
def test_an_import_that_changed_offers_says_that_it_stays(ecs: Programme, demo_day: date) -> None:
    client = browser(somebody(ecs))
    full(ecs)
    file = client.get(f"/p/{ecs.code}/offers/all.xlsx").content
    Offer.objects.update(title_sv="Annat")
    made = checked(client, ecs, file)
    path = f"/p/{ecs.code}/results/imports/{made.pk}/"
    client.post(path + "save/")
    text = client.get(path).content.decode()
    assert "den ändrade erbjudanden som redan fanns" in text
    assert "undo/" not in text
