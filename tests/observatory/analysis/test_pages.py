"""The analysis pages: they say what has been computed, every number opens, every chart is taken home."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspel.actors.models import PastOperation
from samspel.core.models import AuditEvent, Municipality
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.example.data_sets import write_data_sets
from samspel.example.results import Writer
from samspel.observatory.analysis.figures.methods import methods
from samspel.observatory.analysis.queries.number_sources import opened
from samspel.observatory.computations.queries import results
from samspel.observatory.models import Computation, DataSetVersion, WeakSpotNote
from samspel.observatory.weak_spots.figures import sources
from tests.observatory.builders import member
from tests.observatory.test_pages import browser, text_of
from tests.tasks import work

pytestmark = [pytest.mark.english, pytest.mark.django_db]

ROOT = "/p/ecs-2018-2020/analysis/"
PAGES = ("", "regions/", "within-reach/", "complementarity/", "areas/", "peers/", "past-projects/")


@pytest.fixture
def data(ecs: Programme) -> DataSetVersion:
    """The example's statistics, with what the pages show at first sight waiting for the worker."""
    results.forget_answers()
    write_data_sets(Writer(structure_of(ecs)))
    return DataSetVersion.objects.select_related("dataset").get(dataset__code="exempel-anstallda")


def project(ecs: Programme, code: str, name: str, places: list[str]) -> PastOperation:
    made = PastOperation.objects.create(
        register="test", code=code, name=name, beneficiary_name="Någon", granted=1_000_000, currency="SEK",
        starts_on="2016-01-01", ends_on="2018-12-31",
    )  # fmt: skip
    made.municipalities.set(Municipality.objects.filter(name__in=places))
    return made


def test_without_data_every_page_says_so(ecs: Programme) -> None:
    client = browser(None)
    for path in PAGES[1:6]:
        assert "There is no data to show this by" in text_of(client, ROOT + path)
    assert "No register has been read yet" in text_of(client, ROOT + "past-projects/")
    assert "How do we stand against peers?" in text_of(client, ROOT)


def test_what_takes_long_is_asked_for_waited_for_and_shown(data: DataSetVersion, ecs: Programme) -> None:
    client = browser(member(ecs))
    path = ROOT + "within-reach/?region=SE124"
    assert "Being computed" in text_of(client, path)
    Computation.objects.filter(kind="opportunity-map").update(state="cancelled")
    shown = text_of(client, path)
    assert "Not computed yet" in shown
    assert "Somebody in the programme" in text_of(browser(None), path)
    form = dict(re.findall(r'name="(kind|data|version|parameters)" value="([^"]*)"', shown))
    form["parameters"] = form["parameters"].replace("&quot;", '"')
    waiting = client.post(ROOT + "computations/ask/", form).headers["Location"]
    assert client.get(waiting).headers["Refresh"]
    work()
    done = text_of(client, waiting)
    address = re.search(r'href="([^"]*within-reach/[^"]*)"', done)
    assert address is not None
    assert "regions=" not in address[1]
    shown = text_of(client, path)
    assert "Not computed yet" not in shown
    assert "Near and complex" in shown
    assert "accuracy of nearness" in shown
    assert Computation.objects.filter(kind="opportunity-map", state="done").count() == 1


def test_every_number_on_a_page_opens_to_that_number(data: DataSetVersion, ecs: Programme) -> None:
    work()
    client = browser(member(ecs))
    opened_methods = set()
    for path in PAGES:
        shown = text_of(client, ROOT + path)
        links = re.findall(r'<a class="figure(?: num)?" href="([^"]*/numbers/[^"]*)">([^<]*)</a>', shown)
        assert links or path in {"past-projects/", ""}, path
        for href, text in {(h.split("/numbers/")[1].split("/")[0]): (h, t) for h, t in links}.values():
            method = href.split("/numbers/")[1].split("/")[0]
            opened_methods.add(method)
            page = text_of(client, href.replace("&amp;", "&"))
            figure = re.search(r'<p class="fig">([^<]*)</p>', page)
            assert figure is not None
            assert figure[1] not in {"–", ""}, href
            assert close(figure[1], text), (href, figure[1], text)
    assert opened_methods >= {
        "location-quotient", "share", "sum", "diversity", "krugman", "herfindahl", "region-complexity", "change",
        "shift-share-national", "shift-share-mix", "shift-share-competitive", "relatedness-density",
        "activity-complexity", "entry-auc", "entry-auc-density", "entry-odds", "complementarity", "growth",
        "peer-distance", "peer-gap",
    }  # fmt: skip


