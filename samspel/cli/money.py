"""`samspel books`: a partner's books from a file of any size, all or nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied

from samspel.core.models import User
from samspel.core.programmes.models import Partner, Programme
from samspel.money.expenditure.importer import BooksError
from samspel.money.expenditure.queries.book_preview import import_preview
from samspel.money.expenditure.rules import AccountSpan
from samspel.money.expenditure.services.book_import import (
    accounts_map,
    book_import_begin,
    book_import_save,
)
from samspel.money.models import BookImport

LARGEST = 1024 * 1024 * 1024
SHOWN = 20
_MAP = re.compile(r"(\d{1,10})(?:-(\d{1,10}))?=([a-z0-9-]+|-)")


@dataclass(frozen=True)
class BooksFile:
    """What to bring in: the file, the codes of programme and partner, projects ("6:P14") and account ranges
    ("5000-5999=external", or "=-" to leave them out). Ranges are remembered, as on the page."""

    path: Path
    programme: str
    partner: str
    projects: Sequence[str] = ()
    ranges: Sequence[str] = ()


def import_books_file(file: BooksFile, email: str, out: Callable[[str], None]) -> int:
    """Save what is new and changed, as the person; returns the exit status."""
    programme = Programme.objects.filter(code=file.programme).first()
    partner = Partner.objects.filter(programme__code=file.programme, code=file.partner).first()
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if programme is None or partner is None or user is None:
        out(f"expected the codes of a programme and a partner and somebody's e-mail address; found {file.programme}, "
            f"{file.partner}, {email}")  # fmt: skip
        return 2
    brought = None
    try:
        spans = _spans(programme, file.ranges)
        content = file.path.read_bytes()
        brought = book_import_begin(
            user=user, programme=programme, partner=partner, filename=file.path.name, content=content, largest=LARGEST
        )
        if spans:
            accounts_map(user=user, programme=programme, partner=partner, ranges=spans)
        if file.projects:
            brought.projects = list(file.projects)
            brought.save(update_fields=["projects"])
        counts = _saved(user, brought, out)
    except PermissionDenied:
        out(f"{email} may not record costs of {file.partner}")
        return 1
    except (OSError, BooksError) as error:
        out(str(error))
        counts = None
    if counts is None:
        if brought is not None and brought.stage != "saved":
            brought.delete()
        return 1
    out(f"{counts['new']} new rows, {counts['came']} of changed vouchers in place of {counts['gone']}; "
        f"{counts['same']} were there already")  # fmt: skip
    return 0


def _saved(user: User, brought: BookImport, out: Callable[[str], None]) -> dict[str, int] | None:
    found = import_preview(brought)
    for line, message in [*found.books.remarks[:SHOWN], *found.problems[:SHOWN]]:
        out(f"{brought.filename}:{line}: {message}")
    for account in found.unmapped:
        out(f"account {account.account} {account.name}: say its category with --map {account.account}=CATEGORY")
    if found.unmapped or found.problems:
        out("nothing is saved")
        return None
    return book_import_save(user=user, brought=brought)


def _spans(programme: Programme, ranges: Sequence[str]) -> list[AccountSpan]:
    categories = {category.code: category for category in programme.cost_categories.all()}
    spans = []
    for text in ranges:
        found = _MAP.fullmatch(text)
        if found is None or (found[3] != "-" and found[3] not in categories):
            known = ", ".join(categories)
            raise BooksError(f"--map {text}: expected FIRST-LAST=CATEGORY with one of {known}, or - to leave out")
        spans.append(AccountSpan(found[1], found[2] or found[1], categories.get(found[3])))
    return spans
