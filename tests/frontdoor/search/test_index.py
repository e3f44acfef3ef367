"""The index follows the database: at once, in one writer's hands, over crashes and damage."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from samspel.actors.models import Organisation
from samspel.cli.search import index_command
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import IndexChange
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.frontdoor.search.queries import matcher, matches
from samspel.frontdoor.search.queries.records import records_by_key
from samspel.frontdoor.search.services import index
from samspel.frontdoor.search.services.outbox import index_change_note
from tests.conftest import ROOT
from tests.frontdoor.making import an_offer, offer_data
from tests.frontdoor.offers.test_offers import a_manager

pytestmark = [pytest.mark.every_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def on_disk(tmp_path: Path, settings: Any) -> Path:
    """An index in a folder of its own."""
    settings.SAMSPEL_INDEX = str(tmp_path / "index")
    matcher.forget_matcher()
    return tmp_path / "index"


def test_a_saved_offer_is_found_at_once(ecs: Programme, on_disk: Path) -> None:
    an_offer(ecs, title_sv="Provkök")  # loads the words, which a server has done long before
    offer = an_offer(ecs, title_sv="Testbädd för surdegsbröd", text_sv="Vi bakar bröd.")
    other = an_offer(ecs)
    assert matches.offers_like(ecs, "surdegsbröd")[0] == offer.pk
    offer_services.offer_change(
        actor=a_manager(), offer=other, data=offer_data(other.organisation, title_sv="Ugnar för knäckebröd")
    )
    assert not IndexChange.objects.exists()
    assert matches.offers_like(ecs, "knäckebröd")[0] == other.pk
    offer_services.offer_withdraw(actor=a_manager(), offer=other)
    assert other.pk not in matches.offers_like(ecs, "knäckebröd")


def test_a_change_that_is_not_saved_is_not_told(ecs: Programme) -> None:
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        an_offer(ecs)
        raise ZeroDivisionError
    assert not IndexChange.objects.filter(kind="offer").exists()
    with pytest.raises(RuntimeError):
        index_change_note(kind="offer", records=[1])


def test_companies_are_told_of_by_the_database_itself(ecs: Programme) -> None:
    made = Organisation.objects.bulk_create(
        [Organisation(name="Bageriet", kind="company", identity="none", industry="10.71"),
         Organisation(name="Högskolan", kind="university", identity="none")]
    )  # fmt: skip
    assert list(IndexChange.objects.values_list("kind", "record")) == [("company", made[0].pk)]
    index.index_catch_up()
    Organisation.objects.filter(pk=made[0].pk).update(name="Bageriet i Vingåker")
    assert IndexChange.objects.count() == 1
    record = records_by_key([f"company:{made[0].pk}", f"company:{made[1].pk}", "offer:99"])
    assert list(record) == [f"company:{made[0].pk}"]
    assert record[f"company:{made[0].pk}"].sectors == {"10"}


def test_programmes_are_searched_apart(ecs: Programme, nordmark: Programme) -> None:
    offer, other = an_offer(ecs), an_offer(nordmark)
    assert matches.offers_like(ecs, "återvunnen plåt") == [offer.pk]
    assert matches.offers_like(nordmark, "återvunnen plåt") == [other.pk]


def test_records_say_whom_the_offer_is_for(ecs: Programme, settings: Any) -> None:
    settings.SAMSPEL_TODAY = date(2019, 9, 30)
    offer = an_offer(
        ecs, sectors=["J", "10"], sizes=["micro"], trl_low=2, trl_high=5, areas=list(ecs.areas.filter(code="food")),
        regions=list(ecs.partners.filter(code="sormland")),
    )  # fmt: skip
    record = records_by_key([f"offer:{offer.pk}"])[f"offer:{offer.pk}"]
    assert record.sectors == {"C", "J", "10", "58", "59", "60", "61", "62", "63"}
    assert (record.sizes, record.trl, record.areas, record.home_region) == ({"micro"}, (2, 5), {"food"}, "sormland")
    assert (record.regions, record.helps, record.stale) == ({"sormland"}, {"test_bed"}, False)


@pytest.mark.parametrize("harm", ["gone", "damaged", "outdated", "half"])
def test_an_index_that_is_not_well_is_made_anew(ecs: Programme, on_disk: Path, harm: str) -> None:
    offer = an_offer(ecs)
    assert matches.offers_like(ecs, "plåt") == [offer.pk]
    if harm == "gone":
        import shutil

        shutil.rmtree(on_disk)
    elif harm == "outdated":
        current = on_disk / "current.json"
        current.write_text(current.read_text().replace("tantivy-", "another-"))
    elif harm == "half":
        (on_disk / "current.json").write_text("{")
    else:
        for file in on_disk.glob("generation-*/*"):
            if file.is_file():
                file.write_bytes(b"\0" * 10)
    matcher.forget_matcher()
    assert index.index_status().trouble or harm == "damaged"
    assert matches.offers_like(ecs, "plåt") == [offer.pk]
    assert index.index_status().trouble == ""


HOLDS = """
import fcntl, sys, time
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("mine", flush=True)
time.sleep(60)
"""


def test_while_another_process_writes_the_outbox_waits(ecs: Programme, on_disk: Path) -> None:
    an_offer(ecs, title_sv="Provkök")
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(on_disk / "turn")], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == b"mine\n"
        offer = an_offer(ecs, title_sv="Ugnar för knäckebröd")
        assert IndexChange.objects.filter(kind="offer", record=offer.pk).exists()
        assert index_command("update", lambda words: None) == 1
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    # the killed holder keeps nothing: the next search takes what waits
    assert matches.offers_like(ecs, "knäckebröd") == [offer.pk]
    assert not IndexChange.objects.exists()


KILLED = """
import os, signal, sys, django
django.setup()
from samspel.frontdoor.search.queries import matcher
from samspel.frontdoor.search.services import index
real = matcher.matcher().upsert
def upsert(records):
    real(records) if sys.argv[1] == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)
