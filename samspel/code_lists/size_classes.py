"""Size classes of enterprises (Regulation (EU) 651/2014, annex I)."""

from samspel.core.figures import Text

SIZES = {
    "micro": Text("mikroföretag", "micro enterprise"),
    "small": Text("litet företag", "small enterprise"),
    "medium": Text("medelstort företag", "medium-sized enterprise"),
    "large": Text("stort företag", "large enterprise"),
    "": Text("storlek saknas", "size not known"),
}
