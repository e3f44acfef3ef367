"""Nearness, complexity, entry and complementarity."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from samspel.observatory.analysis.figures.methods import ACTIVITY, ALL, CELL, REGION, Method, register
from samspel.observatory.analysis.figures.parts import ALL_BEFORE, ALL_NOW, PARTNER, computed, kept
from samspel.observatory.analysis.queries.number_sources import SEVERAL

HIDALGO = "Hidalgo, C. et al. (2007). The product space conditions the development of nations. Science 317(5837)."
HAUSMANN = "Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press."


def _near(given: Mapping[str, str]) -> dict[str, Any]:
    return {"region": given["region"], "year": int(given["year"])}


def _density(found: Any, given: Mapping[str, str]) -> float:
    """The density of one activity; the mean where several are given."""
    values = [found["density"][code] for code in given["activity"].split(SEVERAL) if code in found["density"]]
    return float(sum(values) / len(values))


def _mean_density(found: Any, _given: Mapping[str, str]) -> float:
    return float(sum(found["density"].values()) / len(found["density"]))


_ANY = computed(
    "nearness",
    lambda given: {"region": "", "year": int(given["year"])},
    lambda found, given: found["complexity"][given["activity"]],
)

DENSITY = register(
    Method(
        "relatedness-density",
        _("Nearness"),
        _(
            "How much of what tends to be found together with the activity the region is already specialised in: 0 is "
            "nothing, 1 is everything. Two activities are near if the same regions are often specialised in both. For "
            "several activities the number is a mean."
        ),
        "d(r, a) = Σᵦ φ(a, b)·M(r, b) / Σᵦ φ(a, b),   φ(a, b) = C(a, b) / max(u(a), u(b))",
        HIDALGO,
        (CELL, REGION, ALL),
        compute=computed("nearness", _near, _density),
        decimals=3,
    )
)
MEAN_DENSITY = register(
    Method(
        "mean-density",
        _("The region's mean nearness"),
        _("The mean of nearness over all activities: what is usual for the region."),
        "d̄(r) = Σₐ d(r, a) / n",
        HIDALGO,
        (REGION, ALL),
        compute=computed("nearness", _near, _mean_density),
        decimals=3,
    )
)
ACTIVITY_COMPLEXITY = register(
    Method(
        "activity-complexity",
        _("Complexity of an activity"),
        _(
            "An activity is complex if few regions are specialised in it, and those are diverse. The number is in "
            "standard deviations: 0 is average. It is worked out of who has what and says nothing of the knowledge "
            "itself."
        ),
        "PCI: andra egenvektorn till U⁻¹M′D⁻¹M, medelvärde 0 och standardavvikelse 1",
        HAUSMANN,
        (ACTIVITY, ALL),
        compute=_ANY,
    )
)
REGION_COMPLEXITY = register(
    Method(
        "region-complexity",
        _("Economic complexity"),
        _(
            "A region is complex if it is specialised in many activities that few others have. The number is in "
            "standard deviations: 0 is average. The place is uncertain where regions lie close; hence the interval."
        ),
        "ECI: andra egenvektorn till D⁻¹MU⁻¹M′, medelvärde 0 och standardavvikelse 1",
        HAUSMANN,
        (REGION, ALL),
        compute=computed("nearness", _near, lambda found, _given: found["eci"]),
    )
)
COMPLEMENTARITY = register(
    Method(
        "complementarity",
        _("Complementarity"),
        _(
            "How much nearer the region would come to what it lacks, had it what the other region is specialised in: 0 "
            "is nothing, 1 is all the way. A mean over the activities that the region lacks, all of them or an "
            "area's. The number is not the same both ways."
        ),
        "K(r, s) = medel över a av Σᵦ φ(a, b)·M(s, b)·(1 − M(r, b)) / Σᵦ φ(a, b)",
        "Balland, P.-A. and Boschma, R. (2021). Complementary interregional linkages and Smart Specialisation. "
        "Regional Studies 55(6).",
        (REGION, PARTNER, ALL),
        compute=computed(
            "complementarity",
            lambda given: {
                "year": int(given["year"]),
                "regions": sorted((given["region"], given["partner"])),
                "sets": {"set": given["activity"].split(SEVERAL)} if given.get("activity") else {},
            },
            lambda found, given: found["sets"]["set" if given.get("activity") else ""]["matrix"][
                found["regions"].index(given["region"])
            ][found["regions"].index(given["partner"])],
        ),
        decimals=3,
    )
)


def _entries(given: Mapping[str, str]) -> dict[str, Any]:
    return {"years": [int(year) for year in (given["since"], given.get("between"), given["year"]) if year]}


_ENTRY = _(
    "Tests whether regions tend to take up what lies near. The model is a logistic regression: that a region that "
    "lacked the activity is specialised in it later, on nearness at the start, with a level of its own for each region "
    "and activity. The accuracy (AUC) is how often a case where it happened is ranked before one where it did not, "
    "among cases that the model has not seen: 0.5 is chance, 1 is always."
)
_BOSCHMA = (
    "Boschma, R. et al. (2015). Relatedness and technological change in cities. Industrial and Corporate Change 24(1). "
    "Interval: DeLong, E. R. et al. (1988). Biometrics 44(3)."
)


def _taken(path: tuple[str, ...]) -> Callable[[Any, Mapping[str, str]], Any]:
    def taken(found: Any, _given: Mapping[str, str]) -> Any:
        for step in path:
            found = None if found is None else found[step]
        return found

    return taken


ENTRY = {
    name: register(
        Method(
            f"entry-{name}",
            title,
            _ENTRY,
            "logit P(inträde i r, a) = α + β·d(r, a) + ρ(r) + γ(a);   AUC = P(poäng vid inträde > poäng utan)",
            _BOSCHMA,
            (ALL_NOW, ALL_BEFORE),
            compute=kept("entry-model", _entries, _taken(path)),
        )
    )
    for name, title, path in (
        ("auc", _("Accuracy, cases held out"), ("cells", "value")),
        ("auc-later", _("Accuracy, later years"), ("time", "value")),
        ("auc-density", _("Accuracy of nearness alone"),
         ("density_only", "value")),
        ("auc-levels", _("Accuracy without nearness"), ("without_density", "value")),
        ("odds", _("Odds ratio for 0.1 higher nearness"), ("odds_ratio",)),
    )
}  # fmt: skip


UNCERTAINTY = register(
    Method(
        "uncertainty",
        _("Intervals and uncertain places"),
        _(
            "The values might have come out somewhat differently. So the whole table is drawn again many times, each "
            "value as a random number around what was counted, and everything is worked out anew. The interval holds "
            "95 per cent of the draws. It covers chance, not errors of the statistics or of how activities are "
            "classified."
        ),
        "x* ~ Poisson(x); intervallet är 2,5:e till 97,5:e percentilen",
        "Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.",
        (ALL,),
        lambda sums: sums["all"],
        decimals=0,
    )
)
