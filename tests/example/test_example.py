"""The example: what it holds, that it is the same each time, marked, and gone in one command."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from stdnum.se import orgnr

from samspel import cli
from samspel.actors.models import Organisation
from samspel.cli import commands
from samspel.core import audit
from samspel.core.access import Role
from samspel.core.facts import Fact
from samspel.core.figures import Slice, measure, values
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.uploads import accept
from samspel.example.installation import ExampleError, load, remove
from samspel.money.expenditure.services.evidence import evidence_attach
from samspel.money.funding.queries.draft import draft_from_plan
from samspel.money.funding.services.application import ApplicationContent, application_begin
from samspel.money.funding.services.payment import requisition_make
from samspel.money.models import (
    AidRequest,
    Application,
    EvidenceFile,
    ExchangeRate,
    Expenditure,
    FundingDecision,
    Intake,
)
from samspel.results.models import Support
from tests.money.samples import somebody

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


def test_companies_are_invented_with_valid_numbers(example: Programme) -> None:
    companies = Organisation.objects.filter(kind="company", identity="number")
    assert companies.count() == 300
    assert companies.values("municipality").distinct().count() == 46
    for company in companies:
        assert orgnr.is_valid(company.number)
        assert company.name.startswith("Exempelbolag ")
        assert company.example


def test_every_fact_is_marked(example: Programme) -> None:
    for model in Fact.__subclasses__():
        for concrete in [model, *model.__subclasses__()]:
            if not concrete._meta.abstract:
                assert not concrete.objects.filter(example=False).exists()


def test_it_is_the_same_each_time(example: Programme) -> None:
    first = {code: values(measure(code), Slice(example.pk))[()] for code in ("results.co01", "money.worked_up")}
    facts = list(Support.objects.order_by("pk").values_list("organisation__number", "occurred_on", "hours"))
    remove()
    load(Programme.objects.get(pk=example.pk))
    assert {code: values(measure(code), Slice(example.pk))[()] for code in first} == first
    assert list(Support.objects.order_by("pk").values_list("organisation__number", "occurred_on", "hours")) == facts


def test_loading_again_only_gives_a_new_password(example: Programme) -> None:
    before, facts = User.objects.get(email__startswith="programledare").password, Support.objects.count()
    load(example)
    assert Support.objects.count() == facts
    assert User.objects.get(email__startswith="programledare").password != before


def test_removed_it_leaves_only_closed_accounts(example: Programme, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.remove_example(cli.parser().parse_args(["example", "remove"])) == 0
    assert not Support.objects.exists()
    assert not Organisation.objects.exists()
    assert not Membership.objects.exists()
    assert not User.objects.filter(example=True, is_active=True).exists()
    assert not Programme.objects.get(pk=example.pk).has_example
    assert audit.first_broken_link() is None


def test_removed_it_takes_what_people_have_tried_in_it(example: Programme, demo_day: date) -> None:
    """Evidence on an example cost, and an application to an example intake with its requisition."""
    cost = Expenditure.objects.filter(example=True)[0]
    manager = somebody(example, Role.MANAGER)
    evidence_attach(actor=manager, expenditure=cost, title="Faktura", reference="", file=accept("f.pdf", b"%PDF-1.4 x"))
    with pytest.raises(DatabaseError), transaction.atomic():
        EvidenceFile.objects.update(filename="annan.pdf")
    intake = Intake.objects.get(closes_on__gte=demo_day)
    wording = ApplicationContent("Försök", "Region", date(2020, 1, 1), date(2020, 12, 31))
    application_begin(
        actor=manager,
        intake=intake,
        wording=wording,
        written=draft_from_plan(structure_of(example), intake.financier, "sv"),
    )
    decision = FundingDecision.objects.filter(amounts__year=2020)[0]
    requisition_make(actor=manager, decision=decision, year=2020, amount=Decimal(1000), reference="R1")
    remove()
    for model in (EvidenceFile, Intake, Application, FundingDecision, AidRequest, ExchangeRate, Expenditure):
        assert not model.objects.exists(), model
    assert audit.first_broken_link() is None


def test_it_is_made_for_one_programme(nordmark: Programme) -> None:
    with pytest.raises(ExampleError):
        load(nordmark)
    assert commands.load_example(cli.parser().parse_args(["example", "load", "finns-inte"])) == 1
