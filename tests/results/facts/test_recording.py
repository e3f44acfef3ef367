"""Recording, correcting and taking back, by services and by forms; who may."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.directory import NotFound, find
from samspel.core import audit
from samspel.core.access import Role
from samspel.core.facts import FactError
from samspel.core.programmes.models import Programme
from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.services.fact import FactData, fact_correct, fact_take_back
from samspel.results.models import Support
from tests.conftest import Sign
from tests.results.builders import enterprise, manager_of, officer_of, support, value

pytestmark = pytest.mark.django_db

ON = date(2019, 3, 5)


def posted(programme: Programme, **changes: str) -> dict[str, str]:
    """The small form filled in for Sörmland and the first area."""
    return {
        "organisation": "Exempelbolag 020 AB",
        "kind": "advice",
        "occurred_on": "2019-09-02",
        "hours": "3,5",
        "area": str(programme.areas.get(code="food").pk),
        "partner": str(programme.partners.get(code="sormland").pk),
        "evidence": "RS 2019-0412",
        "aid_basis": "none",
    } | changes


def test_the_very_same_is_refused_until_it_has_a_reference(ecs: Programme) -> None:
    user = manager_of(ecs)
    support(ecs, user, enterprise(0), ON)
    with pytest.raises(FactError, match="samma"):
        support(ecs, user, enterprise(0), ON)
    support(ecs, user, enterprise(0), ON, "kväll")
    assert value(ecs, "results.hours") == Decimal(4)


def test_a_correction_keeps_the_old_readable_and_the_chain_whole(ecs: Programme) -> None:
    user = manager_of(ecs)
    fact = support(ecs, user, enterprise(0), ON)
    columns = {f.key: getattr(fact, f.key) for f in KINDS["support"].own_fields} | {"hours": Decimal(7)}
    corrected = fact_correct(
        actor=user, kind=KINDS["support"], fact=fact, data=FactData(columns), reason="Fel antal timmar"
    )
    fact_take_back(actor=user, fact=corrected, reason="Det blev inget")
    assert [s.hours for s in Support.objects.order_by("pk")] == [Decimal(2), Decimal(7)]
    assert value(ecs, "results.hours") == 0
    assert audit.first_broken_link() is None


def test_a_region_records_for_itself_alone(ecs: Programme) -> None:
    user = officer_of(ecs, "sormland")
    support(ecs, user, enterprise(0), ON, partner=ecs.partners.get(code="sormland"))
    with pytest.raises(PermissionDenied):
        support(ecs, user, enterprise(1), ON, partner=ecs.partners.get(code="uppsala"))


def test_the_form_saves_with_decimal_comma_and_evidence(example: Programme, demo_day: date, signed_in: Sign) -> None:
    officer = signed_in(Role.OFFICER)
    answer = officer.post(f"/p/{example.code}/results/support/new/", posted(example), follow=True)
    made = Support.objects.latest("pk")
    assert answer.redirect_chain[-1][0].endswith(f"/results/support/{made.pk}/")
    assert (made.hours, made.partner.code, made.evidence.get().reference) == (
        Decimal("3.5"),
        "sormland",
        "RS 2019-0412",
    )
    again = officer.post(f"/p/{example.code}/results/support/new/", posted(example))
    assert "finns redan" in again.content.decode()
    assert Support.objects.latest("pk") == made


def test_a_new_enterprise_is_registered_with_the_support(example: Programme, demo_day: date, signed_in: Sign) -> None:
    data = posted(example, organisation="556000-4615", new_name="Nya bageriet AB", new_municipality="SE0428")
    signed_in(Role.OFFICER).post(f"/p/{example.code}/results/support/new/", data)
    made = Organisation.objects.get(number="5560004615")
    assert (made.name, Support.objects.latest("pk").organisation) == ("Nya bageriet AB", made)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"organisation": "Exempelbolag 20"}, "Menade du"),
        ({"organisation": "556000-4615"}, "Ingen organisation har numret"),
        ({"organisation": "880320-0016"}, "Ingen organisation har numret ••••••"),
        ({"hours": "tre"}, "är inte ett tal"),
        ({"occurred_on": "2017-12-31"}, "2018-01-01"),
        ({"occurred_on": "2019-10-01"}, "har inte kommit"),
        ({"kind": "finns-inte"}, "finns-inte"),
        ({"hours": "-2"}, "mindre än noll"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    example: Programme, demo_day: date, signed_in: Sign, changes: dict[str, str], told: str
) -> None:
    before = Support.objects.count()
    answer = signed_in(Role.OFFICER).post(f"/p/{example.code}/results/support/new/", posted(example, **changes))
    text = answer.content.decode()
    assert told in text
    assert "RS 2019-0412" in text
    assert Support.objects.count() == before


def test_another_regions_partner_cannot_be_smuggled_in(example: Programme, demo_day: date, signed_in: Sign) -> None:
    before = Support.objects.count()
    other = str(example.partners.get(code="uppsala").pk)
    answer = signed_in(Role.OFFICER).post(f"/p/{example.code}/results/support/new/", posted(example, partner=other))
    assert answer.status_code == 200
    assert Support.objects.count() == before


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.STEERING, Role.EVALUATOR, Role.ACTOR, Role.COMPANY])
def test_others_do_not_record(example: Programme, demo_day: date, signed_in: Sign, role: Role) -> None:
    client = signed_in(role)
    for path in ("record/", "support/new/", "support/import/", "support/template.xlsx"):
        assert client.get(f"/p/{example.code}/results/{path}").status_code == 403


def test_the_public_sees_figures_but_no_facts(example: Programme, demo_day: date, client: Client) -> None:
    fact = Support.objects.all()[0]
    for path in ("support/", f"support/{fact.pk}/", "checks/", "periods/", "periods/1/", "record/"):
        assert client.get(f"/p/{example.code}/results/{path}").status_code == 302
    for path in ("", "indicators/results.co01/", "regions/uppsala/", "horizontal/"):
        text = client.get(f"/p/{example.code}/results/{path}").content.decode()
        assert "Exempelbolag" not in text


def test_another_programmes_fact_is_not_found(
    example: Programme, nordmark: Programme, demo_day: date, signed_in: Sign
) -> None:
    fact = Support.objects.all()[0]
    for path in ("", "correct/", "take-back/"):
        answer = signed_in(Role.MANAGER).get(f"/p/{nordmark.code}/results/support/{fact.pk}/{path}")
        assert answer.status_code in {403, 404}


def test_names_are_found_whatever_their_letters(db: None) -> None:
    Organisation.objects.create(number="5560000001", name="Åkers Mejeri AB", kind="company")
    assert find("ÅKERS MEJERI AB").number == "5560000001"
    with pytest.raises(NotFound):
        find("Akers mejeri")
