"""Rules on the horizontal criteria: the rating by conditions met, and which splits by gender the public may see."""

CONDITIONS = ("target_group_analysis", "baseline", "goals")
"""What is written down for each criterion; a condition is met where its text is."""

SMALLEST = 5
"""Groups of fewer people are not shown to the public: the split would tell of single persons."""

RATINGS = {3: "active", 2: "partly", 0: "not"}


def rating(met: int) -> str:
    """Three conditions met is active, two partly, none not; one is undefined: ask."""
    return RATINGS.get(met, "ask")


def hides(women_count: int, men_count: int) -> bool:
    """Whether a split is too small for the public: some group, not empty, of fewer than SMALLEST people."""
    return 0 < women_count < SMALLEST or 0 < men_count < SMALLEST
