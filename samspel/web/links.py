"""Links of pages: navigation, crumbs, and ways to what another app knows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A way to somewhere: its words and its address; `current` where the reader is there."""

    label: str
    url: str
    current: bool = False
