"""Three years of claims from the partners' books to the final one: in the end the source's tables to the krona."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from samspel.core.access import Role
from samspel.core.figures import Request, Slice, fetch, measure
from samspel.core.programmes.models import Programme
from samspel.money.claims.documents import file_of
from samspel.money.claims.services.claim import NewClaim, claim_make, claim_send
from samspel.money.claims.services.decision import ClaimDecision, claim_decide
from samspel.money.claims.services.part import part_approve, part_fill, part_submit
from samspel.money.claims.services.payment import claim_pay
from samspel.money.expenditure.rules import AccountSpan as Accounts
from samspel.money.expenditure.services.book_import import accounts_map, book_import_begin, book_import_save
from samspel.money.models import Claim, ClaimRow, Expenditure, FinancierPart
from samspel.money.plan.rules.allocation import allocate
from samspel.results.reporting_periods.rules import Span
from tests.money.samples import sie_file, somebody

pytestmark = pytest.mark.django_db
D = Decimal
YEARS = (2018, 2019, 2020)
BUDGET = {"staff": D(2_612_758), "external": D(1_395_000), "other": D(392_242)}
ACCOUNTS = {"staff": "7010", "external": "6550", "other": "5410"}
SHARES = {"staff": 500, "external": 200, "other": 100}  # vouchers of a partner in a year: 12 000 in all
SPANS = [
    Span(date(2018, 1, 1), date(2018, 6, 30)), Span(date(2018, 7, 1), date(2018, 12, 31)),
    Span(date(2019, 1, 1), date(2019, 6, 30)), Span(date(2019, 7, 1), date(2019, 12, 31)),
    Span(date(2020, 1, 1), date(2020, 6, 30)), Span(date(2020, 7, 1), date(2020, 10, 31)),
    Span(date(2020, 11, 1), date(2020, 12, 31)),
]  # fmt: skip
Row = tuple[str, str, date, str, str, str]


def books(year: int, own: dict[str, Decimal]) -> list[Row]:
    """A partner's vouchers of a year, that come to its share of each category."""
    found: list[Row] = []
    for category, number in SHARES.items():
        parts = allocate(own[category], {n: D(n % 7 + 1) for n in range(number)})
        for n, amount in parts.items():
            on = date(year, 1, 1) + timedelta(days=n * 364 // number)
            found.append(("A", f"{ACCOUNTS[category]}{n:04d}", on, ACCOUNTS[category], str(amount), f"{category} {n}"))
    return found


def shares(partners: list[str]) -> Iterator[tuple[int, str, dict[str, Decimal]]]:
    """For each year and partner, its part of each category's budget."""
    for year in YEARS:
        divided = {c: allocate(amount, dict.fromkeys(partners, D(1))) for c, amount in BUDGET.items()}
        for partner in partners:
            yield year, partner, {category: divided[category][partner] for category in BUDGET}


def test_seven_claims_come_to_the_decided_tables(ecs: Programme) -> None:
    checker, maker = somebody(ecs, Role.MANAGER, name="checker"), somebody(ecs, Role.MANAGER)
    partners = {p.code: p for p in ecs.partners.all()}
    controllers = {code: somebody(ecs, Role.CONTROLLER, code) for code in partners}
    category = {c.code: c for c in ecs.cost_categories.all()}
    for code, partner in partners.items():
        spans = [Accounts(account, account, category[c]) for c, account in ACCOUNTS.items()]
        accounts_map(user=controllers[code], programme=ecs, partner=partner, ranges=spans)
    for year, code, own in shares(list(partners)):
        rows = books(year, own)
        half = [row for row in rows if row[2].month <= 6]
        for part in (half, rows):  # the longer file repeats the first half, which must not double anything
            brought = book_import_begin(
                user=controllers[code],
                programme=ecs,
                partner=partners[code],
                filename=f"{code}-{year}.se",
                content=sie_file(part),
            )
            brought.projects = ["6:P14"]
            brought.save()
            book_import_save(user=controllers[code], brought=brought)
    assert Expenditure.objects.count() == 12_000
    for number, span in enumerate(SPANS, start=1):
        kind = "final" if number == len(SPANS) else "interim"
        claim = claim_make(actor=maker, programme=ecs, new=NewClaim(span, kind))
        for part in claim.parts.all():
            part_fill(actor=controllers[part.partner.code], part=part)
            part_submit(actor=controllers[part.partner.code], part=part)
            part_approve(actor=checker, part=part)
        claim = claim_send(actor=checker, claim=claim, signed_by="Anna Chef")
        assert D(claim.frozen["declared"]) == sum(D(row["amount"]) for row in claim.frozen["rows"])
        assert sum(map(D, claim.frozen["by_financier"].values())) == D(claim.frozen["total"])
        claim = claim_decide(
            actor=maker, claim=claim, decided=ClaimDecision(span.last + timedelta(days=90), f"D-{number}", {})
        )
        claim_pay(
            actor=maker,
            claim=claim,
            received_on=span.last + timedelta(days=100),
            amount=claim.support_certified,
            reference=f"BG-{number}",
        )
    certified = fetch([Request(measure("money.certified"), Slice(ecs.pk), ("category",))])[0]
    assert {c.code: D(certified[(c.pk,)]) for c in category.values()} == {c: 3 * amount for c, amount in BUDGET.items()}
    assert sum(claim.support_certified for claim in Claim.objects.all()) == D(6_600_000)
    assert ClaimRow.objects.filter(holds=True).count() == 12_000
    by_financier = {
        f.code: sum(p.amount for p in FinancierPart.objects.filter(financier=f)) for f in ecs.financiers.all()
    }
    assert by_financier == {
        "eruf": D(6_600_000), "orebro": D(1_500_000), "vastmanland": D(1_500_000), "ostergotland": D(1_500_000),
        "sormland": D(1_500_000), "uppsala": D(600_000),
    }  # fmt: skip
    assert file_of(Claim.objects.get(number=7), "xlsx")
