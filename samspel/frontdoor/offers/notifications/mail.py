"""Mail of the front door: a text file in the reader's language, sent when the change it tells of is saved."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override


def mail(
    template: str,
    to: Iterable[str],
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send the text `frontdoor/<template>.txt`, such as 'needs/mail/confirm_need', to each address by itself, when the
    transaction is saved. Its first line is the subject. A mail that cannot be sent is logged and undoes nothing."""
    with override(language):
        found: Any = get_template(f"frontdoor/{template}.txt")
        text = found.template.render(Context(dict(context), autoescape=False))
    subject, _newline, body = text.strip().partition("\n")
    for address in sorted(set(to)):
        message = EmailMessage(subject.strip(), body.strip() + "\n", to=[address], headers=dict(headers or {}))
        transaction.on_commit(message.send, robust=True)


def absolute(path: str) -> str:
    """The full address of a page, for mail."""
    address: str = settings.SAMSPEL_ADDRESS
    return address.rstrip("/") + path
