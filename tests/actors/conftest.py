"""A manager of the example, and where the addresses of the actors begin."""

from typing import Any

import pytest
from django.test import Client

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from tests.conftest import Sign


@pytest.fixture
def manager(example: Programme, demo_day: Any, signed_in: Sign) -> Client:
    """The programme manager, reading English."""
    client = signed_in(Role.MANAGER)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def base(example: Programme) -> str:
    """Where the addresses of the actors begin."""
    return f"/p/{example.code}/actors/"
