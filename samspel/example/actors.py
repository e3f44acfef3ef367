"""Writes what lies beyond support: the system's actors, size figures, events, new products, contacts abroad."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samspel.actors.models import ActorFunction, Alias, Competence, Organisation, OrganisationYear
from samspel.actors.ownership.queries import size_bands
from samspel.actors.ownership.rules import Size, size_class
from samspel.example.catalogue import ACTORS, UNIVERSITY_FUNCTIONS, Actor
from samspel.results.models import Innovation, InternationalContact, Leadership, Participation, Support

if TYPE_CHECKING:
    from samspel.example.results import Writer


def write_actors(writer: "Writer") -> None:
    """The system's actors with what they do, and the companies' figures of two years."""
    for actor in ACTORS:
        found = Organisation.objects.create(
            name=actor.name, identity="none", kind=actor.kind, municipality_id=actor.municipality, example=True
        )
        _describe(writer, found, actor)
    universities = {o.name: o for o in writer.organisations if o.kind == "university"}
    for actor in UNIVERSITY_FUNCTIONS:
        _describe(writer, universities[actor.name], actor)
    year = writer.programme.starts_on.year
    limits, rows, sized = size_bands(date(year, 12, 31)), [], []
    for number, (company, known) in enumerate(zip(writer.organisations, writer.more.known, strict=False)):
        if number % 23 == 7:
            continue  # somebody always forgets to ask
        size = Size(known.staff, known.turnover, known.balance)
        company.size_class = size_class(size, limits)
        sized.append(company)
        rows += [
            OrganisationYear(
                organisation=company, year=y, staff=size.staff, turnover=size.turnover, balance=size.balance,
                size_class=company.size_class,
            )
            for y in (year - 1, year)
        ]  # fmt: skip
    OrganisationYear.objects.bulk_create(rows)
    Organisation.objects.bulk_update(sized, ["size_class"])
    _look_alikes(writer)


def write_beyond(writer: "Writer") -> None:
    """The facts beside support."""
    more, organisations = writer.more, writer.organisations
    Participation.objects.bulk_create(
        Participation(
            **writer.base(a.on, a.partner, a.area, delay=3),
            organisation=organisations[a.company], title=a.title, people=a.people, women=a.women, men=a.men,
        )
        for a in more.attended
    )  # fmt: skip
    brought: list[Any] = Innovation.objects.bulk_create(
        Innovation(
            **writer.base(b.on, b.partner, b.area, delay=8),
            organisation=organisations[b.company], title=b.title, kind=b.kind, novelty=b.novelty,
        )
        for b in more.brought
    )  # fmt: skip
    writer.evidence(brought, [n % 4 != 0 for n in range(len(brought))], "Intyg från företaget")
    InternationalContact.objects.bulk_create(
        InternationalContact(
            **writer.base(m.on, m.partner, m.area, delay=6),
            title=m.title, kind=m.kind, country=m.country, counterpart=m.counterpart,
        )
        for m in more.met
    )  # fmt: skip
    Leadership.objects.bulk_create(
        Leadership(
            **writer.base(led.on, led.partner, led.area, delay=4),
            organisation=organisations[led.company], group=led.group, women=led.women, men=led.men,
        )
        for led in more.led
    )  # fmt: skip
    _to_a_municipality(writer)


def _to_a_municipality(writer: "Writer") -> None:
    """A municipality gets help to digitalise: it is supported, and is no enterprise."""
    town, _made = Organisation.objects.get_or_create(
        number="2120002080", defaults={
            "name": "Västerås stad", "kind": "municipality", "municipality_id": "SE1980", "example": True,
        },
    )  # fmt: skip
    on = writer.programme.starts_on + timedelta(days=430)
    Support.objects.create(
        **writer.base(on, "vastmanland", "life", delay=4),
        organisation=town, kind="digitalisation", hours=Decimal(12),
    )  # fmt: skip


def _look_alikes(writer: "Writer") -> None:
    """Companies registered twice under other spellings, for the review of duplicates."""
    for number, spelling in (
        (16, "Exempelbolag 017 Aktiebolag"),
        (41, "EXEMPELBOLAG 042 AB"),
        (99, "Exempelbolag 100"),
    ):
        first = writer.organisations[number]
        Organisation.objects.create(
            name=spelling, identity="none", kind="company", municipality=first.municipality, example=True
        )


def _describe(writer: "Writer", organisation: Organisation, actor: Actor) -> None:
    ActorFunction.objects.bulk_create(
        ActorFunction(
            programme=writer.programme, organisation=organisation, area=writer.areas[area], function=function,
            example=True,
        )
        for area, function in actor.functions
    )  # fmt: skip
    Competence.objects.bulk_create(Competence(organisation=organisation, code=code) for code in actor.competences)
    Alias.objects.bulk_create(Alias(organisation=organisation, name=name) for name in actor.aliases)
