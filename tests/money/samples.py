"""What the tests of claims are made of: people by role and partner, costs, and books as SIE."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.models import Evidence, User
from samspel.core.programmes.models import Membership, Programme
from samspel.money import sie
from samspel.money.claims.services.claim import NewClaim, claim_make
from samspel.money.models import Claim, Expenditure, PartnerClaim
from samspel.results.reporting_periods.rules import Span


def somebody(programme: Programme, role: Role, partner: str = "", name: str = "") -> User:
    """A new person with the role, for the partner where one is named."""
    email = f"{name or role}-{partner}-{User.objects.count()}@exempel.test"
    user = User.objects.create_user(email=email, password=None)
    where = programme.partners.get(code=partner) if partner else None
    Membership.objects.create(user=user, programme=programme, role=role, partner=where)
    return user


def cost(
    programme: Programme, user: User, amount: str, on: date, partner: str = "uppsala", category: str = "external",
    evidence: bool = True, **more: Any,
) -> Expenditure:  # fmt: skip
    """A cost as recorded by hand."""
    voucher = more.pop("voucher", f"A{Expenditure.objects.count()}")
    made = Expenditure.objects.create(
        programme=programme, partner=programme.partners.get(code=partner), occurred_on=on, recorded_by=user,
        category=programme.cost_categories.get(code=category), voucher=voucher,
        text=more.pop("text", "Konsult"), amount=Decimal(amount), **more,
    )  # fmt: skip
    if evidence:
        made.evidence.add(
            Evidence.objects.create(title="Faktura", reference="F-1", recorded_at=clock.now(), recorded_by=user)
        )
    return made


def first_half(programme: Programme, manager: User, year: int = 2018) -> Claim:
    """A claim for January to June."""
    return claim_make(actor=manager, programme=programme, new=NewClaim(Span(date(year, 1, 1), date(year, 6, 30))))


def second_half(programme: Programme, manager: User, year: int = 2018) -> Claim:
    """A claim for July to December."""
    return claim_make(actor=manager, programme=programme, new=NewClaim(Span(date(year, 7, 1), date(year, 12, 31))))


def unchecked_claim(programme: Programme, user: User, **more: Any) -> Claim:
    """The programme's claim 1, for January to June 2018 whatever its rules on periods say: a neighbour of another's."""
    return Claim.objects.create(
        programme=programme, number=1, kind="interim", first_day=date(2018, 1, 1), last_day=date(2018, 6, 30),
        made_by=user, **more,
    )  # fmt: skip


def part_of(claim: Claim, partner: str = "uppsala") -> PartnerClaim:
    """The partner's part."""
    return claim.parts.get(partner__code=partner)


def sie_file(
    rows: list[tuple[str, str, date, str, str, str]], company: str = "Region Uppsala", project: str = "P14"
) -> bytes:
    """A SIE 4 file: (series, number, day, account, amount, text) each a voucher against a bank account."""
    accounts = {number: sie.Account(number, f"Konto {number}") for number in {"1930", *(row[3] for row in rows)}}
    vouchers: dict[tuple[str, str], sie.Voucher] = {}
    for series, number, on, account, amount, text in rows:
        voucher = vouchers.setdefault((series, number), sie.Voucher(series, number, on, text))
        value = Decimal(amount)
        voucher.transactions.append(sie.Transaction(account, (("6", project),), value, text=text))
        voucher.transactions.append(sie.Transaction("1930", (), -value))
    years = sorted({row[2].year for row in rows}) or [2018]
    book = sie.Book(
        sie_type=4, program="Test", program_version="1", company=company, orgnr="232100-0024",
        years={0: sie.Year(0, date(years[-1], 1, 1), date(years[-1], 12, 31))}, accounts=accounts,
        dimensions={"6": sie.SieDimension("6", "Projekt", None, {project: sie.Object("6", project, "ECS")})},
        entries=list(vouchers.values()),
    )  # fmt: skip
    out = io.BytesIO()
    sie.write(book, out)
    return out.getvalue()
