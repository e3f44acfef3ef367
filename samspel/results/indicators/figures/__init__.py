"""The measures of results: the funds' indicators from the rule sets, and the programme's own."""

from samspel.results.indicators.figures import conditions, programme_figures
from samspel.results.indicators.figures.fund_indicators import INDICATORS, indicators_of

__all__ = ["INDICATORS", "conditions", "indicators_of", "programme_figures"]
