"""Behind a figure everybody sees the same number, and only those rows that the measure's view action covers."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client

from samspel.core.access import POLICY, Role
from samspel.core.facts import void
from samspel.core.figures import Measure, MeasureKind, Slice, measure, measures, values
from samspel.core.figures.public_groups import public_groups
from samspel.core.figures.row_access import row_paths, seen_rows
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.money.claims.services.part import part_fill
from samspel.money.models import Expenditure
from tests.money.samples import cost, first_half
from tests.money.samples import somebody as works_there
from tests.results.samples import browser, organisation, recorded, somebody

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
CODES = sorted(measures())
PROTECTED = [code for code in CODES if measure(code).protects]
WORKED_UP = "money.worked_up"
OTHERS = "som du inte får se"


def exported(client: Client, programme: Programme, code: str, query: str = "") -> list[list[str]]:
    """The CSV of the figure, row by row."""
    cache.clear()
    answer = client.get(f"/p/{programme.code}/figures/{code}/export.csv{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def everything_said(client: Client, programme: Programme, code: str, query: str = "") -> str:
    """The page, the CSV and the workbook of the figure as one text."""
    base = f"/p/{programme.code}/figures/{code}/"
    page = client.get(base + query).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{base}export.xlsx{query}").streaming_content)))  # type: ignore[attr-defined]
    cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return f"{page} {cells} {exported(client, programme, code, query)}"


class Costs:
    """Three costs of two partners, with words to look for, two of them in a claim."""

    def __init__(self, programme: Programme) -> None:
        self.manager = works_there(programme, Role.MANAGER)
        of = [
            ("uppsala", "1000", "Lön Anna Andersson"),
            ("uppsala", "200", "Tåg Berit"),
            ("sormland", "30", "Hotell Cai"),
        ]
        self.costs = [
            cost(programme, self.manager, amount, date(2018, 2, 3), partner, voucher=f"VER-{amount}", text=text)
            for partner, amount, text in of
        ]

    def told(self, partner: str = "") -> set[str]:
        """The vouchers and texts, of a partner where one is named."""
        rows = Expenditure.objects.filter(**{"partner__code": partner} if partner else {})
        return {word for row in rows for word in (row.voucher, row.text)}


@pytest.fixture
def costs(ecs: Programme) -> Costs:
    return Costs(ecs)


@pytest.mark.parametrize("role", [Role.STEERING, Role.AREA_LEAD, Role.OFFICER])
def test_a_cost_is_not_told_to_those_who_may_not_see_it(ecs: Programme, costs: Costs, role: Role) -> None:
    client = browser(somebody(ecs, role, **scope(ecs, role)))
    for query in ("", "?as_of=2019-01-01", "?reported=2018-01-01", "?partner=uppsala"):
        said = everything_said(client, ecs, WORKED_UP, query)
        assert not [word for word in costs.told() if word in said], query
        assert OTHERS in said or query.startswith("?as_of")  # recorded after that day: nothing to count
    *_rows, hidden, total = exported(client, ecs, WORKED_UP)
    assert hidden[1] == f"3 rader {OTHERS}"
    assert hidden[-1] == total[-1] == "1230.00"


def test_a_controller_sees_the_own_partners_costs_and_how_many_others(ecs: Programme, costs: Costs) -> None:
    client = browser(works_there(ecs, Role.CONTROLLER, "sormland"))
    said = everything_said(client, ecs, WORKED_UP)
    assert all(word in said for word in costs.told("sormland"))
    assert not [word for word in costs.told("uppsala") if word in said]
    head, *rows, total = exported(client, ecs, WORKED_UP)
    assert [row[-1] for row in rows] == ["30.00", "1200.00"]
    assert Decimal(total[-1]) == sum(Decimal(row[-1]) for row in rows)
    assert rows[-1][head.index("Händelser")] == "2"


def test_who_may_see_every_cost_sees_every_row(ecs: Programme, costs: Costs) -> None:
    for role in (Role.MANAGER, Role.EVALUATOR, Role.ADMINISTRATOR):
        said = everything_said(browser(works_there(ecs, role)), ecs, WORKED_UP)
        assert all(word in said for word in costs.told()), role
        assert OTHERS not in said


def test_what_has_changed_is_told_of_rows_that_one_sees(ecs: Programme, costs: Costs) -> None:
    void(costs.costs[0], costs.manager, "Annas lön var fel")
    path = f"/p/{ecs.code}/figures/{WORKED_UP}/?reported={date(2017, 1, 1)}"
    sees = browser(costs.manager).get(path).content.decode()
    blind = browser(works_there(ecs, Role.STEERING)).get(path).content.decode()
    assert "2 ändringar till gäller rader" in blind
    assert "ändringar till gäller rader" not in sees
    later = (
        f"/p/{ecs.code}/figures/{WORKED_UP}/?reported={Expenditure.objects.latest('recorded_at').recorded_at.date()}"
    )
    assert "Annas lön" not in browser(works_there(ecs, Role.STEERING)).get(later).content.decode()


def test_a_claim_is_seen_by_more_than_its_costs(ecs: Programme, costs: Costs) -> None:
    claim = first_half(ecs, costs.manager)
    for part in claim.parts.filter(partner__code__in=("uppsala", "sormland")):
        part_fill(actor=costs.manager, part=part)
    claim.rows.update(declared=True)
    assert measure("money.claimed").view == "expenditure.view"
    steering = browser(works_there(ecs, Role.STEERING))
    for path in ("figures/money.claimed/", "claims/1/", "money/claims/1/"):
        said = steering.get(f"/p/{ecs.code}/{path}").content.decode()
        assert not [word for word in costs.told() if word in said], path
    assert not [word for word in costs.told() if word in str(exported(steering, ecs, "money.claimed"))]


def scope(programme: Programme, role: Role) -> dict[str, Any]:
    """What a membership in the role is for."""
    plan = structure_of(programme)
    own = {Role.AREA_LEAD: {"area": plan.areas[0]}, Role.OFFICER: {"partner": plan.partners[0]}}
    return own.get(role, {})


@pytest.mark.parametrize("code", CODES)
def test_rows_and_what_is_hidden_add_up_for_every_role(example: Programme, demo_day: date, code: str) -> None:
    counted = measure(code)
    assert counted.view in POLICY
    for role in (Role.MANAGER, Role.CONTROLLER, Role.STEERING, Role.PUBLIC, Role.COMPANY):
        client = Client() if role is Role.PUBLIC else browser(somebody(example, role, **controlled(example, role)))
        _head, *rows, total = exported(client, example, code)
        if counted.kind is MeasureKind.MEDIAN or total[-1] == "visas inte":
            continue
        assert sum(Decimal(row[-1]) for row in rows) == Decimal(total[-1]), role


def controlled(programme: Programme, role: Role) -> dict[str, Any]:
    """A region for the controller, an enterprise for the company."""
    if role is Role.COMPANY:
        return {"organisation": organisation(7)}
    return {"partner": structure_of(programme).partners[1]} if role is Role.CONTROLLER else {}


@pytest.mark.parametrize("code", PROTECTED)
def test_the_public_opens_no_single_row(example: Programme, demo_day: date, code: str) -> None:
    """No rows, no dates, no one thing by its key: only parts with at least three behind each."""
    cache.clear()
    for client in (Client(), browser(somebody(example, Role.COMPANY, organisation=organisation(7)))):
        head, *rows, _total = exported(client, example, code)
        behind = head.index("Bakom siffran")
        few = len(rows) == 1 and measure(code).kind in {MeasureKind.COUNT, MeasureKind.DISTINCT}
        assert all((few or int(row[behind]) >= 3) and not row[0] for row in rows)
        assert not few or rows[0][1] == "Allt tillsammans" or int(rows[0][behind]) >= 3
        base = f"/p/{example.code}/figures/{code}/"
        assert {
            client.get(f"{base}{end}?entity={key}").status_code for key in (1, 39) for end in ("", "export.csv")
        } == {403}
        assert "entity=" not in client.get(base).content.decode()


def test_too_few_for_a_figure_of_the_publics(ecs: Programme) -> None:
    """Two enterprises in a town are no figure there; the third makes it one."""
    user, town = somebody(ecs), "SE1980"
    path = f"/p/{ecs.code}/figures/results.private_investment/"
    for number in (1, 2):
        recorded(ecs, user, "investment", of=organisation(number, municipality_id=town), amount=Decimal(1000))
    for query in ("", f"?municipality={town}"):
        said = everything_said(Client(), ecs, "results.private_investment", query)
        assert "färre än 3" in said
        assert "2000.00" not in said
        assert "2 000" not in said.replace("\xa0", " ").replace("\u202f", " ")
    recorded(ecs, user, "investment", of=organisation(3, municipality_id=town), amount=Decimal(1000))
    cache.clear()
    assert "3\xa0000" in Client().get(path).content.decode()


def test_parts_with_too_few_are_put_together_until_they_are_enough(ecs: Programme) -> None:
    """Towns with 5, 4, 1 and 0: the one alone goes together with the four."""
    user = somebody(ecs)
    towns = sorted(structure_of(ecs).partner_of_municipality)[:3]
    for serial, town in enumerate([towns[0]] * 5 + [towns[1]] * 4 + [towns[2]]):
        recorded(ecs, user, of=organisation(serial, municipality_id=town))
    counted: Measure = measure("results.co01")
    value = values(counted, Slice(ecs.pk))[()]
    groups = public_groups(counted, Slice(ecs.pk), 3, value, 10)
    assert [(group.member, group.rest, group.units) for group in groups] == [(towns[0], False, 5), (None, True, 5)]
    assert sum(group.contribution for group in groups) == value


def test_every_measure_knows_where_its_rows_are(example: Programme, demo_day: date) -> None:
    """A view action that reaches a partner's, an area's or an organisation's has a path to it on its rows."""
    for code in CODES:
        counted = measure(code)
        reaches = {str(reach) for reach in POLICY[counted.view].values()} - {"programme", "open"}
        if "open" not in POLICY[counted.view].values():
            assert reaches <= set(row_paths(counted)) | {"organisation"}, code
        for role in (Role.CONTROLLER, Role.COMPANY):
            seen = seen_rows(counted, somebody(example, role, **controlled(example, role)), example.pk)
            if seen is not None:
                counted.model._default_manager.filter(pk=0).filter(seen).exists()
