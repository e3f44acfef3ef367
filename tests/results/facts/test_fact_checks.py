"""Facts that another app may stop: one at a time and many together, and those that are held for a decision."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from samspel.code_lists.aid_bases import AID_BASES
from samspel.core.models import Evidence
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services import fact_checks
from samspel.results.facts.services.fact import fact_correct, fact_decision_ask, fact_record
from samspel.results.facts.services.fact_checks import FactStopped, facts_check
from samspel.results.models import ResultFact, Support
from tests.results.samples import data_of, recorded, row, saved, somebody, text_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
SUPPORT = KINDS["support"]


class Gate:
    """A check that refuses amounts above its limit, and remembers what it was asked."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.asked: list[Any] = []
        self.held: list[tuple[ResultFact, str]] = []

    def check(self, actor: Any, facts: Sequence[Any], replaced: Any = None) -> None:
        self.asked.append(([fact.amount for fact in facts], replaced))
        for at, fact in enumerate(facts):
            if fact.amount > self.most:
                raise FactStopped(f"mer än {self.most}", at=at)

    def hold(self, actor: Any, fact: ResultFact, told: str) -> None:
        self.held.append((fact, told))


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> tuple[Gate, Gate]:
    """Two checks: one lets through up to 1000, the other up to 500."""
    found = (Gate(1000), Gate(500))
    monkeypatch.setattr(fact_checks, "all_in", lambda slot: found)
    return found


def grant(programme: Programme, amount: int, **changes: Any) -> Any:
    """What somebody says was granted."""
    return data_of(programme, kind="grant", hours=Decimal(0), amount=Decimal(amount), **changes)


def test_a_fact_is_written_where_every_check_lets_it_through(ecs: Programme, gates: tuple[Gate, Gate]) -> None:
    user = somebody(ecs)
    kept = fact_record(actor=user, programme=ecs, kind=SUPPORT, data=grant(ecs, 500))
    with pytest.raises(FactStopped, match="mer än 500") as stopped:
        fact_record(actor=user, programme=ecs, kind=SUPPORT, data=grant(ecs, 501))
    assert (stopped.value.may_ask, stopped.value.at) == (True, 0)
    assert list(Support.objects.all()) == [kept]
    changed = fact_correct(actor=user, kind=SUPPORT, fact=kept, data=grant(ecs, 400), reason="Fel belopp")
    assert gates[0].asked == [([500], None), ([501], None), ([400], kept)]
    with pytest.raises(FactStopped):
        fact_correct(actor=user, kind=SUPPORT, fact=changed, data=grant(ecs, 2000), reason="Fel belopp")
    assert list(Support.objects.as_of(None)) == [changed]


def test_of_many_the_first_that_any_check_refuses_is_told(ecs: Programme, gates: tuple[Gate, Gate]) -> None:
    facts = [Support(amount=amount) for amount in (100, 600, 2000)]
    with pytest.raises(FactStopped, match="mer än 500") as stopped:
        facts_check(actor=None, facts=facts)
    assert stopped.value.at == 1
    facts_check(actor=None, facts=facts[:1])
    facts_check(actor=None, facts=[])
    with pytest.raises(FactStopped, match="mer än 1000") as stopped:
        facts_check(actor=None, facts=[facts[2], facts[1]])
    assert stopped.value.at == 0
    assert [len(asked) for asked, _replaced in gates[1].asked] == [3, 1, 0, 2]


def test_a_fact_that_was_stopped_is_held_by_every_check_and_not_written(
    ecs: Programme, gates: tuple[Gate, Gate]
) -> None:
    fact_decision_ask(
        actor=somebody(ecs), programme=ecs, kind=SUPPORT, data=grant(ecs, 900), explained="Flera bidrag på ett år"
    )
    for gate in gates:
        ((fact, explained),) = gate.held
        assert (fact.amount, fact.programme, fact.financial, explained) == (900, ecs, True, "Flera bidrag på ett år")
        assert fact.fingerprint
    assert not Support.objects.exists()


def test_a_row_of_a_file_that_is_stopped_is_named_and_nothing_is_saved(
    ecs: Programme, gates: tuple[Gate, Gate]
) -> None:
    """Only rows that say they are aid are asked about."""
    user, aid = somebody(ecs), str(AID_BASES["de_minimis"])
    told = [
        row(ecs, amount="2000", reference="a"),
        row(ecs, amount="100", aid_basis=aid, reference="b"),
        row(ecs, amount="600", aid_basis=aid, reference="c"),
    ]
    staged = saved(user, ecs, text_table("support", told))
    assert (staged.stage, staged.report["fault"]) == ("failed", "Rad 4: mer än 500")
    assert not Support.objects.exists()
    assert gates[1].asked == [([100, 600], None)]
    gates[1].most = 600
    saved(user, ecs, text_table("support", told))
    assert sorted(Support.objects.values_list("amount", flat=True)) == [100, 600, 2000]


def test_evidence_of_a_file_belongs_to_its_own_rows(ecs: Programme) -> None:
    user = somebody(ecs)
    recorded(ecs, user, reference="för hand")
    told = [row(ecs, reference=name, evidence=paper) for name, paper in (("a", "RS 1"), ("b", ""), ("c", "RS 3"))]
    saved(user, ecs, text_table("support", told))
    found = {fact.reference: [e.reference for e in fact.evidence.all()] for fact in Support.objects.all()}
    assert found == {"för hand": [], "a": ["RS 1"], "b": [], "c": ["RS 3"]}
    assert Evidence.objects.count() == 2
