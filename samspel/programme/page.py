"""What every page of a programme knows: the programme, the date it is seen as of, and where one can go."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.kernel import access, clock
from samspel.kernel.figures import Figure, Measure, Member, Slice, conditions, dimension, end_of, month_index
from samspel.programme.models import Programme
from samspel.programme.rooms import doors_beside, main_doors, personal_doors
from samspel.programme.structure import Structure, structure_of

P = ParamSpec("P")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Link:
    """A way to somewhere."""

    label: str
    url: str
    current: bool = False


@dataclass
class Page:
    """One page of one programme, for one reader, as of one day."""

    request: HttpRequest
    structure: Structure
    day: date
    has_example: bool
    place: str = ""
    crumbs: list[Link] = field(default_factory=list)

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.structure.programme

    @property
    def is_default_day(self) -> bool:
        """Whether the day is simply today."""
        return self.day == clock.today()

    @cached_property
    def slice(self) -> Slice:
        """All of the programme up to the end of the day, as known then."""
        known: datetime | None = None if self.day >= clock.today() else end_of(self.day)
        return Slice(self.programme.pk, until=self.day + timedelta(days=1), known_at=known)

    def members(self, key: str) -> Sequence[Member]:
        """The members of a dimension in this programme."""
        return dimension(key).members(self.structure)

    @cached_property
    def codes(self) -> defaultdict[str, dict[Any, str]]:
        """Dimension key → member id → code, filled as asked for."""
        return CodesOf(self)

    def may(self, action: str, obj: Any = None) -> bool:
        """Whether the reader may do the action to the object (the programme when none is given)."""
        return access.can(self.request.user, action, obj if obj is not None else self.programme)

    def url(self, name: str, *args: Any, **query: Any) -> str:
        """Address of a page of this programme, keeping the day where it is not today. `name` is that of a page of the
        programme room, or 'room:page'."""
        if not self.is_default_day:
            query.setdefault("as_of", self.day.isoformat())
        text = urlencode({key: value for key, value in query.items() if value not in ("", None)})
        full = name if ":" in name else f"programme:{name}"
        return reverse(full, args=[self.programme.code, *args]) + (f"?{text}" if text else "")

    def tabs(self, current: str) -> list[Link]:
        """Ways to the pages beside this one, also of other rooms; `current` is this one's place among them."""
        return [Link(str(door.label), self.url(door.view), door.place == current) for door in doors_beside(self)]

    def figure(self, measure: Measure, value: Any, where: Slice | None = None, **members: Any) -> Figure:
        """The value as a figure that opens. `where` narrows the period, `members` the dimensions (by id)."""
        chosen = where or self.slice
        url = figure_url(self, measure, replace(chosen, members={**chosen.members, **members}))
        return Figure(measure, chosen, value, url, self.programme.currency)


class CodesOf(defaultdict[str, dict[Any, str]]):
    """Member codes by dimension, each dimension read once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def __missing__(self, key: str) -> dict[Any, str]:
        self[key] = {member.id: member.code for member in self.page.members(key)}
        return self[key]


def figure_url(page: Page, measure: Measure, where: Slice) -> str:
    """Address of a figure: its measure, members by code, and period where it is not simply up to the day."""
    query: dict[str, Any] = {}
    for key, member_id in where.members.items():
        query[key] = page.codes[key].get(member_id, member_id)
    for key, value in where.conditions:
        of = conditions()[key].dimension
        query[key] = page.codes[of].get(value, value) if of else value
    if where.since is not None:
        query["from"] = where.since.isoformat()
    if where.until is not None and where.until != page.slice.until:
        query["to"] = (where.until - timedelta(days=1)).isoformat()
    if where.entity is not None:
        query["entity"] = where.entity
    return page.url("figure", measure.code, **query)


def programme_page(
    place: str = "", action: str = "programme.view"
) -> Callable[[Callable[Concatenate[HttpRequest, Page, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorator: finds the programme by its code in the address, checks the action, and hands the view its Page.

    404 both where the programme does not exist and where the reader may not know of it."""

    def decorate(
        view: Callable[Concatenate[HttpRequest, Page, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            programme = Programme.objects.filter(code=code).first()
            if programme is None or not access.can(request.user, "programme.view", programme):
                raise Http404
            access.require(request.user, action, programme)
            page = Page(request, structure_of(programme), day_of(request), programme.has_example, place)
            request.page = page  # type: ignore[attr-defined]
            return view(request, page, *args, **kwargs)

        return wrapped

    return decorate


def day_of(request: HttpRequest) -> date:
    """The day in the address, or today where there is none, it cannot be read, or no programme could be of its time."""
    try:
        day = date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return clock.today()
    return day if EARLIEST <= day <= LATEST else clock.today()


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html shows around every page."""
    page: Page | None = getattr(request, "page", None)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    common = {
        "home_url": page.url("overview") if page else "/",
        "nav": _rooms(page) if page else [],
        "personal": _personal(page),
        "viewer": {"is_authenticated": signed_in, "name": str(user) if signed_in else ""},
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "account_url": reverse("mfa_index"),
        "footer_links": _footer(page),
        "is_default_day": True,
        "session_seconds": settings.SESSION_COOKIE_AGE if signed_in else 0,
        "sign_up_is_open": settings.SAMSPEL_OPEN_SIGN_UP,  # type: ignore[misc]
    }
    return {"page": common | (_of_programme(page) if page else {})}


def _of_programme(page: Page) -> dict[str, Any]:
    """What templates say about the programme and the day."""
    programme, start, end = page.programme, page.programme.starts_on, page.programme.ends_on
    months = month_index(end) - month_index(start) + 1
    query = [(name, value) for name, values in page.request.GET.lists() for value in values]
    return {
        "code": programme.code,
        "programme_name": programme.short,
        "full_name": programme.name,
        "summary": programme.summary,
        "territory": programme.territory,
        "fund": programme.fund,
        "currency": programme.currency,
        "first_day": start,
        "last_day": end,
        "months": months,
        "month": min(max(month_index(page.day) - month_index(start) + 1, 0), months),
        "areas": page.structure.areas,
        "crumbs": page.crumbs,
        "example": page.has_example,
        "day": page.day,
        "is_default_day": page.is_default_day,
        "keep_day": "" if page.is_default_day else f"?as_of={page.day.isoformat()}",
        "query_pairs": query,
        "as_of_form": {
            "value": page.day,
            "is_default": page.is_default_day,
            "hidden": [pair for pair in query if pair[0] not in {"as_of", "page"}],
            "today_url": page.request.path,
        },
        "objectives_url": page.url("objectives"),
        "money_url": page.url("money"),
        "initiatives_url": page.url("initiatives"),
        "footer_text": _("%(name)s is run with Samspel, open source.") % {"name": programme.short},
    }


def _rooms(page: Page) -> list[Link]:
    return [Link(str(door.label), page.url(door.view), door.place == page.place) for door in main_doors(page)]


def _personal(page: Page | None) -> list[Link]:
    if page is None or not page.request.user.is_authenticated or not page.may("worklist.view"):
        return []
    return [Link(str(door.label), page.url(door.view), door.place == page.place) for door in personal_doors(page)]


def _footer(page: Page | None) -> list[Link]:
    links = [Link(_("Programmes"), reverse("programmes"))]
    if page:
        links = [
            Link(_("Rules in force"), page.url("rules")),
            Link(_("About the programme"), page.url("about")),
            Link(_("Organisation"), page.url("organisation")),
            *links,
        ]
    return [
        *links,
        Link(_("Accessibility"), reverse("accessibility")),
        Link(_("How we handle data"), reverse("privacy")),
    ]
