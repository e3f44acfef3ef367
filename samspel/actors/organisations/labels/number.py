"""Why an organisation number is refused."""

from django.utils.translation import gettext as _

from samspel.actors.organisations.rules.number import CHECK_DIGIT, NOT_VAT


def number_fault(code: str, text: str, country: str) -> str:
    """Why the number is refused; one that may be personal is not repeated."""
    if code == CHECK_DIGIT:
        return _("This is neither an organisation number nor a personal identity number: the check digit is wrong.")
    if code == NOT_VAT:
        return _("“%(text)s” is not a valid VAT number of %(country)s.") % {"text": text, "country": country}
    return _("“%(text)s” is not a Swedish organisation number: ten digits, the last one a check digit.") % {
        "text": text
    }
