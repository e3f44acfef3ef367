"""What every read is given instead of a web request: the programme, who reads, as of which day, in which language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from samspel.core import access, clock
from samspel.core.figures import Figure, Measure, Member, Slice, conditions, dimension, end_of
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import ProgrammeAction
from samspel.core.programmes.structure import Structure, structure_of


@dataclass(eq=False)
class ReadContext:
    """One reader's view of one programme as of one day. Pages, the API, reports and commands all make one.

    `reader` is a user or AnonymousUser; `as_of` is the last day that counts, and also the day as of which it was known
    where it lies in the past; `language` is a code such as 'sv'. What is asked for once is kept for the context's
    life, so one context is for one answer."""

    structure: Structure
    reader: Any = field(default_factory=AnonymousUser)
    as_of: date = field(default_factory=lambda: clock.today())
    language: str = "sv"

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.structure.programme

    @property
    def has_example(self) -> bool:
        """Whether the programme holds invented activity, so that every output must say so."""
        return self.programme.has_example

    @property
    def is_default_day(self) -> bool:
        """Whether the day is simply today."""
        return self.as_of == clock.today()

    @cached_property
    def slice(self) -> Slice:
        """All of the programme up to the end of the day, as known then."""
        known: datetime | None = None if self.as_of >= clock.today() else end_of(self.as_of)
        return Slice(self.programme.pk, until=self.as_of + timedelta(days=1), known_at=known)

    def members(self, key: str) -> Sequence[Member]:
        """The members of a dimension in this programme."""
        return dimension(key).members(self.structure)

    @cached_property
    def codes(self) -> defaultdict[str, dict[Any, str]]:
        """Dimension key → member id → code, filled as asked for."""
        return DimensionCodes(self)

    def may(self, action: str, obj: Any = None) -> bool:
        """Whether the reader may do the action to the object (the programme when none is given)."""
        return access.can(self.reader, action, obj if obj is not None else self.programme)

    def url(self, name: str, *args: Any, **query: Any) -> str:
        """Address of a page of this programme, keeping the day where it is not today. `name` is that of a page of the
        programme's own, or 'namespace:page'."""
        if not self.is_default_day:
            query.setdefault("as_of", self.as_of.isoformat())
        text = urlencode({key: value for key, value in query.items() if value not in ("", None)})
        full = name if ":" in name else f"programme:{name}"
        return reverse(full, args=[self.programme.code, *args]) + (f"?{text}" if text else "")

    def figure(self, measure: Measure, value: Any, where: Slice | None = None, **members: Any) -> Figure:
        """The value as a figure that opens. `where` narrows the period, `members` the dimensions (by id)."""
        chosen = where or self.slice
        url = figure_url(self, measure, replace(chosen, members={**chosen.members, **members}))
        return Figure(measure, chosen, value, url, self.programme.currency)


class DimensionCodes(defaultdict[str, dict[Any, str]]):
    """Member codes by dimension, each dimension read once."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__()
        self.context = context

    def __missing__(self, key: str) -> dict[Any, str]:
        self[key] = {member.id: member.code for member in self.context.members(key)}
        return self[key]


def figure_url(context: ReadContext, measure: Measure, where: Slice) -> str:
    """Address of a figure: its measure, members by code, and period where it is not simply up to the day."""
    query: dict[str, Any] = {}
    for key, member_id in where.members.items():
        query[key] = context.codes[key].get(member_id, member_id)
    for key, value in where.conditions:
        of = conditions()[key].dimension
        query[key] = context.codes[of].get(value, value) if of else value
    if where.since is not None:
        query["from"] = where.since.isoformat()
    if where.until is not None and where.until != context.slice.until:
        query["to"] = (where.until - timedelta(days=1)).isoformat()
    if where.entity is not None:
        query["entity"] = where.entity
    return context.url("figure", measure.code, **query)


def read_context(code: str, reader: Any = None, as_of: date | None = None, language: str = "sv") -> ReadContext | None:
    """The context of the programme with the code, or None where there is none or the reader may not know of it."""
    programme = Programme.objects.filter(code=code).first()
    reader = reader if reader is not None else AnonymousUser()
    if programme is None or not access.can(reader, ProgrammeAction.VIEW, programme):
        return None
    return ReadContext(structure_of(programme), reader, as_of or clock.today(), language)
