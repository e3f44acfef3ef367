"""What loading a folder changes, in lines for the reader."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samspel.programme.folder.formats.suggestions import quoted
from samspel.programme.folder.labels.entities import NAMES
from samspel.programme.folder.rules.diff import Diff, PlanChange, label_of

SHOWN_LABELS = 8
SHOWN_CHARACTERS = 70


def describe(diff: Diff, lang: str) -> list[str]:
    """The diff in lines: a summary, then + created, ~ changed, − removed, and ! what stands in the way."""
    with override(lang):
        if not diff and not diff.refused:
            return [_("%(programme)s is already as the folder says. Nothing to load.") % {"programme": diff.programme}]
        counts = Counter[str](change.action for change in diff.changes)
        summary = _("%(programme)s: %(created)d new, %(changed)d changed, %(removed)d removed.")
        words = {action: counts[action] for action in ("created", "changed", "removed")}
        return [summary % {"programme": diff.programme, **words}, *_lines(diff)]


def _lines(diff: Diff) -> Iterator[str]:
    yield from _grouped("+", diff.of("created"))
    moved: Counter[str] = Counter()
    for change in diff.of("changed"):
        shown = [field for field in change.fields if field.name != "order"]
        if not shown:
            moved[change.entity] += 1
        for field in shown:
            words = (NAMES[change.entity], change.label, field.name, _shown(field.old), _shown(field.new))
            yield "~ {} {}: {} {} → {}".format(*words)
    for entity, number in moved.items():
        yield "~ " + _("%(entity)s: the order of %(number)d changes") % {
            "entity": NAMES[entity],
            "number": number,
        }
    yield from _grouped("−", diff.of("removed"))
    for reason in diff.refused:
        yield f"! {reason}"


def _grouped(sign: str, changes: tuple[PlanChange, ...]) -> Iterator[str]:
    """One line per entity with its labels, the first few."""
    labels: dict[str, list[str]] = {}
    for change in changes:
        labels.setdefault(change.entity, []).append(change.label)
    for entity, found in labels.items():
        more = len(found) - SHOWN_LABELS
        tail = " " + _("and %(number)d more") % {"number": more} if more > 0 else ""
        yield f"{sign} {NAMES[entity]} ({len(found)}): {', '.join(found[:SHOWN_LABELS])}{tail}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return _("(empty)")
    if isinstance(value, dict):
        return _("(data)")
    if isinstance(value, tuple):
        value = ", ".join(label_of(item) if isinstance(item, tuple) else str(item) for item in value)
    text = " ".join(str(value).split())
    return quoted(text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…")
