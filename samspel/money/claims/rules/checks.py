"""What would be questioned in a claim. Pure: rows and limits in, findings out.

Sources: rules `cost.eligibility`, `claim.*` and `cost.*` of the programme's rule set; limits come from there.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Id = Any
ZERO = Decimal(0)


class ClaimCheck(StrEnum):
    """What is wrong. The words for people are in `wording`."""

    OUTSIDE_PROGRAMME = "outside_programme"
    OUTSIDE_PERIOD = "outside_period"
    NOT_PAID = "not_paid"
    PAID_LATE = "paid_late"
    NO_EVIDENCE = "no_evidence"
    SAME_VOUCHER = "same_voucher"
    SAME_INVOICE = "same_invoice"
    ELSEWHERE = "elsewhere"
    VAT = "vat"
    PROCUREMENT = "procurement"
    HOURS = "hours"
    OVER_CATEGORY = "over_category"
    OVER_TOTAL = "over_total"
    NOT_COUNTED = "not_counted"


STOPS = frozenset({ClaimCheck.OUTSIDE_PROGRAMME, ClaimCheck.OVER_TOTAL, ClaimCheck.SAME_VOUCHER})
"""What must be mended before a partner can submit; the rest is asked about."""


@dataclass(frozen=True)
class ClaimLine:
    """A row of a claim as the checks see it. `elsewhere` is the code of another programme that has the same voucher."""

    id: Id
    partner: Id
    category: Id
    role: str
    booked_on: date
    paid_on: date | None
    amount: Decimal
    voucher: str
    account: str = ""
    invoice: str = ""
    supplier: str = ""
    text: str = ""
    evidence: int = 0
    vat: Decimal | None = None
    procurement: str = ""
    elsewhere: str = ""
    person: str = ""
    hours: Decimal = ZERO


@dataclass(frozen=True)
class Bounds:
    """The programme's and the claim's days (first and last), and the limits; None where there is no limit.

    `spent` and `budget` are by category: claimed before this claim, and planned in all. `shift` is the per cent of a
    category's budget that may be moved to it without a changed plan."""

    programme: tuple[date, date]
    period: tuple[date, date]
    budget: Mapping[Id, Decimal]
    spent: Mapping[Id, Decimal]
    shift: Decimal | None
    procurement_above: Decimal | None
    hours_max: Decimal | None
    hours_before: Mapping[tuple[str, int], Decimal]  # (person, year) → hours claimed before
    vat_accounts: tuple[str, ...]
    counted: frozenset[str]  # roles whose booked costs the cost model counts


@dataclass(frozen=True)
class ClaimFinding:
    """What is found, in which rows, with the numbers that explain it."""

    check: ClaimCheck
    rows: tuple[Id, ...]
    found: Decimal | None = None
    limit: Decimal | None = None
    about: str = ""
    category: Id = None

    @property
    def stops(self) -> bool:
        """Whether it must be mended first."""
        return self.check in STOPS


def check(lines: Sequence[ClaimLine], bounds: Bounds) -> list[ClaimFinding]:
    """Everything that would be questioned, the gravest first."""
    found = [finding for look in _LOOKS for finding in look(lines, bounds)]
    return sorted(found, key=lambda finding: not finding.stops)


