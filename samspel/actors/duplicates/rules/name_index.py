"""Which known organisation a name means, or that it cannot be told."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from samspel.actors.duplicates.rules.blocks import Blocks
from samspel.actors.duplicates.rules.likeness import likeness
from samspel.actors.duplicates.rules.normal_form import NameForm, initials, written_acronym

THRESHOLD = 0.82
MARGIN = {"exact": 0.02, "legal_form": 0.02, "alias": 0.02, "word_order": 0.02, "truncation": 0.1}
OTHER_MARGIN = 0.05
ALIAS = 0.97  # an official name goes before another organisation's alias
WRITTEN_ACRONYM, INITIALS, THREE_INITIALS = 0.92, 0.85, 0.75  # three letters fit too many names to answer by


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One organisation of a register: its official name and the other names it is known by."""

    id: Hashable
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An organisation that a name may mean, how likely that is (0 to 1), and in what way the names agree."""

    id: Hashable
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Name:
    id: Hashable
    form: NameForm
    alias: bool


class NameIndex:
    """Organisations by name. Several entries may have the same id."""

    def __init__(self, entries: Iterable[IndexEntry]) -> None:
        self._names: list[_Name] = []
        self._acronyms: dict[str, dict[Hashable, float]] = defaultdict(dict)
        for entry in entries:
            self._add(entry)
        self._equal: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for key in _lookups(name.form):
                self._equal[key].append(number)
        self._blocks = Blocks([name.form for name in self._names])

    def _add(self, entry: IndexEntry) -> None:
        seen: set[str] = set()
        carried = [found for name in (entry.name, *entry.aliases) if (found := written_acronym(name))]
        names = [entry.name, *entry.aliases, *(rest for _, rest in carried)]
        for place, name in enumerate(names):
            form = NameForm(name)
            if form.normal and form.normal not in seen:
                seen.add(form.normal)
                self._names.append(_Name(entry.id, form, alias=place > 0))
                if place == 0:
                    for letters in initials(form):
                        self._acronyms[letters].setdefault(entry.id, INITIALS if len(letters) > 3 else THREE_INITIALS)
        for letters, _ in carried:
            self._acronyms[letters][entry.id] = WRITTEN_ACRONYM

    def best(self, name: str) -> NameMatch | None:
        """The organisation that the name means; None where it is not clear that it means one and not another."""
        form = NameForm(name)
        matches = self._ranked(form, self._same(form)) or self._ranked(form, self._near(form))
        if not matches or matches[0].score < THRESHOLD:
            return None
        margin = MARGIN.get(matches[0].reason, OTHER_MARGIN)
        if len(matches) > 1 and matches[0].score - matches[1].score < margin:
            return None
        return matches[0]

    def candidates(self, name: str, limit: int = 5) -> list[NameMatch]:
        """The most likely organisations, best first, for someone to choose from."""
        form = NameForm(name)
        return self._ranked(form, {*self._same(form), *self._near(form)})[:limit]

    def _same(self, form: NameForm) -> set[int]:
        return {number for key in _lookups(form) for number in self._equal.get(key, ())}

    def _near(self, form: NameForm) -> set[int]:
        return set(self._blocks.near(form))

    def _ranked(self, form: NameForm, numbers: set[int]) -> list[NameMatch]:
        """The best match of each organisation among these names, and those that the name is an acronym of."""
        found: dict[Hashable, NameMatch] = {}
        matches = [match for number in numbers if (match := self._compared(form, self._names[number]))]
        matches += [NameMatch(who, score, "acronym") for who, score in self._acronyms.get(form.normal, {}).items()]
        for match in matches:
            if match.id not in found or match.score > found[match.id].score:
                found[match.id] = match
        return sorted(found.values(), key=lambda match: (-match.score, str(match.id)))

    def _compared(self, form: NameForm, name: _Name) -> NameMatch | None:
        alike = likeness(form, name.form, self._blocks.frequency)
        if alike is None:
            return None
        score, reason = alike
        if name.alias:
            score, reason = round(score * ALIAS, 4), "alias" if score > 0.92 and reason != "truncation" else reason
        return NameMatch(name.id, score, reason)


def _lookups(form: NameForm) -> set[str]:
    """The keys under which names that are the same but for habits of writing meet."""
    return {"= " + form.key, "~ " + form.words_in_order, "- " + form.compact} if form.normal else set()
