"""On what basis a support is state aid, or is none."""

from samspel.core.figures import Text

AID_BASES = {
    "none": Text("inget statligt stöd", "not state aid"),
    "de_minimis": Text("försumbart stöd", "de minimis"),
    "gber": Text("gruppundantag (GBER)", "block exemption (GBER)"),
}
