"""People at organisations: as little as is needed, for as long as it is needed."""

from typing import ClassVar

from django.db import models

from samspel.actors.organisations.models import Organisation
from samspel.code_lists.legal_bases import BASES
from samspel.core.programmes.models import Programme


class Contact(models.Model):
    """Somebody to reach at an organisation, in one programme. Erased after `keep_until`, or when the person asks."""

    BASES: ClassVar = [(code, code) for code in BASES]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="contacts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=12, choices=BASES, help_text="the legal basis of keeping the details")
    given_on = models.DateField(help_text="the day of the consent, or of collection on another basis")
    keep_until = models.DateField()

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "organisation": "organisation"}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(keep_until__gte=models.F("given_on")), name="contact_kept_after_given"
            )
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"
