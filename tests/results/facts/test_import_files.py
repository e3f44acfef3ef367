"""Files of every kind, from template to facts: all rows or none, and what is wrong named row by row."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from samspel.actors.models import Organisation
from samspel.core import audit
from samspel.core.access import Role
from samspel.core.bilingual import in_both
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import FileLimits, reader
from samspel.imports.importer import ImportFault, importers
from samspel.imports.services.staged_import import import_save
from samspel.imports.services.table_import import table_import_begin
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.models import Import, Support
from tests.results.samples import (
    ECS_TOWN,
    address,
    brought_in,
    browser,
    columns,
    counted_in,
    number,
    organisation,
    row,
    saved,
    somebody,
    text_table,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def filled(template: bytes, rows: list[dict[str, Any]], what: str) -> bytes:
    """The template with the rows written below its header, as in Excel."""
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book.active
    assert sheet is not None
    names = [in_both(f.label)[0] for f in KINDS[what].fields]
    assert [str(cell.value).removesuffix(" *") for cell in sheet[1]] == names
    for line, told in enumerate(rows, start=2):
        for at, described in enumerate(KINDS[what].fields, start=1):
            sheet.cell(line, at, told.get(described.key) or None)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("what", KINDS)
def test_a_filled_in_template_is_saved_and_read_back_as_it_was(ecs: Programme, what: str) -> None:
    client, told = browser(somebody(ecs)), row(ecs, what, evidence="RS 2019-7")
    activity = structure_of(ecs).activities[0]
    told["activity"] = activity.title_sv
    if what == "collaboration":
        told["organisations"] = f"{organisation(1).shown_number}; {organisation(2).name}"
    rows = [told | {"reference": str(n), "occurred_on": date(2019, 3, n)} for n in (1, 2, 3)]
    template = client.get(address(ecs, f"{what}/template.xlsx")).content
    answer = client.post(address(ecs, f"{what}/import/"), {"file": upload("ifylld.xlsx", filled(template, rows, what))})
    page = answer.headers["Location"]
    chosen = {name: str(at) for name, at in Import.objects.get().columns.items()}
    assert set(chosen) == {f.key for f in KINDS[what].fields}
    client.post(page, chosen)
    assert Import.objects.get().report["problems"] == []
    client.post(page + "save/")
    facts = KINDS[what].model.objects.order_by("occurred_on")
    expected = columns(ecs, what, activity=activity)
    assert [fact.occurred_on for fact in facts] == [told["occurred_on"] for told in rows]
    for fact in facts:
        expected |= {"occurred_on": fact.occurred_on, "reference": fact.reference}
        assert {name: getattr(fact, name) for name in expected} == expected
        assert fact.evidence.get().reference == "RS 2019-7"
        if what == "collaboration":
            assert {m.organisation_id for m in fact.members.all()} == {organisation(1).pk, organisation(2).pk}
        elif what != "contact":
            assert fact.organisation == organisation(1)
    assert audit.first_broken_link() is None


def test_what_is_wrong_is_named_by_row_column_and_what_stood_there(ecs: Programme) -> None:
    rows = [
        row(ecs, reference="a"),
        row(ecs, reference="b", kind="rådgiving"),
        row(ecs, reference="c"),
        row(ecs, reference="d", occurred_on="2017-05-05"),
        row(ecs, reference="e", organisation="Finns Inte AB"),
    ]
    found = brought_in(somebody(ecs), ecs, text_table("support", rows))
    told = [(p["line"], p["column"], p["found"]) for p in found.report["problems"]]
    assert told == [
        (3, "Typ av stöd", "rådgiving"),
        (5, "Datum", "2017-05-05"),
        (6, "Organisation", "Finns Inte AB"),
    ]
    assert (found.report["rows"], found.report["wrong"], found.report["new"]) == (5, 3, 2)
    with pytest.raises(ImportFault):
        import_save(staged=found)
    assert not Support.objects.exists()


def test_nothing_is_saved_where_a_row_has_become_wrong_since_it_was_checked(ecs: Programme) -> None:
    own = ecs.partners.all()[0]
    officer = somebody(ecs, Role.OFFICER, partner=own)
    found = brought_in(officer, ecs, text_table("support", [row(ecs)]))
    officer.memberships.update(partner=ecs.partners.all()[1])
    brought = Import.objects.get(pk=found.pk)
    import_save(staged=brought)
    assert Import.objects.get().stage == "failed"
    assert not Support.objects.exists()


def test_saved_twice_adds_nothing(ecs: Programme) -> None:
    user, content = somebody(ecs), text_table("support", [row(ecs, reference=str(n)) for n in range(5)])
    assert saved(user, ecs, content).report["written"] == 5
    again = brought_in(user, ecs, content)
    assert (again.report["same"], again.report["new"]) == (5, 0)
    more = text_table("support", [row(ecs, reference=str(n)) for n in range(7)])
    assert saved(user, ecs, more).report["written"] == 2
    assert Support.objects.count() == 7


def test_two_equal_rows_in_one_file_are_told(ecs: Programme) -> None:
    user = somebody(ecs)
    twice = [row(ecs), row(ecs, reference="x"), row(ecs, organisation=organisation(1).shown_number)]
    found = brought_in(user, ecs, text_table("support", twice))
    assert [(p["line"], p["column"]) for p in found.report["problems"]] == [(4, "Egen referens")]
    assert "2" in found.report["problems"][0]["message"]


def test_a_new_organisation_of_several_rows_is_registered_once(ecs: Programme) -> None:
    fresh = number(900)
    told = {"new_name": "Nya AB", "new_municipality": "Västerås"}
    rows = [
        row(ecs, organisation=fresh, reference="1", **told),
        row(ecs, organisation=f"{fresh[:6]}-{fresh[6:]}", reference="2", **told),
        row(ecs, organisation=fresh, reference="2", occurred_on="2019-03-06", **told),
    ]
    found = saved(somebody(ecs), ecs, text_table("support", rows))
    made = Organisation.objects.get(number=fresh)
    assert (made.name, made.municipality_id, found.report["organisations"]) == ("Nya AB", ECS_TOWN, 1)
    assert counted_in(ecs, "results.co01") == {made.pk}
    assert Support.objects.filter(organisation=made).count() == 3
    assert saved(somebody(ecs), ecs, text_table("support", rows)).report["written"] == 0


def test_a_new_organisation_without_a_name_is_told(ecs: Programme) -> None:
    found = brought_in(somebody(ecs), ecs, text_table("support", [row(ecs, organisation=number(900))]))
    assert [p["column"] for p in found.report["problems"]] == ["Organisation"]
    assert not Organisation.objects.filter(number=number(900)).exists()


def test_windows_text_with_semicolons_and_decimal_commas_is_read(ecs: Programme) -> None:
    organisation(1, name="Åkeri Älv & Ö AB")
    told = row(ecs, organisation="Åkeri Älv & Ö AB", hours="1 250,50", amount="12,5", evidence="Pärm å – 7")
    found = saved(somebody(ecs), ecs, text_table("support", [told]).decode().encode("cp1252"))
    assert (found.report["encoding"], found.report["written"]) == ("cp1252", 1)
    fact = Support.objects.get()
    assert (fact.hours, fact.amount) == (Decimal("1250.5"), Decimal("12.5"))
    assert (fact.organisation, fact.evidence.get().reference) == (organisation(1), "Pärm å – 7")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.csv", b""),
        ("tom.xlsx", b"   "),
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        ("bild.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        ("brev.docx", b"PK\x03\x04"),
        ("sida.csv", b"<!DOCTYPE html><html></html>"),
        ("arkiv.xlsx", b"PK\x03\x04" + b"0" * 50),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(ecs: Programme, name: str, content: bytes) -> None:
    answer = browser(somebody(ecs)).post(address(ecs, "support/import/"), {"file": upload(name, content)})
    assert list(answer.context["form"].errors) == ["file"]
    assert not Import.objects.exists()


def test_too_many_rows_are_refused(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.read, "__defaults__", (FileLimits(rows=3),))
    user = somebody(ecs)
    rows = [row(ecs, reference=str(n)) for n in range(4)]
    assert saved(user, ecs, text_table("support", rows[:3])).report["written"] == 3
    with pytest.raises(ImportFault):
        table_import_begin(
            user=user,
            programme=ecs,
            importer=importers()["support"],
            filename="rader.csv",
            content=text_table("support", rows),
        )


@pytest.mark.parametrize(("role", "of"), [(Role.OFFICER, "partner"), (Role.AREA_LEAD, "area")])
def test_a_row_for_somebody_elses_is_told_and_nothing_is_saved(ecs: Programme, role: Role, of: str) -> None:
    own, other = getattr(ecs, f"{of}s").all()[:2]
    user = somebody(ecs, role, **{of: own})
    rows = [row(ecs, reference="1", **{of: own.name_sv}), row(ecs, reference="2", **{of: other.name_sv})]
    found = brought_in(user, ecs, text_table("support", rows))
    assert [p["line"] for p in found.report["problems"]] == [3]
    assert saved(user, ecs, text_table("support", rows[:1])).report["written"] == 1


def test_another_programmes_words_are_not_understood(ecs: Programme, nordmark: Programme) -> None:
    rows = [row(ecs, area=nordmark.areas.all()[0].name_sv), row(ecs, partner=nordmark.partners.all()[0].name_sv)]
    found = brought_in(somebody(ecs), ecs, text_table("support", rows))
    assert [(p["line"], p["column"]) for p in found.report["problems"]] == [(2, "Område"), (3, "Ansvarig region")]


def test_bringing_in_leaves_one_audit_event_with_the_number_of_rows(ecs: Programme) -> None:
    saved(somebody(ecs), ecs, text_table("support", [row(ecs, reference=str(n)) for n in range(3)]))
    event = AuditEvent.objects.get(action="support.imported")
    assert (event.changes["written"], event.changes["file"], event.programme_code) == (3, "rader.csv", ecs.code)


@pytest.mark.parametrize(
    ("what", "field", "longest"),
    [("support", "reference", 60), ("participation", "title", 200), ("investment", "purpose", 200),
     ("contact", "counterpart", 200), ("innovation", "title", 200)],
)  # fmt: skip
def test_a_text_longer_than_the_column_is_told(ecs: Programme, what: str, field: str, longest: int) -> None:
    found = brought_in(somebody(ecs), ecs, text_table(what, [row(ecs, what, **{field: "x" * (longest + 1)})]), what)
    assert [p["line"] for p in found.report["problems"]] == [2]


@pytest.mark.parametrize(("what", "field"), [("participation", "people"), ("leadership", "women")])
def test_a_number_of_people_that_cannot_be_is_told(ecs: Programme, what: str, field: str) -> None:
    found = brought_in(somebody(ecs), ecs, text_table(what, [row(ecs, what, **{field: 5_000_000_000})]), what)
    assert [p["line"] for p in found.report["problems"]] == [2]
