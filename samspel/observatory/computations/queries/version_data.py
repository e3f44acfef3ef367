"""A version's observations as a data frame, for computing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from samspel.observatory.models import DataSetVersion

SCHEMA = {"region": pl.String, "activity": pl.String, "year": pl.Int32, "value": pl.Float64}


@dataclass(frozen=True)
class VersionData:
    """What a computation works on: the frame has the columns region, activity, year and value, ordered by year, region
    and activity; value is null where it is missing. `names` maps own codes to their labels."""

    version_id: int
    frame: pl.DataFrame
    classification: str = "none"
    value_kind: str = "count"
    names: Mapping[str, str] = field(default_factory=dict)


def frame_of(version: DataSetVersion, years: Iterable[int] | None = None) -> pl.DataFrame:
    """The observations, all or of some years, in one query."""
    rows = version.observations.order_by("year", "region", "activity")
    if years is not None:
        rows = rows.filter(year__in=list(years))
    return pl.DataFrame(list(rows.values_list("region", "activity", "year", "value")), schema=SCHEMA, orient="row")


def data_of(version: DataSetVersion) -> VersionData:
    """Everything a computation needs of a version; two queries, where `dataset` is at hand."""
    names = dict(version.labels.values_list("code", "name_sv"))
    dataset = version.dataset
    return VersionData(version.pk, frame_of(version), dataset.classification, dataset.value_kind, names)