matcher.matcher().upsert = upsert
index.index_catch_up()
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_writer_loses_nothing(ecs: Programme, on_disk: Path, moment: str) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        pytest.skip("another process sees no database in memory")
    index.index_rebuild()
    offer = an_offer(ecs, title_sv="Ugnar för knäckebröd")
    matches.offers_like(ecs, "bröd")
    IndexChange.objects.create(kind="offer", record=offer.pk, made_at=offer.made_at)
    matcher.matcher().delete([f"offer:{offer.pk}"])
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DATABASE_URL": f"postgresql:///{name}", "SAMSPEL_INDEX": str(on_disk), "SAMSPEL_DEVELOPMENT": "1",
        "DJANGO_SETTINGS_MODULE": "samspel.config.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    died = subprocess.run([sys.executable, "-c", KILLED, moment], env=environment, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL
    assert IndexChange.objects.count() == 1
    assert matches.offers_like(ecs, "knäckebröd") == [offer.pk]
    assert not IndexChange.objects.exists()


def test_the_command_and_the_health_page_tell_how_it_is(ecs: Programme, on_disk: Path, client: Client) -> None:
    said: list[str] = []
    an_offer(ecs)
    assert index_command("rebuild", said.append) == 0
    assert said[0] == "1 records indexed"
    assert "well" in said[1]
    told = client.get("/health/ready").json()["index"]
    assert told == {"state": "well", "records": 1, "waiting": 0}
    (on_disk / "current.json").unlink()
    matcher.forget_matcher()
    assert index_command("status", said.append) == 1
    assert client.get("/health/ready").status_code == 200


def test_search_by_meaning_asks_for_its_extra(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SAMSPEL_SEMANTIC = True
    monkeypatch.setattr("samspel.frontdoor.search.queries.semantic_check.find_spec", lambda name: None)
    assert [error.id for error in run_checks() if error.id == "frontdoor.E001"] == ["frontdoor.E001"]
