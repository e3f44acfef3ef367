"""Who counts as one with whom, and how large they are together."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.actors.duplicates.rules.merge_chains import MergeLoop, chain_ends
from samspel.actors.ownership.rules import (
    Band,
    Holding,
    Size,
    lasting_class,
    linked_groups,
    partner_shares,
    size_class,
    total_size,
    undertaking,
)

DAY = date(2019, 6, 1)
BANDS = [
    Band("micro", Decimal(10), Decimal(2_000_000), Decimal(2_000_000)),
    Band("small", Decimal(50), Decimal(10_000_000), Decimal(10_000_000)),
    Band("medium", Decimal(250), Decimal(50_000_000), Decimal(43_000_000)),
]
IDS = st.integers(1, 8)


PAIRS = [(owner, owned) for owner in range(1, 9) for owned in range(1, 9) if owner != owned]
KINDS = [("appoints", None), ("dominant", None), *(("votes", n) for n in (10, 25, 50, 51)), ("shares", 30)]


def a_hold(pair: tuple[int, int], kind: tuple[str, int | None], since: int, lasts: int | None) -> Holding:
    """A hold that begins some days from the day, and perhaps ends."""
    first = DAY + timedelta(days=since)
    share = None if kind[1] is None else Decimal(kind[1])
    return Holding(*pair, kind[0], share, first, None if lasts is None else first + timedelta(days=lasts))


HOLDS = st.lists(
    st.builds(
        a_hold, st.sampled_from(PAIRS), st.sampled_from(KINDS), st.integers(-3, 1), st.none() | st.integers(1, 4)
    ),
    max_size=12,
)


@given(HOLDS, st.randoms(use_true_random=False))
def test_an_undertaking_is_the_same_from_each_of_its_members(found: list[Holding], chance: random.Random) -> None:
    for start in range(1, 9):
        members = undertaking(start, found, DAY)
        assert start in members
        assert all(undertaking(other, found, DAY) == members for other in members)
        shuffled = found.copy()
        chance.shuffle(shuffled)
        assert undertaking(start, shuffled, DAY) == members


@given(HOLDS)
def test_links_reach_through_each_other(found: list[Holding]) -> None:
    for hold in found:
        linked = hold.links and hold.in_force(DAY)
        if linked:
            assert hold.owned in undertaking(hold.owner, found, DAY)
        partners = partner_shares(undertaking(hold.owner, found, DAY), found, DAY)
        assert not undertaking(hold.owner, found, DAY) & partners.keys()
        assert all(25 <= share <= 100 for share in partners.values())


@pytest.mark.parametrize(
    ("kind", "share", "links"),
    [("votes", "50", False), ("votes", "50.01", True), ("shares", "100", False), ("appoints", None, True)],
)
def test_what_links(kind: str, share: str | None, links: bool) -> None:
    hold = Holding(1, 2, kind, Decimal(share) if share else None, DAY)
    assert (2 in undertaking(1, [hold], DAY)) == links


def test_a_hold_is_there_from_its_first_day_and_not_on_its_last() -> None:
    hold = Holding(1, 2, "dominant", None, DAY, DAY + timedelta(days=2))
    shown = [len(undertaking(1, [hold], DAY + timedelta(days=n))) for n in (-1, 0, 1, 2)]
    assert shown == [1, 2, 2, 1]


@pytest.mark.parametrize(("share", "partner"), [("24.99", False), ("25", True), ("50", True)])
def test_a_quarter_makes_a_partner(share: str, partner: bool) -> None:
    hold = Holding(1, 2, "shares", Decimal(share), DAY)
    assert (2 in partner_shares({1}, [hold], DAY)) == partner
    assert (1 in partner_shares({2}, [hold], DAY)) == partner


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "expected"),
    [
        ("9.99", 2_000_000, 99_000_000, "micro"),
        ("9.99", 99_000_000, 2_000_000, "micro"),
        ("9.99", 2_000_001, 2_000_001, "small"),
        ("10", 1, 1, "small"),
        ("49.99", 10_000_000, None, "small"),
        ("50", 1, 1, "medium"),
        ("249.99", 50_000_000, 43_000_001, "medium"),
        ("249.99", 50_000_001, 43_000_001, "large"),
        ("250", 1, 1, "large"),
        ("5", None, None, ""),
        ("5", 3_000_000, None, ""),
        ("250", None, None, "large"),
    ],
)
def test_the_class_at_its_bounds(staff: str, turnover: int | None, balance: int | None, expected: str) -> None:
    money = [None if value is None else Decimal(value) for value in (turnover, balance)]
    assert size_class(Size(Decimal(staff), *money), BANDS) == expected


def test_linked_count_whole_and_partners_by_their_share() -> None:
    one, other = Size(Decimal(8), Decimal(100), Decimal(50)), Size(Decimal(10), Decimal(200), None)
    assert total_size([one, one]) == Size(Decimal(16), Decimal(200), Decimal(100))
    assert total_size([one], [(other, Decimal(25))]) == Size(Decimal("10.5"), Decimal(150), None)


CLASSES = st.sampled_from(["micro", "small", "medium", "large", ""])


@given(st.dictionaries(st.integers(2000, 2020), CLASSES))
def test_a_change_of_class_holds_when_two_years_show_it(by_year: dict[int, str]) -> None:
    shown = [by_year[year] for year in sorted(by_year) if by_year[year]]
    holding = lasting_class(by_year)
    assert holding in {"", *shown}
    if shown:
        twice = [now for before, now in pairwise(shown) if before == now]
        assert holding == (twice[-1] if twice else shown[0])


def test_a_partner_counts_with_its_larger_share_whichever_side_it_is_on() -> None:
    holds = [
        Holding(1, 2, "shares", Decimal(30), DAY),
        Holding(2, 1, "votes", Decimal(40), DAY),
        Holding(1, 2, "shares", Decimal(45), DAY + timedelta(days=1)),
        Holding(3, 4, "shares", Decimal(45), DAY),
        Holding(1, 5, "dominant", None, DAY),
        Holding(6, 1, "votes", Decimal(60), DAY),
    ]
    assert partner_shares({1}, holds, DAY) == {2: 40}
    assert partner_shares({1, 2}, holds, DAY) == {}


def test_links_are_parted_into_those_that_hang_together() -> None:
    def link(owner: int, owned: int, kind: str = "appoints") -> Holding:
        return Holding(owner, owned, kind, None if kind == "appoints" else Decimal(40), DAY)

    first, second, joining, apart = link(1, 2), link(3, 4), link(2, 3), link(7, 8)
    found = linked_groups([first, second, apart, link(4, 7, "shares"), joining, link(9, 1, "votes")])
    assert found.keys() == {1, 2, 3, 4, 7, 8}
    for side in (1, 2, 3, 4):
        assert sorted(found[side], key=lambda h: str(h.owner)) == [first, joining, second]
    assert found[7] == found[8] == [apart]


@given(HOLDS)
def test_an_undertaking_needs_the_links_of_its_own_group_only(found: list[Holding]) -> None:
    groups = linked_groups(found)
    assert sum(hold.links for hold in found) == sum(len(g) for g in {id(g): g for g in groups.values()}.values())
    for start in range(1, 9):
        assert undertaking(start, groups.get(start, []), DAY) == undertaking(start, found, DAY)


def test_merges_that_go_round_are_told_with_one_of_them() -> None:
    with pytest.raises(MergeLoop) as loop:
        chain_ends({1: 2, 2: 3, 3: 2})
    assert loop.value.at in {2, 3}
    assert chain_ends({1: 2, 2: 3, 5: 6}) == {1: 3, 2: 3, 5: 6}


@given(st.lists(st.tuples(IDS, IDS), unique_by=lambda pair: pair[0], max_size=8), st.randoms(use_true_random=False))
def test_merges_lead_to_the_same_ends_in_any_order(pairs: Sequence[tuple[int, int]], chance: random.Random) -> None:
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    try:
        found = chain_ends(dict(pairs))
    except MergeLoop:
        with pytest.raises(MergeLoop):
            chain_ends(dict(shuffled))
        return
    assert chain_ends(dict(shuffled)) == found
    assert found.keys() == dict(pairs).keys()
    assert not set(found.values()) & found.keys()
    for one, into in pairs:
        assert found[one] == found.get(into, into)
