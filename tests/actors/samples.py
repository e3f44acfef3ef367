"""Organisations of the example, and what a form answers."""

from typing import Any

from samspel.actors.models import Organisation


def errors(answer: Any) -> dict[str, Any]:
    """The form's errors; the page must not have moved on."""
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def company() -> Organisation:
    """A company of the example that nobody is a member of."""
    return Organisation.objects.filter(kind="company", example=True, memberships=None).order_by("pk")[3]


def an_actor() -> Organisation:
    """An actor of the example."""
    return Organisation.objects.get(name="Vreta Kluster")