def close(exact: str, shown: str) -> bool:
    """Whether what the page says is the number, rounded; a per cent is a hundredth."""

    def number(text: str) -> float:
        return float(re.sub(r"[^\d.\-]", "", text.replace("−", "-").replace(",", "")))

    one, other = number(exact), number(shown) / (100 if "%" in shown else 1)
    return abs(one - other) <= max(0.06 * abs(other), 0.011)


def test_the_parts_of_a_change_add_up_to_it(data: DataSetVersion) -> None:
    asked = {"region": "SE124", "year": "2019", "since": "2014"}
    whole = opened(methods()["change"], data, asked).value
    parts = [opened(methods()[f"shift-share-{name}"], data, asked).value for name in ("national", "mix", "competitive")]
    assert whole is not None
    assert sum(part or 0 for part in parts) == pytest.approx(whole, abs=1e-6)
    several = opened(methods()["location-quotient"], data, {"region": "SE125", "activity": "27,35,38", "year": "2019"})
    assert [part.count for part in several.parts] == [3, 85, 63, 1785]
    nothing = opened(methods()["entry-auc"], data, {"year": "2019", "since": "2018"}).value
    assert nothing is None


def test_every_chart_is_taken_home_in_every_form(data: DataSetVersion, ecs: Programme) -> None:
    work()
    project(ecs, "1", "Solcellspark", ["Örebro"])
    client = browser(member(ecs))
    for path in (*PAGES[1:], "weak-spots/"):
        shown = text_of(client, ROOT + path)
        links = re.findall(r'href="(\?[^"]*chart=[^"]*)"', shown)
        assert links, path
        for link in links:
            response = client.get(ROOT + path + link.replace("&amp;", "&"))
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[arg-type]
            assert response.status_code == 200
            assert "attachment" in response.headers["Content-Disposition"]
            if "form=svg" in link:
                ET.fromstring(body)
            elif "form=csv" in link:
                rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
                assert len({len(row) for row in rows}) == 1
            else:
                assert body[:2] == (b"\x89P" if "form=png" in link else b"PK")
    assert client.get(ROOT + "regions/?chart=none&form=csv").status_code == 404
    assert client.get(ROOT + "regions/?chart=change&form=pdf").status_code == 404


def test_numbers_are_numbers_in_the_file(data: DataSetVersion) -> None:
    response = browser(None).get(ROOT + "regions/?chart=specialisations&form=csv&region=SE121")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))  # type: ignore[arg-type]
    by_name = {row[0]: row for row in rows}
    pharmaceuticals = next(row for name, row in by_name.items() if "(21)" in name)
    quotient = opened(
        methods()["location-quotient"], data, {"region": "SE121", "activity": "21", "year": "2019"}
    ).value  # fmt: skip
    assert float(pharmaceuticals[1].replace(",", ".")) == pytest.approx(quotient)


def test_the_address_chooses_and_what_is_not_there_is_not_found(data: DataSetVersion) -> None:
    client = browser(None)
    assert "Stockholm" in text_of(client, ROOT + "regions/?region=SE110")
    assert "2015" in text_of(client, ROOT + "regions/?year=2016&since=2015")
    for wrong in ("?region=XX", "?data=none", "?version=9", "?version=x"):
        assert client.get(ROOT + "regions/" + wrong).status_code == 404, wrong
    assert client.get(ROOT + "past-projects/?area=none-such").status_code == 404
    one = text_of(client, ROOT + "peers/?k=3&w-density=3&w-older=0&w-product=0&w-tertiary=0&w-research=0")
    other = text_of(client, ROOT + "peers/?k=3")
    assert one != other
    assert client.get(ROOT + "peers/?k=9999999999&w-density=%F0%9F%98%80").status_code == 200


def test_pages_ask_as_often_however_much_there_is(data: DataSetVersion, ecs: Programme) -> None:
    client = browser(member(ecs))
    project(ecs, "1", "Solcellspark", ["Örebro"])

    def counted() -> dict[str, int]:
        found = {}
        for path in (*PAGES, "weak-spots/"):
            text_of(client, ROOT + path)
            with CaptureQueriesContext(connection) as queries:
                text_of(client, ROOT + path)
            found[path] = len(queries)
        return found

    few = counted()
    for number in range(2, 30):
        project(ecs, str(number), f"Biogas {number}", ["Örebro", "Uppsala"])
    work()
    many = counted()
    assert all(many[path] <= few[path] for path in PAGES), (few, many)
    most = {"": 36, "weak-spots/": 25}  # the first page answers five questions, the last reads every room
    assert all(many[path] <= most.get(path, 14) for path in many), many


