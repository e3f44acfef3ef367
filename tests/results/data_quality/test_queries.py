"""What each check finds, beside neighbours that must not count: another programme's, taken back, later, whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.actors.duplicates.services import merge_record
from samspel.actors.models import Organisation
from samspel.core.facts import void
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.programmes.structure import structure_of
from samspel.results.data_quality.queries import checks as checks_module
from samspel.results.data_quality.queries import cross_rules, enterprises, facts
from samspel.results.data_quality.queries.check import DataCheck
from samspel.results.data_quality.queries.checks import checks
from tests.results.samples import DAY, OTHER_TOWN, organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
TODAY = date(2019, 9, 30)


def context_of(programme: Programme, reader: Any, as_of: date = TODAY, **overrides: Any) -> ReadContext:
    """The programme on the day, with its own values of some rules."""
    structure = structure_of(programme)
    structure.programme.rule_overrides = overrides
    return ReadContext(structure, reader, as_of)


def found(context: ReadContext, key: str) -> set[int]:
    """The ids of the facts or enterprises that a check finds."""
    check = one(context, key)
    assert check.total == len(check.findings)
    return {finding.pk for finding in check.findings}


def one(context: ReadContext, key: str) -> DataCheck:
    """The check with the key."""
    return next(check for check in checks(context) if check.key == key)


@pytest.mark.parametrize("what", ["support", "collaboration", "investment", "innovation"])
def test_facts_without_evidence(ecs: Programme, nordmark: Programme, what: str) -> None:
    user = somebody(ecs)
    bare = recorded(ecs, user, what)
    recorded(ecs, user, what, evidence="Dnr 1", reference="med bevis")
    recorded(nordmark, somebody(nordmark), what)
    void(recorded(ecs, user, what, reference="tagen tillbaka"), user, "Fel")
    recorded(ecs, user, what, occurred_on=TODAY + timedelta(days=1), reference="senare")
    recorded(ecs, user, "participation")
    here = context_of(ecs, user)
    assert found(here, "evidence") == {bare.pk}
    assert [finding.kind for finding in one(here, "evidence").findings] == [what]


def test_enterprises_outside_the_territory(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    outside = recorded(ecs, user, of=organisation(1, municipality_id=OTHER_TOWN))
    nowhere = recorded(ecs, user, of=organisation(2, municipality_id=None))
    recorded(ecs, user, of=organisation(3))
    recorded(ecs, user, of=organisation(4, municipality_id=OTHER_TOWN, kind="university"))
    recorded(ecs, user, "participation", of=organisation(1))
    elsewhere = organisation(5, municipality_id=OTHER_TOWN)
    recorded(nordmark, somebody(nordmark), of=elsewhere)
    assert found(context_of(ecs, user), "territory") == {outside.pk, nowhere.pk}


def test_facts_outside_the_programmes_time(ecs: Programme) -> None:
    user = somebody(ecs)
    early = recorded(ecs, user, occurred_on=ecs.starts_on - timedelta(days=1))
    late = recorded(ecs, user, "contact", occurred_on=ecs.ends_on + timedelta(days=1))
    for day in (ecs.starts_on, ecs.ends_on):
        recorded(ecs, user, occurred_on=day)
    after = context_of(ecs, user, ecs.ends_on + timedelta(days=1))
    assert found(after, "time") == {early.pk, late.pk}
    assert {finding.kind for finding in one(after, "time").findings} == {"support", "contact"}


def test_facts_before_the_enterprise_started_or_after_it_ended(ecs: Programme, nordmark: Programme) -> None:
    user, week = somebody(ecs), timedelta(days=7)
    lived = organisation(1, started_on=DAY, ended_on=DAY + week)
    early = recorded(ecs, user, of=lived, occurred_on=DAY - timedelta(days=1))
    late = recorded(ecs, user, "leadership", of=lived, occurred_on=DAY + week + timedelta(days=1))
    recorded(ecs, user, of=lived)
    recorded(ecs, user, of=lived, occurred_on=DAY + week)
    recorded(ecs, user, of=organisation(2))
    recorded(nordmark, somebody(nordmark), of=lived, occurred_on=DAY - timedelta(days=1))
    assert found(context_of(ecs, user), "life") == {early.pk, late.pk}


@pytest.mark.parametrize(
    ("key", "lack"), [("size", {"size_class": ""}), ("number", {"number": "", "identity": "none"})]
)
def test_supported_enterprises_of_which_something_is_not_known(
    ecs: Programme, nordmark: Programme, key: str, lack: dict[str, str]
) -> None:
    user = somebody(ecs)
    unknown, full = organisation(1, **lack), organisation(2)
    recorded(ecs, user, of=unknown)
    recorded(ecs, user, of=full)
    recorded(ecs, user, of=organisation(3, kind="university", **lack))
    recorded(ecs, user, "participation", of=organisation(4, **lack))
    recorded(nordmark, somebody(nordmark), of=organisation(5, **lack))
    void(recorded(ecs, user, of=organisation(6, **lack)), user, "Fel")
    recorded(ecs, user, of=organisation(7, **lack), occurred_on=TODAY + timedelta(days=1))
    here = context_of(ecs, user)
    assert found(here, key) == {unknown.pk}
    assert [finding.kind for finding in one(here, key).findings] == [""]
    merge_record(actor=user, organisation=unknown, into=full, reason="Samma bolag")
    assert found(context_of(ecs, user), key) == set()


def test_the_same_hours_twice(ecs: Programme, nordmark: Programme) -> None:
    user, own, twin = somebody(ecs), organisation(1), organisation(2)
    twice = {recorded(ecs, user, of=own, reference=text).pk for text in ("a", "b")}
    recorded(ecs, user, of=own, reference="c", hours=Decimal(3))
    recorded(ecs, user, of=own, reference="d", occurred_on=DAY + timedelta(days=1))
    recorded(ecs, user, of=own, reference="e", kind="coaching")
    alike = recorded(ecs, user, of=twin, reference="f")
    for number in (3, 4):
        recorded(ecs, user, of=organisation(number), reference="inga timmar", hours=Decimal(0), kind="coaching")
    void(recorded(ecs, user, of=own, reference="g"), user, "Fel")
    for text in ("a", "b"):
        recorded(nordmark, somebody(nordmark), of=twin, reference=text)
    assert found(context_of(ecs, user), "hours") == twice
    merge_record(actor=user, organisation=twin, into=own, reason="Samma bolag")
    assert found(context_of(ecs, user), "hours") == {*twice, alike.pk}


def test_money_twice_is_not_hours_twice(ecs: Programme) -> None:
    user = somebody(ecs)
    for text in ("a", "b"):
        recorded(ecs, user, kind="grant", hours=Decimal(0), amount=Decimal(1000), reference=text)
    assert found(context_of(ecs, user), "hours") == set()


def test_large_private_investments(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    limit = {"indicator.investment-question-above": {"value": 1000, "source": "Beslutet"}}
    large, at_limit = organisation(1), organisation(2)
    recorded(ecs, user, "investment", of=large, amount=Decimal(600))
    recorded(ecs, user, "investment", of=large, amount=Decimal(401))
    recorded(ecs, user, "investment", of=at_limit, amount=Decimal(1000))
    recorded(nordmark, somebody(nordmark), "investment", of=at_limit, amount=Decimal(900))
    void(recorded(ecs, user, "investment", of=at_limit, amount=Decimal(900)), user, "Fel")
    here = context_of(ecs, user, **limit)
    assert found(here, "investment") == {large.pk}
    assert one(here, "investment").findings[0].detail == f"1001 {ecs.currency}"


def test_a_cross_rule_finds_those_in_the_first_and_in_none_of_the_others(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    grant = {"kind": "grant", "hours": Decimal(0), "amount": Decimal(1000)}
    recorded(ecs, user, of=organisation(1), **grant)
    advised = recorded(ecs, user, of=organisation(3)).organisation
    recorded(nordmark, somebody(nordmark), of=organisation(2))
    recorded(nordmark, somebody(nordmark), of=advised, **grant)
    void(recorded(ecs, user, of=organisation(4)), user, "Fel")

    def told(*rules: str) -> ReadContext:
        return context_of(ecs, user, **{"indicator.cross-rules": {"value": list(rules), "source": "Beslutet"}})

    assert found(told("CO01 in CO02"), "cross-CO01") == {advised.pk}
    assert found(told("CO01 in CO02, CO04"), "cross-CO01") == set()
    keys = [check.key for check in checks(told("CO01 in CO02", "CO02 in X99", "X99 in CO01"))]
    assert [key for key in keys if key.startswith("cross")] == ["cross-CO01"]


def test_what_is_found_comes_first_and_says_what_it_is_about(ecs: Programme) -> None:
    user = somebody(ecs)
    first = recorded(ecs, user, occurred_on=DAY)
    second = recorded(ecs, user, occurred_on=DAY + timedelta(days=1), reference="b")
    made: Sequence[DataCheck] = checks(context_of(ecs, user))
    totals = [bool(check.total) for check in made]
    assert totals == sorted(totals, reverse=True)
    assert made[0].key == "evidence"
    assert [(f.title, f.pk) for f in made[0].findings] == [("Bolag 1 AB", second.pk), ("Bolag 1 AB", first.pk)]
    assert made[0].findings[1].detail.endswith(DAY.isoformat())


def test_a_past_day_knows_what_was_known_then(ecs: Programme) -> None:
    """Everything here is recorded today, so nothing was known on a day that has passed."""
    user = somebody(ecs)
    recorded(ecs, user, of=organisation(1, size_class=""))
    assert found(context_of(ecs, user), "size") == {organisation(1).pk}
    assert not any(check.total for check in checks(context_of(ecs, user, DAY)))


def test_a_check_shows_so_many_and_counts_them_all(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cross_rules, enterprises, facts):
        monkeypatch.setattr(module, "SHOWN", 2)
    user = somebody(ecs)
    lack = {"size_class": "", "municipality_id": None}

    def totals(number: int) -> list[tuple[int, int]]:
        recorded(ecs, user, of=organisation(number, **lack))
        recorded(ecs, user, of=organisation(number, **lack), reference="igen")
        recorded(ecs, user, "investment", of=organisation(number, **lack), amount=Decimal(600 + number))
        limit = {"indicator.investment-question-above": {"value": 500, "source": "Beslutet"}}
        rule = {"indicator.cross-rules": {"value": ["CO01 in CO02"], "source": "Beslutet"}}
        here = context_of(ecs, user, **limit, **rule)
        keys = ("evidence", "territory", "size", "hours", "investment", "cross-CO01")
        return [(one(here, key).total, len(one(here, key).findings)) for key in keys]

    assert totals(1) == [(3, 2), (3, 2), (1, 1), (2, 2), (1, 1), (1, 1)]
    assert totals(2) == [(6, 2), (6, 2), (2, 2), (4, 2), (2, 2), (2, 2)]
    assert totals(3) == [(9, 2), (9, 2), (3, 2), (6, 2), (3, 2), (3, 2)]


def test_what_is_found_is_in_order(ecs: Programme) -> None:
    user = somebody(ecs)
    limit = {"indicator.investment-question-above": {"value": 500, "source": "Beslutet"}}
    for number, amount in ((1, 600), (2, 900), (3, 700)):
        recorded(ecs, user, "investment", of=organisation(number), amount=Decimal(amount))
    for number in (2, 1):
        recorded(ecs, user, of=organisation(number, name=f"Bolag {number} AB"), evidence="RS 1")
        Organisation.objects.filter(pk=organisation(number).pk).update(size_class="")
    here = context_of(ecs, user, **limit)
    assert [finding.title for finding in one(here, "investment").findings] == ["Bolag 2 AB", "Bolag 3 AB", "Bolag 1 AB"]
    assert [finding.title for finding in one(here, "size").findings] == ["Bolag 1 AB", "Bolag 2 AB"]
    assert one(here, "size").findings[0].detail == str(organisation(1).municipality)


def test_each_check_says_where_it_comes_from(ecs: Programme) -> None:
    here = context_of(ecs, somebody(ecs))
    rule = rules_of(ecs).rule("indicator.evidence", ecs.starts_on)
    assert one(here, "evidence").source == rule.source.in_language("sv")
    assert all(check.source and check.name and check.mend for check in checks(here))
    assert len({check.key for check in checks(here)}) == len(checks(here))
    other = {"indicator.cross-rules": {"value": ["CO01 in CO02"], "source": "Beslutet"}}
    assert "Beslutet" in one(context_of(ecs, somebody(ecs), **other), "cross-CO01").source


@pytest.mark.english
def test_where_a_check_comes_from_is_told_in_the_readers_language(ecs: Programme) -> None:
    rule = rules_of(ecs).rule("indicator.evidence", ecs.starts_on)
    assert rule.source.in_language("en") != rule.source.in_language("sv")
    assert one(context_of(ecs, somebody(ecs)), "evidence").source == rule.source.in_language("en")


def test_where_no_rule_has_a_limit_no_investment_is_questioned(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    user, code = somebody(ecs), "indicator.investment-question-above"
    recorded(ecs, user, "investment", amount=Decimal(10) ** 9)
    here = context_of(ecs, user)
    assert one(here, "investment").total == 1
    rules = rules_of(ecs)
    without = replace(rules, rules=tuple(rule for rule in rules.rules if rule.code != code))
    monkeypatch.setattr(checks_module, "rules_of", lambda programme: without)
    found = one(here, "investment")
    assert (found.total, list(found.findings)) == (0, [])
    assert found.source != rules.rule(code, ecs.starts_on).source.in_language("sv")
