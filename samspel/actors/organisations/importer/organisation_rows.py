"""Rows of a table as organisations: new ones registered, known ones brought up to date, nothing doubled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.actors.models import Alias, Organisation, OrganisationYear
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.organisations.queries.number import NumberError, OrganisationNumber, read_number
from samspel.actors.ownership.services.size_class import size_classes_store
from samspel.code_lists.organisation_kinds import KINDS as ORGANISATION_KINDS
from samspel.core import access, audit, clock
from samspel.core.bilingual import in_both
from samspel.core.models import Municipality
from samspel.core.tables import Field, RowProblem, Table, TableRecord, TemplateColumn, parse, template

BATCH = 1000
FIRST_YEAR = 1990
DETAILS = ("name", "kind", "municipality_id", "industry", "started_on", "ended_on", "website")
WIDE = {"name": 36, "aliases": 36, "website": 30, "number": 20}


@dataclass(slots=True)
class ReadyOrganisation:
    """A row that can be saved: what is said of the organisation, its aliases and a year's figures.

    `pk` is the organisation that is already there, `changed` what the row says otherwise of it."""

    line: int
    number: OrganisationNumber
    details: dict[str, Any]
    aliases: tuple[str, ...]
    year: tuple[int, Decimal, Decimal | None, Decimal | None] | None
    pk: int | None = None
    changed: dict[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What makes two rows the same organisation."""
        return self.number.number or f"{self.details['name'].casefold()} {self.details['municipality_id']}"


@dataclass
class RegisterVerdicts:
    """What was found in a table of organisations."""

    ready: list[ReadyOrganisation] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    lines: int = 0

    @property
    def new(self) -> list[ReadyOrganisation]:
        """Rows of organisations that are not there yet."""
        return [row for row in self.ready if row.pk is None]

    @property
    def changed(self) -> list[ReadyOrganisation]:
        """Rows that say something else than what is registered."""
        return [row for row in self.ready if row.pk is not None and row.changed]


@dataclass(frozen=True)
class Registered:
    """What a file did: ids of the organisations it registered, how many known ones it brought up to date, and to how
    many known ones it told of other names or a year's figures."""

    new: list[int]
    changed: int
    added_to: int


def register_fields() -> list[Field]:
    """The columns of a table of organisations."""
    kinds = {code: tuple(dict.fromkeys((str(name), *in_both(name)))) for code, name in ORGANISATION_KINDS.items()}
    places = {m.code: (m.name,) for m in Municipality.objects.all()}
    return [
        Field("number", _("Organisation number"), ("organisationsnummer", "orgnr", "org.nr", "organisation number")),
        Field("name", _("Name"), ("namn", "företag", "företagsnamn", "name", "company"), required=True),
        Field("kind", _("Kind"), ("slag", "typ", "organisationstyp", "kind", "type"), kind="choice", choices=kinds),
        Field("municipality", _("Municipality"), ("kommun", "ort", "municipality"), kind="choice", choices=places),
        Field("industry", _("Industry"), ("sni", "sni-kod", "bransch", "nace", "industry")),
        Field("started_on", _("Start"), ("startdatum", "registrerad", "start", "start date"), kind="date"),
        Field("ended_on", _("End"), ("slutdatum", "avregistrerad", "end", "end date"), kind="date"),
        Field("website", _("Website"), ("webbplats", "hemsida", "website", "url")),
        Field("aliases", _("Other names"), ("andra namn", "alias", "kallas även", "other names", "aliases")),
        Field("year", _("Year"), ("år", "bokslutsår", "year"), kind="integer"),
        Field("staff", _("Staff"), ("anställda", "antal anställda", "staff", "employees"), kind="decimal"),
        Field("turnover", _("Turnover, EUR"), ("omsättning", "omsättning eur", "turnover"), kind="decimal"),
        Field("balance", _("Balance sheet, EUR"), ("balansomslutning", "balans", "balance sheet"), kind="decimal"),
    ]


def register_template(notes: Sequence[str]) -> bytes:
    """The Excel file to fill in."""
    return template([TemplateColumn(f, WIDE.get(f.key, 18)) for f in register_fields()], _("Organisations"), notes)


def read_register(table: Table, columns: Mapping[str, int], told: Callable[[int], None]) -> RegisterVerdicts:
    """A verdict on every row; `told` hears how many are done."""
    found, labels = RegisterVerdicts(), {f.key: f.name for f in register_fields()}
    seen: dict[str, int] = {}
    for record in parse(table, register_fields(), columns):
        found.lines += 1
        problems = list(record.problems)
        ready = _ready(record, labels, problems)
        if ready is not None:
            first = seen.setdefault(ready.fingerprint, ready.line)
            if first != ready.line:
                message = _("The row is of the same organisation as row %(first)s. Keep one of them.")
                problems.append(
                    _problem(record.line, labels["number"], ready.number.number, message % {"first": first})
                )
        if problems:
            found.problems += problems
        elif ready is not None:
            found.ready.append(ready)
        if found.lines % 2000 == 0:
            told(found.lines)
    _compare(found.ready)
    return found


