"""What public support a private investment matches."""

from samspel.core.figures import Text

INVESTMENT_MATCHES = {
    "grant": Text("bidrag till företaget", "a grant to the enterprise"),
    "innovation": Text("innovationsprojekt", "an innovation project"),
    "research": Text("FoU-projekt", "an R&D project"),
}
