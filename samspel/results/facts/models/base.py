"""What all facts of the results room share."""

from typing import Any, ClassVar

from django.db import models

from samspel.core.programmes.models import Activity, ProgrammeFact


class ResultFact(ProgrammeFact):
    """Something that happened to or with an enterprise or another organisation.

    `reference` is the recorder's own, and tells apart what would else look the same. `fingerprint` covers the whole
    content: it is how an import sees that a row is already there."""

    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    initiative_number = models.PositiveIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True)

    class Meta(ProgrammeFact.Meta):
        abstract = True


class OrganisationFact(ResultFact):
    """A fact about one organisation."""

    organisation: Any = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="%(class)s_facts")

    access_paths: ClassVar[dict[str, str]] = {**ProgrammeFact.access_paths, "organisation": "organisation"}

    class Meta(ResultFact.Meta):
        abstract = True
