"""The results room's measures: the funds' indicators from the rule sets, and the programme's own."""

from samspel.results.figures import conditions, own
from samspel.results.figures.indicators import INDICATORS, indicators_of

__all__ = ["INDICATORS", "conditions", "indicators_of", "own"]
