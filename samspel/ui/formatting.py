"""Numbers, money, dates and lists as text in Swedish ('sv') or English ('en'). No-break spaces inside."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
NBSP = "\u00a0"
MINUS = "\u2212"
MILLION = 1_000_000
DATE_FORMS = {
    "long": "d MMMM y",
    "short": "d MMM y",
    "day": "d MMM",
    "month": "MMM y",
    "full_month": "MMMM y",
}
UNITS = {"SEK": "kr", "EUR": "euro"}

Number = int | float | Decimal


def number(value: Number, lang: str, decimals: int | None = None) -> str:
    """1234.5 → '1 234,5' / '1,234.5'. `decimals` fixes how many; otherwise up to two are shown as needed."""
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    exact = Decimal(str(value)) if isinstance(value, float) else value
    shown = format_decimal(exact, format=pattern, locale=LOCALES[lang])
    shown = shown.replace("\u202f", NBSP).replace("-", MINUS)
    return shown.removeprefix(MINUS) if not any(digit in shown for digit in "123456789") else shown


def percent(value: Number, lang: str, decimals: int = 0) -> str:
    """A share as percent: 0.421 → '42 %' / '42%'."""
    shown = number(Decimal(str(value)) * 100, lang, decimals)
    return f"{shown}{NBSP}%" if lang == "sv" else f"{shown}%"


def money(value: Number, currency: str, lang: str, scale: str = "full") -> str:
    """An amount; `scale` is 'full' or 'auto'.

    full: '13 200 000 kr', 'SEK 13,200,000', '1 200 000 euro', '€1,200,000'; cents only where there are any.
    auto: from a tenth of a million '2,1 mnkr', 'SEK 2.1 million', '2,1 mn euro'; else whole units."""
    exact = Decimal(str(value))
    if scale == "auto" and abs(exact) >= MILLION / 10:
        return _in_millions(number(exact / MILLION, lang, 1), currency, lang)
    decimals = 0 if scale == "auto" or exact == exact.to_integral_value() else 2
    return _with_currency(number(exact, lang, decimals), currency, lang)


def money_short(value: Number, currency: str, lang: str) -> str:
    """`money` in scale 'auto'."""
    return money(value, currency, lang, "auto")


def date_text(value: date, lang: str, form: str = "long") -> str:
    """'long' 30 september 2019, 'short' 30 sep 2019, 'day' 30 sep, 'month' sep 2019, 'full_month'."""
    return format_date(value, DATE_FORMS[form], locale=LOCALES[lang]).replace(".", "").replace(" ", NBSP)


def join_list(items: Sequence[str], lang: str) -> str:
    """'a', 'a och b', 'a, b och c'."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" och " if lang == "sv" else " and ") + items[-1]


def _in_millions(millions: str, currency: str, lang: str) -> str:
    if lang == "sv":
        unit = "mnkr" if currency == "SEK" else f"mn{NBSP}{UNITS.get(currency, currency)}"
        return f"{millions}{NBSP}{unit}"
    return _with_currency(f"{millions}{NBSP}million", currency, lang)


def _with_currency(text: str, currency: str, lang: str) -> str:
    if lang == "sv":
        return f"{text}{NBSP}{UNITS.get(currency, currency)}"
    if currency == "EUR":
        return f"{MINUS}€{text.removeprefix(MINUS)}" if text.startswith(MINUS) else f"€{text}"
    return f"{currency}{NBSP}{text}"
