"""Files brought in: what comes out is what went in, all of it or nothing, and never twice."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samspel.actors.models import Organisation, OrganisationYear
from samspel.core import clock
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.imports.importer import importers
from samspel.imports.services.staged_import import imports_discard_old
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.models import Import, Support
from tests.conftest import Sign, person
from tests.tasks import work

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

COMPANY = "Exempelbolag 020 AB"
VALUES: dict[str, Any] = {
    "organisation": COMPANY, "organisations": f"{COMPANY}; Exempelbolag 021 AB", "title": "Något gemensamt",
    "purpose": "Ny ugn", "counterpart": "Wageningen", "country": "nl", "occurred_on": date(2019, 9, 2), "hours": "2,5",
    "amount": "1 250,50", "matched_amount": 100, "people": 5, "women": 2, "men": 3, "area": "Livsmedel",
    "partner": "Sörmland", "evidence": "RS 2019-0412", "reference": "rad 1", "ends_on": date(2019, 9, 20),
}  # fmt: skip


def base(programme: Programme, kind: str) -> str:
    """The address of a kind's import."""
    return f"/p/{programme.code}/results/{kind}/import/"


def template(client: Client, programme: Programme, kind: str) -> Any:
    """The kind's template, opened."""
    answer = client.get(f"/p/{programme.code}/results/{kind}/template.xlsx")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def filled(book: Any, rows: list[dict[str, Any]]) -> bytes:
    """The template with the rows under their headings."""
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def brought(client: Client, programme: Programme, kind: str, content: bytes, name: str = "rader.xlsx") -> Import:
    """The file uploaded and checked with the columns suggested."""
    client.post(base(programme, kind), {"file": SimpleUploadedFile(name, content)})
    made = Import.objects.latest("pk")
    data = {key: str(column) for key, column in made.columns.items()}
    client.post(f"/p/{programme.code}/results/imports/{made.pk}/", data)
    made.refresh_from_db()
    return made


def row_of(kind: str) -> dict[str, Any]:
    """One row of a kind under the template's Swedish headings."""
    row = {}
    for described in KINDS[kind].fields:
        if described.choices:
            row[str(described.label)] = str(next(iter(described.choices.values())))
        elif described.key in VALUES:
            row[str(described.label)] = VALUES[described.key]
    return row


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_template_reads_back_what_was_written(
    example: Programme, demo_day: date, signed_in: Sign, kind: str
) -> None:
    client, model = signed_in(Role.OFFICER), KINDS[kind].model
    before = model.objects.count()
    content = filled(template(client, example, kind), [row_of(kind)])
    made = brought(client, example, kind, content)
    assert (made.stage, made.report["problems"], made.report["new"]) == ("checked", [], 1)
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    assert model.objects.count() == before + 1
    fact: Any = model.objects.latest("pk")
    assert (fact.occurred_on, fact.partner.code, fact.evidence.get().reference) == (
        date(2019, 9, 2), "sormland", "RS 2019-0412",
    )  # fmt: skip
    again = brought(client, example, kind, content)
    assert (again.report["new"], again.report["same"]) == (0, 1)


def support_row(**changes: Any) -> dict[str, Any]:
    """A row of support."""
    row = {"Organisation": COMPANY, "Typ av stöd": "rådgivning", "Datum": "2019-09-02", "Timmar": 2}
    return row | {"Område": "Energi", "Ansvarig region": "Sörmland"} | changes


