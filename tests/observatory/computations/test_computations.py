"""Computations: asked once, worked out apart, kept; cancelled, failed and stuck ones can be asked again."""

import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django_tasks_db.models import DBTaskResult

from samspel.core import clock
from samspel.core.bilingual import BilingualText
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.observatory.computations.queries import results
from samspel.observatory.computations.queries.version_data import VersionData
from samspel.observatory.computations.rules import kinds
from samspel.observatory.computations.rules.kinds import ComputationKind, ParameterFault, Progress
from samspel.observatory.computations.services import computation
from samspel.observatory.computations.services import work as worker
from samspel.observatory.computations.services.computation import computation_cancel, computation_request
from samspel.observatory.models import Computation
from tests.conftest import programme
from tests.observatory.builders import dataset, member, saved
from tests.tasks import work

pytestmark = pytest.mark.every_database

TABLE = "region;activity;year;value\nSE121;10;2018;100\nSE121;21;2018;250\nSE124;28;2019;90\n"
calls: list[Mapping[str, Any]] = []


def _sum(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    calls.append(parameters)
    progress(0.5)
    if parameters["factor"] == 0:
        raise ParameterFault("the factor must not be zero")
    if parameters["factor"] == 13:
        raise RuntimeError("thirteen")
    return {"sum": data.frame["value"].sum() * parameters["factor"]}


@pytest.fixture(autouse=True)
def kind() -> Iterator[ComputationKind]:
    calls.clear()
    results.forget_answers()
    made = kinds.register(ComputationKind("test-sum", BilingualText("Prov", "Test"), _sum, {"factor": 1, "base": "a"}))
    yield made
    del kinds._kinds["test-sum"]


@pytest.fixture
def version(ecs: Programme) -> Any:
    return saved(dataset(ecs), ecs, TABLE)


def _request(user: Any, programme: Programme, version: Any, parameters: Mapping[str, Any]) -> Computation:
    return computation_request(
        user=user, programme=programme, kind_code="test-sum", version=version, parameters=parameters
    )


def test_asked_worked_and_kept(ecs: Programme, version: Any) -> None:
    user = member(ecs)
    asked = _request(user, ecs, version, {"factor": 2})
    assert (asked.state, asked.parameters) == ("queued", {"base": "a", "factor": 2})
    assert _request(user, ecs, version, {"base": "a", "factor": 2}).pk == asked.pk
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.progress, results.result_of(asked)) == ("done", 1.0, {"sum": 880.0})
    assert _request(user, ecs, version, {"factor": 2}).pk == asked.pk
    assert _request(user, ecs, version, {"factor": 3}).pk != asked.pk
    assert len(calls) == 1


def test_another_version_is_another_question(ecs: Programme, version: Any) -> None:
    user = member(ecs)
    other = saved(version.dataset, ecs, TABLE.replace("90", "91"))
    one, two = (_request(user, ecs, v, {}) for v in (version, other))
    assert one.key != two.key
    work()
    assert [results.result_of(Computation.objects.get(pk=c.pk))["sum"] for c in (one, two)] == [440.0, 441.0]


def test_faults_are_told_and_can_be_asked_again(ecs: Programme, version: Any) -> None:
    user = member(ecs)
    refused = _request(user, ecs, version, {"factor": 0})
    broken = _request(user, ecs, version, {"factor": 13})
    work()
    refused.refresh_from_db()
    broken.refresh_from_db()
    assert (refused.state, refused.fault) == ("failed", "the factor must not be zero")
    assert broken.state == "failed"
    assert "thirteen" not in broken.fault
    assert _request(user, ecs, version, {"factor": 0}).pk != refused.pk


def test_a_cancelled_computation_is_not_worked_out(ecs: Programme, version: Any) -> None:
    user = member(ecs)
    asked = _request(user, ecs, version, {})
    assert computation_cancel(user=user, programme=ecs, computation=asked)
    assert not computation_cancel(user=user, programme=ecs, computation=asked)
    work()
    asked.refresh_from_db()
    assert (asked.state, calls) == ("cancelled", [])


