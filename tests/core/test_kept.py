"""Answers kept in memory: asked once, and never older than what has been recorded."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.core import audit
from samspel.core.facts import void
from samspel.core.figures import Request, Slice, fetch, kept, measure
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import fact_correct
from tests.results.samples import data_of, organisation, recorded, row, saved, somebody, text_table, value

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def keeping(settings: Any) -> Iterator[None]:
    """A hundred answers are kept; none from another test."""
    settings.FIGURES_KEPT = 100
    kept.forget()
    yield
    kept.forget()


def asked(programme: Programme, codes: tuple[str, ...] = ("results.co01", "results.co04")) -> list[Any]:
    """Several figures at once, whole and by month."""
    where = Slice(programme.pk)
    return fetch(
        [Request(measure(c), where) for c in codes] + [Request(measure(c), where, ("month",), True) for c in codes]
    )


def queries_of(work: Any) -> list[str]:
    """The statements that it sends."""
    with CaptureQueriesContext(
        connection,
    ) as sent:
        work()
    return [query["sql"] for query in sent]


def test_the_second_time_only_the_version_is_asked_for(ecs: Programme) -> None:
    recorded(ecs, somebody(ecs))
    first = asked(ecs)
    sent = queries_of(lambda: asked(ecs))
    assert len(sent) == 1
    assert "kernel_auditevent" in sent[0]
    assert asked(ecs) == first


def test_only_what_is_not_kept_is_asked_for(ecs: Programme) -> None:
    recorded(ecs, somebody(ecs))
    asked(ecs, ("results.co01",))
    sent = queries_of(lambda: asked(ecs, ("results.co01", "results.hours")))
    assert len(sent) == 2
    assert sent[1].count("UNION ALL") == 1
    kept.forget()
    assert asked(ecs, ("results.co01", "results.hours"))[1][()] == 2


def test_nothing_is_kept_where_that_is_set_so(ecs: Programme, settings: Any) -> None:
    settings.FIGURES_KEPT = 0
    asked(ecs)
    sent = queries_of(lambda: asked(ecs))
    assert len(sent) == 1
    assert "kernel_auditevent" not in sent[0]


def test_every_way_of_changing_a_figure_shows_at_once(ecs: Programme, demo_day: object) -> None:
    user = somebody(ecs)

    def seen() -> tuple[Any, Any]:
        return value(ecs, "results.co01"), value(ecs, "results.hours")

    assert seen() == seen() == (0, 0)
    first = recorded(ecs, user, of=organisation(1))
    assert seen() == seen() == (1, 2)
    recorded(ecs, user, of=organisation(2))
    assert seen() == seen() == (2, 4)
    made = merge_record(actor=user, organisation=organisation(1), into=organisation(2), reason="Samma")
    assert seen() == seen() == (1, 4)
    merge_void(actor=user, merge=made, reason="Två")
    assert seen() == seen() == (2, 4)
    second = fact_correct(actor=user, kind=KINDS["support"], fact=first, data=data_of(ecs, hours=7), reason="Fel")
    assert seen() == seen() == (2, 9)
    void(second, user, "Fel")
    assert seen() == seen() == (1, 2)
    saved(user, ecs, text_table("support", [row(ecs, organisation=organisation(3).number, hours=3)]))
    assert seen() == seen() == (2, 5)


def test_what_is_rolled_back_is_not_kept_for_what_comes_instead(ecs: Programme) -> None:
    user = somebody(ecs)
    for hours in (3, 4):
        with transaction.atomic():
            recorded(ecs, user, hours=hours)
            assert value(ecs, "results.hours") == hours
            transaction.set_rollback(True)
        assert value(ecs, "results.hours") == 0


def test_an_answer_of_another_state_is_never_given(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question under two versions, as in two databases: each has its own answer."""
    user = somebody(ecs)
    monkeypatch.setattr(kept, "version", lambda: "one")
    assert value(ecs, "results.co01") == 0
    recorded(ecs, user)
    assert value(ecs, "results.co01") == 0  # kept under this name, for as long as it is the name
    monkeypatch.setattr(kept, "version", lambda: "another")
    assert value(ecs, "results.co01") == 1
    monkeypatch.setattr(kept, "version", lambda: "one")
    assert value(ecs, "results.co01") == 0


def test_the_version_changes_with_every_audit_event(ecs: Programme) -> None:
    user: User = somebody(ecs)
    seen = {kept.version()}
    for number in range(5):
        with transaction.atomic():
            audit.write(user, "something.done", ecs, changes={"number": number})
        seen.add(kept.version())
    assert len(seen) == 6


def test_questions_that_differ_in_anything_are_kept_apart(ecs: Programme) -> None:
    recorded(ecs, somebody(ecs))
    counted, where = measure("results.hours"), Slice(ecs.pk)
    area = ecs.areas.all()
    requests = [
        Request(counted, where),
        Request(counted, where, ("month",)),
        Request(counted, where, ("quarter",)),
        Request(counted, where, ("month",), running=True),
        Request(counted, where.of(area=area[0].pk)),
        Request(counted, where.of(area=area[1].pk)),
    ]
    one_by_one = [fetch([request])[0] for request in requests]
    kept.forget()
    assert fetch(requests) == one_by_one
    assert fetch(requests) == one_by_one
    assert len({str(answer) for answer in one_by_one[:3]}) == 3
    assert (one_by_one[4].get((), 0), one_by_one[5].get((), 0)) == (2, 0)


def test_the_longest_unused_answer_goes_first(settings: Any) -> None:
    settings.FIGURES_KEPT = 2
    kept.put("state", "a", {(): 1})
    kept.put("state", "b", {(): 2})
    assert kept.get("state", "a") == {(): 1}
    kept.put("state", "c", {(): 3})
    assert [kept.get("state", key) for key in ("a", "b", "c")] == [{(): 1}, None, {(): 3}]


def test_a_very_large_answer_is_not_kept() -> None:
    kept.put("state", "large", {(n,): n for n in range(kept.LARGEST + 1)})
    kept.put("state", "at most", {(n,): n for n in range(kept.LARGEST)})
    assert kept.get("state", "large") is None
    assert kept.get("state", "at most") is not None
