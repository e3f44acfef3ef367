"""From a handful of texts to explained matches, with the library alone.

python examples/matching.py "Vi vill rena vatten från bageriet"
"""

import sys

from samspel.matching import Analyser, Hit, Matcher, Record, TantivyIndex, Wish

OFFERS = [
    Record(
        "water",
        "offer",
        {"sv": "Testbädd för vattenrening", "en": "Test bed for water treatment"},
        {"sv": "Prova filter och membran i ett vattenverk.", "en": "Try filters and membranes in a waterworks."},
        regions=frozenset({"C", "D"}),
        trl=(4, 7),
    ),
    Record(
        "bakery",
        "offer",
        {"sv": "Livsmedelslabb"},
        {"sv": "Här provbakar bagerier och andra livsmedelsföretag nya produkter."},
        aimed_sizes=frozenset({"medium", "large"}),
    ),
    Record("loan", "offer", {"en": "Innovation loan"}, {"en": "Loans to small companies."}, regions=frozenset({"T"})),
]
WISH = "Vi är ett bageri som vill rena vatten och behöver låna pengar"


def main(text: str) -> None:
    """Index the offers in memory, ask, and print what came of it."""
    records = {record.key: record for record in OFFERS}
    analyser = Analyser()
    matcher = Matcher(TantivyIndex(analyser.version), analyser, lambda keys: {key: records[key] for key in keys})
    matcher.upsert(OFFERS)
    found = matcher.match(Wish(text, kinds=frozenset({"offer"}), region="D", size="micro", trl=4))
    say(f"understood as {found.language}: " + ", ".join(word.surface for word in found.understood))
    for hit in found.hits:
        describe(hit)
    for near in found.near_misses:
        say(f"\nnot {near.record.key}: {near.miss.cause} {near.miss.asked} is not among {near.miss.allowed}")


def describe(hit: Hit) -> None:
    """The hit with its reasons and reservations."""
    why = hit.explanation
    say(f"\n{hit.record.key}  score {hit.score:.2f}  strength {hit.strength:.2f}")
    for each in why.contributions:
        met = ", ".join(place.surface for place in each.found) or "similar spelling"
        bridge = f" → {each.via}" if each.via else ""
        say(f"  {each.share:4.0%}  {each.surface}{bridge}: {met}")
    for compound in why.compounds:
        say(f"        {compound.surface} ← {' + '.join(compound.parts)}")
    for met in why.met:
        say(f"        meets {met.cause}: {met.value}")
    for reservation in why.reservations:
        say(f"        but {reservation.caution} {' '.join(reservation.values)}")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or WISH)
