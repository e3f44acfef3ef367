"""Data sets for tests."""

from typing import Any

from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.observatory.datasets.formats import Choices
from samspel.observatory.datasets.services import data_import
from samspel.observatory.datasets.services.dataset import dataset_create
from samspel.observatory.models import DataImport, DataSet

DESCRIBED: dict[str, Any] = {
    "code": "employment",
    "name_sv": "Anställda",
    "name_en": "Employees",
    "source": "Made for tests",
    "publisher": "Nobody",
    "licence": "CC0",
    "unit_sv": "personer",
    "unit_en": "people",
    "region_level": "nuts3",
    "vocabulary": "2021",
    "classification": "nace2_division",
    "value_kind": "count",
}


def member(programme: Programme, role: str = "programme_manager") -> User:
    """Somebody with a role."""
    user, _ = User.objects.get_or_create(email=f"{role}@test.example", defaults={"name": role})
    Membership.objects.get_or_create(user=user, programme=programme, role=role)
    return user


def context_of(programme: Programme, role: str = "programme_manager") -> ReadContext:
    """What somebody with the role reads by today."""
    return ReadContext(structure_of(programme), member(programme, role))


def dataset(programme: Programme, user: User | None = None, shared: bool = False, **values: Any) -> DataSet:
    """A data set without versions."""
    return dataset_create(
        actor=user or member(programme), programme=programme, shared=shared, values=DESCRIBED | values
    )


def bring(made: DataSet, programme: Programme, text: str | bytes, name: str = "data.csv", **chosen: Any) -> DataImport:
    """A file brought in and checked with what is suggested, and with what is chosen."""
    content = text.encode() if isinstance(text, str) else text
    brought = data_import.dataset_import_begin(
        user=member(programme), programme=programme, dataset=made, filename=name, content=content
    )
    data_import.dataset_import_check(brought=brought, choices=Choices.from_json(brought.choices | chosen))
    return brought


def saved(made: DataSet, programme: Programme, text: str | bytes, name: str = "data.csv", **chosen: Any) -> Any:
    """The version a file makes."""
    brought = bring(made, programme, text, name, **chosen)
    assert brought.stage == "checked", brought.report
    assert brought.report["problems"] == [], brought.report["problems"]
    data_import.dataset_import_save(brought=brought)
    assert brought.stage == "saved", brought.report
    return brought.version
