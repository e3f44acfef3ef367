"""The actors room's pages: who reaches them, what they show to whom, and how many questions they ask."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.actors.models import ActorFunction, Competence, Contact, Organisation
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from tests.actors.samples import an_actor, company
from tests.conftest import Sign, person

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def queries(client: Client, path: str) -> int:
    """How many statements the page needs, the second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def public_pages(programme: Programme) -> list[str]:
    """What everybody may read."""
    base = f"/p/{programme.code}/actors/"
    more = ["", "system/", f"{an_actor().pk}/", "operations/", "?area=food&function=advice", "?text=vreta&page=9"]
    return [base + path for path in more]


def own_pages(programme: Programme, organisation: Organisation) -> list[str]:
    """The forms about one organisation."""
    base = f"/p/{programme.code}/actors/{organisation.pk}/"
    return [base + path for path in ("edit/", "functions/", "years/", "owners/", "contacts/")]


def test_everybody_reads_the_actors_in_both_languages(example: Programme, demo_day: Any, client: Client) -> None:
    for language in ("sv", "en"):
        client.cookies["language"] = language
        for path in public_pages(example):
            answer = client.get(path)
            assert answer.status_code == 200, path
            text = answer.content.decode()
            assert f'<html lang="{language}"' in text
            assert " style=" not in text
            assert text.count("<h1") == 1, path
            ids = re.findall(r'\sid="([^"]+)"', text)
            assert len(ids) == len(set(ids)), path


def test_the_manager_reaches_every_form(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    manager, base = signed_in(Role.MANAGER), f"/p/{example.code}/actors/"
    for path in [*public_pages(example), *own_pages(example, company()), base + "new/", base + "duplicates/"]:
        answer = manager.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode()
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), (path, [i for i in ids if ids.count(i) > 1])


