"""NACE Rev. 2 sections of economic activities."""

from django.utils.translation import gettext_lazy as _

from samspel.core.bilingual import Words

# NACE Rev. 2 sections and the divisions they begin and end with (Regulation (EC) No 1893/2006, annex I).
SECTIONS = (
    (1, 3, "A", _("Agriculture, forestry and fishing")),
    (5, 9, "B", _("Mining and quarrying")),
    (10, 33, "C", _("Manufacturing")),
    (35, 35, "D", _("Electricity, gas, steam and air conditioning")),
    (36, 39, "E", _("Water supply, sewerage, waste and remediation")),
    (41, 43, "F", _("Construction")),
    (45, 47, "G", _("Wholesale and retail trade; repair of vehicles")),
    (49, 53, "H", _("Transportation and storage")),
    (55, 56, "I", _("Accommodation and food service")),
    (58, 63, "J", _("Information and communication")),
    (64, 66, "K", _("Financial and insurance activities")),
    (68, 68, "L", _("Real estate activities")),
    (69, 75, "M", _("Professional, scientific and technical activities")),
    (77, 82, "N", _("Administrative and support services")),
    (84, 84, "O", _("Public administration and defence")),
    (85, 85, "P", _("Education")),
    (86, 88, "Q", _("Human health and social work")),
    (90, 93, "R", _("Arts, entertainment and recreation")),
    (94, 96, "S", _("Other service activities")),
    (97, 98, "T", _("Activities of households as employers")),
    (99, 99, "U", _("Extraterritorial organisations")),
)


def section_of(industry: str) -> Words | None:
    """The NACE section of an industry code such as 10.71 or 10710; None where it belongs to none."""
    digits = "".join(c for c in industry if c.isdigit())[:2]
    division = int(digits) if len(digits) == 2 else 0
    return next((name for first, last, _code, name in SECTIONS if first <= division <= last), None)
