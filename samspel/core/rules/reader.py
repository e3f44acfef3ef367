"""Rule files become rule sets: includes are joined, versions compared, a programme's own values put in."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from samspel.core.rules.rule import (
    Counts,
    NoRuleInForce,
    Rule,
    RuleFileError,
    RuleSet,
    RuleText,
    UnknownRuleSet,
    ValueNotKnown,
)
from samspel.core.rules.validation import checked_rule, checked_text, checked_value

__all__ = [
    "Counts",
    "NoRuleInForce",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "UnknownRuleSet",
    "ValueNotKnown",
    "available",
    "read_rule_set",
    "rule_set",
]

DATA = Path(__file__).with_name("data")
OVERRIDES = "rule_overrides"  # where the programme's own values come from, in messages


@dataclass(frozen=True)
class _RuleFile:
    code: str
    name: RuleText
    shared: bool
    include: tuple[str, ...]
    rules: tuple[Rule, ...]


def available() -> list[str]:
    """The codes of the rule sets a programme can name, sorted."""
    return list(_packaged_sets())


@lru_cache(maxsize=1)
def _packaged_sets() -> tuple[str, ...]:
    return tuple(_sets_in(DATA))


def rule_set(code: str, overrides: Mapping[str, Mapping[str, Any]] | None = None) -> RuleSet:
    """The rule set, with a programme's own values: {rule code: {"value": …, "source": …}}.

    An override replaces the value in every dated version of its rule, in the rule's own unit, and is marked
    P. A number may be given as text, so that a decimal survives JSON. Raises UnknownRuleSet, RuleFileError.
    """
    return _with_overrides(code, json.dumps(overrides or {}, sort_keys=True, default=str))


@lru_cache(maxsize=64)
def _with_overrides(code: str, overrides: str) -> RuleSet:
    return _overridden(_packaged(code), json.loads(overrides, parse_float=Decimal))


@lru_cache(maxsize=16)
def _packaged(code: str) -> RuleSet:
    return read_rule_set(code, DATA)


def read_rule_set(code: str, folder: Path) -> RuleSet:
    """The rule set in `<folder>/<code>.toml` and what it includes. Raises UnknownRuleSet, RuleFileError."""
    if not (folder / f"{code}.toml").is_file() or (own := _read_file(folder, code)).shared:
        raise UnknownRuleSet(code, _sets_in(folder))
    files = _with_includes(own, folder)
    result = RuleSet(code, own.name, tuple(rule for file in files for rule in file.rules))
    for rule_code in result.codes:
        where = [f"{file.code}.toml" for file in files if any(rule.code == rule_code for rule in file.rules)]
        _check_versions(result, rule_code, ", ".join(where))
    return result


def _with_includes(own: _RuleFile, folder: Path) -> list[_RuleFile]:
    """The file and those it includes, each once, in the order they are named."""
    files = {own.code: own}
    waiting = list(own.include)
    while waiting:
        code = waiting.pop(0)
        if code in files:
            continue
        if not (folder / f"{code}.toml").is_file():
            raise RuleFileError(f"{own.code}.toml", "", f"expected the included file {code}.toml to exist")
        files[code] = _read_file(folder, code)
        if not files[code].shared:
            raise RuleFileError(f"{code}.toml", "", "expected an included file to say shared = true")
        waiting += files[code].include
    return list(files.values())


def _sets_in(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.toml") if not _read_file(folder, path.stem).shared)


def _read_file(folder: Path, code: str) -> _RuleFile:
    file = f"{code}.toml"
    raw = _parsed(folder / file)

    def fail(expected: str) -> RuleFileError:
        return RuleFileError(file, "", expected)

    if unknown := sorted(set(raw) - {"set", "include", "sources", "rule"}):
        raise fail(f"expected only set, include, sources and rule; found {', '.join(unknown)}")
    head, include = raw.get("set"), raw.get("include", [])
    sources, rules = raw.get("sources"), raw.get("rule")
    if not isinstance(head, dict) or head.get("code") != code or not set(head) <= {"code", "name", "shared"}:
        raise fail(f"expected [set] with code = '{code}', a name and, for an included file, shared = true")
    if not isinstance(include, list) or not all(isinstance(name, str) for name in include):
        raise fail("expected include to be a list of file names without .toml")
    if not isinstance(sources, dict) or not isinstance(rules, list) or not rules:
        raise fail("expected [sources] and at least one [[rule]]")
    named = {key: checked_text(text, f"sources.{key}", fail) for key, text in sources.items()}
    return _RuleFile(
        code=code,
        name=checked_text(head.get("name"), "set.name", fail),
        shared=head.get("shared") is True,
        include=tuple(include),
        rules=tuple(checked_rule(rule, file, place, named) for place, rule in enumerate(rules, start=1)),
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise RuleFileError(path.name, "", f"expected text in UTF-8; byte {error.start} is not") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(path.name, "", f"expected valid TOML: {error}") from error


def _check_versions(rules: RuleSet, code: str, file: str) -> None:
    """The versions of a rule follow each other without overlap and stay the same sort of rule."""
    for earlier, later in pairwise(rules.history(code)):
        if earlier.valid_to is None or earlier.valid_to > (later.valid_from or date.min):
            found = f"found {earlier.period} and {later.period}"
            raise RuleFileError(file, code, f"expected versions that do not overlap; {found}")
        if (earlier.group, earlier.kind, earlier.base) != (later.group, later.kind, later.base):
            raise RuleFileError(file, code, "expected all versions to have the same group, kind and base")
    for rule in rules.history(code):
        if rule.subset_of and not rules.history(f"indicator.{rule.subset_of}"):
            found = f"found {rule.subset_of!r}"
            raise RuleFileError(file, code, f"expected subset_of to name an indicator of the set; {found}")


def _overridden(rules: RuleSet, overrides: dict[str, Any]) -> RuleSet:
    for code in overrides:
        if not rules.history(code):
            raise RuleFileError(OVERRIDES, code, f"expected the code of a rule in {rules.code}")
    return replace(rules, rules=tuple(_own_versions(rules.rules, overrides)))


def _own_versions(rules: tuple[Rule, ...], overrides: dict[str, Any]) -> Iterator[Rule]:
    for rule in rules:
        if rule.code in overrides:
            value, source = _own_value(rule, overrides[rule.code])
            yield replace(rule, value=value, source=source, confidence="P", replaced=rule)
        else:
            yield rule


def _own_value(rule: Rule, raw: Any) -> tuple[Any, RuleText]:
    def fail(expected: str) -> RuleFileError:
        return RuleFileError(OVERRIDES, rule.code, expected)

    if not isinstance(raw, dict) or set(raw) != {"value", "source"} or raw["value"] is None:
        raise fail("expected a value and a source, and nothing else")
    value, source = raw["value"], raw["source"]
    if rule.kind == "number" and isinstance(value, str):
        try:
            value = Decimal(value)
        except InvalidOperation as error:
            raise fail(f"expected a number such as 45.24; found {value!r}") from error
    if isinstance(source, str):
        source = {"sv": source, "en": source}
    return checked_value(value, rule.kind, fail), checked_text(source, "source", fail)
