"""SIE files as they come: by the standard, and not quite."""

import io
from datetime import date
from decimal import Decimal

import pytest

from samspel.money import sie

pytestmark = pytest.mark.english

HEAD = """#FLAGGA 0
#PROGRAM "Bokföring" 1.2
#FORMAT PC8
#GEN 20240115 "Siw"
#SIETYP 4
#FNAMN "Övningsbolaget AB"
#ORGNR 556677-8899
#RAR 0 20230101 20231231
#RAR -1 20220101 20221231
#KONTO 1930 "Bank"
#KONTO 4010 "Inköp"
#DIM 6 "Projekt"
#OBJEKT 6 "P1" "Projekt ett"
"""
VOUCHER = '#VER "A" "1" 20230102 "Köp"\n{\n#TRANS 1930 {} -100.00\n#TRANS 4010 {6 "P1"} 100.00\n}\n'


def read(text, encoding="cp437", ends="\r\n"):
    reading = sie.read(io.BytesIO(text.replace("\n", ends).encode(encoding)))
    return reading, list(reading.vouchers())


def told(reading):
    return [(remark.line, remark.label) for remark in reading.remarks]


def one(body, head=HEAD):
    """The voucher with these lines, and what is said of it."""
    reading, vouchers = read(f"{head}#VER A 1 20230102\n{{\n{body}\n}}\n")
    assert len(vouchers) == 1, reading.remarks
    return vouchers[0], reading


def test_a_file_by_the_standard_is_read_without_remarks():
    reading, (voucher,) = read(HEAD + VOUCHER)
    assert reading.remarks == []
    assert (reading.program, reading.program_version) == ("Bokföring", "1.2")
    assert (reading.generated, reading.generated_by) == (date(2024, 1, 15), "Siw")
    assert (reading.company, reading.orgnr, reading.sie_type) == ("Övningsbolaget AB", "556677-8899", 4)
    assert reading.years[-1] == sie.Year(-1, date(2022, 1, 1), date(2022, 12, 31))
    assert reading.accounts["4010"] == sie.Account("4010", "Inköp")
    assert reading.objects == {("6", "P1"): sie.Object("6", "P1", "Projekt ett")}
    assert (voucher.series, voucher.number, voucher.date, voucher.text) == ("A", "1", date(2023, 1, 2), "Köp")
    assert voucher.line == 14
    assert voucher.transactions[1] == sie.Transaction("4010", (("6", "P1"),), Decimal("100.00"))
    assert type(voucher.transactions[0].amount) is Decimal


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_all_line_ends_are_read_and_counted_alike(ends):
    text = HEAD + "\n \n" + VOUCHER + VOUCHER.replace('"A"', '"Å"')
    reading, vouchers = read(text, ends=ends)
    assert [each.line for each in vouchers] == [16, 21]
    assert (vouchers, reading.remarks) == (read(text, ends="\n")[1], [])


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("cp437", "cp437"),
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("latin-1", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_from_the_bytes_and_told(encoding, found):
    reading, (voucher,) = read(HEAD + VOUCHER, encoding)
    assert (reading.encoding, reading.company, voucher.text) == (found, "Övningsbolaget AB", "Köp")
    assert told(reading) == ([] if found == "cp437" else [(0, "#FORMAT")])


def test_utf8_with_a_character_cut_in_two_is_still_utf8():
    content = (HEAD + VOUCHER).encode() + b'#VER A 2 20230103 "K\xc3"\n{\n}\n'
    reading = sie.read(io.BytesIO(content))
    assert (reading.encoding, reading.company) == ("utf-8", "Övningsbolaget AB")
    assert told(reading) == [(0, "#FORMAT"), (0, "#FORMAT")]


def test_the_encoding_may_be_told():
    content = '#FLAGGA 0\n#FNAMN "ΣΣ"\n'.encode("cp437")
    assert sie.read(io.BytesIO(content), "cp437").company == "ΣΣ"
    assert sie.read(io.BytesIO(content)).company != "ΣΣ"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"hej", b"<html></html>", "#FLAGGA 0".encode("utf-16"), b"\0" * 50])
def test_what_is_no_sie_file_is_an_error(content):
    with pytest.raises(sie.SieError):
        sie.read(io.BytesIO(content))