def test_cancelling_stops_a_running_one(ecs: Programme, version: Any, monkeypatch: Any) -> None:
    user = member(ecs)
    asked = _request(user, ecs, version, {})

    def cancelled_meanwhile(data: VersionData, parameters: Mapping[str, Any], progress: Progress) -> Any:
        computation_cancel(user=user, programme=ecs, computation=asked)
        progress(0.1)
        raise AssertionError("progress tells that nobody waits")

    monkeypatch.setitem(
        kinds._kinds, "test-sum", ComputationKind("test-sum", BilingualText("", ""), cancelled_meanwhile, {"factor": 1})
    )
    work()
    asked.refresh_from_db()
    assert (asked.state, asked.result) == ("cancelled", None)


def test_a_stuck_computation_can_be_asked_again(ecs: Programme, version: Any) -> None:
    user = member(ecs)
    asked = _request(user, ecs, version, {})
    DBTaskResult.objects.all().delete()
    Computation.objects.filter(pk=asked.pk).update(state="running", touched_at=clock.now() - timedelta(seconds=89))
    assert _request(user, ecs, version, {}).pk == asked.pk
    Computation.objects.filter(pk=asked.pk).update(touched_at=clock.now() - timedelta(seconds=91))
    again = _request(user, ecs, version, {})
    asked.refresh_from_db()
    assert (asked.state, again.pk != asked.pk) == ("failed", True)
    worker._finish(asked.pk, "done")  # the worker that was thought dead comes back
    asked.refresh_from_db()
    assert asked.state == "failed"


def test_who_may_ask(ecs: Programme, version: Any) -> None:
    with pytest.raises(PermissionDenied):
        _request(User.objects.create(email="nobody@test.example"), ecs, version, {})
    with pytest.raises(KeyError):
        _request(member(ecs), ecs, version, {"unknown": 1})
    assert not Computation.objects.exists()


def test_small_ones_are_answered_at_once(ecs: Programme, version: Any, settings: Any) -> None:
    assert results.answer_of("test-sum", version, {}) == {"sum": 440.0}
    assert results.answer_of("test-sum", version, {"factor": 1}) == {"sum": 440.0}
    assert len(calls) == 1
    settings.COMPUTED_AT_ONCE = 2
    assert results.answer_of("test-sum", version, {}) is None
    _request(None, ecs, version, {})
    work()
    assert results.answer_of("test-sum", version, {}) == {"sum": 440.0}


def test_progress_is_written_at_most_every_second(ecs: Programme, version: Any, monkeypatch: Any) -> None:
    asked = _request(member(ecs), ecs, version, {})
    Computation.objects.filter(pk=asked.pk).update(state="running")
    moment = [100.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: moment[0])
    told = worker._progress(asked.pk)
    seen = []
    for step, share in ((0.0, 0.1), (0.5, 0.2), (0.6, 0.3), (2.0, 7.0)):
        moment[0] += step
        told(share)
        asked.refresh_from_db()
        seen.append(asked.progress)
    assert seen == [0.1, 0.1, 0.3, 1.0]


def test_who_comes_second_gets_the_first_ones(ecs: Programme, version: Any, monkeypatch: Any) -> None:
    first = _request(member(ecs), ecs, version, {"factor": 5})
    monkeypatch.setattr(computation, "live_computation", lambda key: None)  # both looked before either had written
    assert _request(member(ecs), ecs, version, {"factor": 5}).pk == first.pk
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_asks_at_once_are_one_computation() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its immediate transactions queue writers")
    ecs = programme("ecs-2018-2020")
    made = saved(dataset(ecs), ecs, TABLE)
    user = member(ecs)
    start, found = threading.Barrier(4), []

    def one() -> None:
        try:
            start.wait()
            found.append(_request(user, ecs, made, {"factor": 5}).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert set(found) == {Computation.objects.get().pk}
    assert DBTaskResult.objects.count() == 1


def test_what_waits_under_an_earlier_name_is_run(ecs: Programme, version: Any) -> None:
    renamed = import_module("samspel.observatory.migrations.0002_queued_computations")
    asked = _request(member(ecs), ecs, version, {})
    for earlier in renamed.EARLIER_PATHS:
        DBTaskResult.objects.update(task_path=earlier)
        renamed.rename_queued(apps, None)
        assert DBTaskResult.objects.get().task_path == worker.computation_run.module_path
    work()
    asked.refresh_from_db()
    assert asked.state == "done"
