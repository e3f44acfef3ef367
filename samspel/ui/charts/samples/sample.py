"""A chart in one state."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import override

from samspel.ui.charts.maps import Choropleth

REGIONS = ("Uppsala", "Västmanland", "Örebro", "Sörmland", "Östergötland")
AREAS = ("Livsmedel", "Life science", "Energi", "Smart industri")


class Chart(Protocol):
    """Anything of samspel.ui.charts."""

    def render(self) -> SafeString:
        """The chart as HTML."""
        ...


@dataclass(frozen=True)
class Sample:
    """A chart in one state. `stage`: shown on the dark stage."""

    name: str
    state: str
    chart: Chart
    stage: bool = False

    @property
    def html(self) -> SafeString:
        """The chart, and the legend and the table of a map."""
        with override("sv"):
            parts = [self.chart.render()]
            if isinstance(self.chart, Choropleth):
                parts += [self.chart.legend(), self.chart.twin(head=("Kommun", "Företag"))]
            return SafeString("".join(parts))
