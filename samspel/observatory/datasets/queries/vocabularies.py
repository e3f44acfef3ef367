"""The regions that are known: the vocabularies of a data set, from the territory tables and the programme."""

from collections.abc import Iterable

from samspel.core.models import County, Municipality
from samspel.core.programmes.structure import Structure
from samspel.core.tables.labels import folded
from samspel.observatory.datasets.formats import Choices
from samspel.observatory.datasets.rules.activities import ActivityVocabulary
from samspel.observatory.datasets.rules.regions import RegionVocabulary
from samspel.observatory.models import DataSet


def regions_of(dataset: DataSet, structure: Structure, choices: Choices | None = None) -> RegionVocabulary:
    """The vocabulary of the data set's regions."""
    chosen = choices or Choices()
    names, ways = _known(dataset.region_level, structure)
    aliases: dict[str, str] = {}
    double: set[str] = set()
    for way, code in ways:
        if aliases.setdefault(way, code) != code:
            double.add(way)
    return RegionVocabulary(
        dataset.region_level,
        dataset.vocabulary,
        names,
        {way: code for way, code in aliases.items() if way and way not in double},
        frozenset(code[:2] for code in names) if dataset.region_level in {"nuts2", "nuts3", "lau"} else frozenset(),
        chosen.recode,
        chosen.leave_out,
    )


def activities_of(dataset: DataSet, choices: Choices | None = None) -> ActivityVocabulary:
    """The vocabulary of the data set's activities."""
    return ActivityVocabulary(dataset.classification, bool(choices and choices.leave_out))


def _known(level: str, structure: Structure) -> tuple[dict[str, str], Iterable[tuple[str, str]]]:
    """Code → name, and pairs of another way to write a region and its code."""
    own = {place.country for place in structure.municipalities}
    if level == "lau":
        places = list(Municipality.objects.all())
        ways = [(way, m.code) for m in places if m.country in own for way in (m.lau_code, folded(m.name))]
        return {m.code: m.name for m in places}, ways
    if level == "partner":
        partners = structure.partners
        ways = [
            (folded(way), p.code) for p in partners for way in (p.name_sv, p.name_en, p.short_sv, p.short_en, p.code)
        ]
        return {p.code: p.name for p in partners}, ways
    counties = list(County.objects.all())
    if level == "nuts2":
        return {c.nuts2: c.nuts2 for c in counties}, []
    if level == "nuts3":
        ways = [(folded(way), c.code) for c in counties for way in (c.name_sv, c.name_en, c.short_sv)]
        ways += [(c.national_code, c.code) for c in counties if c.national_code and c.country in own]
        return {c.code: c.name for c in counties}, ways
    return {}, []
