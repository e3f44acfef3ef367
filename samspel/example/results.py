"""Turns the plain world into rows, in bulk, with the dates at which they would have been recorded."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from stdnum.se import orgnr

from samspel.actors.models import Organisation
from samspel.core.models import Evidence, User
from samspel.core.programmes.models import BudgetLine
from samspel.core.programmes.structure import Structure
from samspel.example.activity import World, make
from samspel.example.actors import write_actors, write_beyond
from samspel.example.catalogue import UNIVERSITIES
from samspel.example.challenges import write_challenges
from samspel.example.claims import write_claims
from samspel.example.data_sets import write_data_sets
from samspel.example.engagement import beyond
from samspel.example.funding import write_funding
from samspel.example.innovation_system import write_collaborations, write_sent_on, write_unmet
from samspel.example.needs import write_needs
from samspel.example.offers import write_offers
from samspel.example.plan import moment, write_initiatives, write_milestones
from samspel.example.referrals import write_referrals
from samspel.example.reporting_periods import write_reporting
from samspel.example.state_aid import write_aid
from samspel.money.models import Expenditure
from samspel.results.models import Collaboration, CollaborationMember, PrivateInvestment, Support

DOMAIN = "samspel.example"


class Writer:
    """One writing of the example for one programme."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.programme = structure.programme
        self.areas = {area.code: area for area in structure.areas}
        self.partners = {partner.code: partner for partner in structure.partners}
        self.recorder, _ = User.objects.get_or_create(
            email=f"exempel@{DOMAIN}", defaults={"name": "Exempeldata", "is_active": False, "example": True}
        )
        self.world = self._make()
        self.more = beyond(self.world, list(self.areas), self.programme.starts_on)

    def write(self) -> None:
        """Everything."""
        self.organisations = self._organisations()
        write_actors(self)
        self._support()
        self._collaborations()
        self._investments()
        self._vouchers()
        write_initiatives(self)
        write_milestones(self)
        write_beyond(self)
        write_offers(self)
        together = write_collaborations(self)
        self.evidence(together, [True] * len(together), "Samverkansavtal")
        write_reporting(self)
        write_claims(self)
        write_aid(self)
        write_funding(self)
        write_needs(self)
        unmet = write_unmet(self)
        write_referrals(self)
        write_sent_on(self, unmet)
        write_challenges(self)
        write_data_sets(self)

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

    def base(self, on: date, partner: str, area: str | None, delay: int) -> dict[str, Any]:
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
                industry=known.industry,
                started_on=known.started_on,
                example=True,
            )
            for c, known in zip(self.world.companies, self.more.known, strict=True)
        ]
        rows += [
            Organisation(
                number=orgnr.validate(u.number),
                name=u.name,
                kind="university",
                municipality_id=u.municipality,
                example=True,
            )
            for u in UNIVERSITIES
        ]
        Organisation.objects.bulk_create(rows, ignore_conflicts=True)
        found = {o.number: o for o in Organisation.objects.filter(number__in=[row.number for row in rows])}
        return [found[row.number] for row in rows]

    def _support(self) -> None:
        rows = [
            Support(
                **self.base(s.on, s.partner, s.area, delay=number % 9),
                organisation=self.organisations[s.company],
                kind=s.kind,
                financial=s.kind == "grant",
                aid_basis="de_minimis" if s.kind == "grant" and s.amount else "none",
                hours=s.hours,
                amount=s.amount,
            )
            for number, s in enumerate(self.world.support)
        ]
        Support.objects.bulk_create(rows)
        self.evidence(rows, [s.with_evidence for s in self.world.support], "Närvarolista")

    def _collaborations(self) -> None:
        rows = [
            Collaboration(
                **self.base(c.on, c.partner, c.area, delay=5),
                title=c.title,
                kind=("joint_development", "network", "joint_research", "shared_use")[number % 4],
                with_research=c.university is not None,
            )
            for number, c in enumerate(self.world.collaborations)
        ]
        Collaboration.objects.bulk_create(rows)
        members: list[CollaborationMember] = []
        for row, together in zip(rows, self.world.collaborations, strict=True):
            chosen = [self.organisations[i] for i in together.companies]
            if together.university is not None:
                chosen.append(self.organisations[len(self.world.companies) + together.university])
            members += [CollaborationMember(collaboration=row, organisation=o) for o in chosen]
        CollaborationMember.objects.bulk_create(members)
        self.evidence(rows, [True] * len(rows), "Samverkansavtal")

    def _investments(self) -> None:
        rows = [
            PrivateInvestment(
                **self.base(i.on, self.world.companies[i.company].partner, i.area, delay=12),
                organisation=self.organisations[i.company],
                purpose=i.purpose,
                amount=i.amount,
                matches=("innovation", "research", "innovation", "grant")[number % 4],
            )
            for number, i in enumerate(self.world.investments)
        ]
        PrivateInvestment.objects.bulk_create(rows)
        self.evidence(rows, [True] * len(rows), "Intyg om medfinansiering")
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
        rows = [
            Expenditure(
                **self.base(v.on, v.partner, None, delay=20),
                category=categories[v.category],
                voucher=v.voucher,
                text=v.text,
                amount=v.amount,
                origin="books",
                paid_on=v.on,
            )
            for v in self.world.vouchers
        ]
        Expenditure.objects.bulk_create(rows)
        self.evidence(rows, (number % 25 > 0 for number in range(len(rows))), "Verifikat")

    def evidence(self, facts: list[Any], wanted: Iterable[bool], title: str) -> None:
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