def test_a_line_without_end_is_an_error_rather_than_all_of_the_memory():
    with pytest.raises(sie.SieError, match="million"):
        sie.read(io.BytesIO(b"#FLAGGA 0 " + b"x" * 3_000_000))


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('#PROSA "två  ord"', ("två  ord",)),
        ("#PROSA\tett\t \ttvå", ("ett", "två")),
        ('#PROSA "en \\"citerad\\" text"', ('en "citerad" text',)),
        ('#PROSA "" x ""', ("", "x")),
        ('#PROSA "C:\\data" C:\\data', ("C:\\data", "C:\\data")),
        ('#PROSA "C:\\data\\\\" x', ("C:\\data\\", "x")),
        ('#PROSA "en {klammer}" {6 "P 1"} {}', ("en {klammer}", ("6", "P 1"), ())),
        ('#PROSA {{6 "P1"} {1 "2"}}', (("6", "P1", "1", "2"),)),
        ("#prosa x", ("x",)),
        ("  #PROSA x  ", ("x",)),
    ],
)
def test_fields(line, fields):
    reading, _vouchers = read(f"#FLAGGA 0\n{line}\n")
    assert (reading.records, reading.remarks) == ([sie.SieRecord("#PROSA", fields)], [])


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('#FNR "C:\\data\\"', ("C:\\data\\",)),
        ('#FNR "aldrig slut ', ("aldrig slut",)),
        ("#FNR {6 P1", (("6", "P1"),)),
        ("#FNR x }", ("x",)),
    ],
)
def test_what_is_not_closed_is_told(line, fields):
    reading, _vouchers = read(f"#FLAGGA 0\n{line}\n")
    assert (reading.records[0].fields, told(reading)) == (fields, [(2, "#FNR")])


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("1930 {} 0", sie.Transaction("1930", (), Decimal(0))),
        ("1930 {} 0.00 20230105", sie.Transaction("1930", (), Decimal(0), date(2023, 1, 5))),
        ('1930 {} 0.00 "" "rad"', sie.Transaction("1930", (), Decimal(0), None, "rad")),
        ('1930 {} 0.00 "" rad 2.5 SE', sie.Transaction("1930", (), Decimal(0), None, "rad", Decimal("2.5"), "SE")),
        ('1930 {} 0.00 "" "" "" "S E"', sie.Transaction("1930", (), Decimal(0), None, "", None, "S E")),
        ('"1930" {} "0.00" "20230105"', sie.Transaction("1930", (), Decimal(0), date(2023, 1, 5))),
        ('1930 { 6  "P1" } 0', sie.Transaction("1930", (("6", "P1"),), Decimal(0))),
        ('1930 {"6" P1} 0', sie.Transaction("1930", (("6", "P1"),), Decimal(0))),
        ('1930 {06 "P1"} 0', sie.Transaction("1930", (("6", "P1"),), Decimal(0))),
        ('1930 {6 "P1" 1 ""} 0', sie.Transaction("1930", (("6", "P1"),), Decimal(0))),
        ("1930\t{}\t0", sie.Transaction("1930", (), Decimal(0))),
        ("1930{}0", sie.Transaction("1930", (), Decimal(0))),
    ],
)
def test_transactions(fields, wanted):
    voucher, reading = one(f"#TRANS {fields}")
    assert (voucher.transactions, reading.remarks) == ([wanted], [])


def test_objects_in_quotes_may_hold_braces_and_spaces():
    voucher, reading = one('#TRANS 1930 {6 "a}b" 6 "c d" 6 "\\"e"} 0')
    assert voucher.transactions[0].objects == (("6", "a}b"), ("6", "c d"), ("6", '"e'))
    assert told(reading) == [(16, "#TRANS")] * 3


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        ("1930 {} 100,50", "100.50"),
        ('1930 {} "1 234,50"', "1234.50"),
        ('1930 {} "1.234,50"', "1234.50"),
        ('1930 {} "1,234.50"', "1234.50"),
        ("1930 {} +7", "7"),
        ("1930 {} 7.00-", "-7.00"),
        ("1930 {} .5", "0.5"),
        ("1930 {} 7.", "7"),
        ("1930 {} 7.125", "7.125"),
        ("1930 7.00", "7.00"),
        ('1930 {6 "P1" 1} 7.00', "7.00"),
        ("1930 {} 7.00 20230230", "7.00"),
        ("1930 {} 7.00 2023-01-05", "7.00"),
        ('1930 {} 7.00 "" "" många', "7.00"),
        ('1930 {} 7.00 "" "text', "7.00"),
    ],
)
def test_what_is_assumed_is_told_with_its_line(fields, amount):
    reading, vouchers = read(f"{HEAD}#VER A 1 20230102\n{{\n#TRANS {fields}\n}}\n")
    assert vouchers[0].transactions[0].amount == Decimal(amount)
    assert told(reading) == [(16, "#TRANS"), (14, "#VER")]


