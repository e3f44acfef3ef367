"""Writes the example to the database, and takes it away again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError, Sum
from django.utils import timezone
from stdnum.se import orgnr

from samspel.actors.models import Organisation
from samspel.example.catalogue import INITIATIVES, PEOPLE, UNIVERSITIES
from samspel.example.world import World, make
from samspel.kernel import audit
from samspel.kernel.facts import Fact, FactPart
from samspel.kernel.models import Evidence, User
from samspel.money.models import Expenditure
from samspel.programme.models import (
    Activity,
    BudgetLine,
    Initiative,
    Membership,
    Milestone,
    MilestoneReached,
    Programme,
)
from samspel.programme.structure import Structure, structure_of
from samspel.results.models import Collaboration, CollaborationMember, PrivateInvestment, Support

DOMAIN = "samspel.example"
NOT_REACHED_MILESTONES = 2  # the last ones due before the example's last day stay open, so that something waits


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
    return _people(structure, password), password


@transaction.atomic
def remove() -> dict[str, int]:
    """Delete every example row; returns how many of each kind. People who have acted stay as closed, nameless accounts,
    and organisations that real facts stand on stay as they are."""
    removed: dict[str, int] = {}
    programmes = list(Programme.objects.filter(has_example=True))
    for model in _guarded(FactPart):
        facts = model._meta.get_field(model.fact_field).name
        removed[model._meta.label] = _delete(model.objects.filter(**{f"{facts}__example": True}))
    for model in _guarded(Fact):
        for field in model._meta.many_to_many:
            through = field.remote_field.through
            _delete(through.objects.filter(**{f"{model._meta.model_name}__example": True}))
        removed[model._meta.label] = _delete(model.objects.filter(example=True))
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


class Writer:
    """Turns the plain world into rows, in bulk, with the dates at which they would have been recorded."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.programme = structure.programme
        self.areas = {area.code: area for area in structure.areas}
        self.partners = {partner.code: partner for partner in structure.partners}
        self.recorder, _ = User.objects.get_or_create(
            email=f"exempel@{DOMAIN}", defaults={"name": "Exempeldata", "is_active": False, "example": True}
        )
        self.world = self._make()

    def write(self) -> None:
        """Everything."""
        self.organisations = self._organisations()
        self._support()
        self._collaborations()
        self._investments()
        self._vouchers()
        self._initiatives()
        self._milestones()

    def _make(self) -> World:
        codes = {partner.pk: partner.code for partner in self.structure.partners}
        places = {
            m.code: (m.name, codes[self.structure.partner_of_municipality[m.code]])
            for m in self.structure.municipalities
        }
        lines = BudgetLine.objects.filter(version__programme=self.programme, version__number=1)
        budget = {
            (code, year): amount
            for code, year, amount in lines.values_list("category__code", "year").annotate(Sum("amount"))
        }
        return make(places, budget, list(self.areas), self.programme.starts_on)

    def _base(self, on: date, partner: str, area: str | None, delay: int) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "partner": self.partners[partner],
            "area": self.areas[area] if area else None,
            "occurred_on": on,
            "recorded_at": moment(on, delay),
            "recorded_by": self.recorder,
            "example": True,
        }

    def _organisations(self) -> list[Organisation]:
        rows = [
            Organisation(
                number=orgnr.validate(c.number),
                name=c.name,
                kind="company",
                municipality_id=c.municipality,
                example=True,
            )
            for c in self.world.companies
        ]
        rows += [
            Organisation(
                number=orgnr.validate(number),
                name=name,
                kind="university",
                municipality_id=place,
                example=True,
            )
            for number, name, place in UNIVERSITIES
        ]
        Organisation.objects.bulk_create(rows, ignore_conflicts=True)
        found = {o.number: o for o in Organisation.objects.filter(number__in=[row.number for row in rows])}
        return [found[row.number] for row in rows]

    def _support(self) -> None:
        rows = [
            Support(
                **self._base(s.on, s.partner, s.area, delay=number % 9),
                organisation=self.organisations[s.company],
                kind=s.kind,
                financial=s.kind == "grant",
                hours=s.hours,
                amount=s.amount,
            )
            for number, s in enumerate(self.world.support)
        ]
        Support.objects.bulk_create(rows)
        self._evidence(rows, [s.with_evidence for s in self.world.support], "Närvarolista")

    def _collaborations(self) -> None:
        rows = [
            Collaboration(
                **self._base(c.on, c.partner, c.area, delay=5),
                title=c.title,
                with_research=c.university is not None,
            )
            for c in self.world.collaborations
        ]
        Collaboration.objects.bulk_create(rows)
        members: list[CollaborationMember] = []
        for row, together in zip(rows, self.world.collaborations, strict=True):
            chosen = [self.organisations[i] for i in together.companies]
            if together.university is not None:
                chosen.append(self.organisations[len(self.world.companies) + together.university])
            members += [CollaborationMember(collaboration=row, organisation=o) for o in chosen]
        CollaborationMember.objects.bulk_create(members)
        self._evidence(rows, [True] * len(rows), "Samverkansavtal")

    def _investments(self) -> None:
        rows = [
            PrivateInvestment(
                **self._base(i.on, self.world.companies[i.company].partner, i.area, delay=12),
                organisation=self.organisations[i.company],
                purpose=i.purpose,
                amount=i.amount,
            )
            for i in self.world.investments
        ]
        PrivateInvestment.objects.bulk_create(rows)
        self._evidence(rows, [True] * len(rows), "Intyg om medfinansiering")
        self._correct(rows[3])

    def _correct(self, wrong: PrivateInvestment) -> None:
        """One correction, so that 'as reported' and 'as known now' differ somewhere: an amount given too low."""
        later = wrong.recorded_at + timedelta(days=75)
        PrivateInvestment.objects.filter(pk=wrong.pk).update(
            voided_at=later, voided_by=self.recorder, void_reason="Beloppet var 20 000 kr för lågt i intyget"
        )
        values = wrong.content() | {"amount": wrong.amount + Decimal(20_000)}
        values |= {"recorded_at": later, "recorded_by": self.recorder, "replaces": wrong}
        right = PrivateInvestment.objects.create(**values)
        right.evidence.set(wrong.evidence.all())

    def _vouchers(self) -> None:
        categories = {category.code: category for category in self.structure.categories}
        Expenditure.objects.bulk_create(
            Expenditure(
                **self._base(v.on, v.partner, None, delay=20),
                category=categories[v.category],
                voucher=v.voucher,
                text=v.text,
                amount=v.amount,
            )
            for v in self.world.vouchers
        )

    def _initiatives(self) -> None:
        activities = {
            (track, code): pk
            for track, code, pk in Activity.objects.filter(track__programme=self.programme).values_list(
                "track__code", "code", "pk"
            )
        }
        for number, (area, track, activity, title, partners, month, length, others) in enumerate(INITIATIVES, start=1):
            first = _month(self.programme.starts_on, month)
            last = _month(self.programme.starts_on, month + length) - timedelta(days=1)
            base = self._base(first.replace(day=12), partners[0], area, delay=-30 if month <= 21 else 0)
            if month > 21:
                base["recorded_at"] = moment(self.programme.starts_on, 500 + month)
            row = Initiative.objects.create(
                **base,
                number=number,
                activity_id=activities[track, activity],
                title=title,
                text="Påhittad insats, för att visa hur det kan se ut.",
                ends_on=min(last, self.programme.ends_on),
                partner_count=len(partners),
            )
            row.partners.add(*(self.partners[code] for code in partners))
            row.areas.add(*(self.areas[code] for code in [area, *others]))

    def _milestones(self) -> None:
        end = _month(self.programme.starts_on, 22)
        due = list(Milestone.objects.filter(programme=self.programme, due_on__lt=end).order_by("due_on"))
        for milestone in due[:-NOT_REACHED_MILESTONES]:
            MilestoneReached.objects.create(
                milestone=milestone,
                occurred_on=milestone.due_on,
                recorded_at=moment(milestone.due_on, 1),
                recorded_by=self.recorder,
                example=True,
            )

    def _evidence(self, facts: list[Any], wanted: Iterable[bool], title: str) -> None:
        chosen = [fact for fact, has in zip(facts, wanted, strict=True) if has]
        papers = [
            Evidence(
                title=title,
                reference=f"EXEMPEL-{fact._meta.model_name}-{fact.pk}",
                recorded_at=fact.recorded_at,
                recorded_by=self.recorder,
                example=True,
            )
            for fact in chosen
        ]
        Evidence.objects.bulk_create(papers)
        if not chosen:
            return
        through = type(chosen[0]).evidence.through
        column = f"{chosen[0]._meta.model_name}_id"
        through.objects.bulk_create(
            through(**{column: fact.pk, "evidence_id": paper.pk}) for fact, paper in zip(chosen, papers, strict=True)
        )


def moment(on: date, days_later: int) -> datetime:
    """Ten in the morning, some days after."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=days_later), time(10)))


def _month(start: date, number: int) -> date:
    year, index = divmod(start.month - 1 + number - 1, 12)
    return date(start.year + year, index + 1, 1)


def _people(structure: Structure, password: str) -> list[SignIn]:
    organisations = {
        "university": Organisation.objects.filter(example=True, kind="university").order_by("pk").first(),
        "company": Organisation.objects.filter(example=True, kind="company").order_by("pk").first(),
    }
    sign_ins = []
    for name, full_name, role, partner, area, organisation in PEOPLE:
        user, _ = User.objects.get_or_create(email=f"{name}@{DOMAIN}", defaults={"name": full_name, "example": True})
        user.is_active, user.is_administrator = True, role == "administrator"
        user.set_password(password)
        user.save()
        Membership.objects.get_or_create(
            user=user,
            programme=structure.programme,
            role=role,
            defaults={
                "partner": structure.partner(partner) if partner else None,
                "area": structure.area(area) if area else None,
                "organisation": organisations[organisation] if organisation else None,
            },
        )
        sign_ins.append(SignIn(user.email, full_name, role))
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
