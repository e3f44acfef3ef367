"""Large files are worked on beside the page, in a thread with a connection of its own."""

import threading
from typing import Any

import pytest
from django.db import connection

from samspel.core.programmes.models import Programme
from samspel.results.models import Import, Support
from tests.conftest import programme
from tests.results.samples import address, browser, organisation, row, somebody, text_table, upload

pytestmark = [pytest.mark.every_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def committed(transactional_db: None, settings: Any, demo_day: object) -> Programme:
    """ECS, committed, where every import is worked on apart."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    settings.IMPORTS_AT_ONCE = 0
    made = programme("ecs-2018-2020")
    organisation(1)
    return made


def wait(brought: Import) -> Import:
    """Until the thread that works on it has ended."""
    for thread in threading.enumerate():
        if thread.name == f"import {brought.pk}":
            thread.join(60)
            assert not thread.is_alive()
    brought.refresh_from_db()
    return brought


def test_a_large_file_is_checked_and_saved_beside_the_page(committed: Programme) -> None:
    user = somebody(committed)
    client = browser(user)
    rows = [row(committed, reference=str(n)) for n in range(50)]
    client.post(address(committed, "support/import/"), {"file": upload("stor.csv", text_table("support", rows))})
    brought = Import.objects.get()
    path = address(committed, f"imports/{brought.pk}/")
    client.post(path, {name: str(at) for name, at in brought.columns.items()})
    assert wait(brought).stage == "checked"
    assert (brought.done, brought.report["new"]) == (50, 50)
    client.post(path + "save/")
    assert wait(brought).stage == "saved"
    assert Support.objects.count() == brought.report["written"] == 50
    assert "50" in client.get(path).content.decode()


def test_a_fault_found_apart_is_told_on_the_page(committed: Programme) -> None:
    client = browser(somebody(committed))
    client.post(
        address(committed, "support/import/"), {"file": upload("a.csv", text_table("support", [row(committed)]))}
    )
    brought = Import.objects.get()
    Import.objects.update(content=None)
    path = address(committed, f"imports/{brought.pk}/")
    client.post(path, {name: str(at) for name, at in brought.columns.items()})
    assert wait(brought).stage == "failed"
    assert brought.report["fault"] in client.get(path).content.decode()
    assert not Support.objects.exists()
