"""Writes co-financing: the regions' intakes in 2017, an application and a decision in each, and payments; invented,
but for the sums, which are the plan's, and the ranking that the plan names."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import override

from samspel.core.models import User
from samspel.core.programmes.models import Financier, FundingApplication, Partner
from samspel.money.funding.queries.draft import ApplicationDraft, draft_from_plan
from samspel.money.funding.services.application import application_lines_write
from samspel.money.models import (
    Application,
    Assessment,
    CofinancingPayment,
    ConditionMet,
    Criterion,
    DecidedAmount,
    FundingCondition,
    FundingDecision,
    Impartiality,
    Intake,
    Proposal,
    Rank,
    RankingRule,
    Requisition,
    Score,
)

if TYPE_CHECKING:
    from samspel.example.results import Writer

OPENS, CLOSES = date(2017, 8, 15), date(2017, 10, 1)
HANDED_IN, DECIDED = date(2017, 9, 18), date(2017, 11, 23)
NEXT = (date(2019, 9, 1), date(2019, 12, 15))
TRYING = "sormland"  # an officer and a controller sign in for it, so that every step can be tried
COMMITTEE = "Exempelnämnden"
GROUND = "Medfinansiering till EU-projekt kommer först."
CRITERIA = (
    ("Bidrar projektet till den regionala utvecklingsstrategins mål?", 40),
    ("Är genomförandet och tidplanen rimliga?", 25),
    ("Lever resultaten vidare efter projektet?", 20),
    ("Är de horisontella kriterierna en del av arbetet?", 15),
)
POINTS = ((5, 4, 4, 4), (4, 4, 5, 3))
CONDITIONS = ("Projektet rapporterar varje år till nämnden.", "Regionens stöd syns i det som projektet sprider.")
ANY_REASONS = "Projektet bidrar till fler och växande företag och stärker samarbetet över länsgränserna."
PAID_2019 = frozenset({"ostergotland", "uppsala"})
ASKED_2019 = frozenset({"sormland"})


def write_funding(writer: "Writer") -> None:
    """Everything. Needs the example's checker of claims."""
    checker = User.objects.get(email=writer.recorder.email.replace("exempel@", "exempel2@"))
    third, _new = User.objects.get_or_create(
        email=writer.recorder.email.replace("exempel@", "exempel3@"),
        defaults={"name": "Exempeldata, bedömare", "is_active": False, "example": True},
    )
    planned = {a.financier_id: a for a in FundingApplication.objects.filter(programme=writer.programme)}
    for one in writer.structure.financiers:
        if one.partner is None:
            continue
        rank = _ranking(writer, one, planned.get(one.pk))
        intake = _intake(writer, one, "Utlysning 2017", (OPENS, CLOSES))
        with override("sv"):
            written = draft_from_plan(writer.structure, one, "sv")
        application = _application(writer, intake, written, rank)
        for assessor, points in zip((checker, third), POINTS, strict=True):
            _assessed(application, assessor, points)
        reasons = planned[one.pk].reasons_sv if one.pk in planned else ANY_REASONS
        decision = _decided(writer, application, written, checker, reasons)
        _follow_up(writer, decision, one, checker)
    trying = next((f for f in writer.structure.financiers if f.partner and f.partner.code == TRYING), None)
    if trying:
        _intake(writer, trying, "Utlysning hösten 2019", NEXT)


def funding_removed(delete: Callable[[Any], int]) -> None:
    """Take the example's intakes and applications away; decisions and payments are facts, which go with the others.
    What real people have done under an example intake is marked as example too, and goes with it."""
    applications = Application.objects.filter(intake__example=True)
    for rows in (
        ConditionMet.objects.filter(condition__decision__application__in=applications),
        CofinancingPayment.objects.filter(requisition__decision__application__in=applications),
        Requisition.objects.filter(decision__application__in=applications),
        FundingCondition.objects.filter(decision__application__in=applications),
        DecidedAmount.objects.filter(decision__application__in=applications),
        FundingDecision.objects.filter(application__in=applications),
        Score.objects.filter(assessment__application__in=applications),
        Assessment.objects.filter(application__in=applications),
        Impartiality.objects.filter(application__in=applications),
        Proposal.objects.filter(application__in=applications),
    ):
        delete(rows)
    applications.delete()
    delete(Criterion.objects.filter(intake__example=True))
    delete(Intake.objects.filter(example=True))
    delete(Rank.objects.filter(rule__example=True))
    delete(RankingRule.objects.filter(example=True))


def _ranking(writer: "Writer", one: Financier, planned: FundingApplication | None) -> Rank:
    """The ranking the plan names, where it does."""
    day = planned.ranking_decided_on if planned else None
    rule = RankingRule.objects.create(
        programme=writer.programme, partner=_region(one), recorded_by=writer.recorder, example=True,
        committee="Nämnden för regional tillväxt" if day else COMMITTEE, decided_on=day or date(2016, 11, 10),
        reference=planned.ranking_reference if planned and day else "Exempel § 40",
    )  # fmt: skip
    Rank.objects.create(rule=rule, number=2, text="Projekt som flera kommuner står bakom.")
    return Rank.objects.create(rule=rule, number=1, text=GROUND)


