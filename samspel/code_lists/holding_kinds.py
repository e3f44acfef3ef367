"""In what way one organisation holds another (Regulation (EU) 651/2014, annex I, art. 3)."""

from django.utils.translation import gettext_lazy as _

HOLDINGS = {
    "shares": _("share of the capital"),
    "votes": _("share of the votes"),
    "appoints": _("right to appoint the management's majority"),
    "dominant": _("dominant influence"),
}
