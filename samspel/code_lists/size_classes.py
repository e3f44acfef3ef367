"""Size classes of enterprises (Regulation (EU) 651/2014, annex I)."""

from samspel.core.figures import Text

SIZES = {
    "micro": Text("mikroföretag", "micro enterprise"),
    "small": Text("litet företag", "small enterprise"),
    "medium": Text("medelstort företag", "medium-sized enterprise"),
    "large": Text("stort företag", "large enterprise"),
    "": Text("storlek saknas", "size not known"),
}
"""A size class beside an enterprise's name."""

COLUMN_SIZES = {
    "micro": Text("mikroföretag", "micro"),
    "small": Text("litet", "small"),
    "medium": Text("medelstort", "medium-sized"),
    "large": Text("stort", "large"),
    "": Text("storlek saknas", "size not known"),
}
"""A size class as the head or cell of a table of enterprises."""

STAFF_OF_SIZES = {
    "micro": Text("0–9 anställda", "0–9 staff"),
    "small": Text("10–49 anställda", "10–49 staff"),
    "medium": Text("50–249 anställda", "50–249 staff"),
    "large": Text("250 anställda eller fler", "250 staff or more"),
}
"""How many work in an enterprise of a size class, as who asks for help is asked."""

SIZES_FOR = {
    "micro": Text("mikroföretag, 0–9 anställda", "micro enterprises, 0–9 staff"),
    "small": Text("små företag, 10–49 anställda", "small enterprises, 10–49 staff"),
    "medium": Text("medelstora företag, 50–249 anställda", "medium-sized enterprises, 50–249 staff"),
    "large": Text("stora företag, 250 anställda eller fler", "large enterprises, 250 staff or more"),
}
"""Enterprises of a size class, as those an offer is for, with the staff they have."""

LISTED_SIZES = {
    "micro": Text("mikro", "micro"),
    "small": Text("små", "small"),
    "medium": Text("medelstora", "medium-sized"),
    "large": Text("stora", "large"),
}
"""Size classes in a list of enterprises that an offer is for, in a table of offers."""