def test_past_projects_are_suggested_to_areas_and_counted_where_they_are(ecs: Programme) -> None:
    project(ecs, "1", "Solcellspark i Örebro", ["Örebro"])
    project(ecs, "2", "Robotar och biogas", ["Örebro", "Uppsala"])
    project(ecs, "3", "Något annat", ["Uppsala"])
    project(ecs, "4", "Biogas någon annanstans", ["Kiruna"])
    client = browser(None)
    shown = text_of(client, ROOT + "past-projects/?area=energy")
    assert "Solcellspark" in shown
    assert "Robotar och biogas" in shown
    assert "Något annat" not in shown
    assert "suggested by: biogas" in shown
    assert "någon annanstans" not in shown
    table = client.get(ROOT + "past-projects/?chart=map&form=csv")
    rows = dict(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig")), delimiter=";"))  # type: ignore[arg-type]
    assert (rows["Örebro"], rows["Uppsala"], rows["Arboga"]) == ("2", "2", "0")
    none = text_of(client, ROOT + "past-projects/?area=none")
    assert "Något annat" in none
    assert "Solcellspark" not in none


def test_a_weak_spot_is_noted_changed_and_exported(data: DataSetVersion, ecs: Programme) -> None:
    lead, officer = browser(member(ecs, "evaluator")), browser(member(ecs, "steering_member"))
    shown = text_of(lead, ROOT + "weak-spots/")
    assert "/weak-spots/note/?spot=" in shown
    assert "/weak-spots/note/?spot=" not in text_of(officer, ROOT + "weak-spots/")
    assert "/account/login/" in browser(None).get(ROOT + "weak-spots/").headers["Location"]
    key = re.search(r"note/\?spot=(coverage[^\"]*)\"", shown)
    assert key is not None
    path = f"{ROOT}weak-spots/note/?spot={key[1]}"
    assert officer.get(path).status_code == 403
    assert lead.get(f"{ROOT}weak-spots/note/?spot=none").status_code == 404
    assert (
        "Something needs to be mended" in lead.post(path, {"what": "", "who": "x", "due_on": "soon"}).content.decode()
    )
    assert not WeakSpotNote.objects.exists()
    lead.post(path, {"what": "Find a test bed", "who": "Area lead", "due_on": "2020-01-31"})
    note = WeakSpotNote.objects.get()
    assert (note.state, note.who) == ("open", "Area lead")
    assert AuditEvent.objects.get(action="weak_spot.noted").changes["what"] == "Find a test bed"
    change = f"{ROOT}weak-spots/notes/{note.pk}/"
    assert officer.post(change, {"state": "done"}).status_code == 403
    lead.post(change, {"state": "nonsense"})
    lead.post(change, {"state": "begun"})
    lead.post(change, {"state": "begun"})
    note.refresh_from_db()
    assert note.state == "begun"
    assert AuditEvent.objects.filter(action="weak_spot.note_changed").count() == 1
    assert "Note: Find a test bed" in text_of(lead, ROOT + "weak-spots/")
    exported = b"".join(lead.get(ROOT + "weak-spots/?chart=notes&form=csv").streaming_content).decode()  # type: ignore[arg-type]
    assert "Find a test bed;Area lead;2020-01-31;Begun" in exported


def test_sources_say_their_rules_and_keep_their_keys(data: DataSetVersion, ecs: Programme, rf: Any) -> None:
    client = browser(member(ecs))
    shown = text_of(client, ROOT + "weak-spots/")
    for source in sources().values():
        assert str(source.rule)[:40] in shown.replace("&#x27;", "'")
    keys = re.findall(r"\?spot=([^\"]+)\"", shown)
    assert len(keys) == len(set(keys)) > 10
    assert keys == re.findall(r"\?spot=([^\"]+)\"", text_of(client, ROOT + "weak-spots/"))


def test_a_large_version_waits_also_for_short_answers(data: DataSetVersion, ecs: Programme, settings: Any) -> None:
    settings.COMPUTED_AT_ONCE = 10
    client = browser(member(ecs))
    assert "Not computed yet" in text_of(client, ROOT + "regions/")
    assert "Not computed yet" in text_of(client, ROOT + "areas/")
    assert Client().get(ROOT).status_code == 200
