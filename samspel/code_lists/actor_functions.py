"""What an actor does in the innovation system."""

from samspel.core.figures import Text

FUNCTIONS = {
    "research": Text("Forskning", "Research"),
    "test_demo": Text("Test och demo", "Test and demo"),
    "incubation": Text("Inkubation", "Incubation"),
    "advice": Text("Rådgivning", "Advice"),
    "financing": Text("Finansiering", "Financing"),
    "training": Text("Utbildning", "Training"),
    "network": Text("Nätverk", "Network"),
}
