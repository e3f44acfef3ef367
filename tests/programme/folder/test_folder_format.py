"""The format agrees with the tables it fills, with its guide, and with the folders that are shipped."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import CharField

from samspel.core import territory
from samspel.core.programmes import models as m
from samspel.programme.folder.formats import KnownPlaces, read_folder, schema
from samspel.programme.folder.formats.field_kinds.choices import Choice
from samspel.programme.folder.formats.field_kinds.texts import Bilingual, Text
from samspel.programme.folder.queries.entities import ENTITIES
from samspel.programme.folder.queries.places import known_places
from samspel.programme.folder.services.load import folder_load

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "add-a-programme.md"
SHIPPED = sorted(path for path in (ROOT / "programmes").glob("*/") if (path / "programme.toml").exists())
MODELS = {entity.name: entity.model for entity in ENTITIES} | {"version": m.PlanVersion, "link": m.AreaLink}


def tables(found=None):
    """Every table of the format, inner ones too."""
    for table in found if found is not None else [table for file in schema.FILES for table in file.tables]:
        yield table
        yield from tables(table.inner)


TABLES = list(dict.fromkeys(tables()))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_limits_and_choices_are_those_of_the_columns(table):
    model = MODELS[table.kind]
    for field in table.fields:
        for name in field.values(None):
            column = next((c for c in model._meta.get_fields() if c.name == name), None)
            if not isinstance(column, CharField):
                continue
            if isinstance(field.kind, Choice):
                assert field.kind.options == tuple(value for value, _label in column.choices), name
            elif isinstance(field.kind, Text | Bilingual):
                assert field.kind.limit == column.max_length, f"{table.name}.{name}"


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_column_is_filled_from_the_folder(entity):
    not_from_the_folder = {"id", "programme", "folder_digest", "has_example", "plan_changes"}
    not_from_the_folder |= {"sealed", "made_by", "made_at"}
    columns = {column.name for column in entity.model._meta.get_fields() if column.concrete}
    assert columns - not_from_the_folder == {*entity.key, *entity.fields, *entity.many}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_documented(table):
    guide = GUIDE.read_text(encoding="utf-8")
    section = re.search(rf"^### [^\n]*[\[.]{table.name}\].*?(?=^##|\Z)", guide, re.MULTILINE | re.DOTALL)
    assert section, f"no section on [{table.name}]"
    for field in table.fields:
        row = re.search(rf"^\| `{field.name}` \| (yes|no)", section[0], re.MULTILINE)
        assert row, f"{table.name}.{field.name} is not documented"
        assert (row[1] == "yes") == field.required, f"{table.name}.{field.name}"


def shipped_places():
    """The places that come with Samspel, as values."""
    counties = {county.code: county for county in territory.counties()}
    return KnownPlaces(counties, {place.code: place for place in territory.municipalities()}, frozenset({"SE"}))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.django_db
def test_a_shipped_folder_loads_once(path):
    folder = read_folder(path, known_places())
    assert folder == read_folder(path, shipped_places())
    assert folder_load(folder=folder)
    assert not folder_load(folder=folder)


@pytest.mark.django_db
def test_the_first_programme_has_its_decided_budget():
    folder = read_folder(ROOT / "programmes" / "ecs-2018-2020", known_places())
    folder_load(folder=folder)
    programme = m.Programme.objects.get()
    for lines in (m.BudgetLine, m.FinancingLine):
        by_year = {}
        for line in lines.objects.filter(version__programme=programme, version__number=1):
            by_year[line.year] = by_year.get(line.year, 0) + line.amount
        assert by_year == dict.fromkeys((2018, 2019, 2020), Decimal(4_400_000))
        assert sum(by_year.values()) == 13_200_000
    assert programme.partners.get(role="lead").code
    assert m.Partner.municipalities.through.objects.count() == 52
