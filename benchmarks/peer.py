"""The job of import_facts.py by django-import-export, as somebody who knows it well would set it up."""

from datetime import datetime
from pathlib import Path
from typing import Any

from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX
from import_export.instance_loaders import CachedInstanceLoader
from workbook import HEADER

from samspel.actors.models import Organisation
from samspel.code_lists.aid_bases import AID_BASES
from samspel.code_lists.support_kinds import SUPPORT_KINDS
from samspel.core import clock
from samspel.core.bilingual import in_both
from samspel.core.models import Evidence, Municipality, User
from samspel.core.programmes.models import Area, Partner, Programme
from samspel.results.models import Support

ORGANISATION, NAME, PLACE, KIND, DAY, HOURS, AMOUNT, AID, AREA, PARTNER, PAPER, REFERENCE = HEADER


def compact(text: Any) -> str:
    """The number as it is stored."""
    return str(text).replace("-", "")


class ByNumber(widgets.CachedForeignKeyWidget):
    """The organisation with the number."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(compact(value), row, **kwargs)


class Choice(widgets.Widget):
    """The code of a word."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.codes = {in_both(text)[0]: code for code, text in choices.items()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return self.codes[value]


class Day(widgets.DateWidget):
    """The day of a date cell, which comes with a time."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value.date() if isinstance(value, datetime) else super().clean(value, row, **kwargs)


class Number(widgets.DecimalWidget):
    """An empty cell is zero."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(value or 0, row, **kwargs)


class Region(widgets.CachedForeignKeyWidget):
    """A partner, by its name or its short name."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean({"Östergötland": "Region Östergötland"}.get(value, value), row, **kwargs)


class SupportResource(resources.ModelResource):
    """Rows of support, known again by their reference; new organisations are made before, all at once."""

    organisation = fields.Field("organisation", ORGANISATION, ByNumber(Organisation, "number"))
    kind = fields.Field("kind", KIND, Choice(SUPPORT_KINDS))
    occurred_on = fields.Field("occurred_on", DAY, Day())
    hours = fields.Field("hours", HOURS, Number())
    amount = fields.Field("amount", AMOUNT, Number())
    aid_basis = fields.Field("aid_basis", AID, Choice(AID_BASES))
    area = fields.Field("area", AREA, widgets.CachedForeignKeyWidget(Area, "short_sv"))
    partner = fields.Field("partner", PARTNER, Region(Partner, "name_sv"))
    reference = fields.Field("reference", REFERENCE)

    class Meta:
        model = Support
        fields = (
            "organisation", "kind", "occurred_on", "hours", "amount", "aid_basis", "area", "partner", "reference",
        )  # fmt: skip
        import_id_fields = ("reference",)
        instance_loader_class = CachedInstanceLoader
        skip_unchanged = True
        skip_html_diff = True
        use_transactions = True
        use_bulk = True
        batch_size = 2000

    def get_queryset(self) -> Any:
        """With what an unchanged row is compared with."""
        return super().get_queryset().select_related("organisation", "area", "partner")

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """What every row needs, and the organisations that the file brings."""
        self.programme = Programme.objects.get()
        self.user = User.objects.get(memberships__role="programme_manager")
        self.papers: list[tuple[Any, str]] = []
        places = {place.name: place for place in Municipality.objects.all()}
        columns = (dataset.headers.index(name) for name in (ORGANISATION, NAME, PLACE))
        at, named, placed = columns
        brought = {compact(row[at]): (row[named], row[placed]) for row in dataset if row[named]}
        known = set(Organisation.objects.values_list("number", flat=True))
        Organisation.objects.bulk_create(
            Organisation(number=number, name=name, kind="company", municipality=places[place])
            for number, (name, place) in brought.items()
            if number not in known
        )

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """What the row does not say."""
        instance.programme, instance.recorded_by = self.programme, self.user
        instance.financial = instance.kind == "grant"
        self.papers.append((instance, row[PAPER]))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """The evidence of the new rows, all at once."""
        moment = clock.now()
        papers = Evidence.objects.bulk_create(
            (
                Evidence(title="Stöd till företag", reference=text, recorded_at=moment, recorded_by=self.user)
                for _instance, text in self.papers
            ),
            batch_size=2000,
        )
        through = Support.evidence.through
        through.objects.bulk_create(
            (
                through(support_id=instance.pk, evidence_id=paper.pk)
                for (instance, _text), paper in zip(self.papers, papers, strict=True)
            ),
            batch_size=2000,
        )


def bring_in(file: Path, dry_run: bool) -> Any:
    """Read the file and import it, or try to."""
    dataset = XLSX().create_dataset(file.read_bytes())
    return SupportResource().import_data(dataset, dry_run=dry_run, raise_errors=True)
