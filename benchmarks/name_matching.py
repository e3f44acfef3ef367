"""Organisations recognised by name: 2 240 ways to write the names of state agencies, beside plain ways to match.

    make bench BENCH=name_matching

Reads ../shared/data (see its SOURCE.txt). The index is made of the register alone (merged.json); matchlist.csv is only
the truth. Much of that list was once generated from the same register, so a second table takes away every known
other name and asks for the agencies by their official names alone.
"""

import csv
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rapidfuzz import fuzz, process  # noqa: E402

from benchmarks.shared import TINY  # noqa: E402
from samspel.actors.duplicates.rules import (  # noqa: E402
    DuplicatePair,
    IndexEntry,
    NameIndex,
    RegisteredNames,
    duplicate_pairs,
    normal_form,
)

DATA = ROOT.parent / "shared" / "data"
AGENCIES = DATA / "se_agencies_orgnr"
PROJECTS = DATA / "se_projektbanken_2014_2020" / "projektbanken_2014_2020_no_personal.csv"
NAME_FIELDS = ("name_en", "short_name", "other_names", "old_names")
SHARED_BY_MANY = 4  # the courts have one number together; it does not tell which court
WRATIO_CUTOFF = 90

Answer = Callable[[str], str | None]


def main() -> None:
    """The tables, the misses, the beneficiaries, the result line."""
    register = Register()
    truth = register.truth()[:20] if TINY else register.truth()
    answers, indexing = timed(lambda: ours(register.entries))
    print(f"{len(truth)} names, {len(register.entries)} agencies; ours indexes in {indexing:.2f} s\n")
    scores = table("all known names", register.entries, answers, truth)
    bare = [IndexEntry(entry.id, entry.name) for entry in register.entries]
    table("official names only", bare, ours(bare), truth)
    misses(register, answers, truth)
    if not TINY:
        beneficiaries(answers, register)
    print(f"\nRESULT precision={scores['precision']:.4f} recall={scores['recall']:.4f}")


class Register:
    """The agencies with every name the register knows, and the identity of each."""

    def __init__(self) -> None:
        agencies: dict[str, Any] = json.loads((AGENCIES / "merged.json").read_text())
        self.numbers = {name: list(dict.fromkeys(_numbers(sources))) for name, sources in agencies.items()}
        bearers = Counter(number for numbers in self.numbers.values() for number in numbers)
        self.numbers = {
            name: [number for number in numbers if bearers[number] <= SHARED_BY_MANY]
            for name, numbers in self.numbers.items()
        }
        self.entries = [
            IndexEntry(self.identity(name), name, tuple(dict.fromkeys(_names(sources))))
            for name, sources in agencies.items()
        ]
        self.names: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries:
            for written in {entry.name.casefold(), *(alias.casefold() for alias in entry.aliases)}:
                self.names[written].append(entry.name)
        self.official = {name.casefold(): name for name in agencies}

    def identity(self, name: str) -> str:
        """The organisation number, or the name where the agency has none or has it together with many."""
        return self.numbers[name][0] if self.numbers[name] else name.casefold()

    def truth(self) -> list[tuple[str, set[str]]]:
        """Each way to write a name, with the identities that would be right: one agency's, or none in the register."""
        with (AGENCIES / "matchlist.csv").open(encoding="utf-8-sig") as file:
            rows = [(row["name"], row["official_name"]) for row in csv.DictReader(file)]
        written: dict[str, list[str]] = defaultdict(list)
        for name, official in rows:
            written[official].append(name)
        right = {official: self.identities(official, names) for official, names in written.items()}
        return [(name, right[official]) for name, official in rows]

    def identities(self, official: str, names: list[str]) -> set[str]:
        """By official name; else the one agency that has that name, or the names listed with it, among its others."""
        if same := self.official.get(official.casefold()):
            return {self.identity(same), *self.numbers[same]}
        for asked in ([official.casefold()], names):
            if found := {self.identity(agency) for name in asked for agency in self.names.get(name, ())}:
                return found if len(found) == 1 else set()
        return set()


