"""Kinds of contacts abroad."""

from samspel.core.figures import Text

CONTACT_KINDS = {
    "visit": Text("besök", "visit"),
    "network": Text("nätverk", "network"),
    "agreement": Text("avtal", "agreement"),
    "joint_application": Text("gemensam ansökan", "joint application"),
    "joint_project": Text("gemensamt projekt", "joint project"),
}
