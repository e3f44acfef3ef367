"""The books: what the programme has cost, and the files that told of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samspel.core.models import Evidence
from samspel.core.programmes.models import CostCategory, Partner, Programme, ProgrammeFact
from samspel.imports.models import StagedImport


class BookImport(StagedImport):
    """A partner's books brought in as a file: SIE 4, or a ledger extract in Excel or CSV.

    `columns` maps a table's fields to its columns, `projects` are the chosen project objects ("6:P14")."""

    KINDS: ClassVar = [(k, k) for k in ("sie", "table")]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="book_imports")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="book_imports")
    kind = models.CharField(max_length=5, choices=KINDS)
    columns = models.JSONField(default=dict)
    projects = models.JSONField(default=list)

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.filename


class AccountRange(models.Model):
    """Which cost category a partner's accounts from `first` to `last` belong to; none: left out. Remembered."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="account_ranges")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="account_ranges")
    first = models.CharField(max_length=10)
    last = models.CharField(max_length=10)
    category = models.ForeignKey(CostCategory, models.PROTECT, null=True, related_name="+")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["first", "last"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "partner", "first", "last"], name="account_range_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="account_range_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Expenditure(ProgrammeFact):
    """A booked cost of a partner. `occurred_on` is the booking date; a credit is a negative amount.

    `voucher` is series and number as people say them. `row` tells rows of a voucher apart that are otherwise the same;
    `fingerprint` is the same for the same row however often the books are brought in. `person` and `hours` belong to
    a unit cost: the person's pseudonym and the month's hours."""

    ORIGINS: ClassVar = [(k, k) for k in ("books", "hand", "hours", "in_kind")]

    category = models.ForeignKey(CostCategory, models.PROTECT, related_name="expenditure")
    voucher = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=15, decimal_places=2, help_text="programme currency")
    origin = models.CharField(max_length=8, choices=ORIGINS, default="hand")
    account = models.CharField(max_length=10, blank=True)
    project = models.CharField(max_length=40, blank=True, help_text="the project object in the partner's books")
    row = models.PositiveSmallIntegerField(default=0)
    paid_on = models.DateField(null=True, blank=True)
    supplier = models.CharField(max_length=120, blank=True)
    invoice = models.CharField(max_length=60, blank=True)
    vat = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    procurement = models.CharField(max_length=60, blank=True, help_text="journal number of the procurement")
    person = models.CharField(max_length=40, blank=True)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    brought = models.ForeignKey(BookImport, models.PROTECT, null=True, blank=True, related_name="expenditure")

    audit_name = "expenditure"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(amount=0), name="expenditure_not_zero"),
            models.UniqueConstraint(
                fields=["partner", "fingerprint"],
                condition=Q(voided_at=None) & ~Q(fingerprint=""),
                name="expenditure_once",
            ),
            models.CheckConstraint(
                condition=~Q(origin="hours") | (~Q(person="") & Q(hours__gt=0)), name="hours_have_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "occurred_on"]),
            models.Index(fields=["partner", "voucher"], name="expenditure_by_voucher"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.amount}"


class EvidenceFile(models.Model):
    """The document itself, where it is kept here. `digest` is SHA-256 of the content."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="file")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner"}

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.filename


class Income(ProgrammeFact):
    """Money the project itself earns; deducted from a claim."""

    text = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    audit_name = "income"

    class Meta(ProgrammeFact.Meta):
        abstract = False
        constraints = [
            *ProgrammeFact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="income_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.amount}"
