"""The horizontal criteria and the split by gender, beside neighbours that must not count."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import translation

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.facts import void
from samspel.core.models import AuditEvent
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.programmes.structure import structure_of
from samspel.results.horizontal.models import CriterionWork
from samspel.results.horizontal.queries.criteria import GenderSplit, criteria, splits
from samspel.results.horizontal.rules import CONDITIONS, SMALLEST, hides, rating
from samspel.results.horizontal.services import criterion_work_write
from tests.results.samples import DAY, organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def context_of(programme: Programme, reader: Any = None, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it; the public where nobody is given."""
    return ReadContext(structure_of(programme), reader or AnonymousUser(), as_of or clock.today())


def work(programme: Programme, criterion: str, at: datetime | None = None, **texts: str) -> CriterionWork:
    """A version of the work with a criterion."""
    return CriterionWork.objects.create(
        programme=programme, criterion=criterion, written_at=at or clock.now(), written_by=somebody(programme), **texts
    )


def test_a_criterion_has_the_latest_work_of_its_own_programme(ecs: Programme, nordmark: Programme) -> None:
    first, second, *_rest = [row.code for row in criteria(context_of(ecs))]
    work(ecs, first, goals="Tidigare", baseline="Då", target_group_analysis="Vilka")
    latest = work(ecs, first, goals="Nu", baseline="Läget")
    other = work(ecs, second, goals="  ")
    work(nordmark, first, goals="Grannens")
    work(ecs, "annat", goals="Inget av programmets")
    rows = {row.code: row for row in criteria(context_of(ecs))}
    assert {code: row.work for code, row in rows.items() if row.work} == {first: latest, second: other}
    assert (rows[first].met, rows[first].rating) == (2, "partly")
    assert (rows[second].met, rows[second].rating) == (0, "not")
    assert all((row.met, row.rating) == (0, "not") for row in rows.values() if row.work is None)


def test_a_past_day_has_the_work_that_was_written_by_then(ecs: Programme) -> None:
    code = criteria(context_of(ecs))[0].code
    yesterday = clock.today() - timedelta(days=1)
    before = work(ecs, code, at=clock.now() - timedelta(days=2), goals="Då")
    now = work(ecs, code, goals="Nu")
    assert criteria(context_of(ecs))[0].work == now
    assert criteria(context_of(ecs, as_of=yesterday))[0].work == before


def counted(rows: list[GenderSplit]) -> list[tuple[int, int]]:
    """Women and men of each."""
    return [(row.women.value, row.men.value) for row in rows]


def test_women_and_men_are_those_of_the_programme_and_the_group(ecs: Programme, nordmark: Programme) -> None:
    user, stranger = somebody(ecs), somebody(nordmark)
    recorded(ecs, user, "participation", people=12, women=7, men=5)
    recorded(nordmark, stranger, "participation", people=30, women=10, men=20)
    void(recorded(ecs, user, "participation", title="Fel", people=3, women=1, men=2), user, "Fel")
    recorded(ecs, user, "participation", title="Okänt", people=9)
    recorded(ecs, user, "leadership", group="board", women=6, men=8)
    recorded(ecs, user, "leadership", group="management", women=9, men=11, of=organisation(2))
    recorded(nordmark, stranger, "leadership", women=1, men=1)
    here = context_of(ecs, user)
    groups = [member.id for member in here.members("group")]
    by_group = {"board": (6, 8), "management": (9, 11)}
    rows = splits(here)
    assert counted(rows) == [(7, 5), *(by_group[group] for group in groups)]
    assert not any(row.hidden for row in rows)
    assert all(row.name for row in rows)
    assert counted(splits(context_of(ecs, user, DAY - timedelta(days=1)))) == [(0, 0)] * 3


