"""Tables that people bring in: any file they may have, read or refused with a reason."""

import csv
import io
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import assume, given
from hypothesis import strategies as st

from samspel.core.tables import FileLimits, TableError, read

pytestmark = pytest.mark.english

ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252", "latin-1": "latin-1"}
SWEDISH = "Diarienummer;Projektägare;Belopp (kr)\n1;Åre kommun;1 200,50\n"


def as_csv(rows, delimiter=";", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*sheets, **options):
    """A workbook of (name, rows, top row) sheets, in which a formula is a text that begins with `=`."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, **options})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def repacked(content, change):
    """A zip archive with each part changed by `change(name, data)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def everything(table):
    return table.header, [cells for _line, cells in table.rows]


def refusal(content, filename, limits=FileLimits()):  # noqa: B008 - frozen
    with pytest.raises(TableError) as told:
        read(content, filename, limits)
    return told.value.message


def why_not(content, filename):
    """The reason for which the file is refused, or None where it is read."""
    try:
        list(read(content, filename).rows)
    except TableError as error:
        return error.message
    return None


# Text files


def characters(encoding):
    """What the encoding can say in a cell: no control characters, which no spreadsheet writes."""
    if encoding.startswith("utf"):
        return st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")
    said = (bytes([code]).decode(encoding, "replace") for code in (*range(32, 127), *range(128, 256)))
    return st.sampled_from(
        [character for character in said if character != "\ufffd" and not "\x7f" < character < "\xa0"]
    )


LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéABCÅÄÖ"


@st.composite
def text_tables(draw):
    encoding, delimiter = draw(st.sampled_from(list(ENCODINGS))), draw(st.sampled_from(";,\t|"))
    cells = st.text(characters(encoding) | st.sampled_from('\n";,\t| '), max_size=8)
    names = st.text(LETTERS, min_size=1, max_size=8)
    header = draw(st.lists(names, min_size=2, max_size=5, unique_by=str.casefold))
    width = len(header)
    rows = draw(
        st.lists(st.lists(cells, min_size=width, max_size=width).filter(lambda r: "".join(r).strip()), max_size=5)
    )
    return encoding, delimiter, header, rows


@given(text_tables())
def test_any_table_reads_back_from_text_in_each_encoding_with_each_delimiter(drawn):
    encoding, delimiter, header, rows = drawn
    content = as_csv([header, *rows], delimiter, encoding)
    if encoding in ("cp1252", "latin-1"):
        with suppress(UnicodeDecodeError):
            assume(content.decode("utf-8") == content.decode(encoding))
    table = read(content, "table.csv")
    assert table.delimiter == delimiter
    assert everything(table) == (header, rows)
    assert table.row_count == len(rows)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_is_found_out(encoding):
    table = read(SWEDISH.encode(encoding), "table.CSV")
    assert table.header == ["Diarienummer", "Projektägare", "Belopp (kr)"]
    assert (table.encoding, table.delimiter) == (encoding if encoding != "cp1252" else "latin-1", ";")


def test_bytes_that_only_windows_uses_are_read_as_windows():
    table = read("Namn;Belopp\n–;1 €\n".encode("cp1252"), "table.csv")
    assert table.encoding == "cp1252"
    assert list(table.rows) == [(2, ["–", "1 €"])]


def test_big_endian_utf_16_is_read():
    assert read(b"\xfe\xff" + SWEDISH.encode("utf-16-be"), "t.txt").header[1] == "Projektägare"


def test_decimal_commas_do_not_pass_for_delimiters():
    table = read(b"Namn;Belopp, SEK\nA;1,5\nB;2,5\n", "table.csv")
    assert everything(table) == (["Namn", "Belopp, SEK"], [["A", "1,5"], ["B", "2,5"]])


def test_one_column_with_commas_in_some_texts_is_one_column():
    table = read(b"Namn\nKiruna\nLule\xc3\xa5, Norrbotten\nPite\xc3\xa5\n", "table.csv")
    assert everything(table) == (["Namn"], [["Kiruna"], ["Luleå, Norrbotten"], ["Piteå"]])
    assert table.delimiter == ""


def test_lines_are_numbered_as_a_spreadsheet_shows_them():
    content = 'sep=;\n\nNamn;Text\n"a";"two\nlines"\n\n ; \nb;c\n'
    assert list(read(content.encode(), "table.csv").rows) == [(3, ["a", "two\nlines"]), (6, ["b", "c"])]


def test_a_title_above_the_header_is_passed_over():
    table = read(b"Rapport 2024\n\nNamn;Belopp\na;1\n", "table.csv")
    assert (table.header, list(table.rows)) == (["Namn", "Belopp"], [(4, ["a", "1"])])


def test_rows_can_be_short_and_those_too_long_keep_what_is_over():
    table = read(b"a;b;c\n1\n1;2;3;4\n1;2;3\n1;2;3\n", "table.csv")
    assert [cells for _line, cells in table.rows][:2] == [["1", "", ""], ["1", "2", "3", "4"]]


def test_a_formula_is_text():
    assert list(read(b'a;b\n=1+1;"=cmd|x!A1"\n', "t.csv").rows) == [(2, ["=1+1", "=cmd|x!A1"])]


# Workbooks


def test_the_first_sheet_with_a_header_is_read_with_its_line_numbers():
    rows = [
        ["Rapport"],
        [],
        ["Namn", "Dag", "Belopp"],
        [],
        ["Åre", date(2024, 3, 5), 1.5],
        ["", "", ""],
        ["=1+1", "", 7],
    ]
    table = read(as_xlsx(("Tomt", []), ("Data", rows), ("Mer", [["x", "y"]])), "table.xlsx")
    assert (table.sheet, table.header, table.row_count) == ("Data", ["Namn", "Dag", "Belopp"], 2)
    assert list(table.rows) == [(5, ["Åre", date(2024, 3, 5), 1.5]), (7, ["=1+1", "", 7.0])]
    assert list(table.rows) == list(table.rows)


def test_a_table_that_does_not_begin_in_the_corner_keeps_its_line_numbers():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(29, 3, ["Namn", "Belopp"])
    sheet.write_row(31, 3, ["a", 1])
    book.close()
    table = read(out.getvalue(), "table.xlsm")
    assert (table.header, list(table.rows)) == (["Namn", "Belopp"], [(32, ["a", 1.0])])


def test_a_formula_in_a_workbook_is_the_value_that_was_saved():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Namn", "Belopp"])
    sheet.write_string(1, 0, "a")
    sheet.write_formula(1, 1, "=1+1", None, 99)
    book.close()
    assert list(read(out.getvalue(), "table.xlsx").rows) == [(2, ["a", 99.0])]


def test_a_hidden_sheet_is_passed_over():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    hidden, shown = book.add_worksheet("lists"), book.add_worksheet("Data")
    hidden.write_row(0, 0, ["a", "b"])
    shown.write_row(0, 0, ["Namn", "Belopp"])
    shown.activate()
    shown.set_first_sheet()
    hidden.hide()
    book.close()
    assert read(out.getvalue(), "t.xlsx").sheet == "Data"


def test_a_date_with_a_time_is_kept_as_one():
    table = read(as_xlsx(("S", [["Dag", "B"], [datetime(2024, 3, 5, 14, 30), 1]])), "t.xlsx")
    assert next(iter(table.rows))[1][0] == datetime(2024, 3, 5, 14, 30)


def test_cells_that_do_not_say_where_they_are_are_read_too():
    def nameless(name, data):
        return data.replace(b'<c r="A1"', b"<c").replace(b'<c r="B1"', b"<c") if "sheet1" in name else data

    content = repacked(as_xlsx(("S", [["Namn", "Belopp"], ["a", 1]])), nameless)
    assert read(content, "t.xlsx").header == ["Namn", "Belopp"]


# What is refused


@pytest.mark.parametrize(
    ("content", "filename", "why"),
    [
        (b"", "t.csv", "is empty"),
        (b" \n\n", "t.csv", "is empty"),
        (b"", "t.xlsx", "is empty"),
        (b"1;2\n3;4\n", "t.csv", "no header"),
        (b"\xef\xbb\xbf\n", "t.csv", "no header"),
        (b"Namn;namn \n1;2\n", "t.csv", "More than one column is named “namn”"),
        (b"a;b\n\0;1\n", "t.csv", "not a text file"),
        (b"\xff\xfea", "t.csv", "damaged"),
        (b"\xef\xbb\xbfa;b\n\xe5;1\n", "t.csv", "damaged"),
        (b'a;b\n"1;2\n3;4\n', "t.csv", "quotation mark in row 2"),
        (b"a;b\n" + b"1" * 200_000 + b";2\n", "t.csv", "longer than any text"),
        (b"Namn;Belopp\na;1\n", "t.xlsx", "not a workbook"),
        (b"<html><table><tr><td>a", "t.xls", "not a workbook"),
        (b"<html><table><tr><td>a", "t.csv", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "t.xlsx", "not a workbook"),
        (b"\xff\xd8\xff\xe0 ", "t.csv", "not a text file"),
        (b"anything", "t.doc", "is not a table"),
        (b"anything", "t", "is not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 90, "t.xls", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 90, "t.csv", "not a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 90, "t.xls", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 90, "t.xlsx", "password"),
        (b"PK\x03\x04 and then nothing", "t.xlsx", "damaged"),
        (as_xlsx(("S", [])), "t.xlsx", "no header"),
        (as_xlsx(("S", [[1, 2], [3, 4]])), "t.xlsx", "no header"),
        (as_xlsx(("S", [["A", "a"], [3, 4]])), "t.xlsx", "More than one column"),
        (as_xlsx(("S", [["A", "b"], [3, 4]])), "t.csv", "not a text file"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(content, filename, why):
    assert why in refusal(content, filename)


def test_a_file_of_another_kind_in_a_zip_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "not a workbook" in refusal(out.getvalue(), "t.xlsx")


def test_what_is_too_large_is_refused():
    assert "larger than 0.0001 MB" in refusal(b"a;b\n" * 100, "t.csv", FileLimits(content=100))
    assert "more than 3 rows" in refusal(b"a;b\n" + b"1;2\n" * 4, "t.csv", FileLimits(rows=3))
    assert read(b"a;b\n" + b"1;2\n" * 3, "t.csv", FileLimits(rows=3)).row_count == 3
    book = as_xlsx(("S", [["a", "b"]] + [[1, 2]] * 4))
    assert "more than 3 rows" in refusal(book, "t.xlsx", FileLimits(rows=3))
    assert "when unpacked" in refusal(book, "t.xlsx", FileLimits(unpacked=1000))


def test_a_zip_bomb_is_refused_by_its_directory():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(9):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for _chunk in range(10):
                    part.write(b" " * 10_000_000)
    assert len(out.getvalue()) < 40_000_000
    assert "when unpacked" in refusal(out.getvalue(), "t.xlsx")


@pytest.mark.parametrize("corner", [b'r="XFD1048576"', b"r = 'XFD1048576'", b't="n" r="XFD1048576"'])
def test_a_stray_cell_in_the_last_corner_is_refused_before_it_fills_the_memory(corner):
    content = repacked(as_xlsx(("S", [["a", "b"], [1, 2]])), lambda _name, data: data.replace(b'r="B2"', corner))
    assert "as far as row 1048576 and column 16384" in refusal(content, "t.xlsx")


def test_cells_without_places_are_counted():
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 1000 + b"</sheetData>"
    content = repacked(as_xlsx(("S", [["a", "b"]])), lambda _name, data: data.replace(b"</sheetData>", wide))
    assert "as far as row 1002 and column 16000" in refusal(content, "t.xlsx")


def test_cells_that_are_only_coloured_do_not_count():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Namn", "Belopp"])
    sheet.write_row(1, 0, ["a", 1])
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "#FF0000"}))
    book.close()
    assert list(read(out.getvalue(), "t.xlsx").rows) == [(2, ["a", 1.0])]


def ods(body):
    spaces = ["office", "table", "text"]
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in spaces)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Blad1">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def cell(text, about=""):
    return f'<table:table-cell office:value-type="string" {about}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, about=""):
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


EMPTY_REST = row(
    '<table:table-cell table:number-columns-repeated="16384"/>', about='table:number-rows-repeated="1048570"'
)


def test_an_opendocument_workbook_is_read():
    table = read(ods(row(cell("Namn"), cell("Ort")) + row(cell("Åsa"), cell("Luleå")) + EMPTY_REST), "t.ods")
    assert everything(table) == (["Namn", "Ort"], [["Åsa", "Luleå"]])


def test_an_opendocument_workbook_that_repeats_itself_endlessly_is_refused():
    many = row(cell("a", 'table:number-columns-repeated="16384"'), about='table:number-rows-repeated="1048570"')
    assert "more than can be read" in refusal(ods(row(cell("Namn"), cell("Ort")) + many), "t.ods")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(share):
    content = as_xlsx(("S", [["a", "b"], *([number, "x"] for number in range(500))]))
    assert "damaged" in refusal(content[: int(len(content) * share)], "t.xlsx")


SMALL = as_xlsx(("S", [["a", "b"], [1, "x"]]))


@given(st.lists(st.tuples(st.integers(4, 5000), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(changes):
    content = bytearray(SMALL)
    for at, value in changes:
        content[at] = value
    assert why_not(bytes(content), "t.xlsx") != ""


@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx", ".xls", ".ods", ".txt"]))
def test_any_bytes_are_read_or_refused(content, kind):
    assert why_not(content, f"t{kind}") != ""


# Many rows


def test_a_hundred_thousand_rows_of_text_are_not_kept_in_memory():
    line = ";".join(f"cell {number}" for number in range(12)) + "\n"
    content = (";".join(f"Kolumn {letter}" for letter in "abcdefghijkl") + "\n" + line * 100_000).encode()
    tracemalloc.start()
    try:
        table = read(content, "table.csv")
        assert sum(1 for _row in table.rows) == table.row_count == 100_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_hundred_thousand_rows_of_a_workbook_come_one_at_a_time():
    rows = [[f"Kolumn {letter}" for letter in "abc"], *([number, "text", 1.5] for number in range(100_000))]
    content = as_xlsx(("S", rows), constant_memory=True)
    tracemalloc.start()
    try:
        table = read(content, "table.xlsx")
        assert sum(1 for _row in table.rows) == table.row_count == 100_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
