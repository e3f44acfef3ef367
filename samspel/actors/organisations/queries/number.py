"""Organisation numbers as people write them, made into what is stored. Pure but for the secret key."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr, personnummer

PSEUDONYM_LENGTH = 20


class NumberError(ValueError):
    """Not a number of an organisation; the message is for the user."""


@dataclass(frozen=True)
class Number:
    """What is stored: `identity` is 'number', 'personal', 'foreign' or 'none'."""

    number: str
    identity: str
    country: str = "SE"


NONE = Number("", "none")


def read_number(text: str, country: str = "SE") -> Number:
    """A number in any usual spelling: 556677-8899, 16556677 8899, SE556677889901; a personal identity number of a
    sole trader comes back as a pseudonym. Other countries' numbers are kept as written, VAT numbers checked.

    Raises NumberError, which never repeats a personal identity number."""
    text = text.strip()
    if not text:
        return NONE
    if country != "SE":
        return _foreign(text, country)
    compact = _compact(text)
    if orgnr.is_valid(compact) and int(compact[2]) >= 2:  # the third digit tells a legal person from a birth date
        return Number(compact, "number")
    if (person := _person(text)) is not None:
        return Number(pseudonym(person), "personal")
    if len(compact) >= 10 and int(compact[-8]) < 2:
        raise NumberError(
            _("This is neither an organisation number nor a personal identity number: the check digit is wrong.")
        )
    message = _("“%(text)s” is not a Swedish organisation number: ten digits, the last one a check digit.")
    raise NumberError(message % {"text": text})


def masked(text: str) -> str:
    """The text as it may be shown and kept in a report: what looks like a personal identity number is hidden."""
    digits = "".join(c for c in text if c.isdigit())
    looks_personal = len(digits) in {10, 12} and int(digits[-8]) < 2 and not digits.startswith("16")
    return "••••••-••••" if looks_personal else text


def pseudonym(person: str) -> str:
    """A keyed digest of a personal identity number (twelve digits): the same person always gets the same one, and
    nobody without the key can tell who it is, or try all numbers."""
    key = str(settings.SAMSPEL_PSEUDONYM_KEY).encode()
    return "P" + hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[: PSEUDONYM_LENGTH - 1]


def _compact(text: str) -> str:
    digits = "".join(c for c in text.upper().removeprefix("SE") if c.isdigit())
    if text.upper().startswith("SE") and len(digits) == 12 and digits.endswith("01"):
        return digits[:10]  # VAT form
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


def _person(text: str) -> str | None:
    try:
        found = personnummer.compact(personnummer.validate(text))
    except ValidationError:
        return None
    digits = "".join(c for c in found if c.isdigit())
    return digits if len(digits) == 12 else f"{personnummer.get_birth_date(found):%Y}"[:2] + digits


def _foreign(text: str, country: str) -> Number:
    compact = "".join(text.upper().split())
    if compact.startswith(country) and country.lower() in vat.MEMBER_STATES and not vat.is_valid(compact):
        raise NumberError(
            _("“%(text)s” is not a valid VAT number of %(country)s.") % {"text": text, "country": country}
        )
    return Number(compact[:40], "foreign", country)
