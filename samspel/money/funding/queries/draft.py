"""An application written from the programme's own plan, so that nobody types it twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.core.programmes.models import BudgetLine, Financier, FinancingLine, Milestone
from samspel.core.programmes.structure import Structure
from samspel.money.funding.rules import AmountLine
from samspel.ui import formatting

ORDER = {"public": 0, "private": 1, "union": 2}


@dataclass(frozen=True)
class ApplicationDraft:
    """Texts by part, and the two tables' lines in order."""

    texts: dict[str, str]
    costs: list[AmountLine]
    money: list[AmountLine]


def draft_from_plan(structure: Structure, financier: Financier, language: str) -> ApplicationDraft:
    """What the plan says, as an application to the financier; in the reader's language."""
    return ApplicationDraft(_texts(structure, language), _costs(structure), _money(structure, financier))


def _texts(structure: Structure, language: str) -> dict[str, str]:
    programme = structure.programme

    def said(*kinds: str) -> str:
        return _joined(p.text for p in structure.provisions if p.kind in kinds)

    objectives = {kind: [o for o in structure.objectives if o.kind == kind] for kind in
                  ("overall", "project_goal", "sub_goal")}  # fmt: skip
    counted = [f"{t.name}: {formatting.number(t.value, language)}" for t in structure.targets]
    milestones = Milestone.objects.filter(programme=programme).order_by("due_on", "pk")
    due = [f"{formatting.date_text(m.due_on, language)}: {m.title}" for m in milestones]
    return {
        "summary": _joined([programme.summary, said("purpose")]),
        "background": said("background", "target_group"),
        "goals": _joined(o.text for o in objectives["overall"]),
        "project_goals": _joined([*(o.text for o in objectives["project_goal"]), _listed(counted)]),
        "sub_goals": _joined([_listed(f"{o.title}. {o.text}" for o in objectives["sub_goal"]), _listed(due)]),
        "activities": _activities(structure),
        "geography": said("geography"),
        "horizontal": said("horizontal"),
        "long_term": said("long_term"),
        "follow_up": said("follow_up", "reporting"),
        "dissemination": said("dissemination"),
        "organisation": _listed(f"{body.name}. {body.mandate}" for body in structure.bodies),
        "demarcation": said("demarcation"),
    }


def _activities(structure: Structure) -> str:
    parts = []
    for track in structure.tracks:
        place = track.area.name if track.area else _("Common work")
        done = [a.title for a in structure.activities if a.track_id == track.pk]
        parts.append(f"{place}: {track.name}\n{_listed(done)}" if done else f"{place}: {track.name}")
    return _joined(parts)


def _costs(structure: Structure) -> list[AmountLine]:
    rows = BudgetLine.objects.filter(version=_version(structure))
    amounts: dict[tuple[int, int], Decimal] = {}
    for category, year, amount in rows.values_list("category_id", "year", "amount"):
        amounts[category, year] = amounts.get((category, year), Decimal(0)) + amount
    return [
        AmountLine(category.name, year, amounts[category.pk, year])
        for category in structure.categories
        for year in _years(structure)
        if (category.pk, year) in amounts
    ]


def _money(structure: Structure, financier: Financier) -> list[AmountLine]:
    rows = FinancingLine.objects.filter(version=_version(structure))
    amounts = {(pk, year): amount for pk, year, amount in rows.values_list("financier_id", "year", "amount")}
    in_order = sorted(structure.financiers, key=lambda f: (ORDER[f.kind], f.order))
    return [
        AmountLine(one.name, year, amounts[one.pk, year], asked=one.pk == financier.pk, kind=one.kind)
        for one in in_order
        for year in _years(structure)
        if (one.pk, year) in amounts
    ]


def _version(structure: Structure) -> Any:
    return structure.plan_version(structure.programme.starts_on)


def _years(structure: Structure) -> range:
    return range(structure.programme.starts_on.year, structure.programme.ends_on.year + 1)


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"– {line}" for line in lines)