@pytest.mark.parametrize(
    "fields",
    [
        "1930 {} x",
        "1930 {}",
        "",
        "{} 5",
        '1930 {6 "P1" 5.00',
        "1930 {} 1e5",
        "1930 {} x #TRANS 1930 {} 5",
        "1930 {} NaN",
    ],
)
def test_a_voucher_that_cannot_be_read_is_left_out_and_told(fields):
    reading, vouchers = read(f"{HEAD}#VER A 7 20230102\n{{\n#TRANS {fields}\n}}\n{VOUCHER}")
    assert [each.number for each in vouchers] == ["1"]
    assert reading.omitted == 1
    assert any("A 7" in remark.message and remark.line == 16 for remark in reading.remarks)


def test_a_voucher_without_date_takes_that_of_registration_or_is_left_out():
    reading, vouchers = read(f'{HEAD}#VER A 1 "" "x" 20230103\n{{\n}}\n#VER A 2\n{{\n}}\n#VER A 3 20231332\n{{\n}}\n')
    assert [each.date for each in vouchers] == [date(2023, 1, 3)]
    assert (reading.omitted, {14, 17, 20}) == (2, {line for line, _label in told(reading)})


def test_added_transactions_count_once_and_removed_do_not():
    voucher, reading = one(
        "#TRANS 1930 {} -100.00\n#BTRANS 4010 {} 90.00\n#RTRANS 4010 {6 P1} 100.00\n#TRANS 4010 {6 P1} 100.00"
    )
    assert [each.kind for each in voucher.transactions] == ["trans", "removed", "added"]
    assert (len(voucher.counted), voucher.balance, reading.remarks) == (2, 0, [])


def test_an_equal_transaction_after_the_repeated_one_counts():
    voucher, reading = one("#RTRANS 1930 {} 5\n#TRANS 1930 {} 5\n#TRANS 1930 {} 5\n#TRANS 1930 {} -10")
    assert (len(voucher.counted), voucher.balance, reading.remarks) == (3, 0, [])


def test_an_added_transaction_is_found_repeated_further_down():
    voucher, reading = one("#RTRANS 1930 {} 5\n#RTRANS 4010 {} -5\n#TRANS 1930 {} 5\n#TRANS 4010 {} -5")
    assert (len(voucher.counted), told(reading)) == (2, [(18, "#TRANS"), (19, "#TRANS")])


def test_an_added_transaction_that_is_not_repeated_counts_with_a_remark():
    voucher, reading = one("#RTRANS 1930 {} 5\n#TRANS 4010 {} -5")
    assert (len(voucher.counted), voucher.balance, told(reading)) == (2, 0, [(16, "#RTRANS")])


@pytest.mark.parametrize(
    ("text", "count", "remarks"),
    [
        (VOUCHER.lower().replace("p1", "P1"), 1, []),
        (VOUCHER.replace("\n{\n", " {\n"), 1, []),
        (VOUCHER.replace("\n{\n", "\n"), 1, [(15, "#TRANS")]),
        (VOUCHER.replace("}\n", "", 1).replace("\n}\n", "\n") + VOUCHER.replace('"1"', '"2"'), 2, None),
        (VOUCHER.removesuffix("}\n"), 1, [(14, "#VER")]),
        (VOUCHER.replace("\n#TRANS", "\n  \n\t#TRANS"), 1, []),
        (VOUCHER + "\x1a", 1, []),
        (VOUCHER + "}\n", 1, [(19, "")]),
        ("#VER A 9 20230102\n" + VOUCHER, 2, [(14, "#VER")]),
        ("#VER A 9 20230102\n{\n}\n" + VOUCHER, 2, []),
        (VOUCHER + "hej\n", 1, [(19, "")]),
        (VOUCHER + "#TRANS 1930 {} 1\n", 1, [(19, "#TRANS")]),
    ],
)
def test_the_shape_of_vouchers(text, count, remarks):
    reading, vouchers = read(HEAD + text)
    assert (len(vouchers), [each.balance for each in vouchers]) == (count, [0] * count)
    assert remarks is None or told(reading) == remarks


