"""What an offer costs who gets it."""

from samspel.core.figures import Text

PRICES = {
    "free": Text("Utan avgift", "Free of charge"),
    "subsidised": Text("Nedsatt avgift", "Reduced fee"),
    "paid": Text("Mot avgift", "For a fee"),
    "by_application": Text("Efter ansökan", "By application"),
}
