"""Territory: counties (NUTS 3), municipalities (LAU) and their simplified geometry, as plain values."""

from samspel.core.territory.geometry import (
    Shape,
    Shapes,
    TerritoryMap,
    distance_km,
    map_of,
    read_shapes,
    shipped_shapes,
)
from samspel.core.territory.places import (
    CountyRow,
    MunicipalityRow,
    counties,
    municipalities,
    read_counties,
    read_municipalities,
)

__all__ = [
    "CountyRow",
    "MunicipalityRow",
    "Shape",
    "Shapes",
    "TerritoryMap",
    "counties",
    "distance_km",
    "map_of",
    "municipalities",
    "read_counties",
    "read_municipalities",
    "read_shapes",
    "shipped_shapes",
]
