"""The mailed link that confirms a need: its token, and whether one is the need's own."""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from samspel.frontdoor.models import Asker, Need


def confirmation_token(need: Need) -> str:
    """The confirmation link's last part: signed, of this need and this address, and good for two weeks."""
    return signing.dumps([need.link, need.asker.email], salt=SALT)


SALT = "frontdoor.confirm"

CONFIRM_WITHIN = timedelta(days=14)


def is_confirmation_token(need: Need, token: str) -> bool:
    """Whether the token is the need's own and still good."""
    try:
        link, email = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    asker = Asker.objects.filter(need=need).first()
    return asker is not None and constant_time_compare(link, need.link) and constant_time_compare(email, asker.email)
