"""Costs recorded by hand, their evidence, and books at their limits: what is kept, and what stops each step."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samspel.core.access import Role
from samspel.core.facts import FactError, void
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.core.uploads import UploadError
from samspel.imports.states import ENDED
from samspel.money.claims.services.part import part_fill
from samspel.money.expenditure.importer import BooksError
from samspel.money.expenditure.queries.book_import import book_verdict
from samspel.money.expenditure.queries.book_preview import import_preview
from samspel.money.expenditure.rules import UNMAPPED, AccountSpan, BookEntry, category_of, difference, numbered
from samspel.money.expenditure.services.book_import import (
    accounts_map,
    book_import_begin,
    book_import_check,
    book_import_save,
    columns_choose,
    projects_choose,
)
from samspel.money.expenditure.services.book_import_undo import book_import_undo, book_import_undo_note
from samspel.money.expenditure.services.evidence import evidence_attach
from samspel.money.expenditure.services.expenditure import (
    expenditure_correct,
    expenditure_record,
    expenditure_void,
    hours_record,
    income_record,
)
from samspel.money.models import AccountRange, BookImport, ClaimRow, EvidenceFile, Expenditure
from tests.money.claims.test_rows import paper
from tests.money.expenditure.test_books import DAY, ROWS, brought, mapped
from tests.money.samples import cost, first_half, part_of, second_half, sie_file, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.english, pytest.mark.usefixtures("demo_day")]
D = Decimal
LONG = " " + "x" * 700 + " "


@pytest.fixture
def by(ecs: Programme) -> User:
    return somebody(ecs, Role.CONTROLLER, "uppsala")


def told(programme: Programme, **changes: Any) -> dict[str, Any]:
    """The columns of a cost."""
    return {
        "partner": programme.partners.get(code="uppsala"), "category": programme.cost_categories.get(code="external"),
        "occurred_on": DAY, "voucher": "A1", "text": "Konsult", "amount": D(100),
    } | changes  # fmt: skip


# by hand


def test_a_cost_is_booked_or_in_kind(ecs: Programme, by: User) -> None:
    booked = expenditure_record(actor=by, programme=ecs, content=told(ecs))
    given = expenditure_record(actor=by, programme=ecs, content=told(ecs, voucher="N1"), in_kind=True)
    assert [(made.origin, made.amount, made.recorded_by) for made in (booked, given)] == [
        ("hand", D(100), by), ("in_kind", D(100), by),
    ]  # fmt: skip
    for partner in ("orebro", "gavleborg"):
        theirs = told(ecs, partner=ecs.partners.get(code=partner)) if partner == "orebro" else told(ecs)
        with pytest.raises(PermissionDenied):
            expenditure_record(actor=somebody(ecs, Role.EVALUATOR), programme=ecs, content=theirs)
    with pytest.raises(PermissionDenied):
        expenditure_record(actor=by, programme=ecs, content=told(ecs, partner=ecs.partners.get(code="orebro")))
    assert Expenditure.objects.count() == 2


def test_hours_cost_their_price_to_the_ore(ecs: Programme, by: User) -> None:
    made = hours_record(
        actor=by, programme=ecs, partner=ecs.partners.get(code="uppsala"),
        category=ecs.cost_categories.get(code="staff"), month=date(2018, 3, 1), person="P" * 40, hours=D("10.5"),
        rate=D("300.33"),
    )  # fmt: skip
    assert (made.amount, made.hours, made.origin, made.person) == (D("3153.47"), D("10.5"), "hours", "P" * 40)
    assert (made.voucher, made.occurred_on, made.paid_on) == ("T201803-" + "P" * 32, date(2018, 3, 1), date(2018, 3, 1))
    assert "2018-03" in made.text


def test_income_is_the_partners(ecs: Programme, by: User) -> None:
    content = {"partner": ecs.partners.get(code="uppsala"), "occurred_on": DAY, "text": "Avgift", "amount": D(5)}
    made = income_record(actor=by, programme=ecs, content=content)
    assert (made.amount, made.programme, made.recorded_by) == (D(5), ecs, by)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"supplier": "Råd AB", "paid_on": DAY}, True),
        ({"amount": D(101)}, False),
        ({"occurred_on": DAY + timedelta(days=1)}, False),
        ({"text": "Annat"}, False),
        ({"voucher": "A2"}, False),
    ],
)
def test_a_corrected_cost_is_the_books_own_until_it_says_otherwise(
    ecs: Programme, by: User, changes: dict[str, Any], kept: bool
) -> None:
    booked = cost(ecs, by, "100", DAY, fingerprint="a" * 32, origin="books", voucher="A1")
    neighbour = cost(ecs, by, "70", DAY, fingerprint="b" * 32, origin="books")
    content = {"occurred_on": DAY, "amount": D(100), "text": "Konsult", "voucher": "A1"} | changes
    made = expenditure_correct(actor=by, expenditure=booked, content=content, reason="Komplettering")
    assert made.fingerprint == ("a" * 32 if kept else "")
    assert {name: getattr(made, name) for name in content} == content
    booked.refresh_from_db()
    neighbour.refresh_from_db()
    assert (booked.void_reason, neighbour.voided_at) == ("Komplettering", None)
    expenditure_void(actor=by, expenditure=made, reason="Dubbel")
    assert list(Expenditure.objects.as_of(None)) == [neighbour]


# evidence


def test_evidence_is_a_file_a_reference_or_both(ecs: Programme, by: User) -> None:
    bare, neighbour = (cost(ecs, by, amount, DAY, evidence=False) for amount in ("10", "20"))

    def attach(title: str, reference: str, file: Any = None, to: Expenditure = bare) -> tuple[str, str]:
        made = evidence_attach(actor=by, expenditure=to, title=title, reference=reference, file=file)
        return made.title, made.reference

    with pytest.raises(UploadError, match="Give a file"):
        attach("Titel", " ")
    assert attach("", " Dnr 7 ") == ("Dnr 7", "Dnr 7")
    assert attach(LONG, LONG) == ("x" * 200, "x" * 300)
    assert attach("", "x" * 250) == ("x" * 200, "x" * 250)
    assert attach("", "", paper("kvitto")) == ("kvitto.pdf", "kvitto.pdf")
    assert attach(" Avtal ", " Dnr 8 ", paper("avtal")) == ("Avtal", "Dnr 8")
    with pytest.raises(UploadError, match="same file is already attached"):
        attach("Igen", "", paper("kvitto"))
    assert attach("Igen", "", paper("kvitto"), neighbour) == ("Igen", "kvitto.pdf")
    assert (bare.evidence.count(), neighbour.evidence.count()) == (5, 1)
    kept = EvidenceFile.objects.get(evidence__title="Avtal")
    assert (kept.partner, kept.programme, kept.size) == (bare.partner, ecs, len(paper("avtal").content))
    assert (bytes(kept.content), kept.digest) == (paper("avtal").content, paper("avtal").digest)
    assert AuditEvent.objects.filter(action="expenditure.evidence_added", changes__digest="").count() == 3
    with pytest.raises(PermissionDenied):
        evidence_attach(
            actor=somebody(ecs, Role.CONTROLLER, "orebro"), expenditure=bare, title="", reference="X", file=None
        )


# rows of books


def test_a_range_holds_its_first_and_last_account_and_what_begins_as_they_do() -> None:
    span = AccountSpan("5400", "5499", "other")
    held = [account for account in ("5399", "5400", "54001", "5450", "5499", "54999", "5500") if span.holds(account)]
    assert held == ["5400", "54001", "5450", "5499", "54999"]
    assert category_of("5399", [span]) is UNMAPPED
    assert AccountSpan("K1", "K9", None).width == (0, -2)
    assert category_of("5410", [AccountSpan("5410", "5410", "first"), AccountSpan("5410", "5410", "second")]) == "first"


@pytest.mark.parametrize(
    ("ranges", "narrowest"),
    [
        ("4000-6999 540-549", "540-549"),
        ("5-5 5410-5419", "5410-5419"),  # a class of accounts is wider than ten of them
        ("54-54 5400-5499", "5400-5499"),
        ("540-549 5410-5410 54-54", "5410-5410"),
    ],
)
def test_the_narrowest_range_is_that_with_fewest_accounts(ranges: str, narrowest: str) -> None:
    spans = [AccountSpan(*each.split("-"), each) for each in ranges.split()]
    assert category_of("5410", spans) == narrowest


def entry(number: str, on: date = DAY, amount: int = 5, text: str = "x") -> BookEntry:
    """A row of a voucher in series A."""
    return BookEntry("A" if number else "", number, on, "5410", D(amount), text)


def known(*entries: BookEntry) -> dict[str, Any]:
    """What is there of them."""
    return {each.fingerprint: (each.key, each.booked_on) for each in numbered(entries)}


def test_rows_that_say_the_same_are_told_apart_by_their_place() -> None:
    rows = numbered([entry("1"), entry("1"), entry("2"), entry("1"), entry("1", amount=6)])
    assert [row.row for row in rows] == [0, 1, 0, 2, 0]
    assert len({row.fingerprint for row in rows}) == 5
    assert {len(row.fingerprint) for row in rows} == {32}


def test_what_a_file_adds_is_told_voucher_by_voucher() -> None:
    day, before, after = DAY, DAY - timedelta(days=1), DAY + timedelta(days=1)
    there = known(
        entry("1"), entry("2"), entry("3"), entry("4", day), entry("5", before), entry("6", after), entry("", day)
    )
    read = numbered([entry("1"), entry("2", amount=6), entry("2"), entry("3", amount=7), entry("9"), entry("", day, 8)])
    found = difference(read, there)
    assert ([row.voucher for row in found.new], found.same) == (["A9", ""], 2)
    assert {key: [row.amount for row in rows] for key, rows in found.came.items()} == {
        (2018, "A2"): [D(6)], (2018, "A3"): [D(7)],
    }  # fmt: skip
    assert found.gone == {(2018, "A3"): [entry("3").fingerprint]}
    assert found.changed == [(2018, "A2"), (2018, "A3")]
    assert found.absent == [(2018, "A4")], "of the days that the file covers, and with a number"
    nothing = difference([], there)
    assert (nothing.new, nothing.same, nothing.absent) == ([], 0, [])


# files of books


def test_rows_are_counted_within_the_programmes_first_and_last_day(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    days = (date(2017, 12, 31), ecs.starts_on, ecs.ends_on, date(2021, 1, 1))
    rows = [("A", str(n), day, "5410", str(10**n) + ".00", "Rad") for n, day in enumerate(days)]
    found = import_preview(brought(by, ecs, sie_file(rows)))
    assert [row.amount for row in found.taken] == [D(10), D(100)]
    assert (found.outside, found.total) == (2, D(110))
    assert [(account.account, account.rows, account.total) for account in found.accounts] == [("5410", 4, D(1111))]


def test_an_account_that_is_left_out_is_mapped_and_not_taken(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    uppsala, orebro = (ecs.partners.get(code=code) for code in ("uppsala", "orebro"))
    accounts_map(user=by, programme=ecs, partner=uppsala, ranges=[AccountSpan("5410", "5410", None)])
    AccountRange.objects.create(programme=ecs, partner=orebro, first="6550", last="6550", category=None)
    found = import_preview(brought(by, ecs, sie_file(ROWS)))
    assert {account.account: getattr(account.category, "code", None) for account in found.accounts} == {
        "5410": None, "6550": "external", "7010": "staff",
    }  # fmt: skip
    assert (found.unmapped, found.total, len(found.taken), found.may_save) == ([], D("14000.20"), 3, True)
    accounts_map(user=by, programme=ecs, partner=uppsala, ranges=[AccountSpan("5410", "5410", mapped_to(ecs, "staff"))])
    assert AccountRange.objects.filter(partner=uppsala, first="5410").get().category.code == "staff"
    with pytest.raises(PermissionDenied):
        accounts_map(user=by, programme=ecs, partner=orebro, ranges=[])


def mapped_to(programme: Programme, code: str) -> Any:
    """The category."""
    return programme.cost_categories.get(code=code)


def test_a_file_as_large_as_may_be_is_read_and_a_larger_one_is_not(ecs: Programme, by: User) -> None:
    content, partner = sie_file(ROWS), ecs.partners.get(code="uppsala")

    def begin(largest: int) -> BookImport:
        return book_import_begin(
            user=by, programme=ecs, partner=partner, filename="bok.se", content=content, largest=largest
        )

    assert begin(len(content)).kind == "sie"
    with pytest.raises(BooksError, match="larger than 0 MB"):
        begin(len(content) - 1)
    with pytest.raises(BooksError, match="larger than 3 MB"):
        book_import_begin(
            user=by, programme=ecs, partner=partner, filename="a.se", content=b"#" * (3 * 1024 * 1024 + 1),
            largest=3 * 1024 * 1024,
        )  # fmt: skip


def test_the_projects_of_the_last_file_that_was_saved_are_remembered(ecs: Programme, by: User) -> None:
    """Those that are in the new file too; neither another partner's, nor those of a file that was never saved."""
    mapped(by, ecs)
    partner = ecs.partners.get(code="uppsala")

    def begun() -> list[str]:
        return book_import_begin(
            user=by, programme=ecs, partner=partner, filename="bok.se", content=sie_file(ROWS)
        ).projects

    assert begun() == []
    first = brought(by, ecs, sie_file(ROWS))
    projects_choose(user=by, brought=first, projects=["6:P14", "6:P99"])
    assert begun() == []
    book_import_save(user=by, brought=first)
    assert begun() == ["6:P14"]
    orebro = ecs.partners.get(code="orebro")
    BookImport.objects.filter(pk=first.pk).update(partner=orebro)
    assert begun() == []


