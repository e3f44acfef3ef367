"""A kind of fact and its fields, described once for form, list, Excel template and import."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samspel.core.bilingual import Words
from samspel.results.models import (
    ResultFact,
)


@dataclass(frozen=True)
class FactField:
    """One thing to fill in. `kind`: text, date, decimal, integer, choice, or one of the programme's own: organisation,
    organisations, area, partner, activity. `synonyms` are other headings an import knows it by."""

    key: str
    label: Words
    kind: str
    required: bool = False
    hint: Words = ""
    choices: Mapping[str, Words] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    quick: bool = True  # shown in the small form at once; else under 'more'


@dataclass(frozen=True)
class FactKind:
    """A kind of fact. `names` is one and many; `title` shows a fact in a list, from its field values."""

    key: str
    model: type[ResultFact]
    name: Words
    names: Words
    text: Words
    fields: Sequence[FactField]
    derive: Callable[[dict[str, Any]], dict[str, Any]] = lambda values: values

    @property
    def action(self) -> str:
        """The permission to record it."""
        return f"{self.model.audit_name}.record"

    @property
    def own_fields(self) -> Sequence[FactField]:
        """The fields that are columns of the fact itself."""
        return [f for f in self.fields if f.kind not in {"organisations", "evidence"} and f.key not in NEW_ORGANISATION]


NEW_ORGANISATION = {"new_name", "new_municipality"}