def _intake(writer: "Writer", one: Financier, name: str, days: tuple[date, date]) -> Intake:
    intake = Intake.objects.create(
        programme=writer.programme, partner=_region(one), financier=one, name=name, opens_on=days[0],
        closes_on=days[1], appropriation="1:1 Regionala tillväxtåtgärder", made_by=writer.recorder, example=True,
    )  # fmt: skip
    Criterion.objects.bulk_create(
        Criterion(intake=intake, order=n, question=question, weight=weight)
        for n, (question, weight) in enumerate(CRITERIA, start=1)
    )
    return intake


def _application(writer: "Writer", intake: Intake, written: ApplicationDraft, rank: Rank) -> Application:
    lead = next((b.partner for b in writer.structure.bodies if b.kind == "project_lead" and b.partner), None)
    made = Application.objects.create(
        programme=writer.programme, intake=intake, number=1, title=writer.programme.name_sv,
        applicant=lead.name_sv if lead else "Exempelparten", starts_on=writer.programme.starts_on,
        ends_on=writer.programme.ends_on, texts=written.texts, state="decided", rank=rank, made_by=writer.recorder,
        submitted_by=writer.recorder, submitted_at=_noon(HANDED_IN), example=True,
    )  # fmt: skip
    application_lines_write(application=made, costs=written.costs, money=written.money)
    return made


def _assessed(application: Application, assessor: User, points: tuple[int, ...]) -> None:
    day = _noon(HANDED_IN + timedelta(days=20))
    Impartiality.objects.create(application=application, person=assessor, conflict=False, declared_at=day)
    made = Assessment.objects.create(application=application, assessor=assessor, handed_in_at=day)
    Score.objects.bulk_create(
        Score(assessment=made, criterion=criterion, points=given)
        for criterion, given in zip(application.intake.criteria.all(), points, strict=True)
    )


def _decided(
    writer: "Writer", application: Application, written: ApplicationDraft, checker: User, reasons: str
) -> FundingDecision:
    amounts = {line.year: line.amount for line in written.money if line.asked}
    Proposal.objects.create(
        application=application, grant=True, reasons=reasons, conditions=list(CONDITIONS), made_by=checker,
        amounts={str(year): str(amount) for year, amount in amounts.items()},
        made_at=_noon(DECIDED - timedelta(days=14)),
    )  # fmt: skip
    rule = application.rank.rule if application.rank else None
    decision = FundingDecision.objects.create(
        **_fact(writer, application, DECIDED), application=application,
        committee=rule.committee if rule else COMMITTEE, paragraph="Exempel § 71", grant=True, reasons=reasons,
    )  # fmt: skip
    DecidedAmount.objects.bulk_create(
        DecidedAmount(decision=decision, year=year, amount=amount) for year, amount in amounts.items()
    )
    for n, text in enumerate(CONDITIONS, start=1):
        FundingCondition.objects.create(decision=decision, order=n, text=text)
    return decision


def _follow_up(writer: "Writer", decision: FundingDecision, one: Financier, checker: User) -> None:
    """The first year is paid; of the second, some is paid and some asked for."""
    region = _region(one).code
    _paid(writer, decision, one, 2018, date(2018, 11, 5))
    if region in PAID_2019:
        _paid(writer, decision, one, 2019, date(2019, 6, 3))
    elif region in ASKED_2019:
        _asked(writer, decision, 2019, date(2019, 9, 9))
    if region == "orebro":
        ConditionMet.objects.create(
            condition=decision.conditions.all()[0], met_on=date(2019, 2, 14), recorded_by=checker,
            note="Exempel: årsrapporten för 2018 har lämnats.",
        )  # fmt: skip


def _asked(writer: "Writer", decision: FundingDecision, year: int, day: date) -> Requisition:
    amount = decision.amounts.get(year=year).amount
    return Requisition.objects.create(
        **_fact(writer, decision.application, day), decision=decision, year=year, amount=amount,
        reference=f"Exempel {year}",
    )  # fmt: skip


def _paid(writer: "Writer", decision: FundingDecision, one: Financier, year: int, day: date) -> None:
    asked = _asked(writer, decision, year, day - timedelta(days=30))
    CofinancingPayment.objects.create(
        **_fact(writer, decision.application, day), financier=one, requisition=asked, year=year,
        amount=Decimal(asked.amount), reference=f"Exempel {year}",
    )  # fmt: skip


def _region(one: Financier) -> Partner:
    assert one.partner is not None
    return one.partner


def _fact(writer: "Writer", application: Application, day: date) -> dict[str, Any]:
    return {
        "programme": writer.programme, "partner": application.intake.partner, "occurred_on": day,
        "recorded_at": _noon(day), "recorded_by": writer.recorder, "example": True,
    }  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
