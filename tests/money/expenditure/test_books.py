"""Bringing in the books: nothing is doubled, what changed is told, and an account without category stops it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.money.claims.services.part import part_fill, part_submit
from samspel.money.expenditure.importer import BooksError
from samspel.money.expenditure.queries.book_preview import import_preview
from samspel.money.expenditure.rules import UNMAPPED, AccountSpan, BookEntry, category_of, difference, numbered
from samspel.money.expenditure.services.book_import import (
    accounts_map,
    book_import_begin,
    book_import_save,
)
from samspel.money.models import BookImport, Expenditure
from tests.money.samples import first_half, part_of, sie_file, somebody

DAY = date(2018, 3, 15)
ROWS = [
    ("A", "1", DAY, "7010", "1000.10", "Lön mars"),
    ("A", "1", DAY, "7010", "1000.10", "Lön mars"),
    ("A", "2", date(2018, 4, 2), "5410", "250.00", "Material"),
    ("B", "1", date(2018, 5, 2), "6550", "12000.00", "Konsult"),
]
ENTRIES = st.lists(
    st.builds(
        BookEntry, st.sampled_from(["A", "B"]), st.sampled_from(["1", "2", "3"]), st.dates(DAY, date(2018, 4, 15)),
        st.sampled_from(["7010", "5410"]), st.decimals(1, 9, places=0), st.sampled_from(["x", "y"]),
    ),
    max_size=20,
)  # fmt: skip


def known(entries):
    """What would be stored of the entries."""
    return {e.fingerprint: (e.key, e.booked_on) for e in numbered(entries)}


@given(ENTRIES)
def test_the_same_file_again_adds_nothing(entries):
    found = difference(numbered(entries), known(entries))
    assert (found.new, found.came, found.gone, found.absent) == ([], {}, {}, [])
    assert found.same == len(entries)


@given(ENTRIES, ENTRIES)
def test_after_saving_exactly_the_new_file_is_there(before, after):
    there, found = known(before), difference(numbered(after), known(before))
    gone = {f for rows in found.gone.values() for f in rows}
    came = [e for rows in found.came.values() for e in rows]
    left = {f for f, (key, _day) in there.items() if key not in {e.key for e in numbered(after)}}
    stored = (there.keys() - gone) | {e.fingerprint for e in [*found.new, *came]}
    assert stored == known(after).keys() | left


@given(ENTRIES)
def test_order_does_not_matter(entries):
    assert known(entries).keys() == known(entries[::-1]).keys()


def test_the_narrowest_range_decides():
    spans = [
        AccountSpan("4000", "6999", "external"),
        AccountSpan("5410", "5410", "other"),
        AccountSpan("6900", "6999", None),
    ]
    found = [category_of(account, spans) for account in ("4010", "5410", "54101", "6950", "7010")]
    assert found == ["external", "other", "other", None, UNMAPPED]


@pytest.fixture
def by(ecs: Programme):
    return somebody(ecs, Role.CONTROLLER, "uppsala")


def brought(by, ecs: Programme, content: bytes, name: str = "bok.se") -> BookImport:
    """A file begun, on its project."""
    found = book_import_begin(
        user=by, programme=ecs, partner=ecs.partners.get(code="uppsala"), filename=name, content=content
    )
    found.projects = ["6:P14"] if found.kind == "sie" else ["P14"]
    found.save()
    return found


def mapped(by, ecs: Programme) -> None:
    """Accounts given categories."""
    category = {c.code: c for c in ecs.cost_categories.all()}
    spans = [AccountSpan("7000", "7999", category["staff"]), AccountSpan("4000", "6999", category["external"]),
             AccountSpan("5400", "5499", category["other"])]  # fmt: skip
    accounts_map(user=by, programme=ecs, partner=ecs.partners.get(code="uppsala"), ranges=spans)


@pytest.mark.django_db
def test_sie_from_file_to_expenditure(by, ecs: Programme) -> None:
    first = brought(by, ecs, sie_file(ROWS))
    found = import_preview(first)
    assert [(a.account, a.rows, a.total) for a in found.unmapped] == [
        ("5410", 1, Decimal("250.00")), ("6550", 1, Decimal("12000.00")), ("7010", 2, Decimal("2000.20")),
    ]  # fmt: skip
    assert not found.may_save
    with pytest.raises(BooksError):
        book_import_save(user=by, brought=first)
    mapped(by, ecs)
    assert book_import_save(user=by, brought=first) == {"new": 4, "came": 0, "gone": 0, "same": 0}
    assert sum(e.amount for e in Expenditure.objects.all()) == Decimal("14250.20")
    assert set(Expenditure.objects.values_list("voucher", "category__code")) == {
        ("A1", "staff"), ("A2", "other"), ("B1", "external"),
    }  # fmt: skip
    first.refresh_from_db()
    assert first.content is None
    with pytest.raises(BooksError):
        book_import_save(user=by, brought=first)


@pytest.mark.django_db
def test_a_longer_file_adds_only_what_is_new_and_tells_what_changed(by, ecs: Programme) -> None:
    mapped(by, ecs)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))
    again = import_preview(brought(by, ecs, sie_file(ROWS)))
    assert (again.may_save, again.difference.same) == (False, 4)
    longer = [("A", "2", date(2018, 4, 2), "5410", "275.00", "Material"), ("B", "2", DAY, "6550", "5.00", "Porto")]
    file = brought(by, ecs, sie_file([ROWS[0], ROWS[1], *longer]))
    found = import_preview(file)
    assert found.difference.changed == [(2018, "A2")]
    assert found.difference.absent == []
    assert book_import_save(user=by, brought=file) == {"new": 1, "came": 1, "gone": 1, "same": 2}
    assert sum(e.amount for e in Expenditure.objects.as_of(None)) == Decimal("14280.20")
    assert Expenditure.objects.get(voided_at__isnull=False).amount == Decimal("250.00")


@pytest.mark.django_db
def test_vouchers_missing_from_the_file_are_told_and_kept(by, ecs: Programme) -> None:
    mapped(by, ecs)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))
    found = import_preview(brought(by, ecs, sie_file([ROWS[0], ROWS[1], ROWS[3]])))
    assert found.difference.absent == [(2018, "A2")]


@pytest.mark.django_db
def test_a_changed_voucher_that_is_sent_in_is_locked(by, ecs: Programme) -> None:
    mapped(by, ecs)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))
    part = part_of(first_half(ecs, somebody(ecs, Role.MANAGER)))
    part_fill(actor=by, part=part)
    changed = sie_file([("A", "2", date(2018, 4, 2), "5410", "275.00", "Material")])
    assert import_preview(brought(by, ecs, changed)).may_save
    part_submit(actor=by, part=part)
    found = import_preview(brought(by, ecs, changed))
    assert found.locked == [(2018, "A2")]
    assert not found.may_save


@pytest.mark.django_db
def test_a_ledger_extract_as_text(by, ecs: Programme) -> None:
    mapped(by, ecs)
    lines = [
        "Verifikation;Datum;Konto;Belopp;Text;Projekt;Leverantör;Fakturanr;Betaldatum",
        "101;2018-03-15;6550;1 250,50;Konsult;P14;Råd AB;77;2018-04-01",
        "102;2018-03-16;6550;9;Annat;P15;;;",
    ]
    file = brought(by, ecs, "\n".join(lines).encode("cp1252"), "bok.csv")
    assert import_preview(file).total == Decimal("1250.50")
    book_import_save(user=by, brought=file)
    made = Expenditure.objects.get()
    assert (made.voucher, made.supplier, made.invoice, made.paid_on) == ("101", "Råd AB", "77", date(2018, 4, 1))


@pytest.mark.django_db
@pytest.mark.english
def test_what_is_wrong_in_an_extract_is_told_by_row(by, ecs: Programme) -> None:
    file = brought(by, ecs, b"Ver.nr;Datum;Konto;Belopp\n1;2018-03-15;6550;tolv\n2;2018-03-15;6550;1,555\n", "bok.csv")
    found = import_preview(file)
    assert [line for line, _message in found.problems] == [2, 3]
    assert not found.may_save


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content"), [("a.se", b""), ("a.se", b"#FLAGGA 0\r\n"), ("a.xlsx", b"PK\x03\x04"),
                                               ("a.csv", b"\xff\xfe"), ("a.pdf", b"%PDF-1.4")])  # fmt: skip
def test_files_that_are_no_books_are_refused(by, ecs: Programme, name: str, content: bytes) -> None:
    with pytest.raises(BooksError):
        book_import_begin(
            user=by, programme=ecs, partner=ecs.partners.get(code="uppsala"), filename=name, content=content
        )
    assert not BookImport.objects.exists()


@pytest.mark.django_db
def test_another_partners_books_are_not_mine(by, ecs: Programme) -> None:
    with pytest.raises(PermissionDenied):
        book_import_begin(
            user=by, programme=ecs, partner=ecs.partners.get(code="orebro"), filename="bok.se", content=sie_file(ROWS)
        )