def test_an_extract_waits_for_its_columns(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    content = b"Ref;Datum;Konto;Belopp\n7;2018-03-15;6550;12,50\n"
    made = brought(by, ecs, content, "bok.csv")
    assert (made.kind, made.report) == ("table", {"header": ["Ref", "Datum", "Konto", "Belopp"]})
    book_import_check(brought=made)
    made.refresh_from_db()
    assert "total" not in made.report
    columns_choose(user=by, brought=made, columns={"voucher": 0, "booked_on": 1, "account": 2, "amount": 3})
    projects_choose(user=by, brought=made, projects=[])
    book_import_check(brought=made)
    made.refresh_from_db()
    assert made.report["header"] == ["Ref", "Datum", "Konto", "Belopp"]
    assert (made.report["total"], made.report["added"], made.report["wrong"]) == ("12.50", 1, 0)
    faulty = brought(by, ecs, content + b"8;2018-03-15;6550;tolv\n9;2018-03-15;8310;1\n", "bok.csv")
    columns_choose(user=by, brought=faulty, columns={"voucher": 0, "booked_on": 1, "account": 2, "amount": 3})
    projects_choose(user=by, brought=faulty, projects=[])
    book_import_check(brought=faulty)
    faulty.refresh_from_db()
    assert ([line for line, _told in faulty.report["problems"]], faulty.report["wrong"]) == ([3], 2)
    stranger = somebody(ecs, Role.CONTROLLER, "orebro")
    for act in (
        lambda: columns_choose(user=stranger, brought=made, columns={}),
        lambda: projects_choose(user=stranger, brought=made, projects=[]),
        lambda: book_import_save(user=stranger, brought=made),
    ):
        with pytest.raises(PermissionDenied):
            act()
    made.refresh_from_db()
    assert made.columns["amount"] == 3


def test_the_report_tells_what_saving_would_do(ecs: Programme, by: User) -> None:
    first = brought(by, ecs, sie_file(ROWS))
    book_import_check(brought=first)
    first.refresh_from_db()
    assert first.report["wrong"] == 3, "three accounts that nothing is said of"
    assert first.report["accounts"][0] == ["5410", "Konto 5410", 1, "250.00", ""]
    mapped(by, ecs)
    book_import_save(user=by, brought=first)
    changed = [ROWS[0], ("A", "2", ROWS[2][2], "5410", "275.00", "Material"), ("C", "1", DAY, "6550", "7.00", "Porto"),
               ("D", "1", date(2017, 5, 1), "6550", "9.00", "Porto")]  # fmt: skip
    later = brought(by, ecs, sie_file(changed))
    book_import_check(brought=later)
    later.refresh_from_db()
    report = later.report
    shown = {name: report[name] for name in ("taken", "total", "added", "there", "changed", "outside", "to_save")}
    # one row of A1 is gone, A2 has come anew, and C1 is new
    assert shown == {
        "taken": 3, "total": "1282.10", "added": 1, "there": 1, "changed": 2, "outside": 1, "to_save": 4,
    }  # fmt: skip
    assert report["changed_vouchers"] == [[2018, "A1"], [2018, "A2"]]
    assert (report["absent_vouchers"], report["wrong"], report["locked"]) == ([], 0, [])
    assert report["projects"] == [["6:P14", "ECS", 4]]
    verdict = book_verdict(report, list(ecs.cost_categories.all()))
    assert (verdict.total, verdict.projects, verdict.unmapped) == (D("1282.10"), [("6:P14", "6:P14 ECS (4)")], [])
    assert {account.account: account.category.code for account in verdict.mapped} == {
        "5410": "other", "6550": "external", "7010": "staff",
    }  # fmt: skip
    told_before = book_verdict(first.report | {"accounts": [["1", "", 1, "2", ""], ["3", "", 1, "4", "-"]]}, [])
    assert [account.account for account in told_before.unmapped] == ["1"]
    assert [(account.account, account.category) for account in told_before.mapped] == [("3", None)]


def test_what_changed_leaves_the_draft_and_what_another_partner_has_stays(ecs: Programme, by: User) -> None:
    """The same row in another partner's books, and the rows beside it, are left as they were."""
    mapped(by, ecs)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))
    mine = Expenditure.objects.get(voucher="A2")
    theirs = cost(ecs, by, "250", mine.occurred_on, "orebro", fingerprint=mine.fingerprint, origin="books")
    manager = somebody(ecs, Role.MANAGER)
    claim = first_half(ecs, manager)
    for code in ("uppsala", "orebro"):
        part_fill(actor=manager, part=part_of(claim, code))
    later = second_half(ecs, manager)
    held = ClaimRow.objects.get(expenditure=mine)
    assert held.claim == claim != later
    file = brought(by, ecs, sie_file([("A", "2", mine.occurred_on, "5410", "275.00", "Material")]))
    assert book_import_save(user=by, brought=file) == {"new": 0, "came": 1, "gone": 1, "same": 0}
    assert not ClaimRow.objects.filter(pk=held.pk).exists()
    assert part_of(claim).rows.count() == 3
    assert part_of(claim, "orebro").rows.get().expenditure == theirs
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.voided_at, mine.voided_by) == (None, by)
    assert mine.void_reason == "Changed in the books: bok.se"
    assert Expenditure.objects.as_of(None).get(voucher="A2", partner=mine.partner).amount == D(275)


