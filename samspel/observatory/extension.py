"""What the observatory adds to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.observatory.computations.policy import POLICY as COMPUTATIONS
from samspel.observatory.datasets.policy import POLICY as DATASETS
from samspel.observatory.datasets.policy import DatasetAction
from samspel.observatory.datasets.services.data_import import DATA_IMPORT
from samspel.observatory.datasets.services.dataset import KEPT
from samspel.observatory.weak_spots.policy import POLICY as WEAK_SPOTS
from samspel.observatory.weak_spots.policy import WeakSpotAction
from samspel.web.extension import AppExtension, NavigationLink

EXTENSION = AppExtension(
    view_actions={
        "observatory.DataSet": DatasetAction.VIEW,
        "observatory.DataSetVersion": DatasetAction.VIEW,
        "observatory.Observation": DatasetAction.VIEW,
        "observatory.DataImport": DatasetAction.RECORD,
        "observatory.Computation": DatasetAction.VIEW,
        "observatory.WeakSpotNote": WeakSpotAction.VIEW,
    },
    policy=[DATASETS, COMPUTATIONS, WEAK_SPOTS],
    measures=[
        "samspel.observatory.analysis.figures.methods",
        "samspel.observatory.analysis.figures.peer_comparison",
        "samspel.observatory.analysis.figures.relatedness",
        "samspel.observatory.analysis.figures.structure",
        # what can be computed, and what points out a weak spot, is defined beside the figures of them
        "samspel.observatory.computations.rules.totals",
        "samspel.observatory.analysis.rules.area_signs",
        "samspel.observatory.analysis.rules.nearness",
        "samspel.observatory.analysis.rules.opportunities",
        "samspel.observatory.analysis.rules.pairs",
        "samspel.observatory.analysis.rules.peer_groups",
        "samspel.observatory.analysis.rules.ranks",
        "samspel.observatory.analysis.rules.strengths",
        "samspel.observatory.weak_spots.queries.coverage",
        "samspel.observatory.weak_spots.queries.needs",
        "samspel.observatory.weak_spots.queries.offers",
        "samspel.observatory.weak_spots.queries.pace",
        "samspel.observatory.weak_spots.queries.peers",
    ],
    navigation=[NavigationLink(70, "observatory", _("Analysis"), "observatory:overview")],
    import_processes=[DATA_IMPORT],
    refusals=KEPT,
)
