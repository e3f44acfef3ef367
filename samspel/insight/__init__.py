"""Insight: what regions are strong in, and what is within reach of them. A pure library: no Django, no room."""

from samspel.insight.errors import Cancelled, InsightError, Progress, Row
from samspel.insight.frames import panel
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.table import RegionTable

__all__ = ["Cancelled", "InsightError", "Matrix", "Progress", "RegionTable", "Row", "Vector", "panel"]