def test_a_voucher_cut_off_by_the_end_of_the_file_is_left_out():
    reading, vouchers = read(HEAD + VOUCHER + VOUCHER[:55])
    assert (len(vouchers), reading.omitted) == (1, 1)


def test_checks_of_vouchers():
    text = HEAD + VOUCHER + VOUCHER.replace("100.00\n}", "99.99\n}").replace(" 4010", " 5010").replace("2023", "2024")
    reading, vouchers = read(text.replace('{6 "P1"}', '{6 "P9"}'))
    messages = " ".join(remark.message for remark in reading.remarks)
    assert len(vouchers) == 2
    for part in ("sum is -0.01", "2024-01-02", "5010", "P9", "came before"):
        assert part in messages


def test_numbers_are_duplicates_only_within_their_series():
    order = ["3", "1", "2", "5", "4", "2", "x", "x"]
    vouchers = "".join(VOUCHER.replace('"1"', f'"{number}"') for number in order) + VOUCHER.replace('"A"', '"B"')
    reading, _vouchers = read(HEAD + vouchers)
    assert told(reading) == [(14 + 5 * 5, "#VER"), (14 + 7 * 5, "#VER")]


def test_each_undeclared_account_is_told_once_and_none_where_none_is_declared():
    voucher = VOUCHER.replace("4010", "4011")
    assert told(read(HEAD + voucher + voucher.replace('"1"', '"2"'))[0]) == [(17, "#TRANS")]
    assert told(read("#FLAGGA 0\n#SIETYP 4\n" + voucher)[0]) == []


def test_unknown_labels_are_kept_and_told_once():
    reading, vouchers = read(
        HEAD + '#NYTT 1 "två"\n#NYTT 2\n' + VOUCHER.replace("{\n", "{\n#INUTI 5\n", 1) + "#NYTT 3\n"
    )
    assert reading.records == [sie.SieRecord("#NYTT", ("1", "två")), sie.SieRecord("#NYTT", ("2",))]
    assert (len(vouchers), told(reading)) == (1, [(14, "#NYTT"), (18, "#INUTI")])


def test_accounts_that_are_declared_after_vouchers_are_declared():
    reading, _vouchers = read(HEAD + VOUCHER.replace("4010", "4020") + '#KONTO 4020 "Sen"\n')
    assert (reading.accounts["4020"].name, reading.remarks) == ("Sen", [])


def test_accounts_have_kind_unit_and_codes():
    reading, _vouchers = read(HEAD + "#KTYP 4010 K\n#ENHET 4010 tim\n#SRU 4010 7513\n#SRU 4010 7514\n#KTYP 9 T\n")
    assert reading.accounts["4010"] == sie.Account("4010", "Inköp", "K", "tim", ("7513", "7514"))
    assert told(reading) == [(18, "#KTYP")]


def test_balances():
    lines = """#IB 0 1930 100.00
#UB -1 1930 -5.00 2
#RES 0 4010 1,5
#OIB 0 1930 {6 "P1"} 5.00
#OUB 0 1930 {} 5.00
#PSALDO 0 202301 4010 {6 "P1"} 5.00
#PBUDGET 0 202302 4010 {} 7.00 1
"""
    reading, _vouchers = read(HEAD.replace("SIETYP 4", "SIETYP 3") + lines)
    project = (("6", "P1"),)
    assert reading.balances == [
        sie.Balance("IB", 0, "1930", Decimal(100)),
        sie.Balance("UB", -1, "1930", Decimal(-5), Decimal(2)),
        sie.Balance("RES", 0, "4010", Decimal("1.5")),
        sie.Balance("OIB", 0, "1930", Decimal(5), None, project),
        sie.Balance("OUB", 0, "1930", Decimal(5)),
        sie.Balance("PSALDO", 0, "4010", Decimal(5), None, project, "202301"),
        sie.Balance("PBUDGET", 0, "4010", Decimal(7), Decimal(1), (), "202302"),
    ]
    assert told(reading) == [(16, "#RES")]


