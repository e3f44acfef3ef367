"""A code list as the choices of a form field."""

from collections.abc import Mapping


def code_choices(codes: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each code with its words in the reader's language, beginning with a capital."""
    return [(code, capitalised(str(name))) for code, name in codes.items()]


def capitalised(words: str) -> str:
    """The words with a capital first; the others stay as they are."""
    return words[:1].upper() + words[1:]


def codes_of(codes: Mapping[str, object]) -> list[tuple[str, str]]:
    """The codes as the choices of a column, which keeps codes and no words; "" is no choice of its own."""
    return [(code, code) for code in codes if code]
