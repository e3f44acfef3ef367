"""Books written as SIE files and read again."""

import io
import tracemalloc
import zlib
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.money import sie

CP437 = bytes([*range(32, 127), *range(128, 256)]).decode("cp437")
LATIN = bytes([*range(32, 127), *range(160, 256)]).decode("latin-1")
CP1252 = LATIN + "€„“”–šŽ"
UNICODE = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"])
SWEDISH = "abcÅÄÖåäöé \"\\{}#,.-019'"


def books(letters):
    """Any book that can be written in an encoding with these letters."""
    text, name = st.text(letters, max_size=12), st.text(letters, min_size=1, max_size=8)
    day = st.dates()
    amount = st.decimals(-(10**15), 10**15, places=2) | st.decimals(-10, 10, places=5) | st.integers().filter(small)
    amount = amount.map(Decimal)
    number = name.filter(lambda each: not each.isascii() or not each.isdigit()) | st.integers(0, 999).map(str)
    pair = st.tuples(number, name)
    objects = st.lists(pair, max_size=3).map(tuple)
    quantity = st.none() | st.decimals(-1000, 1000, places=3)
    kind = st.sampled_from(["trans", "added", "removed"])
    transaction = st.builds(sie.Transaction, name, objects, amount, st.none() | day, text, quantity, text, kind)
    transactions = st.lists(transaction, max_size=4)
    voucher = st.builds(sie.Voucher, text, text, day, text, st.none() | day, text, transactions)
    account = st.builds(sie.Account, name, text, text, text, st.lists(name, unique=True, max_size=2).map(tuple))
    parts = text | st.lists(text, max_size=3).map(tuple)
    record = st.builds(
        sie.SieRecord,
        st.sampled_from(["#ADRESS", "#PROSA", "#NYTT"]),
        st.lists(parts, max_size=3).map(without_empty_end),
    )
    year = st.builds(
        lambda index, days: sie.Year(index, min(days), max(days)), st.integers(-99, 9), st.tuples(day, day)
    )
    return st.builds(
        sie.Book,
        st.integers(1, 4),
        st.sampled_from("01"),
        text,
        text,
        st.none() | day,
        text,
        text,
        text,
        st.lists(year, max_size=3).map(lambda each: {one.index: one for one in each}),
        st.lists(account, max_size=3).map(lambda each: {one.number: one for one in each}),
        st.lists(st.tuples(number, text, st.none() | number, st.dictionaries(name, text, max_size=2)), max_size=3).map(
            dimensions
        ),
        st.lists(balances(name, amount, quantity, objects), max_size=3),
        st.lists(record, max_size=3),
        st.lists(voucher, max_size=4),
    )


def balances(name, amount, quantity, objects):
    year, period = st.integers(-9, 9), st.sampled_from(["202301", "199912"])
    plain = st.builds(sie.Balance, st.sampled_from(["IB", "UB", "RES"]), year, name, amount, quantity)
    listed = st.builds(sie.Balance, st.sampled_from(["OIB", "OUB"]), year, name, amount, quantity, objects)
    kinds = st.sampled_from(["PSALDO", "PBUDGET"])
    return plain | listed | st.builds(sie.Balance, kinds, year, name, amount, quantity, objects, period)


def dimensions(told):
    return {
        number: sie.SieDimension(number, name, parent, {o: sie.Object(number, o, said) for o, said in objects.items()})
        for number, name, parent, objects in told
    }


def without_empty_end(parts):
    while parts and parts[-1] == "":
        parts = parts[:-1]
    return tuple(parts)


def small(number):
    return abs(number) < 10**17


def values(book):
    """All that a round trip keeps."""
    kept = {each.name: getattr(book, each.name) for each in fields(sie.Book) if each.name != "entries"}
    return {**kept, "vouchers": list(book.vouchers())}


def again(book, encoding, told=None):
    target = io.BytesIO()
    assert sie.write(book, target, encoding) == []
    reading = sie.read(io.BytesIO(target.getvalue()), told)
    assert reading.checksum is True
    return reading


@given(books(CP437))
def test_round_trip_in_code_page_437(book):
    assert values(again(book, "cp437", "cp437")) == values(book)


@given(books(LATIN))
def test_round_trip_in_latin_1(book):
    assert values(again(book, "latin-1", "latin-1")) == values(book)


@given(books(CP1252))
def test_round_trip_in_windows_1252(book):
    assert values(again(book, "cp1252", "cp1252")) == values(book)


