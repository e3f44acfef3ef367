"""One fact as its page shows it: what it said before, who takes part, and what the form begins with; each beside
facts of another programme."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core import clock
from samspel.core.facts import void
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.queries import facts as queries
from samspel.results.facts.services.fact import fact_correct
from tests.results.samples import DAY, data_of, organisation, recorded, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
SUPPORT, COLLABORATION = KINDS["support"], KINDS["collaboration"]


def here(programme: Programme, reader: User, as_of: date | None = None) -> ReadContext:
    """The programme as the reader sees it."""
    return ReadContext(structure_of(programme), reader, as_of or clock.today())


def corrected(programme: Programme, user: User, fact: Any, hours: int) -> Any:
    """The fact with other hours."""
    return fact_correct(
        actor=user, kind=SUPPORT, fact=fact, data=data_of(programme, hours=Decimal(hours)), reason="Fel antal timmar"
    )


def shown(context: ReadContext, fact: Any) -> Sequence[Any]:
    """The versions on the fact's page."""
    return [version.fact for version in queries.fact_versions(context, SUPPORT, fact)]


def test_versions_are_the_facts_own_newest_first_from_each_of_them(ecs: Programme, nordmark: Programme) -> None:
    user, other = somebody(ecs), somebody(nordmark)
    first, theirs = recorded(ecs, user), recorded(nordmark, other)
    recorded(ecs, user, reference="en annan")
    second = corrected(ecs, user, first, 3)
    corrected(nordmark, other, theirs, 8)
    third = corrected(ecs, user, second, 4)
    for fact in (first, second, third):
        assert shown(here(ecs, user), fact) == [third, second, first]
    versions = queries.fact_versions(here(ecs, user), SUPPORT, third)
    hours = str(next(f.label for f in SUPPORT.fields if f.key == "hours"))
    assert [dict(version.fields)[hours] for version in versions] == [4, 3, 2]


def test_a_past_day_shows_the_versions_known_then(ecs: Programme, settings: Any) -> None:
    user = somebody(ecs)
    settings.SAMSPEL_TODAY = DAY + timedelta(days=1)
    first = recorded(ecs, user)
    settings.SAMSPEL_TODAY = DAY + timedelta(days=2)
    second = corrected(ecs, user, first, 3)
    settings.SAMSPEL_TODAY = DAY + timedelta(days=3)
    third = corrected(ecs, user, second, 4)
    known = [shown(here(ecs, user, DAY + timedelta(days=n)), first) for n in range(4)]
    assert known == [[], [first], [second, first], [third, second, first]]


def test_a_past_day_lists_what_was_known_then(ecs: Programme, settings: Any) -> None:
    """A fact that was taken back later is still there; one that was recorded later is not."""
    user = somebody(ecs)
    settings.SAMSPEL_TODAY = DAY + timedelta(days=1)
    first = recorded(ecs, user)
    settings.SAMSPEL_TODAY = DAY + timedelta(days=2)
    void(first, user, "Fel")
    second = recorded(ecs, user, reference="senare")
    found = [list(queries.known(here(ecs, user, DAY + timedelta(days=n)), SUPPORT)) for n in range(3)]
    assert found == [[], [first], [second]]
    assert queries.fact_of(here(ecs, user, DAY), SUPPORT, first.pk) is None
    assert queries.fact_of(here(ecs, user, DAY + timedelta(days=1)), SUPPORT, first.pk) == first
    assert queries.fact_of(here(ecs, user), SUPPORT, first.pk) == first