def test_a_set_aside_row_of_what_is_sent_in_does_not_lock_its_voucher(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(ROWS)))
    part = part_of(first_half(ecs, somebody(ecs, Role.MANAGER)))
    part_fill(actor=by, part=part)
    part.rows.filter(expenditure__voucher="A2").update(holds=False)
    type(part).objects.filter(pk=part.pk).update(state="checked")
    changed = [("A", "2", date(2018, 4, 2), "5410", "275.00", "Material")]
    assert import_preview(brought(by, ecs, sie_file(changed))).locked == []
    both = sie_file([*changed, ("B", "1", date(2018, 5, 2), "6550", "1.00", "Konsult")])
    assert import_preview(brought(by, ecs, both)).locked == [(2018, "B1")]
    file = brought(by, ecs, sie_file([*changed, ("B", "1", date(2018, 5, 2), "8310", "1.00", "Ränta")]))
    book_import_check(brought=file)
    file.refresh_from_db()
    # B1 has come as something else, on an account that nothing is said of: it is not taken, and so it has not changed
    assert (file.report["locked"], file.report["wrong"]) == ([], 1)
    more = [("B", "1", date(2018, 5, 2), "6550", "1.00", "Konsult"), ("C", "1", date(2018, 5, 2), "8310", "1.00", "R")]
    file = brought(by, ecs, sie_file([*changed, *more]))
    book_import_check(brought=file)
    file.refresh_from_db()
    assert (file.report["locked"], file.report["wrong"]) == ([[2018, "B1"]], 2)
    book_import_save(user=by, brought=brought(by, ecs, sie_file(changed)))
    aside = part.rows.get(holds=False)
    assert (aside.expenditure.voucher, aside.expenditure.voided_by) == ("A2", by)


