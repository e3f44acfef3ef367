"""A sent claim as files: workbook, report as Word and PDF, and a zip with everything. Made from what was frozen when
it was sent, and from nothing else that changes, so that they come out the same byte for byte."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.documents import Document, Heading, Pairs, Paragraph, Sheet, parcel, to_pdf, to_word
from samspel.core.programmes.structure import Structure, structure_of
from samspel.money.claims.labels import CLAIM_KINDS, LIMITS
from samspel.money.models import Claim, EvidenceFile
from samspel.money.plan.labels import COST_MODELS, ROLES
from samspel.ui import formatting

FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
WITH_COSTS = frozenset({"xlsx", "zip"})
"""The forms that list every cost, of all partners."""


def file_of(claim: Claim, form: str) -> bytes:
    """The claim as a file of the form; it must be sent."""
    if form == "xlsx":
        return workbook(claim)
    if form == "docx":
        return to_word(report(claim))
    return to_pdf(report(claim)) if form == "pdf" else everything(claim)


def everything(claim: Claim) -> bytes:
    """Workbook, reports, the frozen figures as JSON, and the evidence kept here, in one zip."""
    name = f"{claim.programme.code}-claim-{claim.number}"
    files = {
        f"{name}.xlsx": workbook(claim),
        f"{name}.docx": to_word(report(claim)),
        f"{name}.pdf": to_pdf(report(claim)),
        f"{name}.json": json.dumps(claim.frozen, ensure_ascii=False, indent=1, sort_keys=True).encode(),
    }
    sent = claim.sent_at
    papers = EvidenceFile.objects.filter(evidence__recorded_at__lte=sent).order_by("pk")
    through: Any = claim.rows.filter(declared=True).values("expenditure__evidence")
    for paper in papers.filter(evidence__in=through):
        ending = paper.filename.rsplit(".", 1)[-1].lower()
        files[f"evidence/{paper.pk}-{paper.digest[:8]}.{ending}"] = bytes(paper.content)
    return parcel(files)


def workbook(claim: Claim) -> bytes:
    """Summary, per category, per partner, financing, vouchers and evidence index, a sheet each."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _title(claim), "author": "Samspel", "created": _moment(claim)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    total = book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1})
    for name, head, rows, summed in _sheets(claim):
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 20)
        sheet.write_row(0, 0, head, bold)
        for number, row in enumerate(rows, start=1):
            style = total if summed and number == len(rows) else money
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, float(cell), style)
                else:
                    sheet.write_string(number, column, str(cell), *([bold] if style is total else []))
    book.close()
    return out.getvalue()


Rows = Sequence[Sequence[Any]]


def _sheets(claim: Claim) -> list[tuple[str, list[str], Rows, bool]]:
    frozen, names = _frozen(claim), _CodeNames(claim)
    rows = frozen["rows"]
    voucher_head = [
        _("Partner"), _("Cost category"), _("Voucher"), _("Booking date"), _("Paid on"), _("Account"), _("Supplier"),
        _("Invoice"), _("Text"), _("Amount"), _("Adjustment"), _("Evidence"),
    ]  # fmt: skip
    vouchers: list[list[Any]] = [
        [names.partner(r["partner"]), names.category(r["category"]), r["voucher"], r["booked_on"], r["paid_on"],
         r["account"], r["supplier"], r["invoice"], r["text"], Decimal(r["amount"]),
         _("yes") if r["adjustment"] else "", str(len(r["evidence"]) or "")]
        for r in rows
    ]  # fmt: skip
    vouchers.append([_("Sum"), *[""] * 8, Decimal(frozen["declared"]), "", ""])
    index = [[r["voucher"], paper] for r in rows for paper in r["evidence"]]
    return [
        (_("Summary"), [_("What"), _("Value")], [[name, value] for name, value in _summary(claim)], False),
        (_("Per category"), *_by_category(claim), True),
        (_("Per partner"), *_by_partner(claim), True),
        (_("Financing"), *_by_financier(claim), True),
        (_("Vouchers"), voucher_head, vouchers, True),
        (_("Evidence"), [_("Voucher"), _("Evidence")], index, False),
    ]


def report(claim: Claim) -> Document:
    """The economic report: the period, the words, and the tables."""
    language = "en" if (get_language() or "").startswith("en") else "sv"

    def table(caption: str, head: list[str], rows: Rows) -> Sheet:
        texts = [[_text(cell, language) for cell in row] for row in rows]
        numbers = frozenset(i for i, cell in enumerate(rows[-1]) if isinstance(cell, Decimal))
        return Sheet(caption, head, texts, numbers, total=True)

    summary = [(name, _text(value, language)) for name, value in _summary(claim)]
    blocks: list[Any] = [Pairs(summary)]
    if claim.report:
        blocks += [Heading(_("The report in words")), Paragraph(claim.report)]
    blocks += [
        Heading(_("Costs")),
        table(_("Costs by category"), *_by_category(claim)),
        table(_("Costs by partner"), *_by_partner(claim)),
        Heading(_("Financing")),
        table(_("Who pays"), *_by_financier(claim)),
        Heading(_("Signature")),
        Paragraph(_("%(name)s, authorised to sign for the beneficiary.") % {"name": claim.signed_by}),
    ]
    mark = _("Holds example data: invented companies and activity.") if claim.example else ""
    return Document(_title(claim), language, _moment(claim), tuple(blocks), mark)


