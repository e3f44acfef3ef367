"""Groups that lead an organisation."""

from samspel.core.figures import Text

LEADERSHIP_GROUPS = {"board": Text("styrelse", "board"), "management": Text("ledning", "management")}
