"""What loading a folder changes, as values; for the terminal, for the preview page and for the audit log."""

from dataclasses import dataclass
from typing import Any, Literal

Action = Literal["created", "changed", "removed"]


@dataclass(frozen=True)
class FieldChange:
    """A field with its old and new value. Links are natural keys, lists of links sorted tuples of them."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class PlanChange:
    """One object that is created, changed or removed. `label`: its code, after its owner's if any."""

    entity: str
    label: str
    action: Action
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Diff:
    """Everything a load changes. Where `refused` has reasons, nothing can be loaded."""

    programme: str
    changes: tuple[PlanChange, ...]
    refused: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, action: Action) -> tuple[PlanChange, ...]:
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


def label_of(key: Any) -> str:
    """A natural key as text: the codes from the outside in."""
    parts = [label_of(part) if isinstance(part, tuple) else str(part) for part in key if part is not None]
    return " / ".join(parts)


def _brief(value: Any) -> Any:
    """A value for the log. Geometry is thousands of numbers: its size says enough."""
    if isinstance(value, dict) and len(text := str(value)) > 2000:
        return f"({len(text)} characters)"
    return value
