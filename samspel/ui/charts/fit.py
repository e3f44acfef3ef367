"""How well something fits, aspect by aspect: a short line with a dot for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.ui.charts.svg import nothing, safe, text

MOST = 3
ENDS = {1: "30%", 2: "63%", 3: "96%"}


@dataclass(frozen=True)
class FitMeter:
    """Aspects with how well they fit, 1 to 3. Aspects of which nothing is known are left out by the caller."""

    aspects: Sequence[tuple[str, int]]

    def render(self) -> SafeString:
        """A list of terms; each value is also read out."""
        if not self.aspects:
            return safe(nothing())
        return safe(f'<dl class="fit">{"".join(self._aspect(*aspect) for aspect in self.aspects)}</dl>')

    def _aspect(self, name: str, value: int) -> str:
        level = min(max(value, 1), MOST)
        words = _("%(value)d of %(most)d") % {"value": level, "most": MOST}
        end, weak = ENDS[level], " weak" if level == 1 else ""
        return (
            f'<dt>{text(name)}</dt><dd><svg width="100%" height="18" role="img" aria-label="{text(words)}">'
            '<line class="track" x1="0" x2="100%" y1="9" y2="9"/>'
            f'<line class="on" x1="0" x2="{end}" y1="9" y2="9"/>'
            f'<circle class="dot{weak}" cx="{end}" cy="9" r="6.5"/></svg></dd>'
        )
