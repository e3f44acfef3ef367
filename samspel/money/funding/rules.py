"""Whether an application says what the law asks for, and whether its sums agree. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class AmountLine:
    """An amount of a table: the row's name, the year, and whether the intake is asked for it."""

    name: str
    year: int
    amount: Decimal
    asked: bool = False
    kind: str = "public"


@dataclass(frozen=True)
class Content:
    """What an application holds. `texts` are its parts in words; `needed` are the codes that must be there."""

    starts_on: date
    ends_on: date
    texts: Mapping[str, str]
    needed: Sequence[str]
    costs: Sequence[AmountLine] = field(default_factory=tuple)
    money: Sequence[AmountLine] = field(default_factory=tuple)

    @property
    def asked(self) -> Decimal:
        """What the intake is asked for."""
        return sum((line.amount for line in self.money if line.asked), ZERO)


@dataclass(frozen=True)
class ApplicationFinding:
    """Something missing or wrong. `code` names the rule, `where` the part or the year; `found` and `expected` are
    amounts where the rule compares such."""

    code: str
    where: str = ""
    found: Decimal | None = None
    expected: Decimal | None = None


def findings(content: Content) -> list[ApplicationFinding]:
    """What must be mended before the application can be handed in."""
    missing = [ApplicationFinding("text", code) for code in content.needed if not content.texts.get(code, "").strip()]
    return [*missing, *_sums(content), *_years(content)]


def by_year(lines: Sequence[AmountLine]) -> dict[int, Decimal]:
    """The sum of each year."""
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[line.year] += line.amount
    return dict(sums)


def _sums(content: Content) -> list[ApplicationFinding]:
    costs, money = by_year(content.costs), by_year(content.money)
    if not any(costs.values()):
        return [ApplicationFinding("no_costs")]
    found = [
        ApplicationFinding("unequal", str(year), money.get(year, ZERO), costs.get(year, ZERO))
        for year in sorted({*costs, *money})
        if costs.get(year, ZERO) != money.get(year, ZERO)
    ]
    return [*found, *([] if content.asked > 0 else [ApplicationFinding("nothing_asked")])]


def _years(content: Content) -> list[ApplicationFinding]:
    first, last = content.starts_on.year, content.ends_on.year
    used = {line.year for line in (*content.costs, *content.money) if line.amount}
    return [ApplicationFinding("outside", str(year)) for year in sorted(used) if not first <= year <= last]
