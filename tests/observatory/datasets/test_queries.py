"""Reads of data sets beside neighbours that must not count: another programme's, another version, another person's."""

import pytest

from samspel.core.programmes.models import Programme
from samspel.observatory.computations.queries.computations import computation_of, computations
from samspel.observatory.computations.services.computation import computation_request
from samspel.observatory.datasets.queries.addresses import UnknownAddress, dataset_at, version_at
from samspel.observatory.datasets.queries.data_imports import earlier_imports, own_import
from samspel.observatory.datasets.queries.datasets import data_sets, newest_number, versions_of
from samspel.observatory.datasets.services import data_import
from samspel.observatory.models import DataSet, DataSetVersion
from tests.observatory.builders import bring, dataset, member

pytestmark = pytest.mark.django_db

ROWS = "region;activity;year;value\nSE121;10;2018;{}\nSE122;10;2018;2\n"


def saved(made: DataSet, programme: Programme, first: int = 1) -> DataSetVersion:
    """A version of two observations."""
    brought = bring(made, programme, ROWS.format(first))
    data_import.dataset_import_save(brought=brought)
    assert brought.version is not None, brought.report
    return brought.version


def test_another_programmes_data_set_is_seen_only_where_it_is_shared(ecs: Programme, nordmark: Programme) -> None:
    own, other = dataset(ecs), dataset(nordmark, code="theirs")
    shared = dataset(nordmark, shared=True, code="common")
    assert {line.dataset for line in data_sets(ecs)} == {own, shared}
    assert {line.dataset for line in data_sets(nordmark)} == {other, shared}
    assert dataset_at(ecs, "common") == shared
    with pytest.raises(UnknownAddress):
        dataset_at(ecs, "theirs")


def test_a_version_is_of_its_own_data_set(ecs: Programme) -> None:
    one, other = dataset(ecs), dataset(ecs, code="other")
    first, second = saved(one, ecs), saved(one, ecs, 5)
    lone = saved(other, ecs)
    assert list(versions_of(one)) == [second, first]
    assert (version_at(one, None), version_at(one, "1"), version_at(other, "")) == (second, first, lone)
    assert (newest_number(one), newest_number(other)) == (2, 1)
    for text in ("2", "x", "123456789", "²"):
        with pytest.raises(UnknownAddress):
            version_at(other, text)
    (line,) = (line for line in data_sets(ecs) if line.dataset == one)
    assert (line.version, line.versions) == (second, 2)


def test_a_computation_is_found_in_the_programmes_that_see_its_data(ecs: Programme, nordmark: Programme) -> None:
    version, theirs = saved(dataset(ecs), ecs), saved(dataset(nordmark, code="theirs"), nordmark)
    asked, other = (
        computation_request(user=member(programme), programme=programme, kind_code="totals", version=of, parameters={})
        for programme, of in ((ecs, version), (nordmark, theirs))
    )
    assert computation_of(ecs, asked.pk) == asked
    assert computation_of(ecs, other.pk) is None
    assert list(computations(ecs)) == [asked]


def test_an_import_is_its_makers_own(ecs: Programme, nordmark: Programme) -> None:
    shared = dataset(ecs, shared=True)
    mine, theirs = bring(shared, ecs, ROWS.format(1)), bring(shared, nordmark, ROWS.format(3))
    maker, somebody = member(ecs), member(ecs, "evaluator")
    assert own_import(ecs, maker, mine.pk) == mine
    assert own_import(ecs, somebody, mine.pk) is None
    assert own_import(ecs, maker, theirs.pk) is None
    assert list(earlier_imports(ecs, maker, shared)) == [mine]
    assert list(earlier_imports(ecs, somebody, shared)) == []
