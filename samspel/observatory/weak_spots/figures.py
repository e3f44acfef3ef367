"""What a weak spot is, and the sources that point weak spots out, each with its stated rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samspel.core.bilingual import Words
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area
from samspel.observatory.weak_spots.labels import STRENGTHS


@dataclass(frozen=True)
class WeakSpotGround:
    """A piece of evidence: what it says, and where it opens."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class WeakSpot:
    """A weak spot. `key` stays the same from day to day, so that notes find it; at most 120 characters. `where` and
    `subject` are what the title says, apart, where it is of a region."""

    key: str
    title: str
    grounds: Sequence[WeakSpotGround]
    strength: int
    area: Area | None = None
    where: str = ""
    subject: str = ""

    @property
    def strength_words(self) -> str:
        """How strong the sign is."""
        return str(STRENGTHS[self.strength])


@dataclass(frozen=True)
class WeakSpotSource:
    """A source of weak spots: what it is called, the rule for what counts and how strongly, and how it is read."""

    code: str
    name: Words
    rule: Words
    read: Callable[[ReadContext], Sequence[WeakSpot]]


_sources: dict[str, WeakSpotSource] = {}


def register_source(source: WeakSpotSource) -> WeakSpotSource:
    """Make a source known. ValueError where the code is another's."""
    if _sources.get(source.code, source) != source:
        raise ValueError(f"source {source.code} is registered twice")
    _sources[source.code] = source
    return source


def sources() -> Mapping[str, WeakSpotSource]:
    """All sources by code, in the order that they were registered."""
    return _sources
