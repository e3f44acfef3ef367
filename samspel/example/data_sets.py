"""Writes the example's data sets, and takes them away."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from samspel.core import clock
from samspel.example.regional_statistics import employment, structure, variables
from samspel.observatory.analysis.services.standard_computations import standard_computations_request
from samspel.observatory.computations.services.computation import computation_request
from samspel.observatory.computations.services.work import computation_run
from samspel.observatory.datasets.labels import ADDS_UP
from samspel.observatory.datasets.rules.import_report import summary
from samspel.observatory.datasets.rules.observations import Checked
from samspel.observatory.datasets.services.dataset import Origin, dataset_version_save
from samspel.observatory.models import Computation, DataImport, DataSet, DataSetVersion, Label, Observation

if TYPE_CHECKING:
    from samspel.example.results import Writer

SOURCE = "Påhittade värden, för att visa hur det kan se ut."
COMMON = {
    "source": SOURCE, "publisher": "Samspel", "licence": "CC0", "region_level": "nuts3", "vocabulary": "2021",
}  # fmt: skip
EMPLOYMENT = {
    "code": "exempel-anstallda", "name_sv": "Anställda per näringsgren (exempel)",
    "name_en": "Employed by industry (example)", "unit_sv": "anställda", "unit_en": "employed",
    "classification": "nace2_division", "value_kind": "count",
}  # fmt: skip
STRUCTURE = {
    "code": "exempel-struktur", "name_sv": "Länens struktur (exempel)",
    "name_en": "Structure of the counties (example)",
    "unit_sv": "värde", "unit_en": "value", "classification": "own", "value_kind": "index",
}  # fmt: skip


def write_data_sets(writer: "Writer") -> None:
    """Employment by county and division, with its totals computed, and what counties are compared by.
    What the analysis pages show at first sight waits for the worker."""
    version = _write(writer, EMPLOYMENT, employment(), Checked())
    totals = computation_request(
        user=None, programme=writer.programme, kind_code="totals", version=version, parameters={}
    )
    computation_run.func(totals.pk, "sv")
    named = Checked()
    for variable in variables():
        named.labels["activity", variable.code] = variable.name_sv
        named.labels_en["activity", variable.code] = variable.name_en
    _write(writer, STRUCTURE, structure(), named)
    standard_computations_request(user=None, structure=writer.structure)


def data_sets_removed(delete: Callable[[Any], int]) -> int:
    """Every example data set with its versions, whoever made them; returns how many data sets there were."""
    sets = DataSet.objects.filter(example=True)
    versions = DataSetVersion.objects.filter(dataset__in=sets)
    delete(DataImport.objects.filter(dataset__in=sets))
    for model in (Computation, Label, Observation):
        delete(model._default_manager.filter(version__in=versions))
    delete(versions)
    return delete(sets)


def _write(
    writer: "Writer", described: Mapping[str, str], values: Mapping[tuple[int, str, str], float], checked: Checked
) -> DataSetVersion:
    made = DataSet.objects.create(
        programme=writer.programme, made_by=None, made_at=clock.now(), example=True, **COMMON, **described
    )
    checked.rows = {key: (float(value), "") for key, value in values.items()}
    checked.read = len(values)
    digest = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
    report = summary(checked, made.value_kind in ADDS_UP)
    return dataset_version_save(
        actor=None,
        programme=writer.programme,
        dataset=made,
        checked=checked,
        report=report,
        origin=Origin("evidence.toml", digest, "2020", SOURCE),
    )
