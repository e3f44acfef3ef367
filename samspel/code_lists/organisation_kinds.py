"""Kinds of organisations."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "company": _("company"),
    "municipality": _("municipality"),
    "region": _("region"),
    "university": _("university"),
    "institute": _("research institute"),
    "incubator": _("incubator"),
    "science_park": _("science park"),
    "cluster": _("cluster"),
    "agency": _("agency"),
    "association": _("association or foundation"),
}
ACTOR_KINDS = {code: name for code, name in KINDS.items() if code != "company"}
