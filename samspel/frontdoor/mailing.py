"""Mail of the front door: a text file in the reader's language, sent when the change it tells of is saved."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override


def mail(template: str, to: Iterable[str], language: str, context: Mapping[str, Any]) -> None:
    """Send `frontdoor/mail/<template>.txt` to each address by itself, when the transaction is saved. The first line of
    the text is the subject. A mail that cannot be sent is logged and undoes nothing."""
    with override(language):
        subject, _newline, body = (
            render_to_string(f"frontdoor/mail/{template}.txt", dict(context)).strip().partition("\n")
        )
    for address in sorted(set(to)):
        message = EmailMessage(subject.strip(), body.strip() + "\n", to=[address])
        transaction.on_commit(message.send, robust=True)


def absolute(path: str) -> str:
    """The full address of a page, for mail."""
    return settings.SAMSPEL_ADDRESS.rstrip("/") + path
