"""Lists for the funder: the enterprises of a period with their support and indicators, and the participants."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from samspel.code_lists.size_classes import COLUMN_SIZES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core.figures import MeasureKind, contributing
from samspel.core.programmes.context import ReadContext
from samspel.results.indicators.figures.columns import who
from samspel.results.models import Participation, ReportingPeriod, Support
from samspel.results.reporting_periods.queries.snapshot import period_slice, reported_measures


def enterprise_header(period: ReportingPeriod) -> list[str]:
    """The columns of the enterprise list: who, what, when, and a column an indicator."""
    return [
        _("Organisation number"), _("Enterprise"), _("Municipality"), _("Size class"), _("Kinds of support"),
        _("First date"), _("Last date"), _("Times"), _("Hours"), _("Amount"),
        *(m.code.removeprefix("results.").upper() for m in _counting(period)),
    ]  # fmt: skip


def enterprise_rows(period: ReportingPeriod) -> Iterator[list[Any]]:
    """A row for each enterprise supported in the period; an indicator's column holds 1 where it counts there, and the
    amount for a sum. Cumulative to the period's end, as reported where the period is frozen."""
    whole, inside = period_slice(period, cumulative=True), period_slice(period, cumulative=False)
    counted = {}
    for m in _counting(period):
        rows = contributing(m, whole).order_by()
        if m.kind is MeasureKind.DISTINCT:
            counted[m.code] = dict.fromkeys(rows.values_list(m.of, flat=True), 1)
        else:
            counted[m.code] = dict(rows.values_list("who__counts_as_id").annotate(Sum(m.of)))
    kinds: dict[int, list[str]] = {}
    facts = _facts(Support, inside)
    for pk, kind in facts.order_by("kind").values_list("who__counts_as_id", "kind").distinct():
        kinds.setdefault(pk, []).append(str(SUPPORT_KINDS[kind]))
    found = facts.order_by().values(
        "who__counts_as_id", "who__counts_as__number", "who__counts_as__name", "who__counts_as__municipality__name",
        "who__counts_as__size_class",
    ).annotate(
        first=Min("occurred_on"), last=Max("occurred_on"), times=Count("pk"), total=Sum("hours"), money=Sum("amount")
    ).order_by("who__counts_as__name", "who__counts_as_id")  # fmt: skip
    for row in found.iterator(chunk_size=2000):
        pk = row["who__counts_as_id"]
        yield [
            row["who__counts_as__number"], row["who__counts_as__name"], row["who__counts_as__municipality__name"],
            str(COLUMN_SIZES[row["who__counts_as__size_class"]]), ", ".join(kinds.get(pk, [])),
            row["first"], row["last"], row["times"], row["total"], row["money"],
            *(counted[m.code].get(pk, 0) for m in _counting(period)),
        ]  # fmt: skip


def participant_header() -> list[str]:
    """The columns of the participant list: never names of people."""
    return [
        _("Date"), _("Event"), _("Organisation number"), _("Organisation"), _("People"), _("Women"), _("Men"),
        _("Area"), _("Partner"),
    ]  # fmt: skip


def participant_rows(period: ReportingPeriod) -> Iterator[list[Any]]:
    """A row for each organisation at each event of the period."""
    rows = _facts(Participation, period_slice(period, cumulative=False)).select_related(
        "organisation", "area", "partner"
    )
    for fact in rows.order_by("occurred_on", "title", "organisation__name", "pk").iterator(chunk_size=2000):
        yield [
            fact.occurred_on, fact.title, fact.organisation.number, fact.organisation.name, fact.people, fact.women,
            fact.men, fact.area.short if fact.area else "", fact.partner.short,
        ]  # fmt: skip


def definitions(context: ReadContext, period: ReportingPeriod) -> list[tuple[str, str]]:
    """The sheet that says what the list is and what each indicator counts."""
    known = period.frozen_at
    lines = [
        (_("Programme"), context.programme.name),
        (_("Period"), f"{period.first_day.isoformat()} – {period.last_day.isoformat()}"),
        (_("As known on"), timezone.localdate(known).isoformat() if known else context.as_of.isoformat()),
    ]
    source = _("Source:")
    lines += [(str(m.name), f"{m.definition} {source} {m.source}") for m in reported_measures(period.programme)]
    if context.has_example:
        lines.append((_("Note"), _("Holds example data: invented companies and activity.")))
    return lines


def _counting(period: ReportingPeriod) -> Sequence[Any]:
    return [m for m in reported_measures(period.programme) if m.relations is not None]


def _facts(model: Any, where: Any) -> Any:
    rows = model.objects.as_of(where.known_at).alias(**who(where.known_at))
    return rows.filter(programme_id=where.programme_id, occurred_on__gte=where.since, occurred_on__lt=where.until)