@given(books(UNICODE), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_round_trip_in_utf_8(book, encoding):
    assert values(again(book, encoding)) == values(book)


@given(books(SWEDISH), st.sampled_from(sie.ENCODINGS))
def test_round_trip_of_swedish_text_with_the_encoding_found(book, encoding):
    # One Swedish letter alone could be Greek: enough of them, and there is no doubt.
    book.company = "Åkeriägarnas förening för äkta löneöversyn"
    assert values(again(book, encoding)) == values(book)


def book(*transactions, **more):
    voucher = sie.Voucher("A", "1", date(2023, 1, 2), "Köp", None, "", list(transactions))
    return sie.Book(**{"company": "Övning", "entries": [voucher], **more})


def written(book, *arguments):
    target = io.BytesIO()
    remarks = sie.write(book, target, *arguments)
    return target.getvalue(), remarks


def test_a_file_is_written_as_the_standard_says():
    one = sie.Transaction("1930", (("6", "P 1"),), Decimal("-0.5"), None, 'en "rad"')
    added = sie.Transaction("4010", (), Decimal("5E-1"), kind="added")
    content, remarks = written(book(one, added, generated=date(2024, 1, 5)), "cp437", False)
    assert remarks == []
    assert content.decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        "#PROGRAM",
        "#FORMAT PC8",
        "#GEN 20240105",
        "#SIETYP 4",
        "#ORGNR",
        '#FNAMN "Övning"',
        '#VER A 1 20230102 "Köp"',
        "{",
        '#TRANS 1930 {6 "P 1"} -0.50 "" "en \\"rad\\""',
        "#RTRANS 4010 {} 0.50",
        "#TRANS 4010 {} 0.50",
        "}",
        "",
    ]


def test_what_cannot_be_written_is_told():
    one = sie.Transaction("1930", (), Decimal(0), None, "snö ☃")
    content, remarks = written(book(one, company="två\nrader"))
    assert [(remark.label, remark.line) for remark in remarks] == [("#FNAMN", 8), ("#TRANS", 11)]
    assert "snö ?".encode("cp437") in content
    assert "två rader".encode("cp437") in content


def test_letters_in_two_parts_are_written_as_one():
    content, remarks = written(book(company="O\u0308vning"))
    assert "Övning".encode("cp437") in content
    assert len(remarks) == 1


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1E+18", "0.123456789"])
def test_amounts_that_could_not_be_read_again_are_not_written(amount, tmp_path):
    path = tmp_path / "bok.se"
    with pytest.raises(sie.SieError):
        sie.write(book(sie.Transaction("1930", (), Decimal(amount))), path)
    assert not path.exists()


def test_other_encodings_are_not_written():
    with pytest.raises(sie.SieError):
        sie.write(sie.Book(), io.BytesIO(), "utf-16")


def test_a_book_can_be_written_over_the_file_it_is_read_from(tmp_path):
    path = tmp_path / "bok.se"
    sie.write(book(sie.Transaction("1930", (), Decimal(1))), path)
    before = path.read_bytes()
    sie.write(sie.read(path), path)
    assert path.read_bytes() == before


CHECKED = """#FLAGGA 0
#KSUMMA
#FORMAT PC8
#SIETYP 4
#FNAMN "Övning  \\"AB\\""
#VER A 1 20230102 "Köp i dag"
{
   #TRANS 1930 {6 "P 1"} -5.00
   #TRANS 1930\t{} 5.00
}
"""
SUMMED = '#FORMATPC8#SIETYP4#FNAMNÖvning  "AB"#VERA120230102Köp i dag#TRANS19306P 1-5.00#TRANS19305.00'.encode("cp437")


def checked(text):
    reading = sie.read(io.BytesIO(text.encode("cp437")))
    assert len(list(reading.vouchers())) == 1
    return reading.checksum, [remark.label for remark in reading.remarks]


def test_the_checksum_is_of_labels_and_contents_of_fields():
    right = zlib.crc32(SUMMED)
    assert checked(f"{CHECKED}#KSUMMA {right}\n") == (True, [])
    assert checked(f"{CHECKED}#KSUMMA {right - (1 << 32)}\n") == (True, [])
    assert checked(f"{CHECKED}#ksumma {right}\n".replace("\n", "\r\n").replace(" {", "  {")) == (True, [])


def test_a_checksum_that_does_not_agree_is_told():
    right = zlib.crc32(SUMMED)
    assert checked(f"{CHECKED}#KSUMMA {right + 1}\n") == (False, ["#KSUMMA"])
    assert checked(f"{CHECKED}#KSUMMA åtta\n") == (False, ["#KSUMMA"])
    changed = CHECKED.replace("-5.00", "-6.00").replace(" 5.00", " 6.00")
    assert checked(f"{changed}#KSUMMA {right}\n") == (False, ["#KSUMMA"])
    assert checked(CHECKED) == (False, ["#KSUMMA"])
    assert checked(CHECKED.replace("#KSUMMA\n", "")) == (None, [])


def large(path, count):
    with path.open("wb") as file:
        file.write('#FLAGGA 0\n#SIETYP 4\n#FNAMN "Övning"\n#KONTO 1930 "Bank"\n'.encode("cp437"))
        for number in range(count):
            file.write(f'#VER A {number} 20230102 "Köp {number}"\n{{\n'.encode("cp437"))
            file.writelines(b'#TRANS 1930 {} %d.00 20230102 "rad"\n' % ((-1) ** at * number) for at in range(4))
            file.write(b"}\n")


def peak(path, count):
    large(path, count)
    tracemalloc.start()
    try:
        assert sum(1 for _voucher in sie.read(path).vouchers()) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path):
    peak(tmp_path / "warm.se", 10)
    some, more = peak(tmp_path / "some.se", 5_000), peak(tmp_path / "more.se", 30_000)
    assert more < 1.3 * some
    assert more < (tmp_path / "more.se").stat().st_size
