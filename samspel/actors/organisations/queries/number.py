"""The number that is stored for a number as somebody writes it, with this installation's key for personal ones."""

import hashlib
import hmac

from django.conf import settings

from samspel.actors.organisations.labels.number import number_fault
from samspel.actors.organisations.rules.number import NONE, NumberFault, OrganisationNumber, masked, stored_number

__all__ = ["NONE", "NumberError", "OrganisationNumber", "masked", "number_in", "pseudonym", "read_number"]

PSEUDONYM_LENGTH = 20


class NumberError(ValueError):
    """Not a number of an organisation; the message is for the user and never repeats a personal identity number."""


def read_number(text: str, country: str = "SE") -> OrganisationNumber:
    """The number as it is stored. Raises NumberError."""
    try:
        return stored_number(text, country, pseudonym)
    except NumberFault as fault:
        raise NumberError(number_fault(fault.code, text.strip(), country)) from None


def number_in(text: str) -> str:
    """The stored number where the text is one with at least ten digits; '' where it is none, such as a name."""
    if sum(c.isdigit() for c in text) < 10:
        return ""
    try:
        return read_number(text).number
    except NumberError:
        return ""


def pseudonym(person: str) -> str:
    """A keyed digest of a personal identity number (twelve digits): the same person always gets the same one, and
    nobody without the key can tell who it is, or try all numbers."""
    key = str(settings.SAMSPEL_PSEUDONYM_KEY).encode()
    return "P" + hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[: PSEUDONYM_LENGTH - 1]
