"""SVG charts. Plain values in, safe HTML out: a drawing with its title, and a table of the same numbers.

No chart formats numbers: the caller gives the text of each value, so chart and page say the same."""

from samspel.ui.charts.bars import Bar, Bars, NestedBar, NestedBars
from samspel.ui.charts.columns import ChartColumn, Columns
from samspel.ui.charts.fit import FitMeter
from samspel.ui.charts.heat import HeatCell, HeatMatrix, HeatRow
from samspel.ui.charts.maps import Choropleth, MapPlace, bounds_for
from samspel.ui.charts.network import Network, NetworkNode, NetworkTie
from samspel.ui.charts.pace import PacePlot
from samspel.ui.charts.pins import Pin, PinMap
from samspel.ui.charts.scatter import Scatter, ScatterPoint
from samspel.ui.charts.score import Note, ScoreChart, ScoreLine
from samspel.ui.charts.share import Segment, ShareBar
from samspel.ui.charts.strip import DotRow, DotStrip
from samspel.ui.charts.svg import ChartTable, Datum

__all__ = [
    "Bar",
    "Bars",
    "ChartColumn",
    "ChartTable",
    "Choropleth",
    "Columns",
    "Datum",
    "DotRow",
    "DotStrip",
    "FitMeter",
    "HeatCell",
    "HeatMatrix",
    "HeatRow",
    "MapPlace",
    "NestedBar",
    "NestedBars",
    "Network",
    "NetworkNode",
    "NetworkTie",
    "Note",
    "PacePlot",
    "Pin",
    "PinMap",
    "Scatter",
    "ScatterPoint",
    "ScoreChart",
    "ScoreLine",
    "Segment",
    "ShareBar",
    "bounds_for",
]
