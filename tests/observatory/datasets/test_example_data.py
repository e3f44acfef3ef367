"""The example's data sets: whole, plausible, the same each time, and gone in one command."""

from collections import Counter

from samspel.core.activities import divisions
from samspel.core.programmes.models import Programme
from samspel.core.territory import counties
from samspel.example.installation import remove
from samspel.example.regional_statistics import YEARS, employment, structure, variables
from samspel.observatory.models import Computation, DataSet, DataSetVersion, Label, Observation

STRENGTHS = {"SE121": "21", "SE122": "24", "SE123": "30", "SE124": "28", "SE125": "27"}


def test_every_county_division_and_year() -> None:
    found = employment()
    known = {county.code for county in counties()}
    assert {key[1] for key in found} == known == {key[1] for key in structure()}
    assert {key[2] for key in found} == set(divisions()) - {"97", "98", "99"}
    assert {key[0] for key in found} == set(YEARS)
    assert len(found) == len(known) * 85 * len(YEARS)
    assert min(found.values()) >= 0
    assert employment() == found
    assert {key[2] for key in structure()} == {variable.code for variable in variables()}


def test_each_region_is_known_for_something() -> None:
    found = {key[1:]: value for key, value in employment().items() if key[0] == 2019}
    of_region, of_division = Counter[str](), Counter[str]()
    for (region, division), value in found.items():
        of_region[region] += value
        of_division[division] += value
    total = of_region.total()
    assert 4_500_000 < total < 5_500_000
    for region, division in STRENGTHS.items():
        quotients = {
            d: found[region, d] / of_region[region] / (of_division[d] / total) for d in of_division if of_division[d]
        }
        assert max(quotients, key=quotients.__getitem__) == division


def test_it_is_loaded_marked_and_removed(example: Programme) -> None:
    sets = DataSet.objects.all()
    assert {(one.example, one.programme_id) for one in sets} == {(True, example.pk)}
    assert DataSetVersion.objects.count() == 2
    assert Observation.objects.count() == 21 * 85 * 6 + 21 * 7 * 6
    assert Label.objects.filter(kind="activity").exclude(name_en="").count() == 7
    asked = dict(Computation.objects.values_list("kind", "state"))
    assert asked.pop("totals") == "done"
    shown_first = ("opportunity-map", "complexity", "complementarity-draws", "entry-model")
    assert asked == dict.fromkeys(shown_first, "queued")  # for the worker
    removed = remove()
    assert removed["observatory.DataSet"] == 2
    for model in (DataSet, DataSetVersion, Observation, Label, Computation):
        assert not model._default_manager.exists()
