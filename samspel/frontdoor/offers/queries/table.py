"""Offers as rows of a table: the same columns out and in."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from samspel.code_lists.offer_kinds import KINDS
from samspel.code_lists.prices import PRICES
from samspel.code_lists.size_classes import LISTED_SIZES
from samspel.core.bilingual import Words, in_both
from samspel.core.models import Municipality
from samspel.core.programmes.structure import Structure
from samspel.core.tables import Field, TemplateColumn, template
from samspel.frontdoor.models import Offer

WIDE = {"title_sv": 40, "title_en": 40, "text_sv": 60, "text_en": 60, "organisation": 32, "uses": 60}
Cells = dict[str, str | int | date | None]


def offer_columns(structure: Structure) -> list[Field]:
    """The columns of a table of offers."""
    places = {m.code: (m.name,) for m in Municipality.objects.all()}
    return [
        Field("code", _("Code"), ("kod", "code", "id")),
        Field("organisation", _("Given by"), ("ges av", "aktör", "organisation", "owner", "given by"), required=True),
        Field("kind", _("Kind of help"), ("slag av hjälp", "slag", "kind"), True, "choice", _choices(KINDS)),
        Field("title_sv", _("Title, Swedish"), ("rubrik, svenska", "title_sv"), required=True),
        Field("title_en", _("Title, English"), ("rubrik, engelska", "title_en"), required=True),
        Field("text_sv", _("What is done, Swedish"), ("vad som görs, svenska", "text_sv"), required=True),
        Field("text_en", _("What is done, English"), ("vad som görs, engelska", "text_en"), required=True),
        Field("areas", _("Areas"), ("områden", "areas")),
        Field("municipality", _("Municipality"), ("kommun", "municipality"), kind="choice", choices=places),
        Field("trl_low", _("Technology readiness, from"), ("trl från", "trl from", "trl_low"), kind="integer"),
        Field("trl_high", _("Technology readiness, to"), ("trl till", "trl to", "trl_high"), kind="integer"),
        Field("sizes", _("Only for sizes"), ("bara för storlekar", "sizes")),
        Field("aimed_sizes", _("Made for sizes"), ("gjort för storlekar", "aimed_sizes")),
        Field("sectors", _("Only for industries"), ("bara för branscher", "sectors")),
        Field("regions", _("Only for regions"), ("bara för regioner", "regions")),
        Field("price", _("Price"), ("pris", "price"), True, "choice", _choices(PRICES)),
        Field("price_note_sv", _("More on the price, Swedish"), ("mer om priset, svenska", "price_note_sv")),
        Field("price_note_en", _("More on the price, English"), ("mer om priset, engelska", "price_note_en")),
        Field("capacity", _("How many a month"), ("antal per månad", "capacity"), kind="integer"),
        Field("next_free_on", _("Next free time"), ("nästa lediga tid", "next_free_on"), kind="date"),
        Field("contact_role_sv", _("Contact, Swedish"), ("kontakt, svenska", "contact_role_sv")),
        Field("contact_role_en", _("Contact, English"), ("kontakt, engelska", "contact_role_en")),
        Field("contact_email", _("E-mail of the function"), ("funktionens e-post", "e-post", "contact_email")),
        Field("link", _("Website"), ("webbplats", "link")),
        Field("valid_from", _("First day"), ("första dag", "valid_from"), required=True, kind="date"),
        Field("valid_to", _("Last day"), ("sista dag", "valid_to"), kind="date"),
        Field("uses", _("What came of it"), ("vad det gav", "uses")),
    ]


def offer_template(structure: Structure, notes: Sequence[str]) -> bytes:
    """The Excel file to fill in."""
    several = _("Several with semicolons between.")
    told = {
        "organisation": _("Organisation number, or the name as it is registered."),
        "areas": " ".join([several, ", ".join(area.short for area in structure.areas)]),
        "sizes": " ".join([several, ", ".join(map(str, LISTED_SIZES.values()))]),
        "aimed_sizes": " ".join([several, ", ".join(map(str, LISTED_SIZES.values()))]),
        "regions": " ".join([several, ", ".join(partner.short for partner in structure.partners)]),
        "sectors": _("SNI sections or divisions with commas between, such as C, 10, 86. Empty: for all."),
        "uses": _("A line for each: year | what came of it, Swedish | what came of it, English"),
    }
    made = [TemplateColumn(f, WIDE.get(f.key, 18), told.get(f.key, "")) for f in offer_columns(structure)]
    return template(made, _("Offers"), notes)


def offer_cells(offer: Offer) -> Cells:
    """An offer as cells. Reads what `with_links` has fetched."""
    listed = "; "
    return {
        "code": offer.code,
        "organisation": offer.organisation.shown_number or offer.organisation.name,
        "kind": str(KINDS[offer.kind]),
        **{name: getattr(offer, name) for name in ("title_sv", "title_en", "text_sv", "text_en")},
        "areas": listed.join(area.short for area in offer.areas.all()),
        "municipality": offer.municipality.name if offer.municipality else "",
        "trl_low": offer.trl_low,
        "trl_high": offer.trl_high,
        "sizes": listed.join(str(LISTED_SIZES[code]) for code in offer.sizes),
        "aimed_sizes": listed.join(str(LISTED_SIZES[code]) for code in offer.aimed_sizes),
        "sectors": ", ".join(offer.sectors),
        "regions": listed.join(partner.short for partner in offer.regions.all()),
        "price": str(PRICES[offer.price]),
        **{name: getattr(offer, name) for name in ("price_note_sv", "price_note_en", "capacity", "next_free_on")},
        **{name: getattr(offer, name) for name in ("contact_role_sv", "contact_role_en", "contact_email", "link")},
        "valid_from": offer.valid_from,
        "valid_to": offer.valid_to,
        "uses": "\n".join(f"{use.year} | {use.text_sv} | {use.text_en}" for use in offer.uses.all()),
    }


def offers_with_links(offers: Any) -> Any:
    """A queryset of offers with all that `cells_of` reads, in a fixed number of queries."""
    return offers.select_related("organisation", "municipality").prefetch_related("areas", "regions", "uses")


def offer_workbook(structure: Structure, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as an .xlsx file that can be brought in as it is."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Offers"))
    bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    days, wrapped = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"valign": "top"})
    described = offer_columns(structure)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(described):
        sheet.set_column(at, at, WIDE.get(column.key, 18))
        sheet.write_string(0, at, column.name, bold)
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(described):
            value = row.get(column.key)
            if isinstance(value, date):
                sheet.write_datetime(line, at, value, days)
            elif isinstance(value, int):
                sheet.write_number(line, at, value, wrapped)
            elif value:
                sheet.write_string(line, at, str(value), wrapped)
    book.close()
    return file.getvalue()


def _choices(words: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(dict.fromkeys((str(name), *in_both(name), code))) for code, name in words.items()}
