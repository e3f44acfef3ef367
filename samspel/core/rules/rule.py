"""What a rule and a rule set are, and what can be asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

# What a rule says in a form that can be computed with. None: no value, or a value that is not known.
Value = int | Decimal | str | tuple["Value", ...] | Mapping[str, "Value"] | None


class RuleFileError(ValueError):
    """A rule cannot be read. Names the file, the rule and what was expected."""

    def __init__(self, file: str, rule: str, expected: str) -> None:
        super().__init__(f"{file}: {rule}: {expected}" if rule else f"{file}: {expected}")
        self.file, self.rule, self.expected = file, rule, expected


class UnknownRuleSet(KeyError):  # noqa: N818  named after what is the case
    """No rule set has this code; `known` lists those that exist."""

    def __init__(self, code: str, known: list[str]) -> None:
        super().__init__(code)
        self.code, self.known = code, known

    def __str__(self) -> str:
        return f"no rule set '{self.code}'; known: {', '.join(self.known)}"


class NoRuleInForce(LookupError):  # noqa: N818  named after what is the case
    """The rule set has no rule with this code on this day; `periods` lists the days it does hold."""

    def __init__(self, set_code: str, code: str, day: date, periods: list[str]) -> None:
        when = f"it holds {' and '.join(periods)}" if periods else "no such rule is known"
        super().__init__(f"no rule '{code}' in force on {day.isoformat()} in {set_code}: {when}")
        self.set_code, self.code, self.day, self.periods = set_code, code, day, periods


class ValueNotKnown(LookupError):  # noqa: N818  named after what is the case
    """The rule holds on the day but has no number: its source gives none, or it is of another kind."""

    def __init__(self, set_code: str, code: str, day: date) -> None:
        super().__init__(f"rule '{code}' in {set_code} has no number on {day.isoformat()}")
        self.set_code, self.code, self.day = set_code, code, day


class RuleText(NamedTuple):
    """The same text in Swedish and English."""

    sv: str
    en: str

    def in_language(self, lang: str) -> str:
        """The English text for a code such as 'en' or 'en-gb', the Swedish one for any other."""
        return self.en if lang.startswith("en") else self.sv


NO_TEXT = RuleText("", "")


@dataclass(frozen=True)
class Counts:
    """How an indicator is counted: `how` ('distinct' or 'sum') `of` what, over which kind of `fact`.

    A distinct count goes `by` an identity, each once per `once_per`. `where` narrows the facts: a condition
    and the values that satisfy it. `split_by` names breakdowns the indicator is always reported by.
    """

    how: str
    of: str
    fact: str
    by: str = ""
    once_per: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    split_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule in one of its dated versions: it holds from `valid_from` up to, not including, `valid_to`.

    `unit` is the value's unit (percent, SEK, EUR, SEK/EUR, SEK/hour, months, years, working_days, hours …),
    or what an indicator counts in; `base` says what a percentage is taken of. A date of None is an open end.
    A `value` of None with a `kind` other than 'none' means that the value is not known; an empty list, that
    nothing is set. `confidence` is V, S, M, or P when the programme has set the value itself; then `replaced`
    is the rule as the file has it.
    """

    code: str
    group: str
    name: RuleText
    text: RuleText
    kind: str
    source: RuleText
    confidence: str
    value: Value = field(default=None, hash=False)
    unit: str = ""
    base: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: RuleText = NO_TEXT
    subset_of: str = ""
    counts: Counts | None = None
    replaced: "Rule | None" = None

    @property
    def overridden(self) -> bool:
        """True when the programme has set the value itself."""
        return self.replaced is not None

    @property
    def known(self) -> bool:
        """False when the rule should have a value but the source gives none."""
        return self.kind == "none" or self.value is not None

    @property
    def short_code(self) -> str:
        """The code without its group: 'CO01' of 'indicator.CO01'."""
        return self.code.partition(".")[2]

    @property
    def period(self) -> str:
        """The days the rule holds, in words, for messages."""
        parts = (self.valid_from and f"from {self.valid_from}", self.valid_to and f"before {self.valid_to}")
        return " ".join(part for part in parts if part) or "always"

    def holds(self, day: date) -> bool:
        """Whether the rule is in force on `day`."""
        return (self.valid_from or date.min) <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class RuleSet:
    """The rules of one programming period, as a programme has adjusted them."""

    code: str
    name: RuleText
    rules: tuple[Rule, ...]

    @cached_property
    def _versions(self) -> dict[str, tuple[Rule, ...]]:
        versions: dict[str, list[Rule]] = {}
        for rule in sorted(self.rules, key=lambda rule: rule.valid_from or date.min):
            versions.setdefault(rule.code, []).append(rule)
        return {code: tuple(rules) for code, rules in versions.items()}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every rule code of the set, whether in force or not."""
        return tuple(self._versions)

    def in_force(self, day: date) -> tuple[Rule, ...]:
        """The rules that hold on `day`, in the order of the files."""
        return tuple(rule for rule in self.rules if rule.holds(day))

    def rule(self, code: str, day: date) -> Rule:
        """The rule that holds on `day`; raises NoRuleInForce."""
        versions = self._versions.get(code, ())
        for version in versions:
            if version.holds(day):
                return version
        raise NoRuleInForce(self.code, code, day, [version.period for version in versions])

    def value(self, code: str, day: date) -> Value:
        """The value on `day`, in the unit of the rule; None where it is not known. Raises NoRuleInForce."""
        return self.rule(code, day).value

    def number(self, code: str, day: date) -> Decimal:
        """The value on `day` as a Decimal, in the rule's unit. Raises NoRuleInForce and ValueNotKnown."""
        value = self.value(code, day)
        if not isinstance(value, int | Decimal):
            raise ValueNotKnown(self.code, code, day)
        return Decimal(value)

    def history(self, code: str) -> tuple[Rule, ...]:
        """Every dated version of the rule, earliest first; empty for a code the set does not have."""
        return self._versions.get(code, ())

    def indicators(self, day: date) -> tuple[Rule, ...]:
        """The indicators that hold on `day`: the rules that say how something is counted."""
        return tuple(rule for rule in self.in_force(day) if rule.counts)
