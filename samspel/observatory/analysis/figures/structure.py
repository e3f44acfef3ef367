"""Growth, the parts of a change, and how many-sided a region is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.observatory.analysis.figures.methods import ALL, REGION, Method, Sums, register
from samspel.observatory.analysis.figures.parts import ALL_BEFORE, ALL_NOW, BEFORE, NOW, Compute, computed


def _growth(sums: Sums) -> float | None:
    now, before = sums["now"], sums["before"]
    return None if now is None or not before else now / before - 1


def _profile(given: Mapping[str, str]) -> dict[str, Any]:
    since = given.get("since")
    return {"region": given["region"], "year": int(given["year"]), "since": int(since) if since else None}


def _structure(name: str) -> Compute:
    return computed("region-profile", _profile, lambda found, given: found["structure"][name][given["region"]])


def _part(name: str, place: int) -> Compute:
    def taken(found: Any, given: Mapping[str, str]) -> Any:
        activity = given.get("activity")
        return found["change"]["activities"][activity][place] if activity else found["change"]["all"][name]

    return computed("region-profile", _profile, taken)


GROWTH = register(
    Method(
        "growth",
        pgettext_lazy("figure", "Change"),
        _("How much the sum has changed between two years, as a share of the first: 0.1 is ten per cent."),
        "g = x(t) / x(s) − 1",
        "",
        (NOW, BEFORE),
        _growth,
        decimals=4,
    )
)
CHANGE = register(
    Method(
        "change",
        _("Change in number"),
        _("The difference between the sum in a year and in an earlier year."),
        "Δx = x(t) − x(s)",
        "",
        (NOW, BEFORE),
        lambda sums: None if sums["now"] is None or sums["before"] is None else sums["now"] - sums["before"],
        decimals=0,
    )
)
_SHIFT = _(
    "The change is split in three parts that together are the whole change. The common part: had everything grown as "
    "all regions together did. The mix: that the region has more or less of what grows in all regions. The region's "
    "own part: what remains, where each activity grows faster or slower in the region than the same activity does in "
    "all regions. The own part does not say why."
)
_DUNN = (
    "Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers in Regional Science 6."
)
_FORMULAS = {
    "national": ("x·G", _("The common part of the change"), 2),
    "mix": ("x·(gₐ − G)", _("The mix part of the change"), 3),
    "competitive": ("x′ − x·(1 + gₐ)", _("The region's own part"), 4),
}
SHIFT = {
    name: register(
        Method(
            f"shift-share-{name}",
            title,
            _SHIFT,
            f"{formula}   (x, x′: regionens värde före och efter; G, gₐ: allas tillväxt, i allt och i verksamheten)",
            _DUNN,
            (NOW, BEFORE, ALL_NOW, ALL_BEFORE),
            compute=_part(name, place),
            decimals=0,
        )
    )
    for name, (formula, title, place) in _FORMULAS.items()
}
DIVERSITY = register(
    Method(
        "diversity",
        _("Diversity"),
        _("How many activities the region is specialised in: where the location quotient is at least one."),
        "k(r) = Σₐ [LQ(r, a) ≥ 1]",
        "Hidalgo, C. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        (REGION, ALL),
        compute=_structure("diversity"),
        decimals=0,
    )
)
KRUGMAN = register(
    Method(
        "krugman",
        _("Unlikeness to the whole"),
        _(
            "How unlike the region's composition is to that of all regions together: 0 is the same, 2 is nothing in "
            "common."
        ),
        "K(r) = Σₐ |s(r, a) − s(a)|",
        "Krugman, P. (1991). Geography and Trade. MIT Press.",
        (REGION, ALL),
        compute=_structure("krugman"),
    )
)
HERFINDAHL = register(
    Method(
        "herfindahl",
        _("Concentration"),
        _(
            "How gathered the region's value is in few activities: 1 if all is in one, close to 0 if it is spread. "
            "Activities that are large everywhere weigh much."
        ),
        "HHI(r) = Σₐ s(r, a)²",
        "Herfindahl, O. (1950). Concentration in the steel industry. Columbia University.",
        (REGION,),
        compute=_structure("herfindahl"),
        decimals=3,
    )
)
