"""What was known at each moment, against a plain model of the log that knows no SQL."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates.services import merge_record, merge_void
from samspel.core import clock
from samspel.core.facts import FactError
from samspel.core.figures import Slice
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import fact_correct, fact_take_back
from tests.results.samples import FEW, data_of, organisation, recorded, somebody, taken_back, value

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

START = date(2019, 1, 1)
CODES = ("results.co01", "results.co04", "results.cooperating", "results.private_investment")
COMPANIES, EVERYBODY = (1, 2, 3), (1, 2, 3, 4)  # the fourth is a university


@dataclass
class Entry:
    """A line of the log: what was said, from when to when it was believed."""

    what: str
    who: tuple[int, ...]
    on: date
    number: int
    row: Any
    since: datetime
    until: datetime | None = None

    def known(self, moment: datetime) -> bool:
        """Whether it was believed at the moment."""
        return self.since <= moment and (self.until is None or self.until > moment)


@dataclass
class Log:
    """Everything that was recorded, and the figures counted from it the plainest way."""

    entries: list[Entry] = field(default_factory=list)
    least: Decimal = Decimal(0)

    def standing(self, *kinds: str) -> list[Entry]:
        """Entries of the kinds that are believed now."""
        return [e for e in self.entries if e.what in kinds and e.until is None]

    def counts_as(self, who: int, moment: datetime) -> int:
        """Merges followed one by one."""
        merges = {e.who[0]: e.who[1] for e in self.entries if e.what == "merge" and e.known(moment)}
        while who in merges:
            who = merges[who]
        return who

    def figure(self, code: str, moment: datetime, since: date, until: date) -> Any:
        """The figure of the days from `since` up to `until`, as known at the moment."""
        known = [e for e in self.entries if e.what != "merge" and e.known(moment)]
        within = [e for e in known if since <= e.on < until]
        if code == "results.private_investment":
            return sum((Decimal(e.number) for e in within if e.what == "investment"), Decimal(0))
        wanted = {"results.co01": ("advice", "grant"), "results.co04": ("advice",)}.get(code, ("collaboration",))
        rows = [e for e in within if e.what in wanted]
        if code == "results.co04":
            rows = [e for e in rows if self.hours(e, known, moment) >= self.least]
        found = {self.counts_as(who, moment) for e in rows for who in e.who}
        return len(found & set(COMPANIES))

    def hours(self, entry: Entry, known: list[Entry], moment: datetime) -> Decimal:
        """The hours that the entry's enterprise has got by the entry's day."""
        me = self.counts_as(entry.who[0], moment)
        mine = [e for e in known if e.what == "advice" and self.counts_as(e.who[0], moment) == me]
        return sum((Decimal(e.number) for e in mine if e.on <= entry.on), Decimal(0))


class Player:
    """Does each step in the database and writes it in the log."""

    def __init__(self, programme: Programme, user: User, log: Log) -> None:
        self.programme, self.user, self.log, self.serial = programme, user, log, 0

    def told(self, what: str, who: tuple[int, ...], on: date, number: int) -> tuple[str, dict[str, Any]]:
        """The kind of fact and what it says."""
        self.serial += 1
        said: dict[str, Any] = {"occurred_on": on, "reference": str(self.serial)}
        if what == "collaboration":
            return what, said | {"of": [member(w) for w in who]}
        if what == "investment":
            return what, said | {"of": member(who[0]), "amount": Decimal(number)}
        return "support", said | {"of": member(who[0]), "kind": what, "hours": Decimal(number)}

    def take(self, step: tuple[str, int, int, int, int]) -> None:
        """One step; one that cannot be done now is left."""
        what, first, second, day, number = step
        on = START + timedelta(days=day)
        if what in {"advice", "grant", "investment", "collaboration"}:
            who = (first, second) if what == "collaboration" and first != second else (first, first % 4 + 1)
            who = who if what == "collaboration" else (first,)
            kind, said = self.told(what, who, on, number)
            fact = recorded(self.programme, self.user, kind, **said)
            self.log.entries.append(Entry(what, who, on, number, fact, fact.recorded_at))
        elif what == "merge":
            self.merge(first, second)
        elif what == "undo" and (merges := self.log.standing("merge")):
            chosen = merges[day % len(merges)]
            merge_void(actor=self.user, merge=chosen.row, reason="Det var två")
            chosen.until = chosen.row.voided_at
        elif what in {"void", "replace"} and (
            standing := self.log.standing("advice", "grant", "investment", "collaboration")
        ):
            self.change(what, standing[day % len(standing)], first, on, number)

    def merge(self, first: int, second: int) -> None:
        """Merge where that may be done; where not, nothing has happened."""
        moment = clock.now()
        already = any(e.who[0] == first for e in self.log.standing("merge"))
        refused = already or self.log.counts_as(second, moment) == first
        try:
            made = merge_record(actor=self.user, organisation=member(first), into=member(second), reason="Samma")
        except FactError:
            assert refused
            return
        assert not refused
        self.log.entries.append(Entry("merge", (first, second), START, 0, made, made.recorded_at))

    def change(self, what: str, entry: Entry, first: int, on: date, number: int) -> None:
        """Take it back, or say it anew with another day, number and enterprise."""
        if what == "void":
            fact_take_back(actor=self.user, fact=entry.row, reason="Fel")
            entry.until = entry.row.voided_at
            return
        who = entry.who if entry.what == "collaboration" else (first,)
        kind, said = self.told(entry.what, who, on, number)
        fresh = type(entry.row).objects.get(pk=entry.row.pk)
        fact = fact_correct(
            actor=self.user, kind=KINDS[kind], fact=fresh, data=data_of(self.programme, kind, **said), reason="Fel"
        )
        entry.until = fact.recorded_at
        self.log.entries.append(Entry(entry.what, who, on, number, fact, fact.recorded_at))


def member(who: int) -> Any:
    """The organisation, of which the fourth is a university."""
    return organisation(who, kind="company" if who in COMPANIES else "university")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["advice", "advice", "grant", "collaboration", "investment", "void", "replace", "merge", "merge", "undo"]
        ),
        st.sampled_from(EVERYBODY),
        st.sampled_from(EVERYBODY),
        st.integers(0, 30),
        st.integers(1, 5),
    ),
    min_size=3,
    max_size=10,
)


@FEW
@given(STEPS, st.sampled_from([0, 0, 4, 8]), st.integers(0, 10), st.integers(11, 31))
def test_every_figure_as_of_every_moment_is_a_replay_of_the_log(
    ecs: Programme, steps: list[tuple[str, int, int, int, int]], least: int, first: int, last: int
) -> None:
    with taken_back():
        Programme.objects.filter(pk=ecs.pk).update(least_hours=least)
        log = Log(least=Decimal(least))
        player = Player(ecs, somebody(ecs), log)
        for who in EVERYBODY:
            member(who)
        moments = [clock.now()]
        for step in steps:
            player.take(step)
            moments.append(clock.now())
        days = START + timedelta(days=first), START + timedelta(days=last)
        for since, until in ((START, START + timedelta(days=31)), days):
            where = Slice(ecs.pk, since, until)
            for code in CODES:
                for moment in moments:
                    told = log.figure(code, moment, since, until)
                    assert value(ecs, code, where.known(moment)) == told, (code, moments.index(moment))
                assert value(ecs, code, where) == told, code
