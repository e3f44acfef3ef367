"""The words for where a cost comes from."""

from django.utils.translation import gettext_lazy

ORIGINS = {
    "books": gettext_lazy("From the books"),
    "hand": gettext_lazy("Recorded by hand"),
    "hours": gettext_lazy("Unit cost by the hour"),
    "in_kind": gettext_lazy("Contribution in kind"),
}


KIND_NAMES = {"sie": gettext_lazy("SIE 4"), "table": gettext_lazy("Ledger extract")}