def _days(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    first, last = bounds.programme
    outside = [line.id for line in lines if not first <= line.booked_on <= last]
    yield from _one(ClaimCheck.OUTSIDE_PROGRAMME, outside)
    begins, ends = bounds.period
    # booked before the period is late, not wrong: it may have missed the claim before
    late = [line.id for line in lines if line.id not in outside and not begins <= line.booked_on <= ends]
    yield from _one(ClaimCheck.OUTSIDE_PERIOD, late)


def _paid(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    invoiced = [line for line in lines if line.invoice or line.supplier]
    yield from _one(ClaimCheck.NOT_PAID, [line.id for line in invoiced if line.paid_on is None])
    ends = bounds.period[1]
    yield from _one(
        ClaimCheck.PAID_LATE, [line.id for line in invoiced if line.paid_on is not None and line.paid_on > ends]
    )


def _evidence(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    yield from _one(ClaimCheck.NO_EVIDENCE, [line.id for line in lines if not line.evidence and not line.person])


def _doubles(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    vouchers = _groups(lines, lambda line: (line.partner, line.voucher, line.account, line.amount, line.text))
    yield from (_of(ClaimCheck.SAME_VOUCHER, group, about=group[0].voucher) for group in vouchers)
    invoiced = [line for line in lines if line.invoice and line.amount > 0]
    invoices = _groups(invoiced, lambda line: (line.supplier.casefold(), line.invoice))
    for group in invoices:
        if len({line.voucher for line in group}) > 1:
            yield _of(ClaimCheck.SAME_INVOICE, group, about=group[0].invoice)
    for line in lines:
        if line.elsewhere:
            yield ClaimFinding(ClaimCheck.ELSEWHERE, (line.id,), about=line.elsewhere)


def _vat(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    on_account = [line.id for line in lines if bounds.vat_accounts and line.account.startswith(bounds.vat_accounts)]
    with_vat = [line.id for line in lines if line.vat]
    yield from _one(ClaimCheck.VAT, list(dict.fromkeys([*on_account, *with_vat])))


def _procurement(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    if bounds.procurement_above is None:
        return
    bought = defaultdict(list)
    for line in lines:
        if line.supplier:
            bought[line.partner, line.supplier.casefold()].append(line)
    for group in bought.values():
        total = sum((line.amount for line in group), ZERO)
        missing = [line for line in group if not line.procurement]
        if total > bounds.procurement_above and missing:
            yield _of(ClaimCheck.PROCUREMENT, missing, total, bounds.procurement_above, group[0].supplier)


def _hours(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    if bounds.hours_max is None:
        return
    worked: dict[tuple[str, int], list[ClaimLine]] = defaultdict(list)
    for line in lines:
        if line.person:
            worked[line.person, line.booked_on.year].append(line)
    for key, group in worked.items():
        total = sum((line.hours for line in group), bounds.hours_before.get(key, ZERO))
        if total > bounds.hours_max:
            yield _of(ClaimCheck.HOURS, group, total, bounds.hours_max, f"{key[0]} {key[1]}")


def _ceilings(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    claimed = dict(bounds.spent)
    rows: dict[Id, list[Id]] = defaultdict(list)
    for line in lines:
        if line.role in bounds.counted:
            claimed[line.category] = claimed.get(line.category, ZERO) + line.amount
            rows[line.category].append(line.id)
    for category, total in claimed.items():
        budget = bounds.budget.get(category, ZERO)
        limit = budget if bounds.shift is None else budget * (1 + bounds.shift / 100)
        if total > limit and rows[category]:
            yield ClaimFinding(ClaimCheck.OVER_CATEGORY, tuple(rows[category]), total, limit, category=category)
    total, budget = sum(claimed.values(), ZERO), sum(bounds.budget.values(), ZERO)
    if total > budget and lines:
        yield ClaimFinding(ClaimCheck.OVER_TOTAL, tuple(line.id for line in lines), total, budget)


def _uncounted(lines: Sequence[ClaimLine], bounds: Bounds) -> Iterable[ClaimFinding]:
    yield from _one(ClaimCheck.NOT_COUNTED, [line.id for line in lines if line.role not in bounds.counted])


_LOOKS = (_days, _paid, _evidence, _doubles, _vat, _procurement, _hours, _ceilings, _uncounted)


def _one(check: ClaimCheck, rows: Sequence[Id]) -> Iterable[ClaimFinding]:
    if rows:
        yield ClaimFinding(check, tuple(rows))


def _of(
    check: ClaimCheck,
    group: Sequence[ClaimLine],
    found: Decimal | None = None,
    limit: Decimal | None = None,
    about: str = "",
) -> ClaimFinding:
    return ClaimFinding(check, tuple(line.id for line in group), found, limit, about)


def _groups(lines: Iterable[ClaimLine], key: Callable[[ClaimLine], Hashable]) -> list[list[ClaimLine]]:
    groups: dict[Hashable, list[ClaimLine]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return [group for group in groups.values() if len(group) > 1]