def test_members_are_those_of_the_collaboration(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    mine = recorded(ecs, user, "collaboration", of=(organisation(1), organisation(2)))
    recorded(ecs, user, "collaboration", of=(organisation(2), organisation(3)))
    recorded(nordmark, somebody(nordmark), "collaboration", of=(organisation(1), organisation(4)))
    assert set(queries.fact_members(mine)) == {organisation(1), organisation(2)}
    assert queries.fact_members(recorded(ecs, user)) == []


def test_the_form_begins_with_what_the_fact_says(ecs: Programme, nordmark: Programme) -> None:
    user, where = somebody(ecs), {"area": ecs.areas.all()[1], "partner": ecs.partners.all()[1]}
    fact = recorded(ecs, user, hours=Decimal(5), reference="egen", evidence="RS 1", **where)
    recorded(nordmark, somebody(nordmark), hours=Decimal(9), evidence="RS 2")
    initial = queries.fact_initial(SUPPORT, fact)
    assert initial["organisation"] == organisation(1).shown_number
    told = {key: initial[key] for key in ("hours", "reference", "evidence", "occurred_on", "kind", "activity")}
    assert told == {
        "hours": 5, "reference": "egen", "evidence": "RS 1", "occurred_on": DAY, "kind": "advice", "activity": None,
    }  # fmt: skip
    assert (initial["area"], initial["partner"]) == (where["area"].pk, where["partner"].pk)
    assert queries.fact_initial(SUPPORT, recorded(ecs, user, reference="utan bevis"))["evidence"] == ""


def test_the_form_of_a_collaboration_begins_with_its_members(ecs: Programme, nordmark: Programme) -> None:
    user, nameless = somebody(ecs), organisation(2, number="", identity="none", name="Utan nummer")
    fact = recorded(ecs, user, "collaboration", of=(organisation(1), nameless))
    recorded(nordmark, somebody(nordmark), "collaboration", of=(organisation(3), nameless))
    lines = queries.fact_initial(COLLABORATION, fact)["organisations"].split("\n")
    assert sorted(lines) == sorted([organisation(1).shown_number, "Utan nummer"])


def test_the_latest_evidence_is_in_the_form(ecs: Programme) -> None:
    user = somebody(ecs)
    first = recorded(ecs, user, evidence="RS 1")
    kept = fact_correct(
        actor=user, kind=SUPPORT, fact=first, data=data_of(ecs, hours=Decimal(3), evidence="RS 1"), reason="Fel"
    )
    assert [e.pk for e in kept.evidence.all()] == [e.pk for e in first.evidence.all()]
    other = fact_correct(
        actor=user, kind=SUPPORT, fact=kept, data=data_of(ecs, hours=Decimal(4), evidence=" RS 2 "), reason="Fel"
    )
    assert [e.reference for e in other.evidence.all()] == ["RS 2"]
    assert queries.fact_initial(SUPPORT, other)["evidence"] == "RS 2"
    assert not fact_correct(
        actor=user, kind=SUPPORT, fact=other, data=data_of(ecs, hours=Decimal(5)), reason="Fel"
    ).evidence.exists()


def test_a_long_reference_to_evidence_is_cut_and_a_blank_one_is_none(ecs: Programme) -> None:
    user = somebody(ecs)
    assert recorded(ecs, user, evidence="x" * 301).evidence.get().reference == "x" * 300
    assert not recorded(ecs, user, evidence="  ", reference="egen").evidence.exists()


def test_fields_are_told_in_words(ecs: Programme) -> None:
    user, area, partner = somebody(ecs), ecs.areas.all()[1], ecs.partners.all()[1]
    activity = structure_of(ecs).activities[0]
    fact = recorded(ecs, user, area=area, partner=partner, activity=activity, hours=Decimal(0))
    assert [text for _label, text in queries.fact_fields(SUPPORT, fact)] == [
        f"Bolag 1 AB ({organisation(1).shown_number})", str(SUPPORT_KINDS["advice"]), DAY, 0, 0,
        str(AID_BASES["none"]), area.name, partner.name, activity.title,
    ]  # fmt: skip
    nameless = organisation(2, number="", identity="none", name="Utan nummer")
    assert "Utan nummer" in [text for _label, text in queries.fact_fields(SUPPORT, recorded(ecs, user, of=nameless))]


def test_a_heading_says_what_the_fact_is_of(ecs: Programme) -> None:
    user = somebody(ecs)
    assert queries.fact_title(SUPPORT, recorded(ecs, user)) == f"{SUPPORT.name}: Bolag 1 AB"
    together = recorded(ecs, user, "collaboration", title="Ny testbädd")
    assert queries.fact_title(COLLABORATION, together) == f"{COLLABORATION.name}: Ny testbädd"
