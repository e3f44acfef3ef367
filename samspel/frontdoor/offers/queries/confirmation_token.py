"""The link in a reminder by which the owner says that an offer is still true."""

from django.core import signing

from samspel.frontdoor.models import Offer

SALT = "frontdoor.still-true"
ANSWER_WITHIN = 60 * 24 * 3600  # seconds


def confirmation_token(offer: Offer) -> str:
    """The mailed link's last part: signed, of this offer as it was last confirmed."""
    return signing.dumps([offer.pk, offer.confirmed_on.isoformat()], salt=SALT)


def is_confirmation_token(offer: Offer, token: str) -> bool:
    """Whether the token is of the offer as it was last confirmed, and not too old."""
    try:
        content = signing.loads(token, salt=SALT, max_age=ANSWER_WITHIN)
    except signing.BadSignature:
        return False
    return bool(content == [offer.pk, offer.confirmed_on.isoformat()])
