"""Kinds of support to enterprises."""

from samspel.core.figures import Text

SUPPORT_KINDS = {
    "advice": Text("rådgivning", "advice"),
    "test_bed": Text("tillgång till testbädd", "test-bed access"),
    "coaching": Text("coachning", "coaching"),
    "workshop": Text("workshop", "workshop"),
    "matching": Text("förmedlad kontakt", "matchmaking"),
    "training": Text("utbildning", "training"),
    "digitalisation": Text("stöd till digitalisering", "support to digitalise"),
    "grant": Text("bidrag", "grant"),
    "other": Text("annat stöd", "other support"),
}
TALK = "advice"
"""What a talk with somebody who has no offer of their own is recorded as."""