def test_who_reaches_which_page(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    for role in Role:
        expected = reach(role, company(), an_actor())
        client, base = signed_in(role), f"/p/{example.code}/actors/"
        assert {path: client.get(base + path).status_code for path in expected} == expected, role


def reach(role: Role, of: Organisation, actor: Organisation) -> dict[str, int]:
    """What each page answers the role: of a company, and of an actor."""
    staff = role not in {Role.PUBLIC, Role.ACTOR, Role.COMPANY}
    records = role in {Role.MANAGER, Role.AREA_LEAD, Role.OFFICER}
    contacts = records or role in {Role.CONTROLLER, Role.ADMINISTRATOR}
    merges = role in {Role.MANAGER, Role.OFFICER}
    closed = 302 if role is Role.PUBLIC else 403
    hidden = 302 if role is Role.PUBLIC else 403 if staff else 404
    return {
        f"{of.pk}/": 200 if staff else 404,
        f"{actor.pk}/": 200,
        "new/": 200 if records else closed,
        "duplicates/": 200 if merges else closed,
        f"{of.pk}/edit/": 200 if records else hidden,
        f"{of.pk}/years/": 200 if records else hidden,
        f"{of.pk}/owners/": 200 if records else hidden,
        f"{of.pk}/functions/": 200 if records else hidden,
        f"{of.pk}/contacts/": 200 if contacts else hidden,
        f"{actor.pk}/edit/": 200 if records else closed,
        f"{actor.pk}/contacts/": 200 if contacts else closed,
    }


def own_of(role: Role) -> Organisation:
    """The organisation that the example person with the role belongs to."""
    own = person(role).memberships.get().organisation
    assert own is not None
    return own


def test_members_see_their_own_organisation(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    for role in (Role.ACTOR, Role.COMPANY):
        own = own_of(role)
        answer = signed_in(role).get(f"/p/{example.code}/actors/{own.pk}/")
        assert answer.status_code == 200
        assert answer.context["about"].inside is not None
    own = own_of(Role.ACTOR)
    for path in own_pages(example, own):
        assert signed_in(Role.ACTOR).get(path).status_code == 200, path
    own = own_of(Role.COMPANY)
    codes = [signed_in(Role.COMPANY).get(path).status_code for path in own_pages(example, own)]
    assert codes == [403, 403, 403, 403, 200]


def test_a_member_of_another_programme_sees_no_more_than_the_public(
    example: Programme, nordmark: Programme, demo_day: Any, signed_in: Sign
) -> None:
    person(Role.MANAGER).memberships.update(programme=nordmark)
    client, base = signed_in(Role.MANAGER), f"/p/{example.code}/actors/"
    assert client.get(f"{base}{company().pk}/").status_code == 404
    assert client.get(f"{base}{an_actor().pk}/").context["about"].inside is None
    assert client.get(f"{base}{an_actor().pk}/edit/").status_code in {403, 404}
    for path in ("new/", "duplicates/"):
        assert client.get(base + path).status_code == 403
    assert client.get(f"{base}?kind=everything").context["count"] == client.get(base).context["count"]


def test_the_public_sees_no_figures_owners_or_contacts(example: Programme, demo_day: Any, client: Client) -> None:
    actor = an_actor()
    Contact.objects.create(
        programme=example, organisation=actor, name="Vera Sten", email="vera@example.org", basis="consent",
        given_on=demo_day, keep_until=demo_day,
    )  # fmt: skip
    actor.years.create(year=2018, staff=17, turnover=123456, balance=1)
    client.cookies["language"] = "en"
    text = client.get(f"/p/{example.code}/actors/{actor.pk}/").content.decode()
    assert "Vera Sten" not in text
    assert "vera@example.org" not in text
    assert "123,456" not in text
    assert "Everything the programme did" not in text


def test_companies_are_listed_only_for_who_works_here(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    path = f"/p/{example.code}/actors/"
    for role, sees in ((Role.PUBLIC, False), (Role.COMPANY, False), (Role.EVALUATOR, True)):
        client = signed_in(role)
        assert (client.get(path + "?kind=company").context["count"] > 100) == sees, role
        assert ("Exempelbolag" in client.get(path + "?kind=everything").content.decode()) == sees, role


def test_the_filters_narrow_the_list(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    manager, path = signed_in(Role.MANAGER), f"/p/{example.code}/actors/"
    every = manager.get(path).context["count"]
    known = Organisation.objects.filter(kind="company", identity="number").order_by("pk")[0]

    def names(query: str) -> list[str]:
        return [row.organisation.name for row in manager.get(path + query).context["rows"]]

    assert names("?text=vreta") == ["Vreta Kluster"]
    assert names("?text=VRETA") == ["Vreta Kluster"]
    for written in (known.number, known.shown_number, f"16{known.number}", f"SE{known.number}01"):
        assert names(f"?kind=company&text={written}") == [known.name], written
    some = an_actor().functions.all()[0]
    assert "Vreta Kluster" in names(f"?area={some.area.code}&function={some.function}")
    assert 0 < len(names(f"?area={some.area.code}")) < every
    assert names("?kind=cluster") == sorted(names("?kind=cluster"))
    assert len(names("?home=ostergotland")) < every
    assert "Vreta Kluster" in names(f"?municipality={an_actor().municipality_id}")
    code = an_actor().competences.all()[0].code
    assert "Vreta Kluster" in names(f"?competence={code}")
    assert names("?kind=nonsense") == names("")


def test_a_personal_number_is_not_searched_for(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    answer = signed_in(Role.MANAGER).get(f"/p/{example.code}/actors/?text=19811218-9876", follow=True)
    assert answer.redirect_chain[0][0] == f"/p/{example.code}/actors/"
    assert "9876" not in answer.content.decode()


def test_lists_ask_a_dozen_questions_however_long_they_are(example: Programme, demo_day: Any, signed_in: Sign) -> None:
    manager, base = signed_in(Role.MANAGER), f"/p/{example.code}/actors/"
    lists = [base + path for path in ("", "?kind=everything", "system/", "duplicates/", "operations/")]
    before = {path: queries(manager, path) for path in lists}
    assert {path: count for path, count in before.items() if count > MOST_QUERIES} == {}
    area = example.areas.all()[0]
    for number in range(60):
        made = Organisation.objects.create(name=f"Nystartad förening {number:02d}", identity="none", kind="cluster")
        ActorFunction.objects.create(programme=example, organisation=made, area=area, function="advice")
        Competence.objects.create(organisation=made, code="biogas")
        Organisation.objects.create(name=f"Nystartade föreningen {number:02d}", identity="none", kind="cluster")
    after = {path: queries(manager, path) for path in lists}
    assert {path: count for path, count in after.items() if count > before[path] + (path.endswith("duplicates/"))} == {}


def test_the_matrix_adds_up_and_says_where_the_gaps_are(example: Programme, demo_day: Any, client: Client) -> None:
    client.cookies["language"] = "en"
    answer = client.get(f"/p/{example.code}/actors/system/")
    system = answer.context["system"]
    assert sum(figure.value for figure in system.cells.values()) == ActorFunction.objects.count()
    empty = [key for key, figure in system.cells.items() if not figure.value]
    assert sum(len(names) for _area, names in system.gaps) == len(empty) == system.gap_count
    for overlap in system.overlaps:
        assert len(overlap.actors) == overlap.figure.value >= 3
    for figure in list(system.cells.values())[:4]:
        assert client.get(figure.url).status_code == 200


def test_an_unknown_or_foreign_thing_is_not_there(
    example: Programme, nordmark: Programme, demo_day: Any, signed_in: Sign
) -> None:
    manager = signed_in(Role.MANAGER)
    theirs = Contact.objects.create(
        programme=nordmark, organisation=an_actor(), name="A", basis="consent", given_on=demo_day, keep_until=demo_day
    )
    base = f"/p/{example.code}/actors/"
    for path in ("999999/", "999999/edit/", f"contacts/{theirs.pk}/erase/", "merges/9999/undo/"):
        assert manager.get(base + path).status_code == 404, path
        assert manager.post(base + path).status_code in {404, 405}, path
    assert Contact.objects.filter(pk=theirs.pk).exists()
    other = Client()
    other.force_login(person(Role.MANAGER))
    assert other.get(f"/p/{nordmark.code}/actors/{an_actor().pk}/").status_code == 404
