"""A page of a programme: what it reads by, the request it answers, and the ways from it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from samspel.core import access, clock
from samspel.core.figures import Figure, Measure, Member, Slice
from samspel.core.programmes.context import ReadContext, read_context
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import ProgrammeAction
from samspel.core.programmes.structure import Structure
from samspel.ui.components import Link
from samspel.web import addresses

P = ParamSpec("P")


@dataclass(eq=False)
class Page:
    """One page of one programme: the ReadContext it reads by, the request it answers, its place in the navigation and
    the links above its heading."""

    context: ReadContext
    request: HttpRequest
    place: str = ""
    crumbs: list[Link] = field(default_factory=list)

    @property
    def structure(self) -> Structure:
        """The programme's plan."""
        return self.context.structure

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.context.programme

    @property
    def has_example(self) -> bool:
        """Whether the programme holds invented activity."""
        return self.context.has_example

    @property
    def as_of(self) -> date:
        """The last day that counts."""
        return self.context.as_of

    @property
    def is_default_day(self) -> bool:
        """Whether the day is simply today."""
        return self.context.is_default_day

    @property
    def slice(self) -> Slice:
        """All of the programme up to the end of the day, as known then."""
        return self.context.slice

    @property
    def codes(self) -> defaultdict[str, dict[Any, str]]:
        """Dimension key → member id → code."""
        return self.context.codes

    def members(self, key: str) -> Sequence[Member]:
        """The members of a dimension in this programme."""
        return self.context.members(key)

    def may(self, action: str, obj: Any = None) -> bool:
        """Whether the reader may do the action to the object (the programme when none is given)."""
        return self.context.may(action, obj)

    def url(self, name: str, *args: Any, **query: Any) -> str:
        """Address of a page of this programme, keeping the day where it is not today."""
        return self.context.url(name, *args, **query)

    def figure(self, measure: Measure, value: Any, where: Slice | None = None, **members: Any) -> Figure:
        """The value as a figure that opens."""
        return self.context.figure(measure, value, where, **members)


def programme_page(
    place: str = "", action: str = ProgrammeAction.VIEW
) -> Callable[[Callable[Concatenate[HttpRequest, Page, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorator: finds the programme by its code in the address, checks the action, and hands the view its Page.

    404 both where the programme does not exist and where the reader may not know of it."""

    def decorate(
        view: Callable[Concatenate[HttpRequest, Page, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            context = read_context(code, request.user, day_of(request), get_language() or "sv")
            if context is None:
                raise Http404
            access.require(request.user, action, context.programme)
            page = Page(context, request, place)
            request.page = page  # type: ignore[attr-defined]
            return view(request, page, *args, **kwargs)

        return wrapped

    return decorate


def day_of(request: HttpRequest) -> date:
    """The day in the address, or today where there is none, it cannot be read, or no programme could be of its time."""
    return addresses.day(addresses.query(request).get("as_of")) or clock.today()
