"""What is read of the money plan, beside neighbours: another programme's, a version not decided, one not in force."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from samspel.core.access import Role
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import PlanVersion, Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.rules import rule_set
from samspel.money.models import GrantTerms
from samspel.money.plan.queries import euro, terms
from samspel.money.plan.queries import plan_version as versions
from samspel.money.plan.services.plan_version import plan_version_make
from samspel.money.state_aid.services.rate import exchange_rate_record
from tests.money.plan.test_plan_versions import FROM, moved
from tests.money.samples import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal


@pytest.fixture
def manager(ecs: Programme, demo_day: date) -> Any:
    return somebody(ecs, Role.MANAGER)


def again(programme: Programme) -> Programme:
    """The programme as the database has it now."""
    return Programme.objects.get(pk=programme.pk)


def draft(programme: Programme, number: int) -> PlanVersion:
    """A version that is not decided."""
    return PlanVersion.objects.create(
        programme=programme, number=number, valid_from=date(2018, 2, 1), decision="", reason_sv="Utkast",
        reason_en="Draft",
    )  # fmt: skip


def test_versions_that_are_not_decided_do_not_count(ecs: Programme, nordmark: Programme, manager: Any) -> None:
    second = plan_version_make(actor=manager, programme=ecs, new=moved(ecs))
    draft(ecs, 3)
    first = ecs.plan_versions.get(number=1)
    assert versions.current_version(ecs) == second
    assert versions.decided_versions(ecs) == [second, first]
    assert versions.current_version(nordmark) == nordmark.plan_versions.get()
    assert set(versions.differences(ecs)) == {2}
    assert versions.differences(nordmark) == {}
    before, after = versions.lines_of(first), versions.lines_of(second)
    assert before[1] == after[1]
    assert sum(before[0].values()) == sum(after[0].values())
    assert len({key for key in after[0] if before[0].get(key) != after[0][key]}) == 2


def test_the_plan_of_a_day_is_the_version_in_force(ecs: Programme, nordmark: Programme, manager: Any) -> None:
    plan_version_make(actor=manager, programme=ecs, new=moved(ecs))
    external = ecs.cost_categories.get(code="external").pk
    found = [terms.plan_of(again(ecs), day) for day in (FROM - timedelta(days=1), FROM)]
    assert [plan.budget[external] for plan in found] == [D(4_185_000), D(4_285_000)]
    assert found[0].financing == found[1].financing
    assert found[0].union == ecs.financiers.get(kind="union")
    assert set(found[0].budget) == set(ecs.cost_categories.values_list("pk", flat=True))
    assert found[0].union.pk not in found[0].weights
    assert sum(found[0].weights.values()) == sum(found[0].financing.values()) - found[0].financing[found[0].union.pk]
    assert found[0].by_role["external"] == D(4_185_000)
    assert sum(found[0].by_role.values()) == sum(found[0].budget.values())


@pytest.mark.parametrize("lacking", ["plan", "fund"])
def test_a_programme_without_a_fund_or_a_plan_is_told(
    ecs: Programme, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    version = None if lacking == "plan" else ecs.plan_versions.get()
    financiers = list(ecs.financiers.exclude(kind="union") if lacking == "fund" else ecs.financiers.all())
    found = SimpleNamespace(plan_version=lambda _day: version, financiers=financiers)
    monkeypatch.setattr(terms, "structure_of", lambda _programme: found)
    with pytest.raises(terms.TermsError, match="no budget with a fund"):
        terms.plan_of(ecs, FROM)


def granted(programme: Programme, **more: Any) -> GrantTerms:
    """A grant decision."""
    told = {
        "reference": "D", "decided_on": programme.starts_on, "cost_model": "actual_costs", "share_of_costs": D(40),
        "share_of_financing": D(60), "support_max": D(99),
    }  # fmt: skip
    return GrantTerms.objects.create(programme=programme, **told | more)


def test_terms_are_the_programmes_own_or_what_its_plan_implies(ecs: Programme, nordmark: Programme) -> None:
    granted(nordmark)
    plan = terms.plan_of(ecs, ecs.starts_on)
    implied = terms.agreed(ecs, plan)
    assert (implied.row, implied.model.code) == (None, "actual_costs")
    assert (implied.terms.share_of_costs, implied.terms.share_of_financing) == (D(50), None)
    assert implied.terms.support_max == plan.financing[plan.union.pk] == D(6_600_000)
    own = granted(ecs, cost_model="overhead_staff")
    found = terms.agreed(ecs, plan)
    assert (found.row, found.model.code) == (own, "overhead_staff")
    assert (found.terms.share_of_costs, found.terms.share_of_financing, found.terms.support_max) == (
        D(40),
        D(60),
        D(99),
    )


def test_the_planning_rate_is_the_grants_own(ecs: Programme, nordmark: Programme, manager: Any) -> None:
    granted(nordmark, planning_rate=D(11))
    assert terms.planning_rate(ecs) is None
    here = ReadContext(structure_of(ecs), manager)
    assert euro.rate_for(here, None)[0] is None
    assert "no planning rate" in euro.rate_for(here, None)[1]
    granted(ecs, planning_rate=D(10))
    assert terms.planning_rate(ecs) == D(10)
    assert euro.rate_for(here, None) == (D(10), "")
    exchange_rate_record(actor=manager, programme=ecs, day=FROM, rate=D(12), source="Riksbanken")
    assert euro.rate_for(here, FROM) == (D(12), "")
    found, why = euro.rate_for(here, FROM - timedelta(days=1))
    assert found is None
    assert "No exchange rate" in why


def test_the_plan_in_euro_adds_up_in_each_table(ecs: Programme, nordmark: Programme, manager: Any) -> None:
    here = ReadContext(structure_of(ecs), manager)
    budget, financing = euro.plan_in_euro(here, D(7))
    for table, members in ((budget, here.structure.categories), (financing, here.structure.financiers)):
        assert [name for name, _figure, _euro in table.rows] == [member.name for member in members]
        assert table.total.value == D(13_200_000)
        assert table.euro == D("1885714.29")
        assert sum(figure.value for _name, figure, _euro in table.rows) == table.total.value
        assert sum(part for _name, _figure, part in table.rows) == table.euro
        for _name, figure, part in table.rows:
            assert abs(part - figure.value / 7) <= D("0.01")


def test_what_nothing_is_planned_for_is_nothing_in_euro_too(ecs: Programme, manager: Any) -> None:
    ecs.cost_categories.create(code="travel", role="other", order=99, name_sv="Resor", name_en="Travel")
    Programme.objects.filter(pk=ecs.pk).update(plan_changes=ecs.plan_changes + 1)
    budget, financing = euro.plan_in_euro(ReadContext(structure_of(again(ecs)), manager), D(7))
    rows = {name: (figure.value, part) for name, figure, part in budget.rows}
    assert rows["Travel"] == (0, 0)
    assert (
        (budget.total.value, budget.euro) == (financing.total.value, financing.euro) == (D(13_200_000), D("1885714.29"))
    )


def test_what_decides_which_models_may_be_used(ecs: Programme, nordmark: Programme) -> None:
    plan = terms.plan_of(ecs, ecs.starts_on)
    found = terms.circumstances(ecs, plan)
    assert (found.support, found.university) == (D(6_600_000), False)
    assert terms.circumstances(ecs, plan, university=True).university
    assert terms.circumstances(nordmark, terms.plan_of(nordmark, nordmark.starts_on)).rate == (
        1 if nordmark.currency == "EUR" else nordmark.planning_rate
    )


def test_models_are_shown_beside_the_budget(ecs: Programme) -> None:
    plan = terms.plan_of(ecs, ecs.starts_on)
    rows = {row.model: row for row in terms.model_rows(plan, terms.outcomes(ecs, plan), D(50))}
    own = rows["actual_costs"]
    assert (own.total, own.support, own.difference, own.lump) == (D(13_200_000), D(6_600_000), 0, False)
    lump = rows["lump_sum"]
    assert (lump.lump, lump.total, lump.difference) == (True, 0, D(-13_200_000))
    assert lump.forbidden
    assert all(row.name for row in rows.values())


def test_a_rules_number_is_that_of_the_day(ecs: Programme) -> None:
    value = terms.rule_values(rule_set("erdf-2014-2020"), date(2018, 1, 1))
    assert value("claim.hours-year-max") is not None
    assert value("no.such-rule") is None
