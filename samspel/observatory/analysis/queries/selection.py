"""Which data set, version, year and region an analysis page is of: what the address says, or what is nearest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspel.core.programmes.models import Partner
from samspel.core.programmes.structure import Structure
from samspel.observatory.analysis.rules.tables import ANALYSED
from samspel.observatory.datasets.queries.addresses import UnknownAddress, version_at
from samspel.observatory.datasets.queries.datasets import DataSetLine, Names, data_sets, names_of
from samspel.observatory.models import DataSetVersion

VARIABLES = frozenset(("own", "none"))
"""Classifications whose codes are variables to compare regions by, not activities."""


@dataclass(frozen=True)
class Chosen:
    """What a page is of. `own` are the programme's regions of those in the data: code → partner, in its order.
    `since` is the first year, or None where there is one only. `region` is the one in focus."""

    version: DataSetVersion
    candidates: Sequence[DataSetLine]
    years: Sequence[int]
    year: int
    since: int | None
    regions: Sequence[str]
    names: Names
    own: Mapping[str, Partner]
    region: str

    @property
    def region_name(self) -> str:
        """What the region is called: by the programme where it is one of its own."""
        return self.name_of(self.region)

    def name_of(self, region: str) -> str:
        """What a region is called, short where it is one of the programme's."""
        partner = self.own.get(region)
        return partner.short if partner is not None and len(self._of(partner)) == 1 else self.names.region(region)

    @property
    def compared(self) -> list[str]:
        """The programme's regions; all where it has none in the data."""
        return list(self.own) or list(self.regions)

    @property
    def about(self) -> dict[str, Any]:
        """What the addresses of this choice have in common."""
        return {"data": self.version.dataset.code, "version": self.version.number, "year": self.year}

    def _of(self, partner: Partner) -> list[str]:
        return [code for code, owner in self.own.items() if owner.pk == partner.pk]


def chosen_of(structure: Structure, asked: Mapping[str, str], of_variables: bool = False) -> Chosen | None:
    """What `asked`, an address's query, asks for, else the newest suitable data set; None where there is none.
    UnknownAddress for what is not there. Seven queries, however many regions."""
    found = candidates(structure, of_variables)
    code = asked.get("data", "")
    listed = next((one for one in found if one.dataset.code == code), None) if code else next(iter(found), None)
    if listed is None:
        if code:
            raise UnknownAddress
        return None
    version = version_at(listed.dataset, asked.get("version"))
    if version is None:
        return None
    return _chosen(structure, version, found, asked)


def candidates(structure: Structure, of_variables: bool = False) -> list[DataSetLine]:
    """The data sets that can be analysed, the most suitable first: real before example, then those whose
    classification the areas are mapped to, then the newest."""
    mapped = {evidence.classification for evidence in structure.evidence}

    def suits(one: DataSetLine) -> bool:
        dataset = one.dataset
        if one.version is None:
            return False
        if of_variables:
            return dataset.classification in VARIABLES
        return dataset.classification != "none" and dataset.value_kind in ANALYSED

    def order(one: DataSetLine) -> tuple[Any, ...]:
        assert one.version is not None
        dataset = one.dataset
        return dataset.example, dataset.classification not in mapped and not of_variables, -one.version.pk

    return sorted((one for one in data_sets(structure.programme) if suits(one)), key=order)


def own_regions(structure: Structure, level: str, codes: Sequence[str]) -> dict[str, Partner]:
    """The programme's regions among the codes of a level, in the order of its partners."""
    found: dict[str, Partner] = {}
    there = set(codes)
    by_pk = {partner.pk: partner for partner in structure.partners}
    if level == "lau":
        return {
            code: by_pk[owner]
            for code, owner in structure.partner_of_municipality.items()
            if code in there and owner in by_pk
        }
    for partner in structure.partners:
        if level == "partner":
            code = partner.code
        else:
            county = partner.county
            code = "" if county is None else county.nuts2 if level == "nuts2" else county.code
        if code in there:
            found.setdefault(code, partner)
    return found


def _chosen(
    structure: Structure, version: DataSetVersion, found: Sequence[DataSetLine], asked: Mapping[str, str]
) -> Chosen | None:
    rows = version.observations.order_by()
    years = sorted(rows.values_list("year", flat=True).distinct())
    if not years:
        return None
    year = _year(asked.get("year", ""), years, years[-1])
    earlier = [one for one in years if one < year]
    since = _year(asked.get("since", ""), earlier, earlier[0]) if earlier else None
    regions = sorted(rows.filter(year=year, value__isnull=False).values_list("region", flat=True).distinct())
    if not regions:
        return None
    own = own_regions(structure, version.dataset.region_level, regions)
    region = asked.get("region") or next(iter(own), regions[0])
    if region not in regions:
        raise UnknownAddress
    return Chosen(
        version, found, years, year, since, regions, names_of(version, structure), own, region
    )  # fmt: skip


def _year(text: str, years: Sequence[int], usual: int) -> int:
    """The year asked for where the data has it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in years else usual
