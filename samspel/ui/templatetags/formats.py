"""Numbers, money, dates and lists in the reader's language: {% load formats %}."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspel.core.figures import Figure, Unit
from samspel.ui import formatting
from samspel.ui.components import Link

register = template.Library()


def language() -> str:
    """The reader's language as the formatting functions want it."""
    return "en" if (get_language() or "").startswith("en") else "sv"


def figure_text(shown: Figure, form: str = "full") -> str:
    """The figure's number as text; a dash where there is none. `form` 'short': money in millions; 'bare': no unit."""
    if shown.value is None:
        return "–"
    if shown.measure.unit is Unit.MONEY and form == "bare":
        return formatting.number(Decimal(shown.value) / formatting.MILLION, language(), 1)
    if shown.measure.unit is Unit.MONEY:
        return formatting.money(shown.value, shown.currency, language(), _scale(form))
    return formatting.number(shown.value, language())


@register.simple_tag
def figure(shown: Figure, form: str = "full") -> SafeString:
    """A number linked to where it opens. `form` is 'full' or 'short' (money in millions)."""
    return format_html('<a class="figure num" href="{}">{}</a>', shown.url, figure_text(shown, form))


@register.simple_tag
def figure_words(shown: Figure, form: str = "short") -> str:
    """A figure's number as text without its link, for use inside a sentence."""
    return figure_text(shown, form)


@register.simple_tag
def unit_words(unit: str, value: Any) -> str:
    """The unit after a number: '1 enterprise', '2 enterprises', '0.5 days'; an empty text for money."""
    whole = 0 if value is None else int(value)
    many = whole if value == whole else 2
    words = {
        Unit.ENTERPRISES: ngettext("enterprise", "enterprises", many),
        Unit.INITIATIVES: ngettext("initiative", "initiatives", many),
        Unit.MUNICIPALITIES: ngettext("municipality", "municipalities", many),
        Unit.HOURS: ngettext("hour", "hours", many),
        Unit.RESEARCH: ngettext("research organisation", "research organisations", many),
        Unit.PUBLIC: ngettext("public institution", "public institutions", many),
        Unit.ORGANISATIONS: ngettext("organisation", "organisations", many),
        Unit.PEOPLE: ngettext("person", "people", many),
        Unit.COLLABORATIONS: ngettext("collaboration", "collaborations", many),
        Unit.CONTACTS: ngettext("contact", "contacts", many),
        Unit.ACTORS: ngettext("actor", "actors", many),
        Unit.OPERATIONS: ngettext("operation", "operations", many),
        Unit.NEEDS: ngettext("need", "needs", many),
        Unit.REFERRALS: ngettext("referral", "referrals", many),
        Unit.OFFERS: ngettext("offer", "offers", many),
        Unit.DAYS: ngettext("day", "days", many),
    }
    return words.get(Unit(unit), "")


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number; an empty text for None."""
    return "" if value in (None, "") else formatting.number(_decimal(value), language(), decimals)


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """A share 0–1 as percent; an empty text for None."""
    return "" if value in (None, "") else formatting.percent(_decimal(value), language(), decimals)


@register.filter(name="money")
def money_filter(value: Any, currency: str = "SEK") -> str:
    """The whole amount; an empty text for None."""
    return "" if value in (None, "") else formatting.money(_decimal(value), currency, language())


@register.filter
def money_short(value: Any, currency: str = "SEK") -> str:
    """The amount in millions where it has any; an empty text for None."""
    return "" if value in (None, "") else formatting.money(_decimal(value), currency, language(), "auto")


@register.simple_tag
def money(value: Any, currency: str, form: str = "full") -> str:
    """An amount. `form` is 'full' or 'short'."""
    return formatting.money(_decimal(value), currency, language(), _scale(form))


@register.filter
def day(value: date | datetime | str | None, form: str = "long") -> str:
    """A date, local time: 'long', 'short', 'day', 'month' or 'full_month'; an empty text for None."""
    found = _date(value)
    return "" if found is None else formatting.date_text(found, language(), form)


@register.filter
def moment(value: datetime | None) -> str:
    """A date and time of day, local time."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{formatting.date_text(local.date(), language(), 'short')} {local:%H:%M}"


@register.filter
def iso(value: date | datetime | str | None) -> str:
    """A date as a date field wants it: 2019-09-30; an empty text for None."""
    found = _date(value)
    return "" if found is None else found.isoformat()


@register.filter
def listed(items: Sequence[Any]) -> str:
    """'a, b and c'."""
    return formatting.join_list([str(item) for item in items], language())


@register.filter
def cell(value: Any) -> str:
    """Any value as text: dates short, numbers in the reader's format, Yes or No, links, nothing for None."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime | date):
        return day(value, "short")
    if isinstance(value, int | float | Decimal):
        return formatting.number(value, language())
    if isinstance(value, Figure):
        return figure(value)
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.url, value.label) if value.url else value.label
    return "" if value is None else str(value)


def _scale(form: str) -> str:
    return "auto" if form in {"short", "auto"} else "full"


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _date(value: date | datetime | str | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value
