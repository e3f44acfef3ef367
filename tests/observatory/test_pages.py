"""The room's pages: who sees them, what they say, and how often they ask the database."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.observatory.analysis.figures.methods import methods
from samspel.observatory.analysis.queries.number_sources import opened
from samspel.observatory.models import Computation, DataImport, DataSet
from tests.observatory.builders import DESCRIBED, dataset, member, saved
from tests.tasks import work

pytestmark = pytest.mark.english

ROOT = "/p/ecs-2018-2020/analysis/"
WRONG = "region;activity;year;value\nSE121;10;2018;100\nSE121;21;2018;-2\nSE124;28;2018;x\nSE125;27;2018;70\n"
TABLE = "region;activity;year;value\nSE121;10;2018;100\nSE121;21;2018;300\nSE124;10;2018;100\nSE124;21;2018;0\n"


def browser(user: User | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def streamed(client: Client, path: str) -> list[bytes]:
    response: Any = client.get(path)
    return list(response.streaming_content)


def test_a_data_set_is_described_brought_in_mended_and_seen(ecs: Programme) -> None:
    user = member(ecs)
    client = browser(user)
    described = client.post(ROOT + "data/new/", DESCRIBED | {"shared": ""})
    assert described.headers["Location"] == ROOT + "data/employment/import/"
    client.post(ROOT + "data/employment/import/", {"file": SimpleUploadedFile("a.csv", WRONG.encode())})
    brought = DataImport.objects.get()
    path = f"{ROOT}imports/{brought.pk}/"
    assert "What is where in the file" in text_of(client, path)
    chosen = {"layout": "long", "value_column": "value", "region": "region", "activity": "activity", "year": "year"}
    client.post(path, chosen)
    shown = text_of(client, path)
    assert "2 things need to be mended" in shown
    assert "“value” holds “-2”" in shown
    assert "new version" not in shown
    client.post(path + "save/")
    assert not brought.dataset.versions.exists()

    mended = WRONG.replace("-2", "200").replace(";x", ";40")
    client.post(ROOT + "data/employment/import/", {"file": SimpleUploadedFile("b.csv", mended.encode())})
    path = f"{ROOT}imports/{DataImport.objects.latest('pk').pk}/"
    client.post(path, chosen)
    assert "Save 4 values as a new version" in text_of(client, path)
    client.post(path + "save/", {"vintage": "2024-02", "note": "Mended"})
    assert "Version 1 is saved" in text_of(client, path)
    shown = text_of(browser(None), ROOT + "data/employment/")
    assert "Uppsala County" in shown
    assert "Manufacture of pharmaceuticals" in shown
    assert "Mended" in shown
    assert "Bring in a file" not in shown


def test_another_layout_is_found_out_anew(ecs: Programme) -> None:
    made, client = dataset(ecs, classification="none"), browser(member(ecs))
    content = SimpleUploadedFile("a.csv", b"region;year;a;b\nSE121;2018;1;2\n")
    client.post(ROOT + "data/employment/import/", {"file": content})
    path = f"{ROOT}imports/{DataImport.objects.get().pk}/"
    assert 'name="value_column"' not in text_of(client, path)
    client.post(path, {"layout": "long"})
    assert 'name="value_column"' in text_of(client, path)
    client.post(path, {"layout": "years"})
    assert "No column of the file is named by a year" in client.post(path, {"layout": "years"}).content.decode()
    client.post(path, {"layout": "long", "value_column": "a"})
    client.post(path, {"layout": "long", "value_column": "a", "region": "region", "year": "year"})
    client.post(path + "save/")
    assert list(made.versions.get().observations.values_list("value", flat=True)) == [1.0]


def test_files_of_other_kinds_and_sizes_are_refused(ecs: Programme, settings: Any) -> None:
    dataset(ecs)
    client = browser(member(ecs))
    path = ROOT + "data/employment/import/"
    refused = client.post(path, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).content.decode()
    assert "Found a file named .pdf" in refused
    settings.UPLOAD_LARGEST = 3
    assert "larger than" in client.post(path, {"file": SimpleUploadedFile("a.csv", b"a;b\n1;2")}).content.decode()
    settings.UPLOAD_LARGEST = 1000
    settings.SAMSPEL_VIRUS_SCAN = "false"
    scanned = client.post(path, {"file": SimpleUploadedFile("a.csv", b"a;b\n1;2")}).content.decode()
    assert "The scanner did not accept the file" in scanned
    assert not DataImport.objects.exists()


def test_who_may_do_what(ecs: Programme) -> None:
    made = dataset(ecs)
    saved(made, ecs, TABLE)
    brought = DataImport.objects.get()
    recorders = ["programme_manager", "evaluator", "administrator"]
    for role in [*recorders, "steering_member"]:
        client = browser(member(ecs, role))
        expected = 200 if role in recorders else 403
        assert client.get(ROOT + "data/new/").status_code == expected, role
        assert client.get(ROOT + "data/employment/import/").status_code == expected, role
    assert browser(member(ecs, "evaluator")).get(f"{ROOT}imports/{brought.pk}/").status_code == 404
    for path in ("data/new/", "data/employment/import/"):
        assert "/account/login/" in browser(None).get(ROOT + path).headers["Location"]
    Programme.objects.filter(pk=ecs.pk).update(is_public=False)
    for path in ("", "data/", "data/employment/", "data/employment/versions/1.csv", "methods/"):
        assert browser(None).get(ROOT + path).status_code == 404, path


def test_another_programmes_data_is_not_seen(ecs: Programme, nordmark: Programme) -> None:
    saved(dataset(ecs), ecs, TABLE)
    shared = dataset(ecs, shared=True, code="common")
    saved(shared, ecs, TABLE)
    elsewhere = ROOT.replace("ecs-2018-2020", "nordmark-2021-2027")
    client = browser(member(ecs))
    assert client.get(elsewhere + "data/employment/").status_code == 404
    assert client.get(elsewhere + "data/common/").status_code == 200
    listed = text_of(client, elsewhere + "data/")
    assert "common" in listed
    assert "data/employment/" not in listed


def test_a_version_is_taken_home_and_brought_in_again(ecs: Programme) -> None:
    made, client = dataset(ecs), browser(member(ecs))
    saved(made, ecs, TABLE.replace("300", "300,125"), decimal=",")
    csv = b"".join(streamed(client, ROOT + "data/employment/versions/1.csv"))
    assert "SE121;Uppsala County;21;Manufacture of pharmaceuticals;2018;300,1250;" in csv.decode()
    other = dataset(ecs, code="other")
    again = saved(other, ecs, csv)
    assert again.content_digest == made.versions.get().content_digest
    xlsx = b"".join(streamed(client, ROOT + "data/employment/versions/1.xlsx"))
    third = saved(dataset(ecs, code="third"), ecs, xlsx, name="data.xlsx")
    assert third.content_digest == again.content_digest
    assert client.get(ROOT + "data/employment/versions/2.csv").status_code == 404


def test_a_computation_is_left_and_come_back_to(ecs: Programme) -> None:
    saved(dataset(ecs), ecs, TABLE)
    client = browser(member(ecs))
    asked = {"kind": "totals", "data": "employment", "version": "1", "parameters": json.dumps({"year": 2018})}
    path = client.post(ROOT + "computations/ask/", asked).headers["Location"]
    waiting = client.get(path)
    assert waiting.headers["Refresh"] == "2"
    assert "Waiting for its turn" in waiting.content.decode()
    assert "In the queue" in text_of(client, ROOT)
    work()
    done = client.get(path)
    assert "Refresh" not in done.headers
    assert "Uppsala County" in done.content.decode()
    assert "Manufacture of pharmaceuticals" in done.content.decode()
    assert client.post(ROOT + "computations/ask/", asked).headers["Location"] == path
    assert browser(None).get(path).status_code == 200
    for wrong in ({"parameters": "{"}, {"parameters": "[1]"}, {"parameters": '{"other": 1}'}):
        assert "data/employment" in client.post(ROOT + "computations/ask/", asked | wrong).headers["Location"]
    assert client.post(ROOT + "computations/ask/", asked | {"kind": "none"}).status_code == 404
    assert Computation.objects.count() == 1


def test_a_number_opens_and_its_rows_add_up(ecs: Programme) -> None:
    version = saved(dataset(ecs), ecs, TABLE)
    asked = {"region": "SE121", "activity": "21", "year": "2018"}
    found = opened(methods()["location-quotient"], version, asked)
    assert [(one.part.key, one.count, one.sum) for one in found.parts] == [
        ("cell", 1, 300.0), ("region", 2, 400.0), ("activity", 2, 300.0), ("all", 4, 500.0)
    ]  # fmt: skip
    assert found.value == pytest.approx((300 / 400) / (300 / 500))
    client = browser(None)
    path = ROOT + "numbers/location-quotient/?data=employment&version=1&region=SE121&activity=21&year=2018"
    shown = text_of(client, path + "&part=region")
    assert "1.25" in shown
    assert "Balassa" in shown
    assert "Manufacture of food products" in shown
    assert client.get(path.replace("&year=2018", "")).status_code == 404
    assert client.get(path.replace("year=2018", "year=x")).status_code == 404
    assert client.get(path.replace("version=1", "version=7")).status_code == 404
    assert "No observation" in text_of(client, path.replace("activity=21", "activity=99"))
    assert "500" in text_of(client, ROOT + "numbers/sum/?data=employment")


def test_methods_are_explained(ecs: Programme) -> None:
    client = browser(None)
    listed = text_of(client, ROOT + "methods/")
    for code, method in methods().items():
        assert escape(str(method.name)) in listed
        assert method.formula.split("=")[0].strip()[:2] in text_of(client, f"{ROOT}methods/{code}/")
    assert client.get(ROOT + "methods/none/").status_code == 404


def test_pages_ask_as_often_however_much_there_is(ecs: Programme) -> None:
    first = dataset(ecs)
    saved(first, ecs, TABLE)
    client = browser(member(ecs))

    def counted() -> dict[str, int]:
        found = {}
        for path in ("", "data/", "data/employment/", "numbers/sum/?data=employment&year=2018"):
            text_of(client, ROOT + path)  # what is worked out of a version is kept
            with CaptureQueriesContext(connection) as queries:
                text_of(client, ROOT + path)
            found[path] = len(queries)
        return found

    def more(number: int) -> None:
        saved(dataset(ecs, code=f"more-{number}"), ecs, TABLE)
        saved(first, ecs, TABLE.replace("300", str(number)))
        asked = {"kind": "totals", "data": f"more-{number}", "parameters": "{}"}
        client.post(ROOT + "computations/ask/", asked)

    more(0)  # so that every part of a page has something to show
    few = counted()
    for number in range(1, 5):
        more(number)
    many = counted()
    assert {path: many[path] - few[path] for path in few} == dict.fromkeys(few, 0)
    assert max(many.values()) <= 60


def test_the_description_can_change_but_not_what_codes_mean(ecs: Programme) -> None:
    saved(dataset(ecs), ecs, TABLE)
    client = browser(member(ecs))
    path = ROOT + "data/employment/describe/"
    kept = {key: value for key, value in DESCRIBED.items() if key != "code"}
    assert client.post(path, kept | {"name_en": "Workers"}).status_code == 302
    assert DataSet.objects.get().name_en == "Workers"
    refused = client.post(path, kept | {"classification": "nace2_section"})
    assert "cannot be coded anew" in refused.content.decode()
    assert "expected one of" in client.post(path, kept | {"vocabulary": "1999"}).content.decode()
    assert client.post(ROOT + "data/new/", DESCRIBED).content.decode().count("already used by another data set") >= 1
