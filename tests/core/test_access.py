"""The access policy, cell by cell, for one object and for querysets; and the printed matrix."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samspel.actors.models import Organisation
from samspel.core import access
from samspel.core.access import POLICY, Reach, Role
from samspel.core.access.matrix import markdown
from samspel.core.models import User
from samspel.core.programmes.models import Membership, Programme
from samspel.results.models import Support
from tests.conftest import ROOT, person

pytestmark = pytest.mark.django_db

# One letter a role, in the order of Role: P the whole programme, R own region (partner), A own area,
# G own organisation, O any public programme, - not at all. Written by hand, so that a change of policy is seen twice.
EXPECTED = {
    "programme.view": "PPPPPPPPPO",
    "programme.load": "P-------P-",
    "figure.open": "PPPPPPPPPO",
    "figure.identities": "PPPPP--PP-",
    "worklist.view": "PPPPPPPPP-",
    "initiative.record": "PAR-------",
    "initiative.void": "PAR-------",
    "milestone.record": "P---------",
    "milestone.void": "P---------",
    "work_package.revise": "PA--------",
    "organisation.view": "PPPPPGGPP-",
    "organisation.record": "PAR--G----",
    "merge.record": "P-R-------",
    "merge.void": "P-R-------",
    "actor.describe": "PAP--G----",
    "contact.view": "PPPP-GG-P-",
    "contact.record": "PPP--G----",
    "operation.record": "P-------P-",
    "support.view": "PPPPPGGPP-",
    "support.record": "PAR-------",
    "support.void": "PAR-------",
    "collaboration.record": "PAR-------",
    "collaboration.void": "PAR-------",
    "investment.record": "PAR-------",
    "investment.void": "PAR-------",
    "participation.record": "PAR-------",
    "participation.void": "PAR-------",
    "innovation.record": "PAR-------",
    "innovation.void": "PAR-------",
    "contact_abroad.record": "PAR-------",
    "contact_abroad.void": "PAR-------",
    "leadership.record": "PAR-------",
    "leadership.void": "PAR-------",
    "results.import": "PAR-------",
    "results.check": "PPPP---PP-",
    "import.undo": "PARR------",
    "dataset.view": "PPPPPPPPPO",
    "dataset.record": "PP-----PP-",
    "computation.ask": "PPPPP--PP-",
    "weak_spot.view": "PPPPP--PP-",
    "weak_spot.note": "PP-----P--",
    "period.view": "PPPPP--PP-",
    "period.manage": "P---------",
    "report.submit": "P-R-------",
    "report.approve": "P---------",
    "horizontal.record": "P------P--",
    "expenditure.view": "P--R---PP-",
    "expenditure.record": "P--R------",
    "expenditure.void": "P--R------",
    "income.record": "P--R------",
    "income.void": "P--R------",
    "claim.view": "P--PP--PP-",
    "claim.manage": "P---------",
    "claim.prepare": "P--R------",
    "claim.check": "P---------",
    "budget.change": "P---------",
    "aid.view": "PPPP---PP-",
    "aid.decide": "P---------",
    "aid.register": "P-P-------",
    "declaration.view": "PPPP--GPP-",
    "declaration.record": "P-P---G---",
    "declaration.void": "P-P---G---",
    "declaration.approve": "P-P-------",
    "funding.view": "PPPPP--PP-",
    "funding.apply": "P---------",
    "funding.handle": "--R-------",
    "funding.assess": "--RR------",
    "funding_decision.record": "--RR------",
    "funding_decision.void": "--R-------",
    "requisition.record": "P---------",
    "requisition.void": "P---------",
    "cofinancing.record": "P-RR------",
    "cofinancing.void": "P-RR------",
    "desk.view": "-----G----",
    "region.attend": "--R-------",
    "region.stand_in": "P---------",
    "offer.keep_true": "-----G----",
    "need.ask": "-----GG---",
    "challenge.answer": "------G---",
    "offer.view": "PPPPPPPPPO",
    "offer.record": "PPP--G----",
    "need.view": "PPPPPGGPP-",
    "need.handle": "PPR-------",
    "asker.view": "P-R--G----",
    "referral.view": "PPPPPG-PP-",
    "referral.answer": "P-R--G----",
    "referral.forward": "P-R-------",
    "challenge.view": "PPPPPPPPPO",
    "challenge.manage": "P-R-------",
    "challenge.judge": "PPPPP--P--",
    "challenge_decision.record": "P-R-------",
    "challenge_decision.void": "P-R-------",
    "audit.view": "PARR---PP-",
    "access.manage": "--------P-",
}
REACH = {
    "P": {"own", "partner", "area", "organisation"},  # where the object differs from the member's own
    "R": {"own", "area", "organisation"},
    "A": {"own", "partner", "organisation"},
    "G": {"own", "partner", "area"},
    "O": {"own", "partner", "area", "organisation", "programme"},
    "-": set(),
}


@pytest.fixture
def objects(example: Programme, nordmark: Programme) -> dict[str, Support]:
    """One object that is the member's own in all respects, and others that differ in one."""
    first, second = example.partners.get(code="sormland"), example.partners.get(code="orebro")
    life, food = example.areas.get(code="life"), example.areas.get(code="food")
    own, other = Organisation.objects.filter(kind="company").order_by("number")[:2]
    recorded = {"recorded_by": person(Role.MANAGER), "recorded_at": timezone.now(), "kind": "advice", "example": True}
    ecs = {"programme": example, "occurred_on": date(2019, 5, 2), **recorded}
    made = {
        "own": Support(**ecs, partner=first, area=life, organisation=own),
        "partner": Support(**ecs, partner=second, area=life, organisation=own),
        "area": Support(**ecs, partner=first, area=food, organisation=own),
        "organisation": Support(**ecs, partner=first, area=life, organisation=other),
        "programme": Support(
            **{**ecs, "programme": nordmark},
            partner=nordmark.partners.all()[0],
            area=nordmark.areas.all()[0],
            organisation=own,
        ),
    }
    return {key: Support.objects.bulk_create([row])[0] for key, row in made.items()}


