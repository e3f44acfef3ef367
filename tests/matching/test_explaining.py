"""Explanations: the words of both texts, compounds, bridges, and what to know before choosing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samspel.matching.analysis import Analyser
from samspel.matching.conditions import Caution, Reservation, reservations
from samspel.matching.explanation import Compound, Contribution, Explanation
from samspel.matching.filters import Cause, FilterMet
from samspel.matching.index.tantivy_engine import TantivyIndex
from samspel.matching.matcher import Matcher
from samspel.matching.records import Record, Wish

TODAY = date(2026, 3, 2)
OFFER = Record(
    "water",
    "offer",
    {"sv": "Testbädd för vattenrening", "en": "Test bed"},
    {"sv": "Prova membran.\nMembranen är våra."},
    areas=frozenset({"environment"}),
    regions=frozenset({"C", "D"}),
)
ENGLISH = Record("english", "offer", {"en": "Water treatment"}, {"en": "A pilot plant for pure water."})


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def explained(analyser: Analyser, wish: Wish, record: Record) -> Explanation:
    others = [Record(f"other{number}", "offer", {"sv": "Lån till bagerier", "en": "Loans"}) for number in range(5)]
    records = {each.key: each for each in [record, *others]}
    matcher = Matcher(TantivyIndex(analyser.version), analyser, lambda keys: {key: records[key] for key in keys})
    matcher.upsert(records.values())
    (hit,) = (hit for hit in matcher.match(wish).hits if hit.record == record)
    return hit.explanation


def of(found: Explanation, surface: str) -> Contribution:
    return next(each for each in found.contributions if each.surface == surface)


def test_contributions_stand_on_the_words_of_both_texts(analyser: Analyser) -> None:
    wish = Wish("Vi behöver ett membran, gärna flera membraner", "sv")
    found = explained(analyser, wish, OFFER)
    each = of(found, "membran")
    assert {wish.text[start:end] for start, end in each.asked} >= {"membran"}
    assert {place.surface for place in each.found} == {"membran", "Membranen"}
    for place in each.found:
        written = (OFFER.title if place.where == "title" else OFFER.text)[place.language]
        assert written[place.start : place.end] == place.surface
    assert found.language == "sv"
    assert sum(each.share for each in found.contributions) == pytest.approx(1.0, rel=1e-5)
    assert found.contributions[0].share == max(each.share for each in found.contributions)


def test_a_compound_met_by_its_parts_is_told(analyser: Analyser) -> None:
    found = explained(analyser, Wish("rening av smutsigt vatten", "sv"), OFFER)
    assert "part" in of(found, "vatten").ways
    assert {place.surface for place in of(found, "vatten").found} == {"vattenrening"}
    assert Compound("vattenrening", ("vatten", "rening"), "record") in found.compounds


def test_the_bridge_says_by_which_word_it_went(analyser: Analyser) -> None:
    found = explained(analyser, Wish("vattenrening", "sv"), ENGLISH)
    assert found.language == "en"
    best = found.contributions[0]
    assert (best.surface, best.via, best.ways) == ("vattenrening", "water treatment", ("bridge",))
    assert {"Water", "treatment"} <= {place.surface for place in best.found}
    assert {place.language for place in best.found} == {"en"}


def test_filters_met_and_areas_in_common(analyser: Analyser) -> None:
    wish = Wish("vattenrening", "sv", region="D", areas=frozenset({"environment", "health"}))
    found = explained(analyser, wish, OFFER)
    assert (found.met, found.shared_areas) == ((FilterMet(Cause.REGION, "D"),), ("environment",))
    assert found.similar is None


def test_markup_in_the_wish_does_not_move_the_places(analyser: Analyser) -> None:
    wish = Wish("<b>membran</b> 🎉 &amp; vattenrening", "sv")
    found = explained(analyser, wish, OFFER)
    assert {wish.text[slice(*place)] for each in found.contributions for place in each.asked} == {
        "membran",
        "vattenrening",
    }


IN_FOUR_WEEKS = TODAY + timedelta(weeks=4)


@pytest.mark.parametrize(
    ("offer", "wish", "expected"),
    [
        ({}, {}, []),
        ({"starts_on": IN_FOUR_WEEKS}, {}, [Reservation(Caution.STARTS_LATER, ("28",), "2026-03-30")]),
        (
            {"next_free_on": IN_FOUR_WEEKS, "starts_on": TODAY},
            {},
            [Reservation(Caution.STARTS_LATER, ("28",), "2026-03-30")],
        ),
        ({"starts_on": TODAY}, {}, []),
        (
            {"starts_on": IN_FOUR_WEEKS},
            {"wanted_by": IN_FOUR_WEEKS - timedelta(days=3)},
            [Reservation(Caution.AFTER_WANTED, ("3",), "2026-03-30")],
        ),
        ({"aimed_sizes": frozenset({"large"})}, {"size": "micro"}, [Reservation(Caution.AIMED_AT_LARGER, ("large",))]),
        ({"aimed_sizes": frozenset({"micro"})}, {"size": "large"}, [Reservation(Caution.AIMED_AT_SMALLER, ("micro",))]),
        ({"aimed_sizes": frozenset({"micro"})}, {"size": "micro"}, []),
        ({"aimed_sizes": frozenset({"micro"})}, {}, []),
        ({"home_region": "C"}, {"region": "D"}, [Reservation(Caution.OTHER_REGION, ("C",))]),
        ({"home_region": "D"}, {"region": "D"}, []),
        ({"stale": True}, {}, [Reservation(Caution.UNCONFIRMED)]),
        ({"trl": (4, 7)}, {"trl": 7}, [Reservation(Caution.TRL_EDGE, ("4", "7"))]),
        ({"trl": (4, 7)}, {"trl": 5}, []),
        ({"trl": (5, 5)}, {"trl": 5}, []),
        ({"regions": frozenset({"D", "C"})}, {}, [Reservation(Caution.ONLY_REGIONS, ("C", "D"))]),
        ({"sizes": frozenset({"small"})}, {"size": "small"}, []),
        ({"sectors": frozenset({"C"})}, {}, [Reservation(Caution.ONLY_SECTORS, ("C",))]),
    ],
)
def test_reservations(offer: dict, wish: dict, expected: list[Reservation]) -> None:
    record = replace(Record("a", "offer", {"sv": "x"}), **offer)
    assert list(reservations(record, replace(Wish("x", today=TODAY), **wish))) == expected
