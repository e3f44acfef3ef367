"""The steps of the money plan at their limits: the next version, and the grant's terms that claims lock."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.core.access import Role
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import PlanVersion, Programme
from samspel.money.models import GrantTerms
from samspel.money.plan.queries.plan_version import differences, lines_of
from samspel.money.plan.queries.terms import MoneyPlan, TermsError, agreed, breach_words, outcomes, plan_of
from samspel.money.plan.rules.cost_models import Breach
from samspel.money.plan.services.plan_version import NewPlan, PlanError, plan_version_make
from samspel.money.plan.services.terms import terms_set
from tests.money.plan.test_plan_versions import moved
from tests.money.samples import first_half, somebody, unchecked_claim

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
LONG = " " + "x" * 700 + " "


@pytest.fixture
def manager(ecs: Programme, demo_day: date) -> Any:
    return somebody(ecs, Role.MANAGER)


def changed(new: NewPlan, **changes: Any) -> NewPlan:
    """The plan with some of it otherwise."""
    return NewPlan(**vars(new) | changes)


# versions


def test_each_version_has_the_next_number_and_its_words_as_far_as_there_is_room(ecs: Programme, manager: Any) -> None:
    before, lines = ecs.plan_changes, moved(ecs)
    made = plan_version_make(
        actor=manager, programme=ecs, new=changed(lines, decision=LONG, reason_sv=LONG, reason_en=LONG)
    )
    assert (made.number, made.sealed, made.made_by, made.valid_from) == (2, True, manager, lines.valid_from)
    assert (made.decision, made.reason_sv, made.reason_en) == ("x" * 200, "x" * 500, "x" * 500)
    assert lines_of(made) == (dict(lines.budget), dict(lines.financing))
    again = plan_version_make(actor=manager, programme=ecs, new=moved(ecs, 5))
    assert (again.number, again.valid_from) == (3, made.valid_from)
    assert Programme.objects.get(pk=ecs.pk).plan_changes == before + 2
    told = AuditEvent.objects.filter(action="plan.changed").earliest("pk").changes
    assert (told["number"], D(told["total"])) == (2, D(13_200_000))


def test_the_first_version_of_a_programme_is_number_one(ecs: Programme, nordmark: Programme, manager: Any) -> None:
    """Whatever numbers other programmes' versions have."""
    good = moved(ecs)
    plan_version_make(actor=manager, programme=ecs, new=good)
    fresh = Programme.objects.create(code="nytt", name_sv="Nytt", name_en="New", starts_on=ecs.starts_on,
                                     ends_on=ecs.ends_on, rule_set=ecs.rule_set, currency=ecs.currency)  # fmt: skip
    category = fresh.cost_categories.create(code="staff", role="staff", order=1, name_sv="P", name_en="S")
    fund = fresh.financiers.create(code="fond", kind="union", order=1, name_sv="Fond", name_en="Fund")
    new = changed(good, budget={((category.pk, None), 2018): D(7)}, financing={(fund.pk, 2018): D(7)})
    assert plan_version_make(actor=somebody(fresh, Role.MANAGER), programme=fresh, new=new).number == 1


def test_a_decision_and_its_reason_in_both_languages_are_given(ecs: Programme, manager: Any) -> None:
    good = moved(ecs)
    for missing in ("decision", "reason_sv", "reason_en"):
        with pytest.raises(PlanError, match="Give the decision and the reason"):
            plan_version_make(actor=manager, programme=ecs, new=changed(good, **{missing: " "}))
    assert PlanVersion.objects.filter(programme=ecs).count() == 1


def test_an_amount_may_be_nothing_and_not_less(ecs: Programme, manager: Any) -> None:
    good, ids = moved(ecs), {c.code: c.pk for c in ecs.cost_categories.all()}
    external, other = ((ids["external"], None), 2020), ((ids["other"], None), 2020)
    whole = good.budget[external] + good.budget[other]
    below = {**good.budget, external: whole + D("0.01"), other: D("-0.01")}
    with pytest.raises(PlanError, match="zero or more"):
        plan_version_make(actor=manager, programme=ecs, new=changed(good, budget=below))
    nothing = {**good.budget, external: whole - D("0.50"), other: D("0.50")}
    plan_version_make(actor=manager, programme=ecs, new=changed(good, budget=nothing))
    none_left = {**good.budget, external: whole, other: D(0)}
    made = plan_version_make(actor=manager, programme=ecs, new=changed(good, budget=none_left))
    assert lines_of(made)[0][other] == 0


def test_a_version_may_hold_from_the_same_day_as_the_one_before(ecs: Programme, manager: Any) -> None:
    first = ecs.plan_versions.get()
    made = plan_version_make(actor=manager, programme=ecs, new=changed(moved(ecs), valid_from=first.valid_from))
    assert made.valid_from == first.valid_from


