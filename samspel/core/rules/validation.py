"""From the raw table of a rule file to a Rule, with one clear message for each thing that is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from samspel.core.rules import vocabulary
from samspel.core.rules.rule import NO_TEXT, Counts, Rule, RuleFileError, RuleText, Value

CODE = re.compile(r"[a-z][a-z-]*\.[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
REQUIRED = ("code", "group", "kind", "name", "text", "source", "confidence")
OPTIONAL = ("value", "unit", "base", "valid_from", "valid_to", "article", "note", "subset_of", "counts")
IN_FILES = ("V", "S", "M")  # P marks what a programme has set, and is never written in a file
Fail = Callable[[str], RuleFileError]


def frozen(raw: Any) -> Value:
    """The value unchangeable: lists become tuples, tables read-only mappings, floats Decimals."""
    if isinstance(raw, float):
        return Decimal(str(raw))
    if isinstance(raw, list | tuple):
        return tuple(frozen(item) for item in raw)
    if isinstance(raw, Mapping):
        return MappingProxyType({str(key): frozen(item) for key, item in raw.items()})
    value: Value = raw
    return value


def checked_text(raw: Any, what: str, fail: Fail) -> RuleText:
    """A text in both languages, neither of them empty."""
    if not isinstance(raw, dict) or set(raw) != {"sv", "en"}:
        raise fail(f"expected {what} to have a Swedish and an English text (sv, en), and nothing else")
    for lang, text in raw.items():
        if not isinstance(text, str) or not text.strip():
            raise fail(f"expected {what}.{lang} to be a text that is not empty")
    return RuleText(raw["sv"], raw["en"])


def checked_word(raw: Any, what: str, known: Iterable[str], fail: Fail) -> str:
    """A word of the vocabulary."""
    known = list(known)
    if raw not in known:
        raise fail(f"expected {what} to be one of {', '.join(known)}; found {raw!r}")
    return str(raw)


def checked_value(raw: Any, kind: str, fail: Fail) -> Value:
    """A value of the kind. An absent value (None) is one that is not known."""
    if raw is None:
        return None
    fits: dict[str, tuple[type, ...]] = {
        "number": (int, Decimal, float),
        "text": (str,),
        "list": (list, tuple),
        "table": (dict,),
        "none": (),
    }
    if isinstance(raw, bool) or not isinstance(raw, fits[kind]):
        raise fail(f"expected {'no value' if kind == 'none' else f'a value of kind {kind}'}; found {raw!r}")
    value = frozen(raw)
    if isinstance(value, Decimal) and not value.is_finite():
        raise fail(f"expected a finite number; found {raw!r}")
    return value


def checked_rule(raw: Any, file: str, position: int, sources: Mapping[str, RuleText]) -> Rule:
    """The rule at `position` (1 is the first) of a file; raises RuleFileError."""
    name = raw.get("code") if isinstance(raw, dict) else None

    def fail(expected: str) -> RuleFileError:
        return RuleFileError(file, name if isinstance(name, str) else f"rule {position}", expected)

    if not isinstance(raw, dict):
        raise fail("expected a table")
    _check_keys(raw, fail)
    kind = checked_word(raw["kind"], "kind", vocabulary.KINDS, fail)
    valid_from, valid_to = _period(raw, fail)
    rule = Rule(
        code=_code(raw, fail),
        group=raw["group"],
        name=checked_text(raw["name"], "name", fail),
        text=checked_text(raw["text"], "text", fail),
        kind=kind,
        source=_source(raw, sources, fail),
        confidence=checked_word(raw["confidence"], "confidence", IN_FILES, fail),
        value=checked_value(raw.get("value"), kind, fail),
        unit=checked_word(raw["unit"], "unit", vocabulary.words("unit"), fail) if "unit" in raw else "",
        base=checked_word(raw["base"], "base", vocabulary.words("base"), fail) if "base" in raw else "",
        valid_from=valid_from,
        valid_to=valid_to,
        note=checked_text(raw["note"], "note", fail) if "note" in raw else NO_TEXT,
        subset_of=raw.get("subset_of", ""),
        counts=_counts(raw["counts"], fail) if "counts" in raw else None,
    )
    _check_units(rule, fail)
    _check_terms(rule.value, fail)
    return rule


def _check_keys(raw: dict[str, Any], fail: Fail) -> None:
    if missing := [key for key in REQUIRED if key not in raw]:
        raise fail(f"expected {', '.join(missing)}, which is missing")
    if unknown := sorted(set(raw) - set(REQUIRED) - set(OPTIONAL)):
        raise fail(f"expected only the known fields; found {', '.join(unknown)}")


def _code(raw: dict[str, Any], fail: Fail) -> str:
    group = checked_word(raw["group"], "group", vocabulary.words("group"), fail)
    prefix = group.replace("_", "-") + "."
    code = raw["code"]
    if not isinstance(code, str) or not CODE.fullmatch(code) or not code.startswith(prefix):
        raise fail(f"expected code to be a slug that starts with '{prefix}'; found {code!r}")
    return code


def _period(raw: dict[str, Any], fail: Fail) -> tuple[date | None, date | None]:
    for key in ("valid_from", "valid_to"):
        day = raw.get(key)
        if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
            raise fail(f"expected {key} to be a date such as 2019-09-20, without quotes; found {day!r}")
    valid_from, valid_to = raw.get("valid_from"), raw.get("valid_to")
    if valid_from and valid_to and valid_from >= valid_to:
        raise fail(f"expected valid_from to be before valid_to; found {valid_from} and {valid_to}")
    return valid_from, valid_to


def _source(raw: dict[str, Any], sources: Mapping[str, RuleText], fail: Fail) -> RuleText:
    source = sources[checked_word(raw["source"], "source", sources, fail)]
    if "article" not in raw:
        return source
    article = checked_text(raw["article"], "article", fail)
    return RuleText(f"{source.sv}, {article.sv}", f"{source.en}, {article.en}")


def _counts(raw: Any, fail: Fail) -> Counts:
    keys = ("how", "of", "fact", "by", "once_per", "split_by")
    words = {key: vocabulary.words("counts", key) for key in keys}
    if not isinstance(raw, dict) or not {"how", "of", "fact"} <= set(raw) <= {*words, "where"}:
        raise fail("expected counts to have how, of and fact, and if needed by, once_per, split_by and where")
    fields: dict[str, Any] = {
        key: checked_word(raw[key], f"counts.{key}", words[key], fail) for key in keys[:-1] if key in raw
    }
    if (fields["how"] == "distinct") != ("by" in fields and "once_per" in fields):
        raise fail("expected counts.by and counts.once_per for a distinct count, and only for one")
    split_by = raw.get("split_by", [])
    if not isinstance(split_by, list):
        raise fail("expected counts.split_by to be a list")
    splits = tuple(checked_word(by, "counts.split_by", words["split_by"], fail) for by in split_by)
    return Counts(**fields, where=_where(raw.get("where", {}), fail), split_by=splits)


def _where(raw: Any, fail: Fail) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(raw, dict):
        raise fail("expected counts.where to be a table")
    known = vocabulary.conditions()
    where = {}
    for key, values in raw.items():
        allowed = known[checked_word(key, "a condition of counts.where", known, fail)]
        given = values if isinstance(values, list) else [values]
        where[key] = tuple(checked_word(value, f"counts.where.{key}", allowed, fail) for value in given)
    return MappingProxyType(where)


def _check_units(rule: Rule, fail: Fail) -> None:
    """A number has a unit and a percentage a base; what is not counted in anything has neither."""
    has_unit = rule.kind == "number" or rule.counts is not None
    if has_unit != bool(rule.unit):
        raise fail("expected a unit for a number or an indicator, and only for those")
    if (rule.unit == "percent") != bool(rule.base):
        raise fail("expected a base for a percentage, and only for one")
    if rule.counts and (rule.group != "indicator" or rule.kind != "none"):
        raise fail("expected counts only in the group indicator with kind none")
    if rule.subset_of and not rule.counts:
        raise fail("expected subset_of only for an indicator with counts")


def _check_terms(value: Value, fail: Fail) -> None:
    """Every word used as a value has a name in both languages."""
    if isinstance(value, str):
        checked_word(value, "a word used as a value", vocabulary.words("term"), fail)
    elif isinstance(value, tuple):
        for item in value:
            _check_terms(item, fail)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not key.isdecimal():
                _check_terms(key, fail)
            _check_terms(item, fail)
