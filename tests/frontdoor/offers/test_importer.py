"""Uploads of offers that are refused: nothing of them is kept, the reason is told, and neighbours stand."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import read, suggest
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.importer.rows import OfferImportCheck, OfferRowReader
from samspel.frontdoor.offers.queries.table import offer_cells, offer_columns, offer_workbook, offers_with_links
from samspel.frontdoor.offers.views import exchange
from samspel.results.models import Import
from tests.frontdoor.making import an_actor, an_offer
from tests.frontdoor.offers.test_exchange import VALID

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]


def member(programme: Programme, role: Role, **of: Any) -> User:
    """Somebody with the role."""
    user = User.objects.create_user(f"{role}{User.objects.count()}@example.org", name="Någon")
    Membership.objects.create(user=user, programme=programme, role=role, **of)
    return user


def signed_in(user: User) -> Client:
    """A browser signed in, in English."""
    client = Client()
    client.force_login(user)
    client.cookies["language"] = "en"
    return client


def rows_of(programme: Programme, user: Any, *offers: Offer, **changes: Any) -> OfferImportCheck:
    """The offers' own rows, with the changes, read again as a file's."""
    structure = structure_of(programme)
    found = offers_with_links(Offer.objects.filter(pk__in=[offer.pk for offer in offers])).order_by("pk")
    content = offer_workbook(structure, [offer_cells(offer) | changes for offer in found])
    table = read(content, "erbjudanden.xlsx")
    return OfferRowReader(programme, user).read(
        table, suggest(offer_columns(structure), table.header), lambda _done: None
    )


def told(found: OfferImportCheck) -> list[str]:
    """What is wrong, in words."""
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("offers.json", b"{", "JSON"),
        ("offers.json", b'{"services": []}', "service"),
        ("offers.json", json.dumps(VALID | {"organizations": []}).encode(), "services[0].organization_id"),
        ("offers.json", b"", "empty"),
    ],
)
def test_a_document_that_cannot_be_read_is_not_kept(ecs: Programme, name: str, content: bytes, words: str) -> None:
    client = signed_in(member(ecs, Role.MANAGER))
    answer = client.post(f"/p/{ecs.code}/offers/open-referral/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert any(words in error for error in answer.context["form"].errors["file"])
    assert not Import.objects.exists()
    assert not Offer.objects.exists()


def test_a_document_larger_than_allowed_is_refused(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps(VALID).encode()
    client = signed_in(member(ecs, Role.MANAGER))
    for largest, kept in ((len(content) - 1, 0), (len(content), 1)):
        monkeypatch.setattr(exchange, "LARGEST", largest)
        file = SimpleUploadedFile("offers.json", content)
        answer = client.post(f"/p/{ecs.code}/offers/open-referral/", {"file": file})
        assert Import.objects.count() == kept
        assert answer.status_code == (302 if kept else 200)


@pytest.mark.parametrize(("name", "content"), [("bild.xlsx", b"\x89PNG"), ("tom.csv", b""), ("virus.exe", b"MZ")])
def test_a_file_that_is_no_table_is_refused(ecs: Programme, name: str, content: bytes) -> None:
    client = signed_in(member(ecs, Role.MANAGER))
    answer = client.post(f"/p/{ecs.code}/results/offer/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert not Import.objects.exists()


def test_an_actor_and_a_stranger_bring_in_nothing(ecs: Programme, nordmark: Programme) -> None:
    offer = an_offer(ecs)
    for user in (member(ecs, Role.ACTOR, organisation=offer.organisation), member(nordmark, Role.MANAGER)):
        client = signed_in(user)
        for path in ("offers/open-referral/", "results/offer/import/"):
            file = SimpleUploadedFile("offers.json", json.dumps(VALID).encode())
            assert client.post(f"/p/{ecs.code}/{path}", {"file": file}).status_code in {403, 404}
    assert not Import.objects.exists()


def test_rows_of_actors_that_one_does_not_answer_for_are_refused(ecs: Programme) -> None:
    own, others = an_offer(ecs), an_offer(ecs)
    actor = member(ecs, Role.ACTOR, organisation=own.organisation)
    found = rows_of(ecs, actor, own, others, title_sv="Nytt")
    assert told(found) == ["You do not answer for the offers of this actor."]
    assert [problem.line for problem in found.problems] == [3]
    assert [(row.pk, row.changed) for row in found.ready] == [(own.pk, True)]


def test_a_code_of_another_actors_offer_is_refused(ecs: Programme) -> None:
    own, others = an_offer(ecs), an_offer(ecs, title_sv="Andras")
    actor = member(ecs, Role.ACTOR, organisation=own.organisation)
    found = rows_of(ecs, actor, others, organisation=own.organisation.name)
    assert told(found) == ["The code belongs to another actor's offer. Leave it empty for a new offer."]
    assert not told(rows_of(ecs, member(ecs, Role.MANAGER), others, organisation=own.organisation.name))


def test_a_code_is_known_in_its_own_programme_alone(ecs: Programme, nordmark: Programme) -> None:
    """The same code in another programme is another offer, whoever gives it."""
    theirs = an_offer(nordmark)
    manager = member(ecs, Role.MANAGER)
    found = rows_of(ecs, manager, theirs)
    assert told(found) == []
    assert [(row.pk, row.code) for row in found.ready] == [(None, theirs.code)]
    ours = an_offer(ecs, theirs.organisation)
    assert [row.pk for row in rows_of(ecs, manager, theirs).ready] == [ours.pk]


def test_the_same_offer_twice_in_a_file_is_refused_once(ecs: Programme) -> None:
    first = an_offer(ecs)
    second = an_offer(ecs, first.organisation, title_sv="Den andra")
    found = rows_of(ecs, member(ecs, Role.MANAGER), first, second, code=first.code)
    assert told(found) == ["The row is of the same offer as row 2. Keep one of them."]
    assert [row.pk for row in found.ready] == [first.pk]


def test_a_row_without_a_code_is_the_owners_offer_of_the_title(ecs: Programme) -> None:
    own = an_offer(ecs, title_sv="Samma rubrik")
    an_offer(ecs, title_sv="Samma rubrik")
    found = rows_of(ecs, member(ecs, Role.MANAGER), own, code="", title_sv="SAMMA RUBRIK")
    assert [(row.pk, row.code) for row in found.ready] == [(own.pk, own.code)]
    stranger = an_actor("En annan")
    found = rows_of(ecs, member(ecs, Role.MANAGER), own, code="", organisation=stranger.name)
    assert [row.pk for row in found.ready] == [None]
    assert found.ready[0].code not in set(Offer.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "Stor Bokstav"}, "A code has small letters"),
        ({"capacity": 10_001}, "from 0 to 10 000"),
        ({"capacity": -1}, "from 0 to 10 000"),
        ({"contact_email": "test"}, "is no e-mail address"),
        ({"link": "example.org"}, "begins with https://"),
        ({"title_sv": "x" * 141}, "longer than 140"),
        ({"areas": "Rymden"}, "is none of"),
        ({"regions": "Skogmark"}, "is none of"),
        ({"sectors": "C, 1O"}, "no SNI section"),
        ({"uses": "1989 | a | b"}, "Write a line for each"),
        ({"uses": "2018 | a | "}, "Write a line for each"),
        ({"organisation": "Ingen sådan"}, "No organisation"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_and_the_row_is_not_ready(
    ecs: Programme, changes: dict[str, Any], words: str
) -> None:
    found = rows_of(ecs, member(ecs, Role.MANAGER), an_offer(ecs), **changes)
    assert found.ready == []
    assert len(found.problems) == 1
    assert words in found.problems[0].message


@pytest.mark.parametrize(
    "changes", [{"capacity": 0}, {"capacity": 10_000}, {"title_sv": "x" * 140}, {"uses": "1990 | a | b"}]
)
def test_what_is_just_within_the_limits_is_ready(ecs: Programme, changes: dict[str, Any]) -> None:
    found = rows_of(ecs, member(ecs, Role.MANAGER), an_offer(ecs), **changes)
    assert told(found) == []
    assert [row.changed for row in found.to_do] == [True]
