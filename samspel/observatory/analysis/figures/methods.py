"""Methods: what a number is worked out by, in plain words and as a formula. Pages' modules register theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from samspel.core.bilingual import Words

Sums = Mapping[str, float | None]
"""Part → the sum of its observations; None where it has none."""


@dataclass(frozen=True)
class NumberPart:
    """A sum that a number is made of. `held` maps a column of the observations (region, activity, year) to the
    parameter that says its value; columns not held are summed over. Where `optional`, parameters that are not given
    are summed over too."""

    key: str
    name: Words
    held: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True)
class Method:
    """A method. `plain` explains it to somebody who has not met it; `paper` is where it comes from.

    `value` works the number out of the parts' sums; None for methods that need more than sums, which give `compute`
    (version, parameters → number) instead. `decimals` is how precisely the number is shown."""

    code: str
    name: Words
    plain: Words
    formula: str
    paper: str
    parts: tuple[NumberPart, ...]
    value: Callable[[Sums], float | None] | None = None
    compute: Callable[[Any, Mapping[str, str]], float | None] | None = None
    decimals: int = 2

    @property
    def parameters(self) -> list[str]:
        """The parameters its parts need."""
        return sorted({name for part in self.parts if not part.optional for name in part.held.values()})


_methods: dict[str, Method] = {}


def register(method: Method) -> Method:
    """Make a method known. ValueError where the code is another's."""
    if _methods.get(method.code, method) != method:
        raise ValueError(f"method {method.code} is registered twice")
    _methods[method.code] = method
    return method


def methods() -> Mapping[str, Method]:
    """All methods by code."""
    return _methods


def quotient(one: float | None, other: float | None) -> float | None:
    """None where there is nothing to divide by."""
    return None if one is None or not other else one / other


CELL = NumberPart(
    "cell",
    _("The activity in the region"),
    {"region": "region", "activity": "activity", "year": "year"},
)
REGION = NumberPart("region", _("The whole region"), {"region": "region", "year": "year"})
ACTIVITY = NumberPart(
    "activity", _("The activity in all regions"),
    {"activity": "activity", "year": "year"},
)  # fmt: skip
ALL = NumberPart("all", _("Everything in all regions"), {"year": "year"})

SUM = register(
    Method(
        "sum",
        _("Sum"),
        _("The data set's values are added up for the region, activity and year given. Missing values do not count."),
        "Σ x(r, a, t)",
        "",
        (
            NumberPart(
                "rows",
                _("The values"),
                {"region": "region", "activity": "activity", "year": "year"},
                optional=True,
            ),
        ),
        lambda sums: sums["rows"],
    )
)
SHARE = register(
    Method(
        "share",
        _("Share of the region"),
        _("How large a part of all the region's values the activity is in a year."),
        "x(r, a) / Σₐ x(r, a)",
        "",
        (CELL, REGION),
        lambda sums: quotient(sums["cell"], sums["region"]),
        decimals=4,
    )
)
LOCATION_QUOTIENT = register(
    Method(
        "location-quotient",
        _("Location quotient"),
        _(
            "The activity's share of the region is compared with its share of all regions in the data set. "
            "One means the same share as on average, two twice as large. Above one the region counts as specialised."
        ),
        "LQ(r, a) = (x(r, a) / Σₐ x(r, a)) / (Σᵣ x(r, a) / ΣᵣΣₐ x(r, a))",
        "Balassa, B. (1965). Trade liberalisation and “revealed” comparative advantage. The Manchester School 33(2).",
        (CELL, REGION, ACTIVITY, ALL),
        lambda sums: quotient(quotient(sums["cell"], sums["region"]), quotient(sums["activity"], sums["all"])),
    )
)
