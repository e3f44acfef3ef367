"""Which organisation somebody means, by number or name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from samspel.actors.models import Alias, Identity, Organisation
from samspel.actors.organisations.queries.number import masked, number_in

SUGGESTIONS = 3
CHUNK = 500
FEWEST_DIGITS = 5  # of another country's number


class NotFound(Exception):  # noqa: N818  named after what is the case
    """No such organisation, or several; the message is for the user. `number` is a valid number that is new."""

    def __init__(self, message: str, number: str = "") -> None:
        super().__init__(message)
        self.number = number


@dataclass(frozen=True)
class Directory:
    """Organisations by number and by name in small letters, for many look-ups. None under a name that several have.
    `numbers`: what each text that it was made for is as a stored number, '' where it is none."""

    by_number: Mapping[str, int]
    by_name: Mapping[str, int | None]
    numbers: Mapping[str, str]

    def find(self, text: str) -> int:
        """The organisation's id. NotFound otherwise."""
        number = self.numbers[text] if text in self.numbers else number_in(text)
        if number:
            if (known := self.by_number.get(number)) is None:
                raise NotFound(_("No organisation has the number %(number)s.") % {"number": masked(text)}, number)
            return known
        key = text.strip().casefold()
        if key not in self.by_name:
            raise NotFound(_("No organisation is called “%(name)s”.") % {"name": masked(text)})
        found = self.by_name[key]
        if found is None:
            raise NotFound(_("Several organisations are called “%(name)s”. Give the number.") % {"name": text})
        return found


def directory(texts: Iterable[str]) -> Directory:
    """A directory that holds what the texts may mean; a few queries, however many texts."""
    numbers = {text: number_in(text) for text in texts}
    names = {name for text, number in numbers.items() if not number and (name := text.strip())}
    by_number: dict[str, int] = {}
    for part in _chunks(sorted({number for number in numbers.values() if number})):
        by_number.update(Organisation.objects.filter(number__in=part).values_list("number", "pk"))
    return Directory(by_number, {**_by_name(names), **_foreign(names)}, numbers)


def find(text: str) -> Organisation:
    """The organisation that a number or a name means. NotFound, with suggestions, otherwise."""
    text = text.strip()
    try:
        return Organisation.objects.get(pk=directory([text]).find(text))
    except NotFound as problem:
        if problem.number or not (near := _near(text)):
            raise
        listed = "; ".join(f"{o.name} ({o.shown_number})" if o.shown_number else o.name for o in near)
        raise NotFound(f"{problem} " + _("Did you mean: %(names)s?") % {"names": listed}) from problem


def _by_name(names: set[str]) -> dict[str, int | None]:
    wanted = {name.casefold() for name in names}
    if not wanted:
        return {}
    # every name is read: a comparison without case for each of many names would take longer
    rows = [*Organisation.objects.values_list("name", "pk"), *Alias.objects.values_list("name", "organisation_id")]
    having: dict[str, set[int]] = {}
    for name, pk in rows:
        if (key := name.casefold()) in wanted:
            having.setdefault(key, set()).add(pk)
    return {key: _the_one(ids) for key, ids in having.items()}


def _the_one(ids: set[int]) -> int | None:
    """The organisation that they all count as; None where they are several."""
    if len(ids) > 1:
        ids = set(Identity.objects.filter(organisation__in=ids, known_until=None).values_list("counts_as", flat=True))
    return ids.pop() if len(ids) == 1 else None


def _foreign(texts: set[str]) -> dict[str, int | None]:
    """Other countries' organisations by their numbers, as those are written."""
    written = {"".join(text.upper().split()): text.casefold() for text in texts if _digits(text) >= FEWEST_DIGITS}
    found: dict[str, int | None] = {}
    for part in _chunks(sorted(written)):
        rows = Organisation.objects.filter(number__in=part, identity="foreign").values_list("number", "pk")
        for number, pk in rows:
            key = written[number]
            found[key] = pk if found.get(key, pk) == pk else None
    return found


def _near(text: str) -> Sequence[Organisation]:
    words = [word for word in text.split() if len(word) > 2]
    condition = Q(pk__in=[])
    for word in words[:4]:
        condition |= Q(name__icontains=word)
    return list(Organisation.objects.filter(condition).order_by("name")[:SUGGESTIONS])


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
