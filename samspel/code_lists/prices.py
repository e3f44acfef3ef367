"""What an offer costs who gets it."""

from django.utils.translation import gettext_lazy as _

PRICES = {
    "free": _("Free of charge"),
    "subsidised": _("Reduced fee"),
    "paid": _("For a fee"),
    "by_application": _("By application"),
}
