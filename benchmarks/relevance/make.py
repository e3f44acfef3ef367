"""Writes the relevance set of our own domain: the example offers, the needs, and how well each offer answers each need.

    python benchmarks/relevance/make.py           # checks the sources and writes set.jsonl
    python benchmarks/relevance/make.py --check   # only says whether set.jsonl is in step with them

One JSON object a line: documents, queries, then judgements (graded 1 to 3; a pair that is not listed is 0).
How the grades were set is in GUIDELINE.md.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OFFERS = HERE.parent.parent / "samspel" / "example" / "offers.toml"
NEEDS = HERE / "needs.toml"
SET = HERE / "set.jsonl"

LANGUAGES = ("sv", "en")
KINDS = {"test_bed", "advice", "incubation", "funding", "research_group", "training", "network"}
OFFER_WORDS = (50, 110)
NEED_WORDS = (3, 60)
GRADES = (1, 2, 3)
GOOD = 2
AT_LEAST = {"offers": 90, "needs": 130}

Rows = list[dict[str, Any]]


def main(arguments: list[str]) -> int:
    """Exit status: 0 when all is well, 1 with the faults on standard error."""
    offers = tomllib.loads(OFFERS.read_text(encoding="utf-8"))
    needs = tomllib.loads(NEEDS.read_text(encoding="utf-8"))
    found = faults(offers, needs)
    text = lines(offers["offers"], needs["needs"]) if not found else ""
    if not found and "--check" in arguments and (not SET.exists() or SET.read_text(encoding="utf-8") != text):
        found = [f"{SET.name} is not in step with its sources; run benchmarks/relevance/make.py"]
    if found:
        print("\n".join(found), file=sys.stderr)
        return 1
    if "--check" not in arguments:
        SET.write_text(text, encoding="utf-8")
    print(summary(offers["offers"], needs["needs"]))
    return 0


def faults(offers: dict[str, Rows], needs: dict[str, Rows]) -> list[str]:
    """Everything wrong with the sources, a sentence each; empty when nothing is."""
    known = {offer["code"] for offer in offers["offers"]}
    return [
        *_repeated("offers.toml, owners", offers["owners"]),
        *_repeated("offers.toml, offers", offers["offers"]),
        *_repeated("needs.toml", [*needs["needs"], *needs.get("unanswered", [])]),
        *_too_few(offers["offers"], needs["needs"]),
        *(fault for offer in offers["offers"] for fault in _offer(offer, {o["code"] for o in offers["owners"]})),
        *(fault for need in [*needs["needs"], *needs.get("unanswered", [])] for fault in _need(need)),
        *(fault for need in needs["needs"] for fault in _grades(need, known)),
    ]


def lines(offers: Rows, needs: Rows) -> str:
    """The set as JSON Lines, in the order of the sources."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(offers, needs))


def summary(offers: Rows, needs: Rows) -> str:
    """How much there is, in two lines."""
    grades = Counter(grade for need in needs for grade in need["grades"].values())
    languages = Counter(need["language"] for need in needs)
    kinds = Counter(offer["kind"] for offer in offers)
    return (
        f"{len(offers)} offers: {', '.join(f'{kind} {n}' for kind, n in kinds.items())}\n"
        f"{len(needs)} needs (sv {languages['sv']}, en {languages['en']}), {grades.total()} judgements: "
        f"{', '.join(f'{grades[grade]} of grade {grade}' for grade in reversed(GRADES))}"
    )


def _rows(offers: Rows, needs: Rows) -> Iterator[dict[str, Any]]:
    for offer in offers:
        texts = {lang: {"title": offer[f"title_{lang}"], "text": offer[f"text_{lang}"]} for lang in LANGUAGES}
        yield {"type": "document", "id": offer["code"], "texts": texts}
    for need in needs:
        yield {"type": "query", "id": need["code"], "text": need["text"], "language": need["language"]}
    for need in needs:
        for code, grade in need["grades"].items():
            yield {"type": "judgement", "query": need["code"], "document": code, "grade": grade}


def _repeated(where: str, rows: Rows) -> Iterator[str]:
    counted = Counter(row["code"] for row in rows)
    return (f"{where}: the code {code} is there {n} times, expected once" for code, n in counted.items() if n > 1)


def _too_few(offers: Rows, needs: Rows) -> Iterator[str]:
    for name, rows in (("offers", offers), ("needs", needs)):
        if len(rows) < AT_LEAST[name]:
            yield f"{name}.toml: {len(rows)} {name}, expected at least {AT_LEAST[name]}"


def _offer(offer: dict[str, Any], owners: set[str]) -> Iterator[str]:
    where = f"offers.toml, {offer['code']}"
    if offer["owner"] not in owners:
        yield f"{where}: owner {offer['owner']} is not among the owners"
    if offer["kind"] not in KINDS:
        yield f"{where}: kind {offer['kind']}, expected one of {', '.join(sorted(KINDS))}"
    for lang in LANGUAGES:
        if not offer.get(f"title_{lang}", "").strip():
            yield f"{where}: title_{lang} is empty"
        yield from _length(where, f"text_{lang}", offer.get(f"text_{lang}", ""), OFFER_WORDS)


def _need(need: dict[str, Any]) -> Iterator[str]:
    where = f"needs.toml, {need['code']}"
    if need["language"] not in LANGUAGES:
        yield f"{where}: language {need['language']}, expected sv or en"
    if need["who"] not in ("company", "public"):
        yield f"{where}: who {need['who']}, expected company or public"
    yield from _length(where, "text", need["text"], NEED_WORDS)


def _grades(need: dict[str, Any], known: Iterable[str]) -> Iterator[str]:
    where = f"needs.toml, {need['code']}"
    for code, grade in need["grades"].items():
        if code not in known:
            yield f"{where}: grades {code}, which is no offer in offers.toml"
        if grade not in GRADES:
            yield f"{where}: grade {grade} for {code}, expected 1, 2 or 3"
    if not any(grade >= GOOD for grade in need["grades"].values()):
        yield f"{where}: no grade of {GOOD} or more; if no offer answers it, it belongs under [[unanswered]]"


def _length(where: str, field: str, text: str, limits: tuple[int, int]) -> Iterator[str]:
    words = len(text.split())
    if not limits[0] <= words <= limits[1]:
        yield f"{where}: {field} has {words} words, expected {limits[0]} to {limits[1]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
