"""Whatever the bytes, reading ends well or with SieError."""

import io
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.money import sie
from samspel.money.sie.formats.vouchers import _ShortWay
from tests.money.sie.test_reader import HEAD, VOUCHER

WHOLE = (
    HEAD
    + '#KSUMMA\n#UNDERDIM 20 "Del" 6\n#PSALDO 0 202301 4010 {6 "P1"} 5.00\n#IB 0 1930 5.00\n'
    + VOUCHER
    + VOUCHER.replace("#TRANS 4010", "#RTRANS 4010").replace("\n}", '\n#TRANS 4010 {6 "P1"} 100.00\n#BTRANS 1 {} 1\n}')
    + '#VER B "" 20230104 "x \\"y\\"" 20230105 "S"\n{\n#TRANS 1930 {} 0 20230101 "t" 1 "S"\n}\n#KSUMMA 123\n'
).encode("cp437")
PIECES = [
    *(b'"', b"\\", b"{", b"}", b"#", b"\n", b"\r", b" ", b"\t", b"\0", b"\x1a", b"\xc3", b"\xe5", b"\x86", b"-", b"."),
    *(b"#VER", b"#TRANS ", b"#RTRANS ", b"#KSUMMA", b"#RAR 0 ", b"99999999", b"00000000", b"{}", b'""', b"1e9"),
    *(b"\xef\xbb\xbf", b"\xb2", "²".encode(), "٣".encode(), b"9" * 30),
]


def go_through(content):
    """Read, by the short way and the long, and written: SieError or the same each time."""
    try:
        reading = sie.read(io.BytesIO(content))
        vouchers = list(reading.vouchers())
    except sie.SieError:
        return
    lines = [voucher.line for voucher in vouchers]
    assert all(remark.message and remark.line >= 0 for remark in reading.remarks)
    with mock.patch.object(_ShortWay, "voucher", return_value=None):
        long = sie.read(io.BytesIO(content))
        assert (list(long.vouchers()), [each.line for each in long.vouchers()]) == (vouchers, lines)
        assert long.remarks == reading.remarks
    target = io.BytesIO()
    if not sie.write(reading, target, "utf-8"):
        again = sie.read(io.BytesIO(target.getvalue()))
        assert again.checksum
        assert kept(again) == kept(reading)


def kept(book):
    return list(book.vouchers()), book.accounts, book.objects, book.balances, book.years, book.company, book.records


@given(st.binary(max_size=400))
def test_any_bytes(content):
    go_through(content)
    go_through(b"#FLAGGA 0\n" + content)


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(WHOLE.splitlines(keepends=True)), max_size=40))
def test_any_pieces(pieces):
    go_through(b"#FLAGGA 0\n" + b"".join(pieces))


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), st.sampled_from(PIECES) | st.binary(max_size=4)),
        max_size=6,
    )
)
def test_mutated_files(changes):
    content = WHOLE
    for at, length, piece in changes:
        content = content[:at] + piece + content[at + length :]
    go_through(content)


@pytest.mark.parametrize("end", range(0, len(WHOLE), 7))
def test_files_that_are_cut_off(end):
    go_through(WHOLE[:end])


def test_what_fuzzing_has_found():
    go_through(b"#FLAGGA 0\n#VER\0\0\0\n{\n#TRANS 1930 {} -100.00\n}\n")
    go_through(b'#FLAGGAVER "A" "1" 2023000\n#VER\0\0\n{\n#BTRANS 0 {} 1\n}KSUMMA 123\n')
    go_through(WHOLE.replace(b'20230102 "K\x94p"', b"20230102 \0"))
