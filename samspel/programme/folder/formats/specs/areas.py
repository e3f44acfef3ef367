"""Areas of specialisation with their tracks and activities, and what they are found by in statistics and texts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActivitySpec:
    """An activity of a track; `cross_areas` are the other areas it joins."""

    order: int
    code: str
    title_sv: str
    title_en: str
    text_sv: str
    text_en: str
    cross_areas: tuple[str, ...]


@dataclass(frozen=True)
class TrackSpec:
    """A line of work; its text becomes the first version of the work package."""

    order: int
    code: str
    name_sv: str
    name_en: str
    text_sv: str
    text_en: str
    activities: tuple[ActivitySpec, ...]


@dataclass(frozen=True)
class AreaSpec:
    """An area of specialisation with its tracks."""

    order: int
    code: str
    tone: int
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    summary_sv: str
    summary_en: str
    tracks: tuple[TrackSpec, ...]


@dataclass(frozen=True)
class LinkSpec:
    """A cross-link between two areas."""

    between: tuple[str, ...]
    text_sv: str
    text_en: str


@dataclass(frozen=True)
class EvidenceSpec:
    """The activities that an area is to be found in, in statistics by one classification."""

    area: str
    classification: str
    activities: tuple[str, ...]
    reason_sv: str
    reason_en: str


@dataclass(frozen=True)
class AreaWordsSpec:
    """The beginnings of words by which a text is suggested to be of an area."""

    area: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorSpec:
    """A variable that regions are compared by, and whether higher or lower is better."""

    code: str
    better: str
