"""Keeping the territory tables in step with the shipped files."""

from samspel.core.models import County, Municipality
from samspel.core.territory import counties, municipalities


def load_shipped(using: str) -> None:
    """Insert or update the shipped counties and municipalities. Rows of other countries are left alone."""
    County.objects.using(using).bulk_create(
        [
            County(
                code=row.code,
                country=row.country,
                national_code=row.national_code,
                name_sv=row.name_sv,
                name_en=row.name_en,
                short_sv=row.short_sv,
                nuts2=row.nuts2,
            )
            for row in counties()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["country", "national_code", "name_sv", "name_en", "short_sv", "nuts2"],
    )
    Municipality.objects.using(using).bulk_create(
        [
            Municipality(code=row.code, country=row.country, lau_code=row.lau_code, name=row.name, county_id=row.county)
            for row in municipalities()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["country", "lau_code", "name", "county"],
    )
