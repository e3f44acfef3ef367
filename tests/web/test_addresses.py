"""Values from addresses: what is read, and what is not."""

from datetime import date

import pytest
from django.test import RequestFactory

from samspel.web import addresses


@pytest.mark.parametrize("text", ["²", "٣", "-1", "", None, "1" * 20, "1e3", " 1"])
def test_what_is_no_whole_number_is_none(text: str | None) -> None:
    assert addresses.whole(text) is None
    assert addresses.key(text) is None


def test_keys_fit_their_column() -> None:
    assert addresses.key(str(2**63 - 1)) == 2**63 - 1
    assert addresses.key(str(2**63)) is None


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "2019-02-30", "x", "", None])
def test_what_is_no_day_in_range_is_none(text: str | None) -> None:
    assert addresses.day(text) is None
    assert addresses.day("2019-09-30") == date(2019, 9, 30)


def test_values_that_are_not_plain_are_left_out() -> None:
    request = RequestFactory().get("/", {"a": "x\0y", "b": "x", "c": "y" * 5000})
    assert dict(addresses.query(request).items()) == {"b": "x"}
