"""Facts of a kind as columns of a table, and what the codes in its cells mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samspel.core.bilingual import in_both
from samspel.core.models import Municipality
from samspel.core.programmes.structure import Structure
from samspel.core.tables import Field, TemplateColumn, template
from samspel.results.facts.labels.kinds.fact_kind import FactField, FactKind

PLAIN = {"date": "date", "decimal": "decimal", "integer": "integer"}
WIDE = {"organisation": 24, "organisations": 40, "title": 36, "purpose": 36, "activity": 36, "evidence": 28}


@dataclass(frozen=True)
class ProgrammeWords:
    """What a row's choices mean: the programme's areas, partners, activities and all municipalities, by id."""

    areas: Mapping[int, Any]
    partners: Mapping[int, Any]
    activities: Mapping[int, Any]
    municipalities: Mapping[str, Municipality]


def words_of(structure: Structure) -> ProgrammeWords:
    """The words of a programme; one query."""
    return ProgrammeWords(
        {a.pk: a for a in structure.areas},
        {p.pk: p for p in structure.partners},
        {a.pk: a for a in structure.activities},
        {m.code: m for m in Municipality.objects.all()},
    )


def table_fields(kind: FactKind, words: ProgrammeWords) -> list[Field]:
    """The kind's fields as columns of a table."""
    return [_table_field(described, words) for described in kind.fields]


def template_of(kind: FactKind, words: ProgrammeWords, notes: Sequence[str]) -> bytes:
    """The Excel file that people fill in, with the programme's own lists."""
    columns = [
        TemplateColumn(made, WIDE.get(described.kind, WIDE.get(described.key, 18)), str(described.hint))
        for described, made in zip(kind.fields, table_fields(kind, words), strict=True)
    ]
    return template(columns, str(kind.names), notes)


def _table_field(described: FactField, words: ProgrammeWords) -> Field:
    choices: Mapping[Any, tuple[str, ...]] = {}
    kind: Any = PLAIN.get(described.kind, "text")
    if described.kind == "choice":
        kind, choices = "choice", {c: _both(t) for c, t in described.choices.items()}
    elif described.kind in {"area", "partner"}:
        rows = words.areas if described.kind == "area" else words.partners
        kind = "choice"
        choices = {r.code: _unique(r.name, r.short, r.name_sv, r.name_en) for r in rows.values()}
    elif described.kind == "activity":
        kind = "choice"
        choices = {_activity_code(a): _unique(a.title, a.title_sv, a.title_en) for a in words.activities.values()}
    elif described.kind == "municipality":
        kind, choices = "choice", {code: (m.name,) for code, m in words.municipalities.items()}
    synonyms = _unique(*in_both(described.label), *described.synonyms)
    return Field(described.key, str(described.label), synonyms, described.required, kind, choices)


def stored_when_empty(kind: FactKind, described: FactField) -> Any:
    """What an empty cell of the field is stored as."""
    if kind.model._meta.get_field(described.key).null:  # type: ignore[union-attr]
        return None
    return Decimal(0) if described.kind == "decimal" else "none" if described.key == "aid_basis" else ""


def ids_by_code(kind: FactKind, words: ProgrammeWords) -> dict[str, dict[str, int]]:
    """What the codes that a table's choices stand for mean: field → code → id."""
    of = {
        "area": {area.code: pk for pk, area in words.areas.items()},
        "partner": {partner.code: pk for pk, partner in words.partners.items()},
        "activity": {_activity_code(activity): pk for pk, activity in words.activities.items()},
    }
    return {described.key: of[described.kind] for described in kind.fields if described.kind in of}


def _activity_code(activity: Any) -> str:
    return f"{activity.track.code}/{activity.code}"


def _both(text: Any) -> tuple[str, ...]:
    return _unique(str(text), *in_both(text))


def _unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
