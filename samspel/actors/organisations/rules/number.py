"""Organisation numbers and personal identity numbers as people write them. Pure.

Source: Skatteverket, SKV 709 (organisation numbers: the third digit is 2 or more) and SKV 704 (personal identity
numbers); VAT numbers by python-stdnum."""

from collections.abc import Callable
from dataclasses import dataclass

from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr, personnummer

MASK = "••••••-••••"
PUNCTUATION = " -+\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}"
NOT_SWEDISH, CHECK_DIGIT, NOT_VAT = "not_swedish", "check_digit", "not_vat"


@dataclass(frozen=True)
class OrganisationNumber:
    """What is stored: `identity` is 'number', 'personal', 'foreign' or 'none'."""

    number: str
    identity: str
    country: str = "SE"


NONE = OrganisationNumber("", "none")


class NumberFault(ValueError):  # noqa: N818  a code, worded by labels
    """Not a number of an organisation; `code` says why: NOT_SWEDISH, CHECK_DIGIT or NOT_VAT."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def stored_number(text: str, country: str, pseudonym: Callable[[str], str]) -> OrganisationNumber:
    """The number in any usual spelling as it is stored: 556677-8899, 16556677 8899, SE556677889901. A sole trader's
    personal identity number becomes its `pseudonym`; other countries' numbers are kept as written, VAT numbers checked.

    Raises NumberFault."""
    text = text.strip()
    if not text:
        return NONE
    if country != "SE":
        return _foreign(text, country)
    compact = _compact(text)
    if orgnr.is_valid(compact) and int(compact[2]) >= 2:  # the third digit tells a legal person from a birth date
        return OrganisationNumber(compact, "number")
    if (person := _person(text)) is not None:
        return OrganisationNumber(pseudonym(person), "personal")
    raise NumberFault(CHECK_DIGIT if len(compact) >= 10 and int(compact[-8]) < 2 else NOT_SWEDISH)


def masked(text: str) -> str:
    """The text as it may be shown and kept in a report: what looks like a personal identity number is hidden."""
    digits = "".join(c for c in text if c.isdigit())
    personal = len(digits) in {10, 12} and int(digits[-8]) < 2 and not digits.startswith("16")
    return MASK if personal else text


def looks_personal(text: str) -> bool:
    """Whether the text is ten or twelve digits with a birth date: a personal identity number, right or mistyped."""
    bare = "".join(c for c in text if c not in PUNCTUATION)
    return bare.isdecimal() and len(bare) in {10, 12} and int(bare[-8]) < 2


def _compact(text: str) -> str:
    digits = "".join(c for c in text.upper().removeprefix("SE") if c.isdigit())
    if text.upper().startswith("SE") and len(digits) == 12 and digits.endswith("01"):
        return digits[:10]  # VAT form
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


def _person(text: str) -> str | None:
    """The personal identity number in twelve digits, or None where it is none."""
    try:
        found = personnummer.compact(personnummer.validate(text))
    except ValidationError:
        return None
    digits = "".join(c for c in found if c.isdigit())
    return digits if len(digits) == 12 else f"{personnummer.get_birth_date(found):%Y}"[:2] + digits


def _foreign(text: str, country: str) -> OrganisationNumber:
    compact = "".join(text.upper().split())
    if compact.startswith(country) and country.lower() in vat.MEMBER_STATES and not vat.is_valid(compact):
        raise NumberFault(NOT_VAT)
    return OrganisationNumber(compact[:40], "foreign", country)
