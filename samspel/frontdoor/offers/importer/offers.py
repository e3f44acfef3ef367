"""Offers as something a file's rows can be: new ones recorded, known ones brought up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
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
from samspel.imports.importer import ImportFault, Progress, problem_report
from samspel.imports.models import Import
from samspel.imports.rules import ids_of, spans_of
from samspel.imports.services.work import import_mark_saved

BATCH = 500


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
            number = len(verdicts.to_do)
            told = {"written": number, "brought": spans_of(written), "changed": number - len(written)}
            import_mark_saved(staged=staged, done=verdicts.lines, told=told)
        return number

    def undo_note(self, staged: Import) -> str:
        """What changed offers said before cannot be put back."""
        if staged.report["changed"]:
            return gettext("The import cannot be undone: it changed offers that were there. Correct them one by one.")
        return ""

    def undo(self, staged: Import, user: Any, reason: str) -> Mapping[str, Any]:
        """Offers are never removed: those of the file are withdrawn, and what was asked of them goes on."""
        return offer_import_undo(user=user, staged=staged)


def offers_import(user: Any, programme: Programme, verdicts: OfferImportCheck) -> list[int]:
    """Record what is new and change what differs; returns the ids of the new ones."""
    new: list[int] = []
    known = Offer.objects.in_bulk([row.pk for row in verdicts.to_do if row.pk is not None])
    for row in verdicts.to_do:
        if row.pk is None:
            made = offer_services.offer_record(actor=user, programme=programme, data=row.data, code=row.code)
            new.append(made.pk)
        else:
            offer_services.offer_change(actor=user, offer=known[row.pk], data=row.data)
    return new


def offer_import_undo(*, user: Any, staged: Import) -> Mapping[str, Any]:
    """Withdraw the offers that the file brought, in the caller's transaction; returns how many. ImportFault where one
    has been changed or withdrawn since."""
    ids = ids_of(staged.report["brought"])
    offers = [offer for start in range(0, len(ids), BATCH) for offer in _locked(ids[start : start + BATCH])]
    for offer in offers:
        if offer.withdrawn_on is not None or offer.changed_at != offer.made_at:
            raise ImportFault(_("The offer “%(title)s” has been changed or withdrawn since.") % {"title": offer.title})
    for offer in offers:
        offer_services.offer_withdraw(actor=user, offer=offer)
    return {"kind": "offer", "taken_back": len(offers)}


def _locked(ids: Sequence[int]) -> list[Offer]:
    return list(Offer.objects.select_for_update().filter(pk__in=ids))
