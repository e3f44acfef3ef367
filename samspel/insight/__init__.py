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
from samspel.insight.dynamics import entry, entry_rate, exit, exit_rate, growth, growth_by  # noqa: A004 - its name
from samspel.insight.entry_model import EntryModel, EntryTest, entry_model, foretell_cells, foretell_time
from samspel.insight.errors import Cancelled, InputRow, InsightError, Progress
from samspel.insight.fitness import Fitness, fitness_complexity
from samspel.insight.labelled import Matrix, Vector
from samspel.insight.microdata import held_together, regional_table
from samspel.insight.opportunity import opportunity_map
from samspel.insight.outlook import complexity_outlook_gain, complexity_outlook_index
from samspel.insight.panel import panel
from samspel.insight.peers import StructureVariables, gap_to_peers, nearest_peers, read_structure, structural_distance
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
from samspel.insight.resampling import Resampling, of_counts, of_rows
from samspel.insight.sensitivity import ThresholdSensitivity, threshold_sensitivity
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
from samspel.insight.uncertainty import DensityIntervals, Ranking, complexity_ranking, density_intervals

__all__ = [
    "Cancelled",
    "Complexity",
    "DensityIntervals",
    "EntryModel",
    "EntryTest",
    "Fitness",
    "InputRow",
    "InsightError",
    "Matrix",
    "Presence",
    "Progress",
    "Ranking",
    "RegionTable",
    "Resampling",
    "ShiftShare",
    "StructureVariables",
    "ThresholdSensitivity",
    "Vector",
    "added_density",
    "average_diversity",
    "average_ubiquity",
    "co_occurrence",
    "complementarity",
    "complexity_outlook_gain",
    "complexity_outlook_index",
    "complexity_ranking",
    "continuous_proximity",
    "cross_density",
    "cross_proximity",
    "density_intervals",
    "distance",
    "diversity",
    "eci",
    "economic_complexity",
    "entry",
    "entry_model",
    "entry_rate",
    "esteban_marquillas",
    "exit",
    "exit_rate",
    "external_density",
    "fitness_complexity",
    "foretell_cells",
    "foretell_time",
    "gap_to_peers",
    "gini_concentration",
    "gini_specialisation",
    "growth",
    "growth_by",
    "hachman",
    "held_together",
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
    "nearest_peers",
    "of_counts",
    "of_rows",
    "opportunity_map",
    "panel",
    "pci",
    "presence_matrix",
    "present",
    "proximity",
    "rca",
    "read_structure",
    "regional_table",
    "relatedness",
    "relatedness_density",
    "rpop",
    "shannon_concentration",
    "shannon_diversity",
    "shift_share",
    "specialisation_coefficient",
    "structural_distance",
    "structural_similarity",
    "threshold_sensitivity",
    "ubiquity",
]
