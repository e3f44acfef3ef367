"""Counties (NUTS 3) and municipalities (LAU), loaded from the files in core/territory/data and programme folders."""

from django.db import models

from samspel.core.bilingual import Localised


class County(models.Model):
    """A NUTS 3 region; in Sweden a county. The code is the NUTS code, e.g. SE125."""

    code = models.CharField(max_length=8, primary_key=True)
    country = models.CharField(max_length=2)
    national_code = models.CharField(max_length=8)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    short_sv = models.CharField(max_length=40)
    nuts2 = models.CharField(max_length=8)

    name = Localised("name")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_sv


class Municipality(models.Model):
    """A local administrative unit. The code is country + national code, e.g. SE1980 (Västerås)."""

    code = models.CharField(max_length=12, primary_key=True)
    country = models.CharField(max_length=2)
    lau_code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    county = models.ForeignKey(County, models.PROTECT, related_name="municipalities")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name
