"""How well an offer fits a need, aspect by aspect, 1 to 3. Plain values only."""

from dataclasses import dataclass
from typing import Literal

from samspel.matching import Cause, Caution, Explanation, Record

NEAR_KM, FAR_KM = 50.0, 120.0
STRONG, FAIR = 0.24, 0.14  # of strength: above most good hits, above most others (decision 28)
Aspect = Literal["subject", "help", "place", "time", "size"]
LATE = {Caution.AFTER_WANTED}
OTHER_SIZE = {Caution.AIMED_AT_LARGER, Caution.AIMED_AT_SMALLER}


@dataclass(frozen=True)
class AskedAspects:
    """What is known of the one who asks: the kinds of help wanted or hinted at, the region, the size; how far away
    the offer is, in kilometres."""

    helps: frozenset[str]
    region: str = ""
    size: str = ""
    timing: str = "any"
    km: float | None = None


def fit(record: Record, explanation: Explanation, strength: float, asked: AskedAspects) -> list[tuple[Aspect, int]]:
    """Aspects of which something is known, each with its level."""
    found: list[tuple[Aspect, int | None]] = [
        ("subject", subject(strength, explanation.similar)),
        ("help", help_level(record, asked)),
        ("place", place(record, asked)),
        ("time", time(explanation, asked)),
        ("size", size(record, explanation, asked)),
    ]
    return [(aspect, level) for aspect, level in found if level is not None]


def subject(strength: float, similar: float | None) -> int:
    """By words met, or by likeness of meaning where that says more."""
    best = max(strength, (similar or 0.0) * 0.6)
    return 3 if best >= STRONG else 2 if best >= FAIR else 1


def help_level(record: Record, asked: AskedAspects) -> int | None:
    """Whether it is the kind of help that was asked for or hinted at."""
    if not asked.helps or not record.helps:
        return None
    return 3 if asked.helps & record.helps else 1


def place(record: Record, asked: AskedAspects) -> int | None:
    """Near, in the same region or not too far, or far away."""
    if asked.km is None:
        return None if not asked.region or not record.home_region else 3 if asked.region == record.home_region else 2
    if asked.km <= NEAR_KM:
        return 3
    return 2 if asked.km <= FAR_KM or record.home_region == asked.region else 1


def time(explanation: Explanation, asked: AskedAspects) -> int | None:
    """Whether it can begin when it is wanted; nothing where no time was asked for."""
    if asked.timing == "any":
        return None
    cautions = {reservation.caution for reservation in explanation.reservations}
    if cautions & LATE:
        return 1
    return 2 if Caution.STARTS_LATER in cautions else 3


def size(record: Record, explanation: Explanation, asked: AskedAspects) -> int | None:
    """Whether it is made for companies of the size."""
    if not asked.size:
        return None
    if any(reservation.caution in OTHER_SIZE for reservation in explanation.reservations):
        return 1
    aimed = asked.size in record.aimed_sizes or any(met.cause is Cause.SIZE for met in explanation.met)
    return 3 if aimed else 2
