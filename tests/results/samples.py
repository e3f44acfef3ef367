"""Small worlds for the tests of results: people, organisations, and what is recorded of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from stdnum import luhn

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.bilingual import in_both
from samspel.core.figures import Slice, contributing, measure, values
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.imports.importer import importers
from samspel.imports.services.staged_import import import_save
from samspel.imports.services.table_import import table_import_begin, table_import_check
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_record
from samspel.results.models import Import

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = date(2019, 3, 5)
ECS_TOWN, OTHER_TOWN = "SE1980", "SE2480"  # Västerås is inside East Central Sweden, Umeå is not

_people = count(1)


@contextmanager
def taken_back() -> Iterator[None]:
    """Everything written inside is gone afterwards, so that the next example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def somebody(programme: Programme, role: Role = Role.MANAGER, **of: Any) -> User:
    """A new person with the role, for the partner, area or organisation given."""
    user = User.objects.create_user(f"person{next(_people)}@example.org", name="Någon")
    Membership.objects.create(user=user, programme=programme, role=role.value, **of)
    return user


def browser(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def number(serial: int) -> str:
    """A valid organisation number, the same for the same serial."""
    body = f"5567{serial:05d}"
    return body + luhn.calc_check_digit(body)


def organisation(serial: int, **changes: Any) -> Organisation:
    """The organisation with the serial's number, made the first time it is asked for."""
    given = {"name": f"Bolag {serial} AB", "kind": "company", "municipality_id": ECS_TOWN, "size_class": "small"}
    return Organisation.objects.get_or_create(number=number(serial), defaults=given | changes)[0]


def columns(programme: Programme, what: str, /, **changes: Any) -> dict[str, Any]:
    """What a fact of the kind says unless told otherwise."""
    where = {
        "area": structure_of(programme).areas[0],
        "partner": structure_of(programme).partners[0],
        "activity": None,
        "reference": "",
        "occurred_on": DAY,
    }
    own: dict[str, dict[str, Any]] = {
        "support": {"kind": "advice", "hours": Decimal(2), "amount": Decimal(0), "aid_basis": "none"},
        "participation": {"title": "Frukostmöte", "people": 12, "women": None, "men": None},
        "collaboration": {"title": "Testbädd", "kind": "joint_development", "ends_on": None},
        "investment": {"purpose": "Prov", "amount": Decimal(1000), "matches": "innovation", "matched_amount": None},
        "innovation": {"title": "Pump", "kind": "product", "novelty": "market"},
        "contact": {"title": "Besök", "kind": "visit", "country": "FI", "counterpart": "VTT"},
        "leadership": {"group": "board", "women": 3, "men": 4},
    }
    return where | own[what] | changes


def data_of(programme: Programme, what: str = "support", /, of: Any = None, **changes: Any) -> FactData:
    """What somebody says happened. `of` is its organisation, or the members of a collaboration."""
    members, evidence = (), changes.pop("evidence", "")
    if what == "collaboration":
        members = tuple(of or (organisation(1), organisation(2)))
    elif what != "contact":
        changes["organisation"] = of or organisation(1)
    return FactData(columns(programme, what, **changes), members, None, evidence)


def recorded(programme: Programme, user: User, what: str = "support", /, of: Any = None, **changes: Any) -> Any:
    """A fact recorded as people do."""
    return fact_record(actor=user, programme=programme, kind=KINDS[what], data=data_of(programme, what, of, **changes))


def value(programme: Programme, code: str, where: Slice | None = None) -> Any:
    """A figure of the programme, as known now or as the slice says."""
    return values(measure(code), where or Slice(programme.pk))[()]


def counted_in(programme: Programme, code: str, where: Slice | None = None) -> set[Any]:
    """What a figure counts: ids of organisations for a distinct count."""
    found = measure(code)
    return set(contributing(found, where or Slice(programme.pk)).order_by().values_list(found.of, flat=True))


def text_table(kind: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as a text file with the kind's own column names, parted by semicolons."""
    lines = [[str(row.get(f.key, "")) for f in KINDS[kind].fields] for row in rows]
    head = [in_both(f.label)[0] for f in KINDS[kind].fields]
    return "\r\n".join(";".join(line) for line in [head, *lines]).encode()


def row(programme: Programme, what: str = "support", /, **changes: Any) -> dict[str, Any]:
    """A row of such a file that says what `columns` says, unless told otherwise."""
    given = columns(programme, what)
    words = {f.key: in_both(f.choices[given[f.key]])[0] for f in KINDS[what].fields if f.choices and f.key in given}
    told = {key: "" if cell is None else cell for key, cell in given.items()}
    told |= {"area": given["area"].name_sv, "partner": given["partner"].name_sv}
    return told | words | {"organisation": organisation(1).number} | changes


def brought_in(
    user: User, programme: Programme, content: bytes, kind: str = "support", name: str = "rader.csv"
) -> Import:
    """The file read and every row checked."""
    made = table_import_begin(
        user=user, programme=programme, importer=importers()[kind], filename=name, content=content
    )
    table_import_check(staged=made, columns=made.columns)
    return Import.objects.get(pk=made.pk)


def saved(user: User, programme: Programme, content: bytes, kind: str = "support", name: str = "rader.csv") -> Import:
    """The file read, checked and saved."""
    made = brought_in(user, programme, content, kind, name)
    import_save(staged=made)
    return Import.objects.get(pk=made.pk)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def address(programme: Programme, path: str = "") -> str:
    """The address of a page of results."""
    return f"/p/{programme.code}/results/{path}"
