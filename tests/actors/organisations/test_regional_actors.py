"""The shipped list of real actors: of known kinds and words, in the five regions, and in both languages."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

from samspel.actors.models import ActorFunction, Organisation
from samspel.code_lists.competences import competences

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "programmes" / "ecs-2018-2020"
ACTORS = tomllib.loads((FOLDER / "actors.toml").read_text("utf-8"))["actors"]
FIVE_REGIONS = {"SE121", "SE122", "SE123", "SE124", "SE125"}
KEYS = {"name", "kind", "functions", "competences", "role", "source"}
MAY = {"municipality", "website", "aliases"}


def test_every_actor_has_what_it_must_and_nothing_unknown() -> None:
    assert len(ACTORS) >= 40
    for actor in ACTORS:
        assert KEYS <= set(actor) <= KEYS | MAY, actor["name"]
        assert actor["role"]["sv"], actor["name"]
        assert actor["role"]["en"], actor["name"]
        assert actor["source"] in {"decision document", "public knowledge, 2026"}, actor["name"]
        assert actor.get("website", "https://").startswith("https://"), actor["name"]


def test_kinds_functions_and_competences_are_those_of_the_application() -> None:
    areas = {area["code"] for area in tomllib.loads((FOLDER / "areas.toml").read_text("utf-8"))["area"]}
    kinds = {code for code, _name in Organisation.KINDS}
    cells = {(area, function) for area in areas for function, _name in ActorFunction.FUNCTIONS}
    words = set(competences())
    for actor in ACTORS:
        functions = [tuple(pair) for pair in actor["functions"]]
        assert actor["kind"] in kinds, actor["name"]
        assert functions, actor["name"]
        assert len(functions) == len(set(functions)), actor["name"]
        assert set(functions) <= cells, actor["name"]
        assert set(actor["competences"]) <= words, actor["name"]


def test_municipalities_lie_in_the_five_regions_and_every_region_has_actors() -> None:
    with (ROOT / "samspel/core/territory/data/municipalities.csv").open(encoding="utf-8") as lines:
        county = {row["code"]: row["county"] for row in csv.DictReader(lines)}
    found = Counter(county[actor["municipality"]] for actor in ACTORS if "municipality" in actor)
    assert set(found) == FIVE_REGIONS
    assert min(found.values()) >= 4


def test_no_name_or_alias_is_there_twice() -> None:
    names = Counter(name for actor in ACTORS for name in (actor["name"], *actor.get("aliases", [])))
    assert [name for name, n in names.items() if n > 1] == []


def test_the_examples_real_actors_are_named_the_same() -> None:
    example = tomllib.loads((ROOT / "samspel/example/ecs.toml").read_text("utf-8"))
    named = {actor["name"] for actor in ACTORS}
    assert {a["name"] for a in (*example["actors"], *example["universities"])} - named == set()
