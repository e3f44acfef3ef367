"""Unfinished forms, kept until their writer goes on with them: one per form and person."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from samspel.core.models import Draft
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Programme


def drafts(context: ReadContext) -> Sequence[Draft]:
    """The reader's drafts in the programme."""
    if not context.reader.is_authenticated:
        return []
    return list(Draft.objects.filter(programme_code=context.programme.code, user=context.reader))


def draft_data(user: Any, path: str) -> Mapping[str, Any]:
    """What the user's draft of the form at the path holds; empty where there is none."""
    found = Draft.objects.filter(user=user, path=path).first()
    return found.data if found else {}


@transaction.atomic
def draft_save(*, user: Any, programme: Programme, path: str, title: str, data: Mapping[str, Any]) -> Draft:
    """Keep an unfinished form in place of an earlier draft of it."""
    draft, _created = Draft.objects.update_or_create(
        user=user, path=path, defaults={"programme_code": programme.code, "title": title[:200], "data": dict(data)}
    )
    return draft


def draft_drop(*, user: Any, path: str) -> None:
    """Forget the draft of a form that has been sent."""
    Draft.objects.filter(user=user, path=path).delete()
