"""What the example needs for the system map: actors that work together, needs that nothing fits, requests sent on."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspel.actors.models import Organisation
from samspel.core.programmes.rule_set import free_days_of
from samspel.example.needs import write_needs
from samspel.example.offers import catalogue
from samspel.frontdoor.models import Need, Referral, ReferralStep
from samspel.frontdoor.referrals.states import due_on
from samspel.results.models import Collaboration, CollaborationMember

if TYPE_CHECKING:
    from samspel.example.results import Writer

FILE = Path(__file__).parent / "system.toml"
RESEARCH = ("university", "institute")
ASKED, SENT_ON, ANSWERED = timedelta(0), timedelta(days=2), timedelta(days=5)


@lru_cache(maxsize=1)
def told() -> dict[str, Any]:
    """The file: `collaborations`, `needs` and `sent_on`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def write_unmet(writer: "Writer") -> Mapping[str, Need]:
    """The needs that nothing fitted, by code."""
    rows = told()["needs"]
    made = write_needs(writer, rows)
    return {row["code"]: need for row, need in zip(rows, made, strict=True)}


def write_collaborations(writer: "Writer") -> list[Collaboration]:
    """What the example's actors do together."""
    owners, rows = _owners(), told()["collaborations"]
    codes = {partner.pk: partner.code for partner in writer.structure.partners}
    made = []
    for row in rows:
        members = [owners[code] for code in row["members"]]
        home = codes[writer.structure.partner_of_municipality[members[0].municipality_id or ""]]
        day = writer.programme.starts_on + timedelta(days=row["day"])
        made.append(Collaboration(
            **writer.base(day, home, row["area"], delay=4), title=row["title"], kind=row["kind"],
            with_research=any(member.kind in RESEARCH for member in members),
        ))  # fmt: skip
    Collaboration.objects.bulk_create(made)
    CollaborationMember.objects.bulk_create(
        CollaborationMember(collaboration=collaboration, organisation=owners[code])
        for collaboration, row in zip(made, rows, strict=True)
        for code in row["members"]
    )
    return made


def write_sent_on(writer: "Writer", needs: Mapping[str, Need]) -> None:
    """Requests to an actor that knew another to be better, which said yes. Once the example's other referrals are
    written, so that numbers follow on."""
    owners = _owners()
    numbers: dict[int, int] = {}
    for pk, number in Referral.objects.filter(need__in=needs.values()).values_list("need_id", "number"):
        numbers[pk] = max(number, numbers.get(pk, 0))
    steps: list[ReferralStep] = []
    for row in told()["sent_on"]:
        need = needs[row["need"]]
        day, last = _day(need), numbers.get(need.pk, 0)
        first = _referral(writer, need, owners[row["first"]], last + 1, "forwarded", day)
        then = _referral(writer, need, owners[row["then"]], last + 2, "accepted", day + SENT_ON, first)
        steps += _steps(writer, first, day, [("requested", ASKED), ("forwarded", SENT_ON)])
        steps += _steps(writer, then, day + SENT_ON, [("requested", ASKED), ("accepted", ANSWERED)])
    ReferralStep.objects.bulk_create(steps)


def _owners() -> dict[str, Organisation]:
    named = {owner["name"]: owner["code"] for owner in catalogue()["owners"]}
    rows = Organisation.objects.filter(example=True, name__in=named).order_by("-pk")
    return {named[row.name]: row for row in rows}


def _referral(
    writer: "Writer", need: Need, owner: Organisation, number: int, state: str, day: date, origin: Any = None
) -> Referral:
    partner = writer.structure.partner_of_municipality.get(owner.municipality_id or "")
    return Referral.objects.create(
        programme=writer.programme, need=need, number=number, organisation=owner, partner_id=partner, home=need.partner,
        area=need.areas.first(), state=state, due_on=due_on(state, day, free_days_of(writer.programme, day)),
        forwarded_from=origin, made_at=_at(day), example=True,
    )  # fmt: skip


def _steps(
    writer: "Writer", referral: Referral, day: date, taken: Sequence[tuple[str, timedelta]]
) -> list[ReferralStep]:
    return [
        ReferralStep(
            referral=referral, programme=writer.programme, kind=kind, recorded_at=_at(day + after),
            occurred_on=day + after, person=writer.recorder if after else None, days=after.days if after else None,
            due_on=due_on(kind, day + after, free_days_of(writer.programme, day)),
        )
        for kind, after in taken
    ]  # fmt: skip


def _day(need: Need) -> date:
    return need.occurred_on or timezone.localdate(need.made_at)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 0)))
