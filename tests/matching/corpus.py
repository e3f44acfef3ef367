"""A handful of offers, companies and needs that the tests of matching share, and a larger made-up lot."""

import random

from samspel.matching.records import Record

OFFERS = [
    Record(
        "water",
        "offer",
        {"sv": "Testbädd för vattenrening", "en": "Test bed for water treatment"},
        {
            "sv": "Prova filter, membran och sensorer i ett riktigt vattenverk.",
            "en": "Try filters, membranes and sensors in a real waterworks.",
        },
        owner="univ",
        areas=frozenset({"environment"}),
        regions=frozenset({"C", "D"}),
        trl=(4, 7),
        helps=frozenset({"test"}),
    ),
    Record(
        "loan",
        "offer",
        {"sv": "Innovationslån", "en": "Innovation loan"},
        {
            "sv": "Lån till små företag som utvecklar nya produkter.",
            "en": "Loans to small companies with new products.",
        },
        owner="almi",
        sizes=frozenset({"micro", "small"}),
        helps=frozenset({"funding"}),
    ),
    Record(
        "robot",
        "offer",
        {"sv": "Robotlabb för tillverkningsindustri"},
        {"sv": "Automation av svetsning och plocklinjer i verkstaden."},
        owner="univ",
        areas=frozenset({"industry"}),
        aimed_sizes=frozenset({"large"}),
    ),
    Record(
        "care",
        "offer",
        {"en": "Living lab for elderly care"},
        {"en": "Try digital aids with nurses and residents of a care home."},
        owner="region",
        areas=frozenset({"health"}),
        home_region="U",
    ),
]
ASKERS = [
    Record(
        "steel",
        "company",
        {"sv": "Stålverkstad"},
        {"sv": "Vi svetsar och vill köpa en robot till verkstaden."},
        regions=frozenset({"T"}),
        sizes=frozenset({"small"}),
    ),
    Record(
        "pure",
        "company",
        {"en": "Pure"},
        {"en": "We make membranes for water treatment and look for a waterworks to try them in."},
        regions=frozenset({"C"}),
        sizes=frozenset({"medium"}),
        trl=(5, 5),
    ),
    Record(
        "ward",
        "need",
        {"sv": "Äldreomsorg"},
        {"sv": "Vårdhemmet vill prova digitala hjälpmedel."},
        regions=frozenset({"C"}),
    ),
]
_SWEDISH = """
vatten rening testbädd vattenrening sensor sensorer lån innovation innovationslån robot svetsning verkstad tillverkning
tillverkningsindustri vård äldreomsorg hjälpmedel digital membran filter energi solceller batteri livsmedel bageri deg
jäsning förpackning plast återvinning skog trä byggande bygglov handläggningstid utbildning
"""
_ENGLISH = "water treatment sensor loan robot welding workshop care digital membrane energy battery food baking wood"
SWEDISH, ENGLISH = _SWEDISH.split(), _ENGLISH.split()


def lot(count: int, kind: str, seed: int) -> list[Record]:
    """Made-up records of one kind, some in Swedish, some in English, some in both, with all sorts of limits."""
    chance = random.Random(seed)

    def some(codes: str, share: float) -> frozenset[str]:
        return frozenset(chance.sample(codes.split(), 2)) if chance.random() < share else frozenset()

    def text(words: list[str], longest: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(1, longest)))

    records = []
    for number in range(count):
        languages = chance.choice([("sv",), ("sv",), ("en",), ("sv", "en")])
        words = {"sv": SWEDISH, "en": ENGLISH}
        records.append(
            Record(
                f"{kind}-{number:04}",
                kind,
                {language: text(words[language], 4) for language in languages},
                {language: text(words[language], 90) for language in languages},
                owner=f"owner-{chance.randint(1, 12)}",
                regions=some("C D T U X", 0.3),
                sizes=some("micro small medium large", 0.3),
                areas=some("a b c d", 0.5),
                trl=(chance.randint(1, 4), chance.randint(5, 9)) if chance.random() < 0.3 else None,
                visible=chance.random() > 0.05,
                stale=chance.random() < 0.2,
            )
        )
    return records


def company(number: int, seed: int) -> Record:
    """A company whose text has more different words than a search is made of."""
    chance = random.Random(seed * 1000 + number)
    stems = [f"{one}{other}" for one in SWEDISH[:12] for other in SWEDISH[12:24]]
    return Record(f"long-{number}", "company", {"sv": "Lång"}, {"sv": " ".join(chance.choices(stems + SWEDISH, k=300))})
