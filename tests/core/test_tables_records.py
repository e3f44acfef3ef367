"""Columns found by their names, rows as records, and templates that come back as they went out."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.tables import (
    Field,
    RowProblem,
    Table,
    TableError,
    TemplateColumn,
    missing,
    parse,
    read,
    suggest,
    template,
)

pytestmark = pytest.mark.english

CASE = Field("case", "Diarienummer", ("Ärendenummer", "Case number", "Dnr"), required=True)
OWNER = Field("owner", "Projektägare", ("Stödmottagare", "Beneficiary"))
ORG = Field("org", "Organisationsnummer", ("Org.nr", "Registration number"))
START = Field("start", "Startdatum", ("Start", "Start date"), kind="date")
END = Field("end", "Slutdatum", ("Slut", "End date"), kind="date")
AMOUNT = Field("amount", "Belopp (SEK)", ("Beviljat belopp", "Amount"), required=True, kind="decimal")
HOURS = Field("hours", "Timmar", ("Hours",), kind="integer")
STATUS = Field(
    "status", "Status", kind="choice", choices={"approved": ("Beviljad", "Approved"), "refused": ("Avslag",)}
)
ACTIVE = Field("active", "Aktivt", ("Active",), kind="boolean")
FIELDS = [CASE, OWNER, ORG, START, END, AMOUNT, HOURS, STATUS, ACTIVE]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("Diarienr", "case"), ("DIARIE NR.", "case"), ("diarienummer *", "case"), ("Ärende-nr", "case")),
        *(("Case No", "case"), ("Dianrienummer", "case"), ("projektagare", "owner"), ("Org nummer", "org")),
        *(
            ("start_date", "start"),
            ("Startdatum (åååå-mm-dd)", "start"),
            ("Slut-datum", "end"),
            ("Belopp, SEK", "amount"),
        ),
        *(
            ("belopp", "amount"),
            ("Amount [kr]", "amount"),
            ("Timmar (h)", "hours"),
            ("Hours, h", "hours"),
            ("Statsu", "status"),
        ),
    ],
)
def test_a_column_is_known_by_what_people_call_it(name, key):
    assert suggest(FIELDS, ["Något annat", name]) == {key: 1}


@pytest.mark.parametrize("name", ["", " ", "Namn", "Datum", "Stat", "Budget 2024", "*", "(SEK)", "No"])
def test_a_column_that_is_none_of_the_fields_is_left(name):
    assert suggest(FIELDS, [name]) == {}


def test_exact_names_go_before_near_ones_wherever_they_stand():
    assert suggest([CASE], ["Diarienummmer", "Diarienummer"]) == {"case": 1}
    fields = [Field("a", "Områdena"), Field("b", "Område")]
    assert suggest(fields, ["Område"]) == {"b": 0}
    assert suggest(fields, ["Omraden", "Område"]) == {"a": 0, "b": 1}


def test_numbered_names_are_not_each_others_typing_errors():
    assert suggest([Field("one", "Partner 1"), Field("two", "Partner 2")], ["Partner 2", "Partner 3"]) == {"two": 0}


def test_the_pairs_are_the_best_together():
    fields = [Field("a", "Finansiar", ("Finansiarer",)), Field("b", "Finansiarerna")]
    assert suggest(fields, ["Finansiarer", "Finansiar"]).keys() == {"a", "b"}


def test_units_tell_columns_apart_where_that_is_all_that_does():
    fields = [Field("sek", "Belopp (SEK)"), Field("eur", "Belopp (EUR)")]
    assert suggest(fields, ["Belopp (EUR)", "Belopp (SEK)"]) == {"sek": 1, "eur": 0}


names = (
    st.sampled_from([*(word for f in FIELDS for word in (f.name, *f.synonyms)), "Diarienumer", "Belop", "x", ""])
    | st.text()
)


@given(st.lists(names, max_size=12), st.permutations(FIELDS))
def test_each_field_has_one_column_and_each_column_one_field(header, fields):
    found = suggest(fields, header)
    assert len(set(found.values())) == len(found)
    assert found.keys() <= {field.key for field in fields}
    assert all(0 <= column < len(header) for column in found.values())
    assert found == suggest(fields, header)
    for field in fields:
        assert field.name not in header or header[found[field.key]] == field.name


@given(st.permutations(FIELDS))
def test_the_fields_own_names_are_all_found(fields):
    assert suggest(FIELDS, [field.name for field in fields]) == {field.key: at for at, field in enumerate(fields)}


def table_of(text):
    return read(text.encode(), "t.csv")


def records_of(text, fields=FIELDS):
    table = table_of(text)
    return list(parse(table, fields, suggest(fields, table.header)))


def test_a_row_becomes_a_record():
    (record,) = records_of(
        "Dnr;Belopp;Startdatum;Timmar;Status;Aktivt;Annat\n007;1 200,50 kr;5/3 2019;3;approved;ja;x\n"
    )
    assert (record.line, record.problems) == (2, [])
    assert record.values == {
        "case": "007",
        "owner": None,
        "org": None,
        "start": date(2019, 3, 5),
        "end": None,
        "amount": Decimal("1200.50"),
        "hours": 3,
        "status": "approved",
        "active": True,
    }


def test_what_is_wrong_is_told_with_line_column_and_what_was_expected():
    _fine, wrong = records_of("Dnr;Belopp i kr;Amount;Status\n1;x;2;avslag\n;x;två;Bevilad\n")
    assert wrong.line == 3
    assert [(p.line, p.column_name, p.found) for p in wrong.problems] == [
        (3, "Dnr", ""),
        (3, "Amount", "två"),
        (3, "Status", "Bevilad"),
    ]
    told = [problem.message for problem in wrong.problems]
    assert told[0] == "“Dnr” is empty and must be filled in."
    assert told[1] == "“Amount” holds “två”, not a number, such as 1234,50."
    assert "Did you mean “Beviljad”?" in told[2]
    assert wrong.values["amount"] is None


def test_a_problem_is_told_every_time_it_occurs():
    assert [len(record.problems) for record in records_of("Dnr;Belopp\n1;x\n2;1\n3;x\n")] == [1, 0, 1]


def test_equal_cells_of_different_kinds_are_not_mixed_up():
    flag = Field("flag", "Flagga")
    table = Table(["Flagga"], [(2, [True]), (3, [1.0]), (4, ["1"]), (5, [1])], 4)
    assert [r.values["flag"] for r in parse(table, [flag], {"flag": 0})] == ["TRUE", "1", "1", "1"]


def test_a_row_that_goes_on_after_the_header_is_a_problem():
    fine, wrong = records_of("Dnr;Belopp\n1;2;\n1;2;3\n")
    assert fine.problems == []
    assert wrong.problems[0] == RowProblem(3, "", "3", wrong.problems[0].expected, wrong.problems[0].message)


def test_a_required_field_without_column_is_refused_at_once():
    table = table_of("Dnr;Namn\n1;2\n")
    assert missing(FIELDS, {"case": 0}) == [AMOUNT]
    with pytest.raises(TableError, match=r"No column is chosen for “Belopp \(SEK\)”"):
        parse(table, FIELDS, {"case": 0})


def test_a_column_that_is_not_there_is_empty():
    table = table_of("Dnr;Belopp\n1;2\n")
    (record,) = parse(table, FIELDS, {"case": 0, "amount": 1, "owner": 7})
    assert record.values["owner"] is None


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.decimals(-(10**9), 10**9, places=2)), min_size=1, max_size=30))
def test_all_rows_are_read_however_many_texts_are_remembered(rows):
    body = "".join(f"{case};{amount}\n" for case, amount in rows)
    found = [(r.values["case"], r.values["amount"]) for r in records_of(f"Dnr;Belopp\n{body}")]
    assert found == rows


# Templates

LONG = Field("place", "Kommun, ort", kind="choice", choices={f"{n:04}": (f"Kommun nummer {n}",) for n in range(290)})
COLUMNS = [TemplateColumn(field, 20, "Som i beslutet.") for field in [*FIELDS, LONG]]


def made(name="Stöd: 2024/25"):
    return template(COLUMNS, name, ["Fyll i en rad för varje beslut.", "Gula kolumner måste fyllas i."])


def test_a_template_is_an_empty_table_with_the_same_fields():
    table = read(made(), "mall.xlsx")
    assert (table.sheet, table.row_count) == ("Stöd 2024 25", 0)
    assert suggest([*FIELDS, LONG], table.header) == {column.field.key: at for at, column in enumerate(COLUMNS)}


def test_a_template_that_was_filled_in_gives_what_was_filled_in():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made()))
    day = date(2024, 3, 5)
    book.worksheets[0].append(["007", "Åre", "556000-0000", day, day, 1200.5, 3, "Beviljad", "Ja", "Kommun nummer 288"])
    out = io.BytesIO()
    book.save(out)
    table = read(out.getvalue(), "ifylld.xlsx")
    (record,) = parse(table, [*FIELDS, LONG], suggest([*FIELDS, LONG], table.header))
    assert record.problems == []
    assert list(record.values.values()) == [
        *("007", "Åre", "556000-0000", day, day, Decimal("1200.5"), 3, "approved", True, "0288"),
    ]


def test_a_template_says_what_it_expects_and_checks_it():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made()))
    sheet, notes, lists = book.worksheets
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[1]][:2] == ["Diarienummer *", "Projektägare"]
    assert lists.sheet_state == "hidden"
    assert [lists["A1"].value, lists["A290"].value] == ["Kommun nummer 0", "Kommun nummer 289"]
    rules = {next(iter(rule.sqref.ranges)).coord[0]: rule for rule in sheet.data_validations.dataValidation}
    assert [rules[letter].type for letter in "DFGHIJ"] == ["date", "decimal", "whole", "list", "list", "list"]
    assert next(iter(rules["D"].sqref.ranges)).max_row == 5001
    assert rules["H"].formula1 == '"Beviljad,Avslag"'
    assert rules["J"].formula1 == "lists!$A$1:$A$290" or rules["J"].formula1 == "'lists'!$A$1:$A$290"
    assert "Must be filled in." in rules["A"].prompt
    assert "Som i beslutet." in rules["A"].prompt
    assert notes["A1"].value == "Fyll i en rad för varje beslut."


@given(st.text(max_size=50))
def test_any_name_makes_a_sheet(name):
    book = template([TemplateColumn(CASE)], "".join(c for c in name if c.isprintable()), [])
    assert read(book, "t.xlsx").header == ["Diarienummer *"]


def test_long_names_and_notes_fit():
    wordy = Field(
        "wordy", "Ett mycket långt namn på en kolumn " * 3, kind="choice", choices={"a": ("x, y",), "b": ("=1",)}
    )
    table = read(template([TemplateColumn(wordy, note="Mer än så. " * 60)], "Lists", ["Text " * 500]), "t.xlsx")
    assert suggest([wordy], table.header) == {"wordy": 0}