def test_differences_name_the_partner_or_the_financier(ecs: Programme, manager: Any) -> None:
    good, uppsala = moved(ecs), ecs.partners.get(code="uppsala")
    ids = {c.code: c.pk for c in ecs.cost_categories.all()}
    funds = {f.code: f.pk for f in ecs.financiers.all()}
    one, other = list(funds)[:2]
    budget, financing = lines_of(ecs.plan_versions.get())
    budget[(ids["external"], None), 2020] -= 40
    budget[(ids["external"], uppsala.pk), 2020] = D(40)
    financing[funds[one], 2020] = financing.get((funds[one], 2020), D(0)) + 9
    financing[funds[other], 2020] = financing.get((funds[other], 2020), D(0)) - 9
    plan_version_make(actor=manager, programme=ecs, new=changed(good, budget=budget, financing=financing))
    found = {row.name: row.after - row.before for row in differences(ecs)[2]}
    names = {f.code: f.name for f in ecs.financiers.all()}
    assert found == {
        "External services": D(-40), f"External services, {uppsala.short}": D(40), names[one]: D(9),
        names[other]: D(-9),
    }  # fmt: skip
    assert {row.year for row in differences(ecs)[2]} == {2020}


# terms


def terms(programme: Programme, **changes: Any) -> dict[str, Any]:
    """What a grant decision says."""
    return {
        "reference": "D-1", "decided_on": programme.starts_on, "cost_model": "actual_costs", "share_of_costs": D(40),
        "share_of_financing": None, "support_max": D(10**6),
    } | changes  # fmt: skip


def test_the_cost_model_is_locked_by_the_programmes_own_claims(
    ecs: Programme, nordmark: Programme, manager: Any
) -> None:
    """The rest may be changed after that; and another programme's claims and terms are its own."""
    unchecked_claim(nordmark, manager)
    theirs = GrantTerms.objects.create(programme=nordmark, **terms(nordmark, share_of_costs=D(60)))
    made = terms_set(actor=manager, programme=ecs, content=terms(ecs))
    terms_set(actor=manager, programme=ecs, content=terms(ecs, cost_model="overhead_staff"))
    first_half(ecs, manager)
    with pytest.raises(TermsError, match="locked"):
        terms_set(actor=manager, programme=ecs, content=terms(ecs))
    again = terms_set(actor=manager, programme=ecs, content=terms(ecs, cost_model="overhead_staff", reference="D-2"))
    assert (again.pk, again.reference, again.cost_model) == (made.pk, "D-2", "overhead_staff")
    theirs.refresh_from_db()
    assert (theirs.reference, theirs.share_of_costs, GrantTerms.objects.count()) == ("D-1", D(60), 2)
    assert AuditEvent.objects.filter(action="terms.set").latest("pk").changes["reference"] == "D-2"


def test_the_first_terms_may_be_put_in_after_a_claim(ecs: Programme, manager: Any) -> None:
    first_half(ecs, manager)
    assert terms_set(actor=manager, programme=ecs, content=terms(ecs, cost_model="overhead_staff")).pk


def test_a_model_that_a_rule_forbids_is_not_put_in(ecs: Programme, manager: Any) -> None:
    with pytest.raises(TermsError, match="400000"):
        terms_set(actor=manager, programme=ecs, content=terms(ecs, cost_model="lump_sum"))
    university = terms(ecs, cost_model="overhead_university")
    with pytest.raises(TermsError):
        terms_set(actor=manager, programme=ecs, content=university)
    assert not GrantTerms.objects.exists()
    assert terms_set(actor=manager, programme=ecs, content=university, university=True).cost_model == (
        "overhead_university"
    )
    with pytest.raises(PermissionDenied):
        terms_set(actor=somebody(ecs, Role.CONTROLLER, "uppsala"), programme=ecs, content=terms(ecs))


def test_what_forbids_a_model_is_told_with_both_numbers(ecs: Programme) -> None:
    from samspel.core.rules import rule_set

    breach = Breach("cost.lump-sum-support-max", D("6600000.004"), D(400_000))
    words = breach_words(rule_set("erdf-2014-2020"), breach, ecs.starts_on)
    assert "found 6600000.00, the limit is 400000" in words


def test_a_plan_without_financing_implies_no_share(ecs: Programme) -> None:
    plan = plan_of(ecs, ecs.starts_on)
    empty = agreed(ecs, MoneyPlan({}, {}, plan.union, plan.roles))
    assert (empty.terms.share_of_costs, empty.terms.support_max) == (0, 0)
    third = agreed(ecs, MoneyPlan({}, {plan.union.pk: D(1), -1: D(2)}, plan.union, plan.roles))
    assert third.terms.share_of_costs == D("33.3333")


def test_each_model_is_told_with_what_forbids_it(ecs: Programme) -> None:
    found = {row.model.code: [b.rule for b in row.breaches] for row in outcomes(ecs, plan_of(ecs, ecs.starts_on))}
    assert found["lump_sum"] == ["cost.lump-sum-support-max"]
    assert found["actual_costs"] == []
