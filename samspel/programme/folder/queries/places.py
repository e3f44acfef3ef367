"""The places that a folder may name."""

from dataclasses import fields

from samspel.core import territory
from samspel.core.models import County, Municipality
from samspel.programme.folder.formats import CountySpec, KnownPlaces, MunicipalitySpec


def known_places() -> KnownPlaces:
    """The counties and municipalities in the tables, and the countries whose places Samspel ships."""
    counties = County.objects.values_list(*(column.name for column in fields(CountySpec)))
    columns = ("code", "country", "lau_code", "name", "county_id")
    return KnownPlaces(
        {row[0]: CountySpec(*row) for row in counties},
        {row[0]: MunicipalitySpec(*row) for row in Municipality.objects.values_list(*columns)},
        frozenset(county.country for county in territory.counties()),
    )
