"""Past operations beside those of other beneficiaries."""

from datetime import date

import pytest

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Organisation, PastOperation
from samspel.actors.past_operations.queries import operations_of
from samspel.core.programmes.models import Programme
from tests.results.samples import organisation, somebody

pytestmark = pytest.mark.django_db


def operation(code: str, beneficiary: Organisation | None, starts_on: date = date(2016, 1, 1)) -> PastOperation:
    """An operation of the beneficiary."""
    return PastOperation.objects.create(
        register="r", code=code, name=code, beneficiary_name="x", beneficiary=beneficiary, granted=1, currency="SEK",
        starts_on=starts_on, ends_on=date(2019, 1, 1),
    )  # fmt: skip


def test_operations_are_those_of_the_beneficiary_and_what_counts_as_it(ecs: Programme) -> None:
    own, twins = operation("1", organisation(1)), operation("2", organisation(2), date(2017, 1, 1))
    operation("3", organisation(3))
    operation("4", None)
    assert operations_of(organisation(1)) == [own]
    merge_record(actor=somebody(ecs), organisation=organisation(2), into=organisation(1), reason="Samma")
    assert operations_of(organisation(1)) == [twins, own]
    assert operations_of(organisation(2)) == []
