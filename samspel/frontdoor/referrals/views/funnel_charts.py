"""The funnel's bars. No number is made here, only placed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samspel.core.figures import Figure
from samspel.frontdoor.referrals.queries.funnel import Funnel, FunnelStep
from samspel.ui.charts import Bar, Bars, Datum
from samspel.ui.templatetags.formats import figure_text


def funnel_bars(found: Funnel) -> dict[str, Bars]:
    """The bars of the page: how far needs and requests come, and why it is no."""
    steps = (_("Step"), _("Number"))
    return {
        "needs": _bars(found.needs, steps, _("Show the needs as a table")),
        "requests": _bars(found.requests, steps, _("Show the requests as a table")),
        "reasons": _bars(found.reasons, (_("Reason"), _("Number")), _("Show the reasons as a table")),
    }


def _bars(steps: Sequence[FunnelStep], head: tuple[str, str], words: str) -> Bars:
    return Bars([Bar(label, _datum(figure)) for label, figure in steps], head, words)


def _datum(figure: Figure) -> Datum:
    return Datum(figure.value, figure_text(figure), figure.url)
