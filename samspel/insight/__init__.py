"""Insight: what regions are strong in, and what is within reach of them. A pure library: no Django, no room."""

from samspel.insight.complementarity import added_density, complementarity
from samspel.insight.complexity import (
    Complexity,
    average_diversity,
    average_ubiquity,
    diversity,
    eci,
    economic_complexity,
    method_of_reflections,
    pci,
    ubiquity,
)
from samspel.insight.concentration import (
    gini_concentration,
    herfindahl_concentration,
    hoover,
    krugman_concentration,
    locational_gini,
    shannon_concentration,
)
from samspel.insight.dynamics import entry, entry_rate, exit, exit_rate, growth, growth_by
from samspel.insight.errors import Cancelled, InsightError, Progress, Row
from samspel.insight.fitness import Fitness, fitness_complexity
from samspel.insight.frames import panel
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.outlook import complexity_outlook_gain, complexity_outlook_index
from samspel.insight.presence import Presence, manual_presence, presence_matrix, present
from samspel.insight.relatedness import (
    co_occurrence,
    continuous_proximity,
    cross_density,
    cross_proximity,
    distance,
    external_density,
    internal_density,
    proximity,
    relatedness,
    relatedness_density,
)
from samspel.insight.shift_share import ShiftShare, esteban_marquillas, shift_share
from samspel.insight.similarity import structural_similarity
from samspel.insight.specialisation import (
    gini_specialisation,
    hachman,
    herfindahl_specialisation,
    krugman_specialisation,
    location_quotient,
    rca,
    rpop,
    shannon_diversity,
    specialisation_coefficient,
)
from samspel.insight.table import RegionTable

__all__ = [
    "Cancelled",
    "Complexity",
    "Fitness",
    "InsightError",
    "Matrix",
    "Presence",
    "Progress",
    "RegionTable",
    "Row",
    "ShiftShare",
    "Vector",
    "added_density",
    "average_diversity",
    "average_ubiquity",
    "co_occurrence",
    "complementarity",
    "complexity_outlook_gain",
    "complexity_outlook_index",
    "continuous_proximity",
    "cross_density",
    "cross_proximity",
    "distance",
    "diversity",
    "eci",
    "economic_complexity",
    "entry",
    "entry_rate",
    "esteban_marquillas",
    "exit",
    "exit_rate",
    "external_density",
    "fitness_complexity",
    "gini_concentration",
    "gini_specialisation",
    "growth",
    "growth_by",
    "hachman",
    "herfindahl_concentration",
    "herfindahl_specialisation",
    "hoover",
    "internal_density",
    "krugman_concentration",
    "krugman_specialisation",
    "location_quotient",
    "locational_gini",
    "manual_presence",
    "method_of_reflections",
    "panel",
    "pci",
    "presence_matrix",
    "present",
    "proximity",
    "rca",
    "relatedness",
    "relatedness_density",
    "rpop",
    "shannon_concentration",
    "shannon_diversity",
    "shift_share",
    "specialisation_coefficient",
    "structural_similarity",
    "ubiquity",
]
