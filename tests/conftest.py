"""Fixtures all tests share. The database is the one in DATABASE_URL, else SQLite in memory."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from samspel.core import triggers
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import _cached as structure_cache
from samspel.core.programmes.structure import structure_of
from samspel.example.installation import load as load_example
from samspel.frontdoor.search.queries import matcher
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.queries.places import known_places
from samspel.programme.folder.services.load import folder_load
from tests import snapshots
from tests.browser.demo import browser, demo, open_page  # noqa: F401 - fixtures
from tests.snapshots import world

pytest_plugins = ["tests.spark_cluster"]
ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ROOT / "programmes"
DEMO_DAY = date(2019, 9, 30)
PASSWORD = "ett-langt-losenord-17"


def pytest_configure() -> None:
    """Environment of every test: fast password hashes, mail kept in memory, no limit on sign-in attempts, and no
    property that fails because the machine is busy."""
    hypothesis.settings.register_profile(
        "samspel", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("samspel")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SAMSPEL_INDEX = ""  # in memory, empty before each test
    settings.FIGURES_KEPT = 0  # tests write facts without the audit event that tells of a change
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journey that asks for the demo's own numbers comes before those that add to them."""
    items.sort(key=lambda item: item.path.name != "test_every_figure_opens.py")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """The world that a test begins with stays in the database for the next one."""
    with item.config.stash[blocking_manager_key].unblock():
        snapshots.prepare(item)
    found = yield
    snapshots.learn(item)
    return found


_flush = flush.Command.handle


def _flush_guarded(command: Any, **options: Any) -> None:
    """Between transactional tests all tables are emptied; the guards come back with the post-migrate signal."""
    triggers.remove(connection)
    _flush(command, **options)


flush.Command.handle = _flush_guarded


@pytest.fixture(autouse=True)
def _forget(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing kept in memory passes from one test to the next; each begins in Swedish, or is marked `english`."""
    structure_cache.cache_clear()
    matcher.forget_matcher()
    cache.clear()
    translation.activate("en" if request.node.get_closest_marker("english") else settings.LANGUAGE_CODE)
    yield
    structure_cache.cache_clear()


def programme(code: str) -> Programme:
    """A shipped programme, loaded from its folder."""
    folder_load(folder=read_folder(FOLDERS / code, known_places()))
    return Programme.objects.get(code=code)


def ready(code: str, name: str) -> Programme:
    """The programme, with its structure read once, as in a server that has answered before."""
    found = Programme.objects.get(code=code)
    with snapshots.known_structure(name, code):
        structure_of(found)
    return found


@pytest.fixture
def ecs(db: None) -> Programme:
    """East Central Sweden, without activity."""
    world("ecs", lambda: programme("ecs-2018-2020"))
    return ready("ecs-2018-2020", "ecs")


@pytest.fixture
def nordmark(db: None) -> Programme:
    """The invented programme with other areas, money and rules."""
    world("nordmark", lambda: programme("nordmark-2021-2027"))
    return ready("nordmark-2021-2027", "nordmark")


@pytest.fixture
def example(db: None) -> Programme:
    """East Central Sweden with its example activity and people."""
    world("example", lambda: load_example(programme("ecs-2018-2020")))
    return ready("ecs-2018-2020", "example")


@pytest.fixture
def demo_day(settings: Any) -> date:
    """Today is the demo's day, month 21 of 36."""
    settings.SAMSPEL_TODAY = DEMO_DAY
    return DEMO_DAY


Sign = Callable[[Role | str], Client]


@pytest.fixture
def signed_in() -> Sign:
    """A browser signed in as the example person with the role; as nobody for the public."""

    def sign_in(role: Role | str) -> Client:
        client = Client()
        if role != Role.PUBLIC:
            client.force_login(person(role))
        return client

    return sign_in


def person(role: Role | str) -> User:
    """The example person with the role."""
    return User.objects.get(pk=Membership.objects.filter(role=role).latest("pk").user_id)
