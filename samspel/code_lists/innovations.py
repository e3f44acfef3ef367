"""Kinds of innovation, and to whom one is new."""

from samspel.core.figures import Text

INNOVATION_KINDS = {"product": Text("produkt", "product"), "process": Text("process", "process")}
NOVELTIES = {
    "market": Text("ny på marknaden", "new to the market"),
    "firm": Text("ny för företaget", "new to the firm"),
}