def _sources(agency: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for source in agency.values():
        yield from source if isinstance(source, list) else [source]


def _numbers(agency: dict[str, Any]) -> Iterator[str]:
    for source in _sources(agency):
        if number := "".join(filter(str.isdigit, str(source.get("org_nr") or ""))):
            yield number


def _names(agency: dict[str, Any]) -> Iterator[str]:
    for source in _sources(agency):
        for field in NAME_FIELDS:
            value = source.get(field) or []
            yield from [value] if isinstance(value, str) else value


def ours(entries: Iterable[IndexEntry]) -> Answer:
    """The library's best match."""
    index = NameIndex(entries)
    return lambda name: str(match.id) if (match := index.best(name)) else None


def exact(entries: Iterable[IndexEntry]) -> Answer:
    """The same letters but for case; nothing where two agencies have the name."""
    index: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            index[name.casefold()].add(str(entry.id))
    return lambda name: next(iter(found)) if len(found := index.get(name.casefold(), set())) == 1 else None


def wratio(entries: Iterable[IndexEntry], cutoff: float) -> Answer:
    """rapidfuzz's general-purpose score over the same names."""
    pairs = list({(name.casefold(), str(entry.id)) for entry in entries for name in (entry.name, *entry.aliases)})
    pairs.sort()
    choices = [name for name, _ in pairs]

    def answer(name: str) -> str | None:
        found = process.extractOne(name.casefold(), choices, scorer=fuzz.WRatio, score_cutoff=cutoff)
        return pairs[found[2]][1] if found else None

    return answer


def table(title: str, entries: list[IndexEntry], own: Answer, truth: list[tuple[str, set[str]]]) -> dict[str, float]:
    """Print precision, recall and seconds of each way; returns ours."""
    ways = {
        "samspel": own,
        "exact but for case": exact(entries),
        "WRatio, best": wratio(entries, 0),
        f"WRatio ≥ {WRATIO_CUTOFF}": wratio(entries, WRATIO_CUTOFF),
    }
    print(f"{title:<22}{'precision':>10}{'recall':>9}{'answers':>9}{'seconds':>9}")
    scores = {}
    for name, way in ways.items():
        scores[name] = score(way, truth)
        print(
            f"{name:<22}{{precision:>10.4f}}{{recall:>9.4f}}{{answers:>9.0f}}{{seconds:>9.2f}}".format(**scores[name])
        )
    print()
    return scores["samspel"]


def score(way: Answer, truth: list[tuple[str, set[str]]]) -> dict[str, float]:
    """Right answers of all answers, and of all names; a name of an agency outside the register counts too."""
    given, seconds = timed(lambda: [way(name) for name, _ in truth])
    answers = sum(answer is not None for answer in given)
    right = sum(answer in identities for answer, (_, identities) in zip(given, truth, strict=True))
    return {"precision": right / max(answers, 1), "recall": right / len(truth), "answers": answers, "seconds": seconds}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the seconds it took."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def misses(register: Register, answers: Answer, truth: list[tuple[str, set[str]]]) -> None:
    """What was not found, by kind, with examples."""
    belongs: dict[str, set[str]] = defaultdict(set)
    for name, identities in truth:
        belongs[name] |= identities
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, identities in truth:
        answer = answers(name)
        if answer in identities:
            continue
        kinds[kind(register, name, identities, belongs[name], answer)].append(f"{name} → {answer}" if answer else name)
    print("misses")
    for what, names in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"  {len(names):>4}  {what}: " + "; ".join(list(dict.fromkeys(names))[:5]))


def kind(register: Register, name: str, identities: set[str], all_of_it: set[str], answer: str | None) -> str:
    """Why a name was missed."""
    if not normal_form(name):
        return "no letters"
    if not identities:
        return "the agency is not in the register by the listed name"
    if len(all_of_it - identities) > 0:
        return "the list gives the name to two agencies" + (", the other answered" if answer else "")
    if len({register.identity(agency) for agency in register.names.get(name, ())} | identities) > len(identities):
        return "the register gives the name to another agency" + (", answered" if answer else " too")
    return "wrong answer" if answer else "not recognised"


def beneficiaries(answers: Answer, register: Register) -> None:
    """How the names of those who have been granted support group, among themselves and with the agencies."""
    with PROJECTS.open(encoding="utf-8-sig") as file:
        written = Counter(row["stödmottagare"] for row in csv.DictReader(file))
    pairs = duplicate_pairs([RegisteredNames(name, "", name) for name in written])
    alone = {name: name for name in written}
    print(f"\nbeneficiaries: {sum(written.values())} projects, {len(written)} names, {count(alone, pairs)} groups")
    for pair in pairs[:10]:
        print(f"  {pair.score:.2f} {', '.join(pair.reasons)}: {pair.first} | {pair.second}")
    official = {str(entry.id): entry.name for entry in register.entries}
    known = {name: official[found] for name in written if (found := answers(name))}
    print(f"  {len(known)} of the names are state agencies, {len(set(known.values()))} of them, such as")
    for name, agency in [item for item in known.items() if normal_form(item[0]) != normal_form(item[1])][:8]:
        print(f"    {name} = {agency}")


def count(group: dict[str, str], pairs: list[DuplicatePair]) -> int:
    """The number of groups when each pair is one organisation."""
    for pair in pairs:
        one, other = group[str(pair.first)], group[str(pair.second)]
        group = {name: one if leader == other else leader for name, leader in group.items()}
    return len(set(group.values()))


if __name__ == "__main__":
    main()
