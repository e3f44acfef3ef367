"""The horizontal criteria: what has been done, how it is rated, and the split by gender."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from samspel.core import access, audit, clock
from samspel.core.figures import Figure, Request, fetch
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import FigureAction
from samspel.core.rules import NoRuleInForce
from samspel.core.rules.vocabulary import words
from samspel.results.horizontal.policy import HorizontalAction
from samspel.results.indicators.figures.programme_figures import leaders_men, leaders_women, men, women
from samspel.results.models import CriterionWork
from samspel.results.reporting_periods.services.period import rules_of

SMALLEST = 5  # fewer people than this are not told to the public
RATINGS = {3: "active", 2: "partly", 0: "not"}


@dataclass(frozen=True)
class Criterion:
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
        return sum(bool(getattr(self.work, name).strip()) for name in CriterionWork.CONDITIONS)

    @property
    def rating(self) -> str:
        """What the conditions met amount to."""
        return rating(self.met)


@dataclass(frozen=True)
class Split:
    """Women and men of something; hidden where telling would tell of single persons."""

    name: str
    women: Figure
    men: Figure
    hidden: bool


def rating(met: int) -> str:
    """Three conditions met is active, two partly, none not; one is undefined: ask."""
    return RATINGS.get(met, "ask")


def hides(women_count: int, men_count: int) -> bool:
    """Whether a split is too small for the public: some group, not empty, of fewer than SMALLEST people."""
    return 0 < women_count < SMALLEST or 0 < men_count < SMALLEST


def criteria(context: ReadContext) -> list[Criterion]:
    """The programme's criteria: those of its own decision, else the fund's, with the latest work."""
    own = [p for p in context.structure.provisions if p.kind == "horizontal"]
    found = [(p.code, p.title, p.text) for p in own] or _of_fund(context)
    rows = CriterionWork.objects.filter(programme=context.programme, criterion__in=[code for code, *_rest in found])
    if context.slice.known_at is not None:
        rows = rows.filter(written_at__lte=context.slice.known_at)
    latest: dict[str, CriterionWork] = {}
    for row in rows.select_related("written_by").order_by("pk"):
        latest[row.criterion] = row
    return [Criterion(code, name, text, latest.get(code)) for code, name, text in found]


def splits(context: ReadContext) -> list[Split]:
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


@transaction.atomic
def write(actor: Any, programme: Programme, criterion: str, texts: Mapping[str, str]) -> CriterionWork:
    """Write the next version of the work with a criterion."""
    made = CriterionWork(programme=programme, criterion=criterion, written_at=clock.now(), written_by=actor, **texts)
    access.require(actor, HorizontalAction.RECORD, made)
    made.save()
    filled = [name for name in CriterionWork.CONDITIONS if getattr(made, name).strip()]
    audit.write(actor, "criterion.written", made, changes={"criterion": criterion, "conditions": filled})
    return made


def _split(context: ReadContext, name: str, first: tuple[Any, Any], second: tuple[Any, Any], **members: Any) -> Split:
    counts = int(first[1]), int(second[1])
    return Split(
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
