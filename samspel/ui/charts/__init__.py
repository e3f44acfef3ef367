"""SVG charts. Plain values in, safe HTML out: a drawing with its title, and a table of the same numbers.

No chart formats numbers: the caller gives the text of each value, so chart and page say the same."""

from samspel.ui.charts.bars import Bar, Bars, NestedBar, NestedBars
from samspel.ui.charts.columns import Column, Columns
from samspel.ui.charts.fit import FitMeter
from samspel.ui.charts.heat import Cell, HeatMatrix, HeatRow
from samspel.ui.charts.maps import Choropleth, Place, bounds_for
from samspel.ui.charts.network import Network, NetworkNode, NetworkTie
from samspel.ui.charts.pace import PacePlot
from samspel.ui.charts.pins import Pin, PinMap
from samspel.ui.charts.scatter import Scatter, ScatterPoint
from samspel.ui.charts.score import Line, Note, Score
from samspel.ui.charts.share import Segment, ShareBar
from samspel.ui.charts.strip import DotRow, DotStrip
from samspel.ui.charts.svg import Datum, Table

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Choropleth",
    "Column",
    "Columns",
    "Datum",
    "DotRow",
    "DotStrip",
    "FitMeter",
    "HeatMatrix",
    "HeatRow",
    "Line",
    "NestedBar",
    "NestedBars",
    "Network",
    "NetworkNode",
    "NetworkTie",
    "Note",
    "PacePlot",
    "Pin",
    "PinMap",
    "Place",
    "Scatter",
    "ScatterPoint",
    "Score",
    "Segment",
    "ShareBar",
    "Table",
    "bounds_for",
]
