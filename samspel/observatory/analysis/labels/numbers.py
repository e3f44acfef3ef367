"""Numbers of the analysis as they are read, and as links to where they open."""

import re
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.observatory.analysis.figures.methods import methods
from samspel.observatory.analysis.queries.number_sources import SEVERAL, number_url
from samspel.observatory.models import DataSetVersion
from samspel.ui import formatting
from samspel.ui.charts import Datum
from samspel.ui.formatting import MINUS
from samspel.ui.templatetags.formats import language

MAKING = re.compile(r"(?:Tillverkning av|Manufacture of) (?=\w)")
LONGEST = 34


class Opener:
    """Makes numbers of one version into links."""

    def __init__(self, context: ReadContext, version: DataSetVersion) -> None:
        self.context, self.version = context, version

    def url(self, method: str, **parameters: Any) -> str:
        """Where the number opens. Lists of codes are written as one parameter."""
        given = {
            name: SEVERAL.join(value) if isinstance(value, list | tuple) else value
            for name, value in parameters.items()
        }
        return number_url(self.context, methods()[method], self.version, **given)

    def datum(self, method: str, value: float | None, text: str, **parameters: Any) -> Datum:
        """The value with its words and address; without an address where it is not known."""
        if value is None:
            return Datum(None)
        return Datum(value, text, self.url(method, **parameters))


def decimal(value: float | None, decimals: int = 2) -> str:
    """1,24; "Not known" for None."""
    return _("Not known") if value is None else formatting.number(value, language(), decimals)


def count(value: float | None) -> str:
    """12 345; with decimals only for what is small."""
    if value is None:
        return _("Not known")
    return formatting.number(value, language(), 0 if abs(value) >= 10 or value == int(value) else 1)


def share(value: float | None, decimals: int = 1) -> str:
    """4,6 %."""
    return _("Not known") if value is None else formatting.percent(round(value, 6), language(), decimals)


def signed_share(value: float | None) -> str:
    """+4,6 %, −2,1 %."""
    return _("Not known") if value is None else _signed(share(value))


def signed(value: float | None, decimals: int = 0) -> str:
    """+1 234, −56."""
    return _("Not known") if value is None else _signed(decimal(value, decimals))


def interval(low: float | None, high: float | None, decimals: int = 2) -> str:
    """1,17–1,31; "Not known" where it is not."""
    if low is None or high is None:
        return _("Not known")
    between = "–" if low >= 0 else _(" to ")
    return f"{decimal(low, decimals)}{between}{decimal(high, decimals)}"


def shares(low: float, high: float) -> str:
    """30–41 %."""
    return f"{decimal(100 * low, 0)}–{share(high, 0)}"


def places(low: int, high: int) -> str:
    """4–9, or 4 where both are the same."""
    return f"{low}–{high}" if low != high else str(low)


def brief(name: str, longest: int = LONGEST) -> str:
    """An activity's name for a label: without the words that all industries begin with, cut at a word."""
    shorter = MAKING.sub("", name)
    shorter = shorter[:1].upper() + shorter[1:]
    if len(shorter) <= longest:
        return shorter
    kept = shorter[: longest - 1].rpartition(" ")[0] or shorter[: longest - 1]
    return kept.rstrip(",; ") + "…"


def plain(name: str) -> str:
    """An activity's name inside a sentence."""
    short = brief(name, 60).rstrip("…")
    return short if short[:2].isupper() else short[:1].lower() + short[1:]


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) or not any(digit in text for digit in "123456789") else f"+{text}"