def test_few_are_hidden_from_the_public_and_from_nobody_who_may_see_who(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, "participation", people=30, women=SMALLEST - 1, men=9)
    recorded(ecs, user, "leadership", group="board", women=SMALLEST, men=9)
    assert [row.hidden for row in splits(context_of(ecs))] == [True, False, False]
    assert not any(row.hidden for row in splits(context_of(ecs, somebody(ecs, Role.MANAGER))))


def test_criteria_are_the_decisions_own_else_the_funds(ecs: Programme, nordmark: Programme) -> None:
    for programme in (ecs, nordmark):
        structure = structure_of(programme)
        own = [(p.code, p.title, p.text) for p in structure.provisions if p.kind == "horizontal"]
        assert own
        found = criteria(ReadContext(structure))
        assert [(row.code, row.name, row.text) for row in found] == own
        rest = [p for p in structure.provisions if p.kind != "horizontal"]
        of_fund = criteria(ReadContext(replace(structure, provisions=rest)))
        codes = rules_of(programme).value("horizontal.criteria", programme.starts_on)
        assert [row.code for row in of_fund] == [code.replace("_", "-") for code in codes]  # type: ignore[union-attr]
        assert all(row.name[0].isupper() and not row.text for row in of_fund)


def test_work_is_written_as_a_new_version_by_those_who_may(ecs: Programme, nordmark: Programme) -> None:
    user, texts = somebody(ecs), {"target_group_analysis": "Vilka", "baseline": "  ", "goals": "Mål"}
    first = criterion_work_write(actor=user, programme=ecs, criterion="miljo", texts=texts)
    second = criterion_work_write(
        actor=somebody(ecs, Role.EVALUATOR), programme=ecs, criterion="miljo", texts=texts | {"goals": "Nya mål"}
    )
    assert list(CriterionWork.objects.order_by("pk")) == [first, second]
    first.refresh_from_db()
    assert (first.programme, first.criterion, first.written_by, first.goals) == (ecs, "miljo", user, "Mål")
    event = AuditEvent.objects.filter(action="criterion.written").order_by("pk")[0]
    assert event.changes == {"criterion": "miljo", "conditions": ["target_group_analysis", "goals"]}
    for reader in (somebody(ecs, Role.STEERING), somebody(nordmark)):
        with pytest.raises(PermissionDenied):
            criterion_work_write(actor=reader, programme=ecs, criterion="miljo", texts=texts)
    assert CriterionWork.objects.count() == 2


@pytest.mark.parametrize(("met", "expected"), [(0, "not"), (1, "ask"), (2, "partly"), (3, "active")])
def test_the_rating_is_by_the_conditions_written_down(ecs: Programme, met: int, expected: str) -> None:
    code = criteria(context_of(ecs))[1].code
    work(ecs, code, **dict.fromkeys(CONDITIONS[:met], "Skrivet"))
    row = criteria(context_of(ecs))[1]
    assert (row.met, row.rating) == (met, expected)
    assert rating(met) == expected


@pytest.mark.parametrize(
    ("women", "men", "hidden"),
    [
        (0, 0, False),
        (0, 5, False),
        (1, 9, True),
        (4, 9, True),
        (5, 5, False),
        (9, 4, True),
        (9, 1, True),
        (9, 0, False),
    ],
)
def test_a_split_that_tells_of_few_is_hidden(women: int, men: int, hidden: bool) -> None:
    assert hides(women, men) == hidden


def test_where_nobody_is_counted_nothing_is_hidden(ecs: Programme) -> None:
    rows = splits(context_of(ecs))
    assert counted(rows) == [(0, 0)] * len(rows)
    assert not any(row.hidden for row in rows)


@pytest.mark.english
def test_the_funds_criteria_are_named_in_the_readers_language(ecs: Programme) -> None:
    rest = replace(structure_of(ecs), provisions=[])
    in_english = [row.name for row in criteria(ReadContext(rest))]
    with translation.override("sv"):
        in_swedish = [row.name for row in criteria(ReadContext(rest))]
    assert in_english
    assert not set(in_english) & set(in_swedish)