def test_a_file_takes_back_its_own_costs_alone(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    made = brought(by, ecs, sie_file(ROWS))
    book_import_save(user=by, brought=made)
    other = brought(by, ecs, sie_file([("C", "1", DAY, "6550", "7.00", "Porto")]))
    book_import_save(user=by, brought=other)
    by_hand = cost(ecs, by, "5", DAY)
    part_fill(actor=by, part=part_of(first_half(ecs, somebody(ecs, Role.MANAGER))))
    ClaimRow.objects.filter(expenditure__brought=made).delete()
    made.refresh_from_db()
    assert book_import_undo_note(brought=made) == ""
    assert book_import_undo(brought=made, user=by, reason="Fel år") == {"taken_back": 4}
    assert {row.brought_id for row in Expenditure.objects.as_of(None)} == {other.pk, None}
    assert by_hand in Expenditure.objects.as_of(None)


def test_a_cost_corrected_twice_is_one_cost_of_its_file(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    made = brought(by, ecs, sie_file(ROWS))
    book_import_save(user=by, brought=made)
    cost_of_it = Expenditure.objects.get(voucher="B1")
    for amount in (11_000, 10_000):
        content = {"occurred_on": DAY, "amount": D(amount), "text": "Konsult", "voucher": "B1"}
        cost_of_it = expenditure_correct(actor=by, expenditure=cost_of_it, content=content, reason="Fel belopp")
    with pytest.raises(FactError, match="1 cost of the file has been corrected"):
        book_import_undo(brought=made, user=by, reason="Fel år")
    assert Expenditure.objects.as_of(None).count() == 4


def test_a_saved_file_is_at_its_end(ecs: Programme, by: User) -> None:
    mapped(by, ecs)
    made = brought(by, ecs, sie_file(ROWS))
    beside = brought(by, ecs, sie_file(ROWS[3:]))
    book_import_save(user=by, brought=made)
    made.refresh_from_db()
    beside.refresh_from_db()
    assert made.stage in ENDED
    assert beside.stage not in ENDED
    first = Expenditure.objects.get(voucher="B1")
    assert (first.brought, first.origin, first.recorded_by, first.account) == (made, "books", by, "6550")
    assert (first.text, first.project, first.partner.code) == ("Konsult", "6:P14", "uppsala")
    void(first, by, "Fel")
    assert book_import_save(user=by, brought=beside) == {"new": 1, "came": 0, "gone": 0, "same": 0}
