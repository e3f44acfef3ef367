"""The programme's rule set, and the values it sets in place of the rule set's own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.rules import RuleFileError, available, rule_set
from samspel.programme.folder.formats.field_kinds.texts import Bilingual
from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Spot
from samspel.programme.folder.formats.suggestions import did_you_mean, listed

RULES = "rules"
"""The one table of programme.toml that the schema does not describe: its keys are rule codes, not fields."""


def read_rules(data: Mapping[str, Any], at: Spot, code: str | None) -> dict[str, Any]:
    """The overrides of the rule set with the code: rule code → {"value": …, "source": …}, fit for JSON."""
    if code is not None and code not in available():
        message = _("There is no rule set “%(code)s”. Those that exist: %(known)s.%(hint)s")
        words = {"code": code, "known": listed(available()), "hint": did_you_mean(code, available())}
        (at / "programme" / "rule_set").wrong(message % words, code, ", ".join(available()))
        code = None
    raw, spot = data.get(RULES, {}), at / RULES
    if not isinstance(raw, dict):
        return of_wrong_type(raw, _("a table"), spot) or {}
    overrides = {}
    for rule, override in raw.items():
        if (read := _read_override(override, spot / rule)) is not None:
            overrides[rule] = read
            _check(code, rule, read, spot / rule)
    return overrides


def _read_override(raw: Any, at: Spot) -> dict[str, Any] | None:
    if not isinstance(raw, dict) or raw.keys() != {"value", "source"}:
        return of_wrong_type(raw, '{ value = …, source = "…" }', at)
    source = raw["source"]
    if isinstance(source, dict):
        both = Bilingual().read(source, at / "source")
        return {"value": _plain(raw["value"]), "source": dict(zip(("sv", "en"), both, strict=True))} if both else None
    if not isinstance(source, str) or not source.strip():
        return of_wrong_type(source, _("a text that says where the value comes from"), at / "source")
    return {"value": _plain(raw["value"]), "source": source.strip()}


def _check(code: str | None, rule: str, override: dict[str, Any], at: Spot) -> None:
    """The rule set has the rule, and its value may be what the override says."""
    if code is None:
        return
    known = rule_set(code).codes
    if rule not in known:
        message = _("The rule set %(set)s has no rule “%(rule)s”.%(hint)s")
        at.wrong(message % {"set": code, "rule": rule, "hint": did_you_mean(rule, known)}, rule)
        return
    try:
        rule_set(code, {rule: override})
    except RuleFileError as error:
        message = _("The rule “%(rule)s” cannot have this value: %(reason)s.")
        (at / "value").wrong(message % {"rule": rule, "reason": error.expected}, override["value"], error.expected)


def _plain(value: Any) -> Any:
    """A TOML value as JSON keeps it: decimals and dates as text, so that nothing is rounded."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | str) else str(value)