def _summary(claim: Claim) -> list[tuple[str, Any]]:
    frozen = _frozen(claim)
    limit = LIMITS[frozen["limit"]]
    lines: list[tuple[str, Any]] = [
        (_("Programme"), structure_of(claim.programme).programme.name),
        (_("Period"), f"{frozen['first_day']} – {frozen['last_day']}"),
        (_("Cost model"), str(COST_MODELS[frozen["cost_model"]])),
        (_("Declared costs"), Decimal(frozen["declared"])),
        (_("Income"), Decimal(frozen["income"])),
        (_("Eligible costs"), Decimal(frozen["total"])),
        (_("Support claimed"), Decimal(frozen["support"])),
        (_("Support in earlier claims"), Decimal(frozen["support_before"])),
        (_("Rounding"), _("To the öre; parts are divided by the largest remainder, so that they add up.")),
        (_("Signed by"), claim.signed_by),
    ]
    return [*lines, (_("Held back"), str(limit))] if limit else lines


def _by_category(claim: Claim) -> tuple[list[str], Rows]:
    names, frozen = _CodeNames(claim), _frozen(claim)
    head = [_("Cost category"), _("Budget"), _("Declared before"), _("Declared now")]
    rows: list[list[Any]] = [
        [names.category(c["code"]), Decimal(c["budget"]), Decimal(c["before"]), Decimal(c["declared"])]
        for c in frozen["categories"]
    ]
    return head, [*rows, [_("Sum"), *(sum((row[i] for row in rows), Decimal(0)) for i in (1, 2, 3))]]


def _by_partner(claim: Claim) -> tuple[list[str], Rows]:
    names, frozen = _CodeNames(claim), _frozen(claim)
    roles = [role for role in ROLES if any(key.endswith(f"/{role}") for key in frozen["costs"])]
    having = {key.split("/")[0] for key in frozen["costs"]}
    partners = [code for code in names.order("partner") if code in having]
    rows: list[list[Any]] = []
    for partner in partners:
        parts = [Decimal(frozen["costs"].get(f"{partner}/{role}", "0.00")) for role in roles]
        support = Decimal(frozen["support_by_partner"].get(partner, "0.00"))
        rows.append([names.partner(partner), *parts, sum(parts, Decimal(0)), support])
    width = len(roles) + 2
    head = [_("Partner"), *(str(ROLES[role]) for role in roles), _("Eligible costs"), _("Support")]
    return head, [*rows, [_("Sum"), *(sum((row[i + 1] for row in rows), Decimal(0)) for i in range(width))]]


def _by_financier(claim: Claim) -> tuple[list[str], Rows]:
    names, frozen = _CodeNames(claim), _frozen(claim)
    rows: list[list[Any]] = [
        [names.financier(code), Decimal(frozen["by_financier"][code])]
        for code in names.order("financier")
        if code in frozen["by_financier"]
    ]
    return [_("Financier"), _("Amount")], [*rows, [_("Sum"), sum((row[1] for row in rows), Decimal(0))]]


class _CodeNames:
    """What the codes in the frozen figures are called."""

    def __init__(self, claim: Claim) -> None:
        structure: Structure = structure_of(claim.programme)
        self._of: Mapping[str, Mapping[str, str]] = {
            "partner": {p.code: p.name for p in structure.partners},
            "category": {c.code: c.name for c in structure.categories},
            "financier": {f.code: f.name for f in structure.financiers},
        }

    def order(self, kind: str) -> list[str]:
        """The codes in the programme's order: a database need not keep the order of what was frozen."""
        return list(self._of[kind])

    def partner(self, code: str) -> str:
        return self._of["partner"].get(code, code)

    def category(self, code: str) -> str:
        return self._of["category"].get(code, code)

    def financier(self, code: str) -> str:
        return self._of["financier"].get(code, code)


def _title(claim: Claim) -> str:
    return f"{CLAIM_KINDS[claim.kind]} {claim.number}, {claim.programme.code}"


def _moment(claim: Claim) -> datetime:
    assert claim.sent_at is not None
    return claim.sent_at.astimezone(UTC).replace(microsecond=0)


def _frozen(claim: Claim) -> Mapping[str, Any]:
    assert claim.frozen is not None
    found: Mapping[str, Any] = claim.frozen
    return found


def _text(cell: Any, language: str) -> str:
    return formatting.number(cell, language, 2) if isinstance(cell, Decimal) else str(cell)
