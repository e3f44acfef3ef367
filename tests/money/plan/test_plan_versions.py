"""Changing the money plan: versions that add up, kept by the database; and the plan in euro."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.figures import Request, Slice, end_of, fetch, measure
from samspel.core.programmes.models import BudgetLine, FinancingLine, PlanVersion, Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.models import GrantTerms
from samspel.money.plan.queries.plan_version import current_version, differences, lines_of
from samspel.money.plan.rules.balance import unequal
from samspel.money.plan.services.plan_version import NewPlan, PlanError, plan_version_make
from samspel.money.state_aid.services.rate import exchange_rate_record
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.queries.places import known_places
from samspel.programme.folder.services.load import folder_load
from tests.conftest import FOLDERS, programme
from tests.money.samples import somebody
from tests.money.test_money_pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.english]
D = Decimal
FROM = date(2019, 7, 1)


@pytest.fixture
def manager(ecs: Programme, demo_day: date) -> Any:
    return somebody(ecs, Role.MANAGER)


def moved(made: Programme, amount: int = 100_000) -> NewPlan:
    """The plan with an amount moved from other costs to external services in 2020."""
    version = current_version(made)
    assert version
    budget, financing = lines_of(version)
    ids = {c.code: c.pk for c in made.cost_categories.all()}
    budget[(ids["other"], None), 2020] -= amount
    budget[(ids["external"], None), 2020] += amount
    return NewPlan(FROM, "Styrgruppen 2019-06-11 § 4", "Mer metodstöd", "More support", budget, financing)


def planned(made: Programme, day: date | None = None) -> Decimal:
    """The budget for external services, as known on the day."""
    where = Slice(made.pk, known_at=end_of(day) if day else None)
    (found,) = fetch([Request(measure("programme.budget"), where, ("category",))])
    return Decimal(found[(made.cost_categories.get(code="external").pk,)])


def test_a_change_is_a_new_version_and_the_earlier_stays(ecs: Programme, manager: Any) -> None:
    assert planned(ecs) == D(4_185_000)
    made = plan_version_make(actor=manager, programme=ecs, new=moved(ecs))
    assert (made.number, made.sealed) == (2, True)
    assert planned(ecs) == D(4_285_000)
    assert planned(ecs, date(2019, 6, 30)) == D(4_185_000)
    found = Programme.objects.get(pk=ecs.pk)
    assert [v.number for v in structure_of(found).plan_versions] == [1, 2]
    assert [(d.name, d.year, d.before, d.after) for d in differences(ecs)[2]] == [
        ("External services", 2020, D(1_395_000), D(1_495_000)), ("Other costs", 2020, D(392_242), D(292_242)),
    ]  # fmt: skip


def test_what_a_change_must_be(ecs: Programme, manager: Any) -> None:
    good = moved(ecs)
    key = next(iter(good.budget))
    for changes, words in (
        ({"decision": " "}, "Give the decision"),
        ({"valid_from": date(2017, 12, 31)}, "before the version"),
        ({"budget": {**good.budget, key: good.budget[key] + 1}}, "must be equal"),
        ({"budget": lines_of(current_version(ecs))[0]}, "Nothing is changed"),  # type: ignore[arg-type]
    ):
        with pytest.raises(PlanError, match=words):
            plan_version_make(actor=manager, programme=ecs, new=NewPlan(**{**vars(good), **changes}))
    with pytest.raises(PermissionDenied):
        plan_version_make(actor=somebody(ecs, Role.CONTROLLER, "uppsala"), programme=ecs, new=good)
    assert PlanVersion.objects.count() == 1


def test_the_database_keeps_what_is_decided(ecs: Programme) -> None:
    version = PlanVersion.objects.get()
    row, money = BudgetLine.objects.first(), FinancingLine.objects.first()
    assert row
    assert money
    for act in (
        lambda: BudgetLine.objects.filter(pk=row.pk).update(amount=1),
        lambda: FinancingLine.objects.filter(pk=money.pk).delete(),
        lambda: FinancingLine.objects.create(version=version, financier=money.financier, year=2031, amount=1),
        lambda: PlanVersion.objects.filter(pk=version.pk).update(sealed=False),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    second = PlanVersion.objects.create(programme=ecs, number=2, valid_from=FROM, decision="x", reason_sv="x")
    BudgetLine.objects.create(version=second, category=row.category, year=2018, amount=D("10.01"))
    FinancingLine.objects.create(version=second, financier=money.financier, year=2018, amount=D("10.00"))
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(pk=second.pk).update(sealed=True)
    assert planned(ecs) == D(4_185_000)
    FinancingLine.objects.filter(version=second).update(amount=D("10.01"))
    assert PlanVersion.objects.filter(pk=second.pk).update(sealed=True) == 1


def test_the_folder_is_loaded_again_beside_a_change(ecs: Programme, manager: Any) -> None:
    plan_version_make(actor=manager, programme=ecs, new=moved(ecs))
    folder = read_folder(FOLDERS / ecs.code, known_places())
    assert not load_diff(folder).refused
    folder_load(folder=folder)
    assert PlanVersion.objects.count() == 2


AMOUNTS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(2018, 2020)), st.decimals(0, 10**7, places=2), max_size=12
)


@given(AMOUNTS)
def test_a_plan_financed_line_by_line_is_never_unequal(lines: dict[tuple[int, int], Decimal]) -> None:
    assert unequal(lines, lines) == []
    if lines:
        key = next(iter(lines))
        assert [row[0] for row in unequal({**lines, key: lines[key] + 1}, lines)] == [key[1]]


def test_the_pages(ecs: Programme, manager: Any) -> None:
    at, lead = f"/p/{ecs.code}/money/plan/", browser(manager)
    page = lead.get(at + "change/")
    told = {f.html_name: f.value() for f in page.context["form"]}
    told |= {"decision": "§ 4", "reason_sv": "Mer", "reason_en": "More", "valid_from": "2019-07-01"}
    ids = {c.code: c.pk for c in ecs.cost_categories.all()}
    lower, higher = f"cost_{ids['other']}_0_2020", f"cost_{ids['external']}_0_2020"
    text = lead.post(at + "change/", told | {lower: "292 242"}).content.decode().replace("\xa0", " ")
    assert "2020: the costs are SEK 4,300,000 and the financing SEK 4,400,000" in text
    assert PlanVersion.objects.count() == 1
    lead.post(at + "change/", told | {lower: "292 242", higher: "1 495 000,00"})
    text = lead.get(at + "versions/").content.decode().replace("\xa0", " ")
    assert "Version 2, from 1 July 2019" in text
    assert "SEK 1,495,000" in text
    reader = browser(somebody(ecs, Role.EVALUATOR))
    assert reader.get(at + "versions/").status_code == 200
    assert reader.get(at + "change/").status_code == 403


def test_the_plan_in_euro(ecs: Programme, manager: Any) -> None:
    at, lead = f"/p/{ecs.code}/money/plan/euro/", browser(manager)
    assert "no planning rate" in lead.get(at).content.decode()
    assert "No exchange rate" in lead.get(at + "?day=2019-09-02").content.decode()
    exchange_rate_record(actor=manager, programme=ecs, day=date(2019, 9, 2), rate=D("10.7"), source="ECB")
    text = lead.get(at + "?day=2019-09-02").content.decode().replace("\xa0", " ")
    assert "1,233,644.86" in text  # 13 200 000 / 10.7
    GrantTerms.objects.create(
        programme=ecs, reference="D", decided_on=FROM, share_of_costs=50, support_max=6_600_000, planning_rate=D("9.5")
    )
    answer = lead.get(at)
    for _caption, rows, _total, euro in answer.context["tables"]:
        assert sum(part for _name, _shown, part in rows) == euro == D("1389473.68")


def test_another_programmes_plan_is_another(ecs: Programme, manager: Any) -> None:
    there = programme("nordmark-2021-2027")
    assert browser(manager).get(f"/p/{there.code}/money/plan/change/").status_code == 403
