"""Kinds of collaboration between organisations."""

from samspel.core.figures import Text

COLLABORATION_KINDS = {
    "joint_development": Text("gemensam utveckling", "joint development"),
    "joint_research": Text("gemensam forskning", "joint research"),
    "network": Text("nätverk eller kluster", "network or cluster"),
    "shared_use": Text("delad utrustning", "shared equipment"),
    "purchase_of_services": Text("köp av tjänster", "purchase of services"),
}