def test_each_fault_names_its_row_column_and_what_stands_there(
    example: Programme, demo_day: date, signed_in: Sign
) -> None:
    client = signed_in(Role.OFFICER)
    rows = [
        support_row(),
        support_row(Timmar="många"),
        support_row(**{"Typ av stöd": "rådgivnig"}),
        support_row(Datum="2031-01-01"),
        support_row(**{"Ansvarig region": "Uppsala"}),
        support_row(Organisation="556000-4615"),
        support_row(),
    ]
    before = Support.objects.count()
    made = brought(client, example, "support", filled(template(client, example, "support"), rows))
    told = {(p["line"], p["column"].rstrip(" *")): (p["found"], p["message"]) for p in made.report["problems"]}
    assert told[3, "Timmar"][0] == "många"
    assert "Menade du ”rådgivning”" in told[4, "Typ av stöd"][1]
    assert told[5, "Datum"][0] == "2031-01-01"
    assert "får inte" in told[6, "Ansvarig region"][1]
    assert told[7, "Organisation"][0] == "556000-4615"
    assert "rad 2" in told[8, "Egen referens"][1]
    assert made.report["wrong"] == 6
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    assert Support.objects.count() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_text_files_of_other_systems_are_read(
    example: Programme, demo_day: date, signed_in: Sign, encoding: str, delimiter: str
) -> None:
    client = signed_in(Role.OFFICER)
    header = ["Orgnr", "Stödtyp", "Dag", "Antal timmar", "Insatsområde", "Region"]
    number = Organisation.objects.get(name=COMPANY).shown_number
    line = [number, "Rådgivning", "2019-09-02", "2,5", "Livsmedel", "Sörmland"]
    text = "\r\n".join(delimiter.join(cells) for cells in (header, line))
    made = brought(client, example, "support", text.encode(encoding), "export.csv")
    assert (made.report["problems"], made.report["new"]) == ([], 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.xlsx", b""),
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n"),
        ("nul.csv", b"a;b\n\x00;1\n"),
        ("brev.doc", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    example: Programme, demo_day: date, signed_in: Sign, name: str, content: bytes
) -> None:
    client = signed_in(Role.OFFICER)
    answer = client.post(base(example, "support"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_is_its_owners_alone(example: Programme, demo_day: date, signed_in: Sign) -> None:
    client = signed_in(Role.OFFICER)
    made = brought(client, example, "support", filled(template(client, example, "support"), [support_row()]))
    for path in ("", "save/", "drop/"):
        answer = signed_in(Role.MANAGER).post(f"/p/{example.code}/results/imports/{made.pk}/{path}")
        assert answer.status_code == 404


def test_work_that_stopped_can_be_begun_again(example: Programme, demo_day: date, signed_in: Sign) -> None:
    client = signed_in(Role.OFFICER)
    made = brought(client, example, "support", filled(template(client, example, "support"), [support_row()]))
    Import.objects.filter(pk=made.pk).update(stage="checking", touched_at=clock.now() - timedelta(minutes=11))
    text = client.get(f"/p/{example.code}/results/imports/{made.pk}/").content.decode()
    assert "Arbetet har stannat" in text
    client.post(f"/p/{example.code}/results/imports/{made.pk}/", {k: str(v) for k, v in made.columns.items()})
    made.refresh_from_db()
    assert made.stage == "checked"


def test_a_large_file_is_worked_through_in_the_background(
    example: Programme, demo_day: date, signed_in: Sign, settings: Any
) -> None:
    settings.IMPORTS_AT_ONCE = 0
    client = signed_in(Role.OFFICER)
    made = brought(client, example, "support", filled(template(client, example, "support"), [support_row()]))
    assert made.stage == "checking"
    assert "Refresh" in client.get(f"/p/{example.code}/results/imports/{made.pk}/").headers
    work()
    made.refresh_from_db()
    assert made.stage == "checked"


def test_organisations_are_registered_and_brought_up_to_date(
    example: Programme, demo_day: date, signed_in: Sign
) -> None:
    client = signed_in(Role.OFFICER)
    rows = [
        {"Organisationsnummer": "556000-4615", "Namn": "Nya bageriet AB", "Typ": "företag", "Kommun": "Vingåker",
         "År": 2018, "Anställda": 4, "Omsättning, euro": "250 000", "Balansomslutning, euro": 90000,
         "Andra namn": "Bageriet; Nya B"},
        {"Organisationsnummer": "559900-0204", "Namn": COMPANY, "Webbplats": "bolag20.example"},
    ]  # fmt: skip
    made = brought(client, example, "organisation", filled(template(client, example, "organisation"), rows))
    assert (made.report["problems"], made.report["new"], made.report["changed"]) == ([], 2, 1)
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    baker = Organisation.objects.get(number="5560004615")
    assert (baker.size_class, baker.municipality.name, baker.aliases.count()) == ("micro", "Vingåker", 2)  # type: ignore[union-attr]
    assert OrganisationYear.objects.get(organisation=baker).staff == 4
    assert Organisation.objects.get(name=COMPANY).website == "https://bolag20.example"
    again = brought(client, example, "organisation", filled(template(client, example, "organisation"), rows))
    assert (again.report["new"], again.report["same"]) == (0, 2)


def test_a_sole_traders_number_is_kept_and_shown_nowhere(example: Programme, demo_day: date, signed_in: Sign) -> None:
    client = signed_in(Role.OFFICER)
    rows = [{"Organisationsnummer": "19880320-0016", "Namn": "Annas honung", "Typ": "företag", "Kommun": "Flen"}]
    made = brought(client, example, "organisation", filled(template(client, example, "organisation"), rows))
    client.post(f"/p/{example.code}/results/imports/{made.pk}/save/")
    trader = Organisation.objects.get(name="Annas honung")
    assert trader.identity == "personal"
    assert "880320" not in trader.number
    page = client.get(f"/p/{example.code}/actors/{trader.pk}/").content.decode()
    assert "880320" not in page
    assert trader.number not in page
    saved = Import.objects.get(pk=made.pk)
    assert (saved.content, saved.stage) == (None, "saved")


def test_everything_that_can_be_brought_in_has_columns_of_its_own(example: Programme) -> None:
    for importable in importers().values():
        names = [field.name for field in importable.fields(example)]
        assert len(names) == len(set(names)) > 4


def test_old_files_are_thrown_away(example: Programme, demo_day: date) -> None:
    old = clock.now() - timedelta(days=31)
    Import.objects.create(
        programme=example, kind="support", filename="x", content=b"x", digest="x", made_by=person(Role.OFFICER),
        made_at=old, touched_at=old,
    )  # fmt: skip
    assert imports_discard_old() == 1
