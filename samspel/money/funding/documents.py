"""The decision memorandum of an application, as a region's committee reads it: the same parts and tables each time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from samspel.core.documents import Document, Heading, Pairs, Paragraph, Sheet
from samspel.money.funding.labels import PARTS
from samspel.money.funding.rules import AmountLine, by_year
from samspel.money.models import Application, FundingDecision, Proposal
from samspel.ui import formatting

ZERO = Decimal(0)


def memorandum(application: Application, language: str) -> Document:
    """The memorandum, from the application, the proposal where there is one, and the decision where it is taken."""
    proposal = Proposal.objects.filter(application=application).first()
    decision = application.decisions.filter(voided_at=None).first()
    blocks: list[Heading | Paragraph | Pairs | Sheet] = [Pairs(_facts(application, decision, language))]
    blocks += _verdict(application, proposal, decision, language)
    for part in PARTS:
        if part.code == "background" and (reasons := _reasons(application, proposal, decision)):
            blocks += [Heading(_("Reasons for the proposal")), Paragraph(reasons)]
        text = application.texts.get(part.code, "")
        if part.code == "summary":
            text = "\n\n".join(filter(None, [_opening(application, language), text]))
        if text.strip():
            blocks += [Heading(str(part.heading)), Paragraph(text)]
    blocks += [Heading(_("Budget of costs and financing")), *tables(application, language)]
    mark = _("Holds example data: invented companies and activity.") if application.example else ""
    return Document(application.title, language, _moment(application, proposal, decision), tuple(blocks), mark)


def tables(application: Application, language: str) -> list[Sheet]:
    """Costs and financing, a row each and a column per year, with sums."""
    costs = [AmountLine(row.name, row.year, row.amount) for row in application.costs.all()]
    money = [
        AmountLine(f"{row.name} {application.intake.appropriation.split()[0]}" if row.asked else row.name, row.year,
             row.amount, row.asked, row.kind)
        for row in application.money.all()
    ]  # fmt: skip
    years = sorted({line.year for line in (*costs, *money)})
    return [
        _sheet(_("Booked costs"), costs, years, _("Sum of booked costs"), language),
        _sheet(_("Financier"), money, years, _("Sum of financing"), language),
    ]


def _sheet(caption: str, lines: Sequence[AmountLine], years: Sequence[int], summed: str, language: str) -> Sheet:
    amounts = {(line.name, line.year): line.amount for line in lines}
    rows = []
    for name in dict.fromkeys(line.name for line in lines):
        parts = [amounts.get((name, year), ZERO) for year in years]
        rows.append([name, *(formatting.number(part, language) for part in (*parts, sum(parts, ZERO)))])
    sums = by_year(lines)
    last = [sums.get(year, ZERO) for year in years]
    rows.append([summed, *(formatting.number(part, language) for part in (*last, sum(last, ZERO)))])
    head = [caption, *map(str, years), _("Total")]
    return Sheet(caption, head, rows, frozenset(range(1, len(head))), total=True)


def _facts(application: Application, decision: FundingDecision | None, language: str) -> list[tuple[str, str]]:
    rows = [
        (_("Applicant"), application.applicant),
        (_("Financier"), application.intake.financier.name),
        (_("Appropriation"), application.intake.appropriation),
        (_("Application"), f"{application.intake.name}, {application.number}"),
    ]
    if application.rank:
        rule = application.rank.rule
        told = f"{rule.committee} {formatting.date_text(rule.decided_on, language)}, {rule.reference}"
        rows.append((_("Ranking"), f"{application.rank.number}. {application.rank.text} ({told})"))
    if decision:
        day = formatting.date_text(decision.occurred_on, language)
        rows.append((_("Decided"), f"{decision.committee} {day}, {decision.paragraph}"))
    return rows


def _verdict(
    application: Application, proposal: Proposal | None, decision: FundingDecision | None, language: str
) -> list[Heading | Paragraph | Pairs | Sheet]:
    """What is proposed or decided, with its amounts and conditions."""
    if decision:
        heading, grant = _("Decision"), decision.grant
        amounts = [(str(row.year), row.amount) for row in decision.amounts.all()]
        conditions = [row.text for row in decision.conditions.all()]
    elif proposal:
        heading, grant = _("Proposal for a decision"), proposal.grant
        amounts = [(year, Decimal(amount)) for year, amount in sorted(proposal.amounts.items())]
        conditions = list(proposal.conditions)
    else:
        return []
    if not grant:
        return [Heading(heading), Paragraph(_("The application is refused."))]
    currency = application.programme.currency
    told = formatting.money(sum((amount for _year, amount in amounts), ZERO), currency, language)
    rows = [(year, formatting.money(amount, currency, language)) for year, amount in amounts]
    blocks: list[Heading | Paragraph | Pairs | Sheet] = [
        Heading(heading),
        Paragraph(_("%(applicant)s is granted %(sum)s.") % {"applicant": application.applicant, "sum": told}),
        Pairs(rows),
    ]
    if conditions:
        blocks += [Heading(_("Conditions"), 2), Paragraph("\n".join(f"– {text}" for text in conditions))]
    return blocks


def _opening(application: Application, language: str) -> str:
    asked = sum((row.amount for row in application.money.all() if row.asked), ZERO)
    return _("%(applicant)s applies for %(sum)s for %(title)s during %(first)s – %(last)s.") % {
        "applicant": application.applicant,
        "sum": formatting.money(asked, application.programme.currency, language),
        "title": application.title,
        "first": application.starts_on.isoformat(),
        "last": application.ends_on.isoformat(),
    }


def _reasons(application: Application, proposal: Proposal | None, decision: FundingDecision | None) -> str:
    told = decision.reasons if decision else proposal.reasons if proposal else ""
    if not application.rank:
        return told
    rule = application.rank.rule
    ranked = _("%(committee)s decided on a ranking on %(day)s, %(reference)s. The application has rank %(rank)s.") % {
        "committee": rule.committee,
        "day": rule.decided_on.isoformat(),
        "reference": rule.reference,
        "rank": f"{application.rank.number}: {application.rank.text}",
    }
    return f"{told}\n\n{ranked}" if told else ranked


def _moment(application: Application, proposal: Proposal | None, decision: FundingDecision | None) -> datetime:
    """When what the memorandum holds was last changed: the same application gives the same bytes."""
    times = [
        decision.recorded_at if decision else None,
        proposal.made_at if proposal else None,
        application.submitted_at,
    ]
    found = next((time for time in times if time), None)
    return (found or datetime(application.starts_on.year, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
