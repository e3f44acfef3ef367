"""What loading a folder changes, as values; for the terminal, for the preview page and for the audit log."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from samspel.programme.folder.formats.suggestions import quoted
from samspel.programme.folder.labels import NAMES

Action = Literal["created", "changed", "removed"]
SHOWN_LABELS = 8
SHOWN_CHARACTERS = 70


@dataclass(frozen=True)
class FieldChange:
    """A field with its old and new value. Links are natural keys, lists of links sorted tuples of them."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One object that is created, changed or removed. `label`: its code, after its owner's if any."""

    entity: str
    label: str
    action: Action
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Diff:
    """Everything a load changes. Where `refused` has reasons, nothing can be loaded."""

    programme: str
    changes: tuple[Change, ...]
    refused: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, action: Action) -> tuple[Change, ...]:
        """The changes of one sort."""
        return tuple(change for change in self.changes if change.action == action)

    def compact(self) -> dict[str, Any]:
        """For the audit log: action → entity → labels; for changed ones label → field → [old, new]."""
        content: dict[str, Any] = {}
        for change in self.changes:
            of_entity = content.setdefault(change.action, {})
            if change.action == "changed":
                values = {field.name: [_brief(field.old), _brief(field.new)] for field in change.fields}
                of_entity.setdefault(change.entity, {})[change.label] = values
            else:
                of_entity.setdefault(change.entity, []).append(change.label)
        return content


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
        told = [field for field in change.fields if field.name != "order"]
        if not told:
            moved[change.entity] += 1
        for field in told:
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


def _grouped(sign: str, changes: tuple[Change, ...]) -> Iterator[str]:
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


def label_of(key: Any) -> str:
    """A natural key as text: the codes from the outside in."""
    parts = [label_of(part) if isinstance(part, tuple) else str(part) for part in key if part is not None]
    return " / ".join(parts)


def _brief(value: Any) -> Any:
    """A value for the log. Geometry is thousands of numbers: its size says enough."""
    if isinstance(value, dict) and len(text := str(value)) > 2000:
        return f"({len(text)} characters)"
    return value
