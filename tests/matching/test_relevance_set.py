"""The relevance set of our own domain: whole, in step with its sources, and faults in them are told."""

import csv
import json
import re
import tomllib
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from benchmarks.relevance import make

ROOT = Path(__file__).resolve().parent.parent.parent
TERRITORY = ROOT / "samspel" / "core" / "territory" / "data" / "municipalities.csv"
FIVE_REGIONS = {"SE121", "SE122", "SE123", "SE124", "SE125"}
SPREAD = {
    "test_bed": 25, "advice": 18, "incubation": 8, "funding": 10, "research_group": 10, "training": 10, "network": 8,
}  # fmt: skip


def sources() -> tuple[dict[str, Any], dict[str, Any]]:
    return tomllib.loads(make.OFFERS.read_text("utf-8")), tomllib.loads(make.NEEDS.read_text("utf-8"))


OFFERS, NEEDS = sources()


def test_the_sources_are_whole_and_the_set_is_in_step_with_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["--check"]) == 0, capsys.readouterr().err


def test_the_set_holds_every_offer_every_need_and_every_grade() -> None:
    rows = [json.loads(line) for line in make.SET.read_text("utf-8").splitlines()]
    kinds = Counter(row["type"] for row in rows)
    assert kinds["document"] == len(OFFERS["offers"])
    assert kinds["query"] == len(NEEDS["needs"])
    assert {(r["query"], r["document"]): r["grade"] for r in rows if r["type"] == "judgement"} == {
        (need["code"], offer): grade for need in NEEDS["needs"] for offer, grade in need["grades"].items()
    }
    first = next(row for row in rows if row["type"] == "document")
    assert set(first["texts"]) == {"sv", "en"}
    assert first["texts"]["en"]["title"] != first["texts"]["sv"]["title"]


def test_needs_no_offer_answers_stay_outside() -> None:
    outside = {need["code"] for need in NEEDS["unanswered"]}
    assert outside
    assert outside.isdisjoint(json.loads(line).get("id") for line in make.SET.read_text("utf-8").splitlines())


def test_the_set_falls_behind_when_a_source_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "needs.toml"
    text = make.NEEDS.read_text("utf-8")
    changed.write_text(text.replace(NEEDS["needs"][0]["text"][:20], "Något helt annat än förut "), "utf-8")
    monkeypatch.setattr(make, "NEEDS", changed)
    assert make.main(["--check"]) == 1
    assert "not in step" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda o, n: n["needs"][0]["grades"].update({"no-such-offer": 2}), "which is no offer"),
        (lambda o, n: n["needs"][0].update(grades={"mikrolan": 1}), "no grade of 2 or more"),
        (lambda o, n: n["needs"][0]["grades"].update(mikrolan=4), "grade 4 for mikrolan, expected 1, 2 or 3"),
        (lambda o, n: n["needs"].append(n["needs"][0]), "is there 2 times, expected once"),
        (lambda o, n: n["needs"][0].update(text="ord " * 61), "has 61 words, expected 3 to 60"),
        (lambda o, n: n["needs"][0].update(language="fi"), "language fi, expected sv or en"),
        (lambda o, n: n["needs"].__delitem__(slice(20)), "expected at least 130"),
        (lambda o, n: o["offers"][0].update(text_en="Too short."), "text_en has 2 words, expected 50 to 110"),
        (lambda o, n: o["offers"][0].update(owner="nobody"), "owner nobody is not among the owners"),
        (lambda o, n: o["offers"][0].update(kind="party"), "kind party, expected one of"),
        (lambda o, n: o["offers"][0].update(title_sv=" "), "title_sv is empty"),
        (lambda o, n: o["owners"].append(o["owners"][0]), "is there 2 times, expected once"),
    ],
)
def test_a_fault_is_told(spoil: Any, told: str) -> None:
    offers, needs = deepcopy(OFFERS), deepcopy(NEEDS)
    spoil(offers, needs)
    assert any(told in fault for fault in make.faults(offers, needs)), make.faults(offers, needs)


def test_example_offers_are_spread_over_kinds_areas_and_regions() -> None:
    offers = OFFERS["offers"]
    kinds = Counter(offer["kind"] for offer in offers)
    assert {kind: n for kind, n in SPREAD.items() if kinds[kind] < n} == {}
    areas = Counter(area for offer in offers for area in offer["areas"])
    assert set(areas) == {"food", "life", "energy", "industry"}
    assert min(areas.values()) >= 15
    with TERRITORY.open(encoding="utf-8") as lines:
        county = {row["code"]: row["county"] for row in csv.DictReader(lines)}
    regions = Counter(county[row["municipality"]] for row in [*offers, *OFFERS["owners"]])
    assert set(regions) == FIVE_REGIONS
    assert min(regions.values()) >= 15
    assert {owner["code"] for owner in OFFERS["owners"]} == {offer["owner"] for offer in offers}


def test_example_offers_hold_lawful_values() -> None:
    for offer in OFFERS["offers"]:
        low, high = offer.get("trl", [1, 9])
        assert 1 <= low <= high <= 9, offer["code"]
        assert offer["price"] in {"free", "subsidised", "paid", "by_application"}, offer["code"]
        assert set(offer.get("sizes", [])) <= {"micro", "small", "medium", "large"}, offer["code"]
        assert all(re.fullmatch(r"[A-U]|\d\d", sector) for sector in offer.get("sectors", [])), offer["code"]
        assert offer["contact_role_sv"], offer["code"]
        assert offer["contact_role_en"], offer["code"]
        assert offer["confirmed_days_ago"] >= 0, offer["code"]
        assert all(use["text_sv"] and use["text_en"] for use in offer.get("uses", [])), offer["code"]
    assert 5 <= sum(offer["confirmed_days_ago"] > 365 for offer in OFFERS["offers"]) <= 20
