"""The rules in force on a day, laid out in groups and rows for a page, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from samspel.core.rules import vocabulary
from samspel.core.rules.rule import Counts, Rule, RuleSet, RuleText, Value

NOT_KNOWN = RuleText("inte känt", "not known")
NOTHING_SET = RuleText("inga", "none")
OF = RuleText("av", "of")


@dataclass(frozen=True)
class VersionRow:
    """A dated version of a rule other than the one in force: its value as text and the days it holds."""

    value: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class RuleRow:
    """One rule as shown. `value` is text with its unit, empty where the rule has none.

    `replaced` is the rule set's own value where the programme has set another; `valid_to` is the first day
    the rule no longer holds.
    """

    code: str
    name: str
    text: str
    value: str
    known: bool
    source: str
    confidence: str
    confidence_name: str
    note: str
    valid_from: date | None
    valid_to: date | None
    overridden: bool
    replaced: str
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True)
class RuleGroup:
    """The rules in force of one group; never empty."""

    code: str
    name: str
    rows: tuple[RuleRow, ...]


def rules_table(rule_set: RuleSet, day: date, lang: str) -> tuple[RuleGroup, ...]:
    """The rules in force on `day` in the language ('sv' or 'en'), by group in the vocabulary's order."""
    in_force = rule_set.in_force(day)
    groups = []
    for code, name in vocabulary.words("group").items():
        rows = tuple(_row(rule_set, rule, lang) for rule in in_force if rule.group == code)
        if rows:
            groups.append(RuleGroup(code, name.in_language(lang), rows))
    return tuple(groups)


def value_text(rule: Rule, lang: str) -> str:
    """The value as text with its unit and base, or what an indicator counts; empty where there is neither."""
    if rule.counts:
        return _counts_text(rule.counts, rule.unit, lang)
    if not rule.known:
        return NOT_KNOWN.in_language(lang)
    if not isinstance(rule.value, int | Decimal):
        return _plain(rule.value, lang)
    unit = vocabulary.words("unit")[rule.unit]
    if rule.value == 1:
        unit = vocabulary.words("unit_one").get(rule.unit, unit)
    text = f"{_plain(rule.value, lang)}\N{NO-BREAK SPACE}{unit.in_language(lang)}"
    if rule.base:
        text += f" {OF.in_language(lang)} {vocabulary.words('base')[rule.base].in_language(lang)}"
    return text


def _row(rule_set: RuleSet, rule: Rule, lang: str) -> RuleRow:
    return RuleRow(
        code=rule.code,
        name=rule.name.in_language(lang),
        text=rule.text.in_language(lang),
        value=value_text(rule, lang),
        known=rule.known,
        source=rule.source.in_language(lang),
        confidence=rule.confidence,
        confidence_name=vocabulary.words("confidence")[rule.confidence].in_language(lang),
        note=rule.note.in_language(lang),
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        overridden=rule.overridden,
        replaced=value_text(rule.replaced, lang) if rule.replaced else "",
        versions=tuple(
            VersionRow(value_text(other, lang), other.valid_from, other.valid_to)
            for other in rule_set.history(rule.code)
            if other is not rule
        ),
    )


def _counts_text(counts: Counts, unit: str, lang: str) -> str:
    how = vocabulary.words("counts", "how")[counts.how].in_language(lang)
    of = vocabulary.words("counts", "of")[counts.of].in_language(lang)
    return f"{how} {of}" if counts.how == "distinct" else f"{how} {of}, {unit}"


def _number(value: int | Decimal, lang: str) -> str:
    """12 000 000 in both languages, as the Union writes figures; 45,24 in Swedish and 45.24 in English."""
    if lang.startswith("en"):
        grouped = format_decimal(value, locale="en", decimal_quantization=False)
        return grouped.replace(",", "\N{NO-BREAK SPACE}")
    return format_decimal(value, locale="sv", decimal_quantization=False)


def _plain(value: Value, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return _number(value, lang)
    if isinstance(value, Mapping):
        return "; ".join(f"{_plain(key, lang)}: {_plain(item, lang)}" for key, item in value.items())
    if value == ():
        return NOTHING_SET.in_language(lang)
    if isinstance(value, tuple):
        return ", ".join(_plain(item, lang) for item in value)
    term = vocabulary.words("term").get(value)
    return term.in_language(lang) if term else value