@transaction.atomic
def write_register(user: Any, programme: Any, verdicts: RegisterVerdicts, filename: str = "") -> Registered:
    """Register what is new and bring what differs up to date."""
    access.require(user, OrganisationAction.RECORD, Organisation())  # nobody's own: who works in some programme
    _compare(verdicts.ready)
    new, changed = verdicts.new, verdicts.changed
    known = [row for row in verdicts.ready if row.pk is not None]
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                number=row.number.number, identity=row.number.identity, country=row.number.country, **row.details
            )
            for row in new
        ],
        batch_size=BATCH,
    )
    for row, organisation in zip(new, made, strict=True):
        row.pk = organisation.pk
    rows = Organisation.objects.in_bulk([row.pk for row in changed if row.pk is not None])
    for row in changed:
        for name, value in row.changed.items():
            setattr(rows[row.pk or 0], name, value)
    Organisation.objects.bulk_update(rows.values(), list(DETAILS), batch_size=BATCH)
    _write_aliases(verdicts.ready)
    _write_years(verdicts.ready)
    changes = {"new": len(new), "changed": len(changed), "rows": len(verdicts.ready), "file": filename}
    changes["were"] = {str(row.pk): sorted(row.changed) for row in changed[:200]}
    audit.write(user, "organisation.imported", programme, changes=changes)
    added_to = sum(bool(row.year or row.aliases) for row in known)
    return Registered([organisation.pk for organisation in made], len(changed), added_to)


def _ready(record: TableRecord, labels: Mapping[str, str], problems: list[RowProblem]) -> ReadyOrganisation | None:
    values = record.values
    number = OrganisationNumber("", "none")
    try:
        number = read_number(values.get("number") or "")
    except NumberError as error:
        problems.append(_problem(record.line, labels["number"], "", str(error)))
    started, ended = values.get("started_on"), values.get("ended_on")
    if started and ended and ended < started:
        problems.append(_problem(record.line, labels["ended_on"], ended, _("The end is before the start.")))
    if len(values.get("name") or "") > 200:
        problems.append(_problem(record.line, labels["name"], "", _("The name is longer than 200 characters.")))
    website = values.get("website") or ""
    if website and "://" not in website:
        website = f"https://{website}"
    year = _year(record, labels, problems)
    if problems:
        return None
    details = {
        "name": values["name"],
        "kind": values.get("kind") or "company",
        "municipality_id": values.get("municipality"),
        "industry": (values.get("industry") or "")[:6],
        "started_on": started,
        "ended_on": ended,
        "website": website[:200],
    }
    aliases = tuple(part.strip()[:200] for part in (values.get("aliases") or "").split(";") if part.strip())
    return ReadyOrganisation(record.line, number, details, aliases, year)


def _year(
    record: TableRecord, labels: Mapping[str, str], problems: list[RowProblem]
) -> tuple[int, Decimal, Decimal | None, Decimal | None] | None:
    year, staff = record.values.get("year"), record.values.get("staff")
    money = record.values.get("turnover"), record.values.get("balance")
    if year is None and staff is None and money == (None, None):
        return None
    if year is None or staff is None:
        key = "year" if year is None else "staff"
        problems.append(_problem(record.line, labels[key], "", _("Give both the year and the staff of that year.")))
        return None
    if not FIRST_YEAR <= year <= clock.now().year:
        problems.append(_problem(record.line, labels["year"], year, _("Give a year from 1990 on that has begun.")))
    if staff < 0:
        problems.append(_problem(record.line, labels["staff"], staff, _("Give a number that is not below zero.")))
    return year, staff, *money


def _compare(rows: Sequence[ReadyOrganisation]) -> None:
    """Find the organisations that are there already, by number or else by name and municipality, and what differs.

    An empty cell says nothing: it takes away nothing."""
    there: dict[str, Organisation] = {}
    for part in _parts([row.number.number for row in rows if row.number.number]):
        there.update({o.number: o for o in Organisation.objects.filter(number__in=part)})
    for part in _parts([row.details["name"] for row in rows if not row.number.number]):
        named = Organisation.objects.filter(name__in=part)
        there.update({f"{o.name.casefold()} {o.municipality_id}": o for o in named})
    for row in rows:
        known = there.get(row.fingerprint)
        row.pk = known.pk if known else None
        row.changed = {}
        if known:
            row.changed = {k: v for k, v in row.details.items() if v not in (None, "") and getattr(known, k) != v}


def _write_aliases(rows: Sequence[ReadyOrganisation]) -> None:
    Alias.objects.bulk_create(
        (Alias(organisation_id=row.pk, name=name) for row in rows if row.pk is not None for name in row.aliases),
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _write_years(rows: Sequence[ReadyOrganisation]) -> None:
    told = [(row.pk, row.year) for row in rows if row.pk is not None and row.year is not None]
    OrganisationYear.objects.bulk_create(
        [
            OrganisationYear(organisation_id=pk, year=year, staff=staff, turnover=turnover, balance=balance)
            for pk, (year, staff, turnover, balance) in told
        ],
        update_conflicts=True,
        unique_fields=["organisation", "year"],
        update_fields=["staff", "turnover", "balance"],
        batch_size=BATCH,
    )
    size_classes_store(organisations=[pk for pk, _year in told])


def _parts(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), 500):
        yield items[start : start + 500]


def _problem(line: int, column: str, found: Any, message: str) -> RowProblem:
    return RowProblem(line, column, str(found or ""), "", message)
