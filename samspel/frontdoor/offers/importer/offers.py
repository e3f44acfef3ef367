"""Offers as something a file's rows can be: new ones recorded, known ones brought up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from samspel.core.figures import Text
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import Field, Table
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.importer.rows import OfferImportCheck, OfferRowReader
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries.table import offer_columns, offer_template
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.results.facts.importer.importers import Told, mark_saved, told_problems
from samspel.results.models import Import


@dataclass(frozen=True)
class OfferImport:
    """Offers, as something a file's rows can be."""

    key: str = "offer"
    names: Text = Text("Erbjudanden", "Offers")  # noqa: RUF009 - frozen
    action: str = OfferAction.RECORD
    page: tuple[str, ...] = ("frontdoor:offers",)

    def fields(self, programme: Programme) -> list[Field]:
        """The columns."""
        return offer_columns(structure_of(programme))

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """With the programme's own lists."""
        return offer_template(structure_of(programme), notes)

    def check(self, brought: Import, table: Table, told: Told) -> dict[str, Any]:
        """Those that are there and differ count as new: they are brought up to date."""
        verdicts = OfferRowReader(brought.programme, brought.made_by).read(table, brought.columns, told)
        to_do = verdicts.to_do
        return {
            "rows": verdicts.lines,
            "new": len(to_do),
            "changed": sum(row.pk is not None for row in to_do),
            "same": len(verdicts.ready) - len(to_do),
            **told_problems(verdicts.problems),
        }

    def save(self, brought: Import, table: Table, told: Told) -> int | None:
        """What is there already and says the same is left as it is."""
        verdicts = OfferRowReader(brought.programme, brought.made_by).read(table, brought.columns, told)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = offers_import(brought.made_by, brought.programme, verdicts)
            mark_saved(brought, written, verdicts.lines)
        return written


def offers_import(user: Any, programme: Programme, verdicts: OfferImportCheck) -> int:
    """Record what is new and change what differs; returns how many."""
    known = Offer.objects.in_bulk([row.pk for row in verdicts.to_do if row.pk is not None])
    for row in verdicts.to_do:
        if row.pk is None:
            offer_services.offer_record(actor=user, programme=programme, data=row.data, code=row.code)
        else:
            offer_services.offer_change(actor=user, offer=known[row.pk], data=row.data)
    return len(verdicts.to_do)
