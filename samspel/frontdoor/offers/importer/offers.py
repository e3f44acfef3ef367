"""Offers as something a file's rows can be: new ones recorded, known ones brought up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samspel.core.bilingual import Words
from samspel.core.programmes.models import Programme
from samspel.core.programmes.structure import structure_of
from samspel.core.tables import Field, Table
from samspel.frontdoor.models import Offer
from samspel.frontdoor.offers.importer.rows import OfferImportCheck, OfferRowReader
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries.table import offer_columns, offer_template
from samspel.frontdoor.offers.services import offer as offer_services
from samspel.imports.importer import Progress, problem_report
from samspel.imports.models import Import
from samspel.imports.services.table_import import import_mark_saved


@dataclass(frozen=True)
class OfferImport:
    """Offers, as something a file's rows can be."""

    key: str = "offer"
    names: Words = _("Offers")  # noqa: RUF009 - frozen
    action: str = OfferAction.RECORD
    page: tuple[str, ...] = ("frontdoor:offers",)

    def fields(self, programme: Programme) -> list[Field]:
        """The columns."""
        return offer_columns(structure_of(programme))

    def template(self, programme: Programme, notes: Sequence[str]) -> bytes:
        """With the programme's own lists."""
        return offer_template(structure_of(programme), notes)

    def check(self, staged: Import, table: Table, progress: Progress) -> dict[str, Any]:
        """Those that are there and differ count as new: they are brought up to date."""
        verdicts = OfferRowReader(staged.programme, staged.made_by).read(table, staged.columns, progress)
        to_do = verdicts.to_do
        return {
            "rows": verdicts.lines,
            "new": len(to_do),
            "changed": sum(row.pk is not None for row in to_do),
            "same": len(verdicts.ready) - len(to_do),
            **problem_report(verdicts.problems),
        }

    def save(self, staged: Import, table: Table, progress: Progress) -> int | None:
        """What is there already and says the same is left as it is."""
        verdicts = OfferRowReader(staged.programme, staged.made_by).read(table, staged.columns, progress)
        if verdicts.problems:
            return None
        with transaction.atomic():
            written = offers_import(staged.made_by, staged.programme, verdicts)
            import_mark_saved(staged=staged, written=written, lines=verdicts.lines)
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
