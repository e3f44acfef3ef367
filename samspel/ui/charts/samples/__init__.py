"""Sample inputs for styleguide and tests: each chart with none, one, many, negative and missing values.

Figures are invented. Texts are Swedish data, so they are drawn with the Swedish catalogue."""

from collections.abc import Iterator

from samspel.ui.charts.samples.comparisons import columns_drawn, matrices_drawn, points_drawn
from samspel.ui.charts.samples.money import money_drawn
from samspel.ui.charts.samples.network import networks_drawn
from samspel.ui.charts.samples.offers import offers_drawn
from samspel.ui.charts.samples.places import maps_drawn
from samspel.ui.charts.samples.programme import paces_drawn, scores_drawn
from samspel.ui.charts.samples.sample import Sample


def samples() -> Iterator[Sample]:
    """All of them, chart by chart."""
    yield from scores_drawn()
    yield from paces_drawn()
    yield from money_drawn()
    yield from maps_drawn()
    yield from matrices_drawn()
    yield from points_drawn()
    yield from columns_drawn()
    yield from networks_drawn()
    yield from offers_drawn()
