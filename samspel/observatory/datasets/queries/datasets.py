"""Reading data sets: lists, one data set with its versions, and the rows of a version with names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from samspel.core.models import County, Municipality
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import Structure
from samspel.observatory.datasets.rules.activities import activity_name
from samspel.observatory.models import DataSet, DataSetVersion


@dataclass(frozen=True)
class DataSetLine:
    """A data set with its latest version, if it has one, and how many there are."""

    dataset: DataSet
    version: DataSetVersion | None
    versions: int


def seen_in(programme: Programme) -> QuerySet[DataSet]:
    """The data sets of a programme and those shared between programmes."""
    return DataSet.objects.filter(Q(programme=programme) | Q(programme__isnull=True))


def data_sets(programme: Programme) -> list[DataSetLine]:
    """Those that are seen in the programme, in two queries."""
    newest = DataSetVersion.objects.filter(dataset=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows: QuerySet[Any] = (
        seen_in(programme)
        .annotate(newest=Subquery(newest), version_count=Count("versions"))
        .select_related("programme")
        .order_by("example", "code")
    )
    found = list(rows)
    versions = DataSetVersion.objects.defer("report").in_bulk([row.newest for row in found if row.newest])
    return [DataSetLine(row, versions.get(row.newest), row.version_count) for row in found]


def versions_of(dataset: DataSet) -> QuerySet[DataSetVersion]:
    """All its versions with who brought them in, the newest first, without their reports."""
    return dataset.versions.select_related("imported_by").defer("report")


def newest_number(dataset: DataSet) -> int:
    """The number of the newest version; there must be one."""
    return int(dataset.versions.order_by("-number").values_list("number", flat=True)[0])


def same_version(dataset: DataSet, content_digest: str) -> DataSetVersion | None:
    """The version that already says exactly the same."""
    return dataset.versions.filter(content_digest=content_digest).order_by("number").first()


def version_of_file(dataset: DataSet, digest: str) -> int | None:
    """The number of the version that the very same file made."""
    same: DataSetVersion | None = dataset.versions.filter(digest=digest).order_by("number").first()
    return same.number if same else None


def data_set(programme: Programme, code: str) -> DataSet | None:
    """The data set with the code, the programme's own before a shared one."""
    return seen_in(programme).filter(code=code).order_by("programme").select_related("programme").last()


def latest(dataset: DataSet) -> DataSetVersion | None:
    """The newest version."""
    return dataset.versions.order_by("-number").select_related("dataset").first()


def version_of(dataset: DataSet, number: int | None) -> DataSetVersion | None:
    """The version with the number; the newest where none is asked for."""
    if number is None:
        return latest(dataset)
    return dataset.versions.filter(number=number).select_related("dataset").first()


@dataclass(frozen=True)
class Names:
    """What regions and activities of a version are called, in the reader's language."""

    regions: Mapping[str, str]
    activities: Mapping[str, str]
    classification: str

    def region(self, code: str) -> str:
        """The region's name; its code where it has none."""
        return self.regions.get(code) or code

    def activity(self, code: str) -> str:
        """The activity's name; its code where it has none."""
        return self.activities.get(code) or activity_name(self.classification, code) or code


def names_of(version: DataSetVersion, structure: Structure) -> Names:
    """The names of a version's codes, in two queries at most: the territory's, the programme's and its own labels."""
    dataset = version.dataset
    own: dict[str, dict[str, str]] = {"region": {}, "activity": {}}
    for label in version.labels.all():
        own[label.kind][label.code] = label.name
    regions: dict[str, str] = {}
    if dataset.region_level == "nuts3":
        regions = {county.code: county.name for county in County.objects.all()}
    elif dataset.region_level == "lau":
        regions = dict(Municipality.objects.values_list("code", "name"))
    elif dataset.region_level == "partner":
        regions = {partner.code: partner.name for partner in structure.partners}
    return Names(regions | own["region"], own["activity"], dataset.classification)


@dataclass(frozen=True)
class NamedRow:
    """One observation with names."""

    year: int
    region: str
    region_name: str
    activity: str
    activity_name: str
    value: float | None
    flag: str


def rows_of(version: DataSetVersion, names: Names, **where: Any) -> Iterator[NamedRow]:
    """The observations in order, streamed; `where` narrows them by region, activity and year."""
    found = version.observations.filter(**where).order_by("year", "region", "activity")
    columns = ("year", "region", "activity", "value", "flag")
    for year, region, activity, value, flag in found.values_list(*columns).iterator(chunk_size=5000):
        shown = names.activity(activity) if activity else ""
        yield NamedRow(year, region, names.region(region), activity, shown, value, flag)
