"""What every fact of a programme has, whichever app it is of."""

from typing import ClassVar

from django.db import models

from samspel.core.facts import Fact
from samspel.core.programmes.models.areas import Area
from samspel.core.programmes.models.programme import Partner, Programme


class ProgrammeFact(Fact):
    """Abstract: a fact of a programme, with the partner that answers for it and the area where it has one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "partner": "partner", "area": "area"}

    class Meta(Fact.Meta):
        abstract = True