@pytest.mark.parametrize(
    "line", ["#IB x 1930 5", "#IB 0 1930", "#PSALDO 0 202313 1930 {} 5", "#RAR 0 20231231 20230101"]
)
def test_records_that_cannot_be_read_are_told(line):
    reading, _vouchers = read(f"#FLAGGA 0\n#SIETYP 2\n{line}\n")
    assert (reading.balances, reading.years) == ([], {})
    assert {label for _line, label in told(reading)} == {line.split()[0]}


def test_dimensions_under_others_are_projects_too():
    lines = """#UNDERDIM 20 "Delprojekt" 6
#UNDERDIM 21 "Etapp" 20
#UNDERDIM 2 "Kostnadsbärare" 1
#OBJEKT 20 "D1" "Del"
#OBJEKT 21 "E1" "Etapp"
#OBJEKT 2 "K1" "Bärare"
#UNDERDIM 30 "Rund" 31
#UNDERDIM 31 "Gång" 30
#OBJEKT 30 "R" "Rund"
"""
    reading, _vouchers = read(HEAD + lines)
    assert [each.number for each in sie.project_objects(reading.dimensions)] == ["P1", "D1", "E1"]
    assert sie.top_dimension(reading.dimensions, "21") == sie.PROJECT
    assert sie.top_dimension({}, "2") == sie.COST_CENTRE
    assert sie.top_dimension({}, "44") == "44"


def test_an_object_list_on_a_balance_that_has_none_is_read_and_told():
    reading, _vouchers = read(HEAD.replace("SIETYP 4", "SIETYP 3") + '#IB 0 1930 {6 "P1"} 5.00\n')
    assert reading.balances == [sie.Balance("IB", 0, "1930", Decimal(5), None, (("6", "P1"),))]
    assert told(reading) == [(14, "#IB")]


def test_a_reserved_dimension_need_not_be_declared():
    reading, _vouchers = read('#FLAGGA 0\n#OBJEKT 6 "P1" "Ett"\n#OBJEKT 40 "X" "Två"\n')
    assert reading.dimensions["6"].name == "Projekt"
    assert told(reading) == [(3, "#OBJEKT")]


@pytest.mark.parametrize(("text", "kind", "remarks"), [("4E", 4, 1), ("3", 3, 0), ("9", 1, 1), ("", 1, 1)])
def test_the_type(text, kind, remarks):
    reading, _vouchers = read(f"#FLAGGA 0\n#SIETYP {text}\n")
    assert (reading.sie_type, len(reading.remarks)) == (kind, remarks)


def test_vouchers_may_be_gone_through_again_and_side_by_side():
    reading, vouchers = read(HEAD + VOUCHER * 3000)
    side_by_side = list(zip(reading.vouchers(), reading.vouchers(), strict=True))
    assert [one for one, _other in side_by_side] == [other for _one, other in side_by_side] == vouchers


def test_a_stream_without_places_and_a_path_are_read_too(tmp_path):
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_args):
            raise io.UnsupportedOperation

    content = (HEAD + VOUCHER).encode("cp437")
    path = tmp_path / "bok.se"
    path.write_bytes(content)
    assert list(sie.read(Stream(content)).vouchers()) == list(sie.read(path).vouchers()) != []


def test_remarks_do_not_fill_the_memory():
    reading, vouchers = read(HEAD + VOUCHER.replace("2023", "2030") * 12_000)
    assert (len(vouchers), len(reading.remarks)) == (12_000, 10_000)
    assert reading.unlisted == 12_000 + 11_999 - 10_000


def test_the_sum_is_exact_whatever_the_precision_in_force():
    from decimal import localcontext

    big = "999999999999999999.99"
    with localcontext(prec=5):
        voucher, reading = one(f"#TRANS 1930 {{}} {big}\n#TRANS 1930 {{}} 0.01\n#TRANS 1930 {{}} -{big}")
        assert voucher.balance == Decimal("0.01")
    assert told(reading) == [(14, "#VER")]
