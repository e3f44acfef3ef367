"""Legal bases for keeping personal data (Regulation (EU) 2016/679, art. 6.1)."""

from django.utils.translation import gettext_lazy as _

BASES = {
    "consent": _("consent"),
    "public_task": _("public task"),
    "contract": _("contract"),
}
