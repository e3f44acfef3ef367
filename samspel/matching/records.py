"""What is indexed and what is asked: plain values, without a word on where they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samspel.matching.language import Language

LANGUAGES: tuple[Language, ...] = ("sv", "en")
SIZES = ("micro", "small", "medium", "large")
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """Something that can be found: an offer, a need, a company. Both languages on one record.

    Empty sets, None and "" mean no limit, or not known. Codes are the caller's own; only sizes are those of `SIZES`.
    For a need or a company, the regions, municipalities, sizes, sectors and trl are its own: where it is, what it is.
    """

    key: str
    kind: str
    title: Mapping[Language, str]
    text: Mapping[Language, str] = field(default_factory=dict)
    owner: str = ""
    areas: frozenset[str] = NONE
    regions: frozenset[str] = NONE  # whom it is for; companies elsewhere are turned away
    municipalities: frozenset[str] = NONE
    home_region: str = ""  # where its owner is, whomever it is for
    sizes: frozenset[str] = NONE  # companies of another size are turned away
    aimed_sizes: frozenset[str] = NONE  # whom it is made for; others are told so
    sectors: frozenset[str] = NONE
    helps: frozenset[str] = NONE  # kinds of help: test bed, advice, funding …
    trl: tuple[int, int] | None = None  # lowest and highest, both included
    valid_from: date | None = None
    valid_to: date | None = None  # the last day
    starts_on: date | None = None
    next_free_on: date | None = None
    visible: bool = True
    stale: bool = False  # nobody has confirmed it for over a year

    def texts(self) -> dict[Language, str]:
        """Title and text of each language that has any; the text begins after the title and a line break."""
        whole = {language: f"{self.title.get(language, '')}\n{self.text.get(language, '')}" for language in LANGUAGES}
        return {language: text for language, text in whole.items() if text.strip()}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, in plain words, with what is known of them; "" and None mean not known."""

    text: str
    language: Language | None = None  # found out from the text when not given
    kinds: frozenset[str] = NONE  # kinds of record; empty = all
    helps: frozenset[str] = NONE
    areas: frozenset[str] = NONE
    region: str = ""
    municipality: str = ""
    size: str = ""
    sector: str = ""
    trl: int | None = None
    wanted_by: date | None = None
    today: date | None = None  # without it nothing is judged by its dates
    limit: int = 10
    per_owner: int = 3  # at most so many hits from one owner
