"""What a register's rows mean: an organisation's kind by its name, a place by its name. Pure."""

from samspel.actors.duplicates.rules import legal_form, normal_form


def kind_of(name: str) -> str:
    """An organisation's kind as its name tells it. In this order: a limited company by its legal form; a municipality
    by the word kommun or kommuner; a region by region or landsting; a university by universitet or högskola, also
    within a word; anything else is an association."""
    words = normal_form(name).split()
    if legal_form(name) == "ab" or {"ab", "aktiebolag", "aktiebolaget"} & set(words):
        return "company"
    if {"kommun", "kommuns", "kommuner"} & set(words):
        return "municipality"
    if any(word in {"region", "regionen", "landsting", "landstinget"} for word in words):
        return "region"
    if any("universitet" in word or "högskol" in word for word in words):
        return "university"
    return "association"


def place_key(name: str) -> str:
    """Equal for spellings of a place's name: registers lose the space in Upplands Väsby and Lilla Edet."""
    return "".join(c for c in name.casefold() if c.isalpha())
