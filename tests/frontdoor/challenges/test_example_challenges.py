"""The example's challenges: both languages, weights that sum, places of the owner, no real organisation's name."""

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


def read(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text("utf-8"))


CHALLENGES = read("samspel/example/challenges.toml")["challenges"]
LANGUAGES = ("sv", "en")


def words(text: str) -> int:
    return len(text.split())


def test_there_are_four_with_codes_of_their_own() -> None:
    codes = Counter(challenge["code"] for challenge in CHALLENGES)
    assert len(codes) == len(CHALLENGES) == 4


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge["code"])
def test_a_challenge_is_whole(challenge: dict[str, Any]) -> None:
    assert challenge["procedure"] in {"contest", "pre_commercial"}
    assert sum(criterion["weight"] for criterion in challenge["criteria"]) == 100
    assert 2 <= len(challenge["dialogue"]) <= 3
    assert len(challenge["submissions"]) == 3
    for language in LANGUAGES:
        assert challenge[f"title_{language}"]
        assert 80 <= words(challenge[f"text_{language}"]) <= 150
        assert all(criterion[f"name_{language}"] for criterion in challenge["criteria"])
        assert all(said[f"question_{language}"] and said[f"answer_{language}"] for said in challenge["dialogue"])
    for submission in challenge["submissions"]:
        assert 50 <= words(submission["text_sv"]) <= 80, submission["company"]


def test_owners_and_places_are_the_programmes() -> None:
    partners = {row["code"]: row["county"] for row in read("programmes/ecs-2018-2020/partners.toml")["partner"]}
    areas = {row["code"] for row in read("programmes/ecs-2018-2020/areas.toml")["area"]}
    with (ROOT / "samspel/core/territory/data/municipalities.csv").open(encoding="utf-8") as lines:
        county = {row["code"]: row["county"] for row in csv.DictReader(lines)}
    for challenge in CHALLENGES:
        assert county[challenge["municipality"]] == partners[challenge["owner"]], challenge["code"]
        assert set(challenge["areas"]) <= areas, challenge["code"]


def test_invented_actors_and_companies_bear_no_real_actors_name() -> None:
    real = {
        name.casefold()
        for actor in read("programmes/ecs-2018-2020/actors.toml")["actors"]
        for name in (actor["name"], *actor.get("aliases", []))
    }
    invented = {owner["name"] for owner in read("samspel/example/offers.toml")["owners"]}
    invented |= {submission["company"] for challenge in CHALLENGES for submission in challenge["submissions"]}
    assert {name for name in invented if name.casefold() in real} == set()
