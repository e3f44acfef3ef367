"""Size classes of organisations, stored as they follow from years and holdings."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from samspel.actors.models import Organisation, OrganisationYear
from samspel.actors.ownership.queries import class_of_year, holdings_around, size_bands, with_holdings
from samspel.actors.ownership.rules import Size, lasting_class, size_class

BATCH = 1000


@transaction.atomic
def size_class_store(*, organisation: Organisation) -> None:
    """Work out the classes of all the organisation's years and the one that lasts, and store them."""
    holdings = holdings_around(organisation.pk)
    by_year: dict[int, str] = {}
    for year in organisation.years.order_by("year"):
        year.size_class = class_of_year(year, size_bands(date(year.year, 12, 31)), holdings)
        year.save(update_fields=["size_class"])
        by_year[year.year] = year.size_class
    organisation.size_class = lasting_class(by_year)
    organisation.save(update_fields=["size_class"])


@transaction.atomic
def size_classes_store_around(*, organisations: Collection[Organisation]) -> None:
    """The same for the organisations and for everyone with figures of some year that they may be counted in with."""
    for organisation in organisations:
        size_class_store(organisation=organisation)
    own = {organisation.pk for organisation in organisations}
    around = {side for pk in own for hold in holdings_around(pk) for side in (hold.owner, hold.owned)} - own
    for organisation in Organisation.objects.filter(pk__in=around, years__isnull=False).distinct():
        size_class_store(organisation=organisation)


@transaction.atomic
def size_classes_store(*, organisations: Collection[int]) -> None:
    """The same for many, by id: in bulk for those that nobody owns and that own nobody, one by one for the rest and for
    those around them."""
    for start in range(0, len(organisations), BATCH):
        part = list(organisations)[start : start + BATCH]
        held = with_holdings(part)
        size_classes_store_around(organisations=list(Organisation.objects.filter(pk__in=held)))
        _store_alone([pk for pk in part if pk not in held])


def _store_alone(organisations: Sequence[int]) -> None:
    years = list(OrganisationYear.objects.filter(organisation__in=organisations).order_by("year"))
    bands = {year: size_bands(date(year, 12, 31)) for year in {row.year for row in years}}
    by_year: dict[int, dict[int, str]] = {}
    for row in years:
        row.size_class = size_class(Size(row.staff, row.turnover, row.balance), bands[row.year])
        by_year.setdefault(row.organisation_id, {})[row.year] = row.size_class
    OrganisationYear.objects.bulk_update(years, ["size_class"], batch_size=BATCH)
    rows = list(Organisation.objects.filter(pk__in=by_year))
    for organisation in rows:
        organisation.size_class = lasting_class(by_year[organisation.pk])
    Organisation.objects.bulk_update(rows, ["size_class"], batch_size=BATCH)
