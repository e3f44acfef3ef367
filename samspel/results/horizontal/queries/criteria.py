"""The horizontal criteria as their page shows them: the work done, its rating, and the split by gender."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from samspel.core.figures import Figure, Request, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.policy import FigureAction
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import NoRuleInForce
from samspel.core.rules.vocabulary import words
from samspel.results.horizontal.models import CriterionWork
from samspel.results.horizontal.rules import CONDITIONS, hides, rating
from samspel.results.indicators.figures.programme_figures import leaders_men, leaders_women, men, women


@dataclass(frozen=True)
class HorizontalCriterion:
    """A criterion of the programme. `rating` is 'active', 'partly', 'not' or 'ask' (one condition met: the rules do
    not say)."""

    code: str
    name: str
    text: str
    work: CriterionWork | None

    @property
    def met(self) -> int:
        """How many of the three conditions have been written down."""
        if self.work is None:
            return 0
        return sum(bool(getattr(self.work, name).strip()) for name in CONDITIONS)

    @property
    def rating(self) -> str:
        """What the conditions met amount to."""
        return rating(self.met)


@dataclass(frozen=True)
class GenderSplit:
    """Women and men of something; hidden where showing it would tell of single persons."""

    name: str
    women: Figure
    men: Figure
    hidden: bool


def criteria(context: ReadContext) -> list[HorizontalCriterion]:
    """The programme's criteria: those of its own decision, else the fund's, with the latest work."""
    own = [p for p in context.structure.provisions if p.kind == "horizontal"]
    found = [(p.code, p.title, p.text) for p in own] or _of_fund(context)
    rows = CriterionWork.objects.filter(programme=context.programme, criterion__in=[code for code, *_rest in found])
    if context.slice.known_at is not None:
        rows = rows.filter(written_at__lte=context.slice.known_at)
    latest: dict[str, CriterionWork] = {}
    for row in rows.select_related("written_by").order_by("pk"):
        latest[row.criterion] = row
    return [HorizontalCriterion(code, name, text, latest.get(code)) for code, name, text in found]


def splits(context: ReadContext) -> list[GenderSplit]:
    """Women and men among participants, on boards and in managements."""
    here = context.slice
    asked = {
        "women": Request(women, here),
        "men": Request(men, here),
        "led_women": Request(leaders_women, here, ("group",)),
        "led_men": Request(leaders_men, here, ("group",)),
    }
    found: Mapping[str, Any] = dict(zip(asked, fetch(list(asked.values())), strict=True))
    rows = [
        _split(
            context, str(women.name).split(",")[0], (women, found["women"].get((), 0)), (men, found["men"].get((), 0))
        )
    ]
    for member in context.members("group"):
        counts = [
            (m, found[key].get((member.id,), 0)) for key, m in (("led_women", leaders_women), ("led_men", leaders_men))
        ]
        rows.append(_split(context, member.label.capitalize(), *counts, group=member.id))
    return rows


def _split(
    context: ReadContext, name: str, first: tuple[Any, Any], second: tuple[Any, Any], **members: Any
) -> GenderSplit:
    counts = int(first[1]), int(second[1])
    return GenderSplit(
        name,
        context.figure(first[0], counts[0], **members),
        context.figure(second[0], counts[1], **members),
        hides(*counts) and not context.may(FigureAction.IDENTITIES),
    )


def _of_fund(context: ReadContext) -> Sequence[tuple[str, str, str]]:
    try:
        value: Any = rules_of(context.programme).value("horizontal.criteria", context.programme.starts_on) or ()
    except NoRuleInForce:
        return []
    lang = translation.get_language() or "sv"
    names = words("term")
    return [(code.replace("_", "-"), names[code].in_language(lang).capitalize(), "") for code in value]
