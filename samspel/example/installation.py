"""Writes the example to the database, and takes it away again."""

import secrets
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError

from samspel.actors.models import ActorFunction, Organisation
from samspel.core import audit
from samspel.core.facts import Fact, FactPart
from samspel.core.models import Evidence, User
from samspel.core.programmes.models import Membership, Programme
from samspel.core.programmes.structure import Structure, structure_of
from samspel.example.catalogue import PEOPLE
from samspel.example.challenges import challenges_removed, seat_jury
from samspel.example.claims import claims_removed
from samspel.example.data_sets import data_sets_removed
from samspel.example.funding import funding_removed
from samspel.example.needs import needs_removed
from samspel.example.offers import SIGNED_IN, offers_removed, owner_name
from samspel.example.referrals import referrals_removed
from samspel.example.results import DOMAIN, Writer
from samspel.example.state_aid import aid_removed
from samspel.money.models import EvidenceFile, Expenditure
from samspel.programme.models import Initiative
from samspel.results.models import (
    Collaboration,
    CriterionWork,
    FrozenFigure,
    PartnerReport,
    PrivateInvestment,
    ReportingPeriod,
    Support,
)


class ExampleError(Exception):
    """The example cannot be loaded; the message says why."""


@dataclass(frozen=True)
class SignIn:
    """An example person who can sign in."""

    email: str
    name: str
    role: str


@transaction.atomic
def load(programme: Programme) -> tuple[list[SignIn], str]:
    """Write the example facts and people for the programme; returns the sign-ins and their common, new password.

    Run again, it only gives the people a new password. ExampleError for a programme the example is not made for."""
    structure = structure_of(programme)
    if programme.code != "ecs-2018-2020":
        raise ExampleError(f"the example is made for ecs-2018-2020, not for {programme.code}")
    password = f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}"
    if not Support.objects.filter(programme=programme, example=True).exists():
        Writer(structure).write()
        Programme.objects.filter(pk=programme.pk).update(has_example=True)
        audit.write(None, "example.loaded", programme, changes={"facts": count(programme)})
    people = _people(structure, password)
    seat_jury(programme)
    return people, password


@transaction.atomic
def remove() -> dict[str, int]:
    """Delete every example row; returns how many of each kind. People who have acted stay as closed, nameless accounts,
    and organisations that real facts stand on stay as they are."""
    removed: dict[str, int] = {}
    programmes = list(Programme.objects.filter(has_example=True))
    periods = ReportingPeriod.objects.filter(example=True)
    for rows in (FrozenFigure.objects.filter(period__in=periods), PartnerReport.objects.filter(period__in=periods)):
        _delete(rows)
    removed["results.ReportingPeriod"] = _delete(periods)
    removed["frontdoor.Referral"] = referrals_removed(_delete)
    removed["frontdoor.Need"] = needs_removed(_delete)
    removed["frontdoor.Offer"] = offers_removed(_delete)
    removed["observatory.DataSet"] = data_sets_removed(_delete)
    aid_removed(_delete)
    funding_removed(_delete)
    challenges_removed(_delete)
    removed["money.Claim"] = claims_removed(_delete)
    _delete(CriterionWork.objects.filter(example=True))
    _delete(ActorFunction.objects.filter(example=True))
    for model in _guarded(FactPart):
        facts = model._meta.get_field(model.fact_field).name
        removed[model._meta.label] = _delete(model.objects.filter(**{f"{facts}__example": True}))
    for model in _guarded(Fact):
        for field in model._meta.many_to_many:
            through = field.remote_field.through
            _delete(through.objects.filter(**{f"{model._meta.model_name}__example": True}))
        removed[model._meta.label] = _delete(model.objects.filter(example=True))
    _delete(EvidenceFile.objects.filter(evidence__example=True))
    _delete(Evidence.objects.filter(example=True))
    removed["kernel.User"] = _close_accounts()
    removed["actors.Organisation"] = _delete_each(Organisation.objects.filter(example=True))
    Programme.objects.filter(has_example=True).update(has_example=False)
    for programme in programmes:
        audit.write(None, "example.removed", programme, changes=removed)
    return removed


def count(programme: Programme) -> int:
    """How many example facts the programme has."""
    return sum(
        model.objects.filter(example=True, programme=programme).count()
        for model in (Support, Collaboration, PrivateInvestment, Expenditure, Initiative)
    )


def _people(structure: Structure, password: str) -> list[SignIn]:
    organisations = {
        "actor": Organisation.objects.filter(example=True, name=owner_name(SIGNED_IN)).order_by("pk").first(),
        "company": Organisation.objects.filter(example=True, kind="company").order_by("pk").first(),
    }
    sign_ins = []
    for person in PEOPLE:
        user, _ = User.objects.get_or_create(
            email=f"{person.mailbox}@{DOMAIN}", defaults={"name": person.name, "example": True}
        )
        user.is_active, user.is_administrator = True, person.role == "administrator"
        user.set_password(password)
        user.save()
        # the example's addresses lead nowhere, so nobody can verify them; one-time codes need a verified one
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        Membership.objects.get_or_create(
            user=user,
            programme=structure.programme,
            role=person.role,
            defaults={
                "partner": structure.partner(person.partner) if person.partner else None,
                "area": structure.area(person.area) if person.area else None,
                "organisation": organisations[person.organisation] if person.organisation else None,
            },
        )
        sign_ins.append(SignIn(user.email, person.name, person.role))
    return sign_ins


def _close_accounts() -> int:
    closed = 0
    for user in User.objects.filter(example=True):
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            Membership.objects.filter(user=user).delete()
            user.name, user.is_active = "Borttaget exempelkonto", False
            user.set_unusable_password()
            user.save()
        closed += 1
    return closed


def _guarded(kind: type) -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, kind)]


def _delete(rows: Any) -> int:
    """Straight in the database: the example's own rows refer to each other, which PROTECT would stop."""
    number = rows.count()
    rows._raw_delete(rows.db)
    return int(number)


def _delete_each(rows: Any) -> int:
    number = 0
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
            number += 1
        except ProtectedError:
            continue
    return number
