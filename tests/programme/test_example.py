"""The example: what it holds, that it is the same each time, marked, and gone in one command."""

import pytest
from stdnum.se import orgnr

from samspel import cli
from samspel.actors.models import Organisation
from samspel.example.loading import ExampleError, load, remove
from samspel.kernel import audit
from samspel.kernel.facts import Fact
from samspel.kernel.figures import Slice, measure, values
from samspel.kernel.models import User
from samspel.programme.models import Membership, Programme
from samspel.results.models import Support

pytestmark = pytest.mark.django_db


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
    assert cli.remove_example(cli.parser().parse_args(["example", "remove"])) == 0
    assert not Support.objects.exists()
    assert not Organisation.objects.exists()
    assert not Membership.objects.exists()
    assert not User.objects.filter(example=True, is_active=True).exists()
    assert not Programme.objects.get(pk=example.pk).has_example
    assert audit.first_broken_link() is None


def test_it_is_made_for_one_programme(nordmark: Programme) -> None:
    with pytest.raises(ExampleError):
        load(nordmark)
    assert cli.load_example(cli.parser().parse_args(["example", "load", "finns-inte"])) == 1