def member(role: Role, objects: dict[str, Support]) -> Any:
    """Somebody with only this role, for the own object's partner, area and organisation."""
    if role is Role.PUBLIC:
        return AnonymousUser()
    user, own = User.objects.create_user(f"{role}@example.org", name="Någon"), objects["own"]
    Membership.objects.create(
        user=user, programme=own.programme, role=role, partner=own.partner, area=own.area, organisation=own.organisation
    )
    return user


def test_the_whole_policy_is_expected() -> None:
    assert set(EXPECTED) == set(POLICY)
    letters = dict(zip(Reach, "PRAGO", strict=True))
    found = {action: "".join(letters[p[r]] if r in p else "-" for r in Role) for action, p in POLICY.items()}
    assert found == EXPECTED


@pytest.mark.parametrize("role", Role)
def test_each_cell_for_one_object_and_for_many(objects: dict[str, Support], role: Role) -> None:
    user = member(role, objects)
    pks = {key: row.pk for key, row in objects.items()}
    queryset = Support.objects.filter(pk__in=pks.values())
    for action, letters in EXPECTED.items():
        # everybody, member or not, has what the public has
        allowed = REACH[letters[list(Role).index(role)]] | REACH[letters[-1]]
        seen = set(access.visible(user, action, queryset).values_list("pk", flat=True))
        for key, row in objects.items():
            assert access.can(user, action, row) == (key in allowed), (action, role, key)
            assert (pks[key] in seen) == (key in allowed), (action, role, key)
            if key not in allowed:
                with pytest.raises(PermissionDenied):
                    access.require(user, action, row)


def test_a_closed_programme_is_not_for_the_public(objects: dict[str, Support]) -> None:
    own = objects["own"]
    Programme.objects.filter(pk=own.programme_id).update(is_public=False)
    row = Support.objects.get(pk=own.pk)
    outsider = User.objects.create_user("utanfor@example.org", name="Utanför")
    for user in (AnonymousUser(), outsider):
        assert not access.can(user, "programme.view", row)
        assert not access.visible(user, "programme.view", Support.objects.filter(pk=row.pk)).exists()
    assert access.can(member(Role.EVALUATOR, objects), "programme.view", row)


def test_the_administrators_flag_opens_no_programme(objects: dict[str, Support]) -> None:
    user = User.objects.create_user("it@example.org", name="It", is_administrator=True)
    assert not access.can(user, "figure.identities", objects["own"])


def test_two_roles_add_up(objects: dict[str, Support]) -> None:
    user = member(Role.OFFICER, objects)
    own = objects["own"]
    Membership.objects.create(user=user, programme=own.programme, role=Role.AREA_LEAD, area=own.area)
    allowed = {key for key, row in objects.items() if access.can(user, "initiative.record", row)}
    assert allowed == {"own", "area", "partner", "organisation"}


def test_an_unknown_action_is_an_error(objects: dict[str, Support]) -> None:
    with pytest.raises(KeyError):
        access.can(AnonymousUser(), "programme.burn", objects["own"])


def test_preparer_and_approver_are_different_people(example: Programme) -> None:
    access.require_other(person(Role.MANAGER), person(Role.CONTROLLER))
    with pytest.raises(PermissionDenied):
        access.require_other(person(Role.MANAGER), person(Role.MANAGER))


def test_the_printed_matrix_is_the_policy(db: None) -> None:
    assert (Path(ROOT) / "docs" / "access.md").read_text(encoding="utf-8") == markdown()
