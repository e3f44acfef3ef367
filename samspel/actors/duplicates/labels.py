"""Words of the review of organisations that look alike."""

from django.utils.translation import gettext as _

SURE, PROBABLE = 0.95, 0.8


def likelihood(score: float) -> str:
    """A pair's score, 0 to 1, in words."""
    if score >= SURE:
        return _("Almost surely the same")
    return _("Probably the same") if score >= PROBABLE else _("Perhaps the same")


def likeness_reasons() -> dict[str, str]:
    """In what way two organisations look alike, in words."""
    return {
        "number": _("the same organisation number"),
        "case": _("the same name but for capitals and signs"),
        "legal_form": _("the same name but for the legal form"),
        "typo": _("names that differ by spelling"),
        "word_order": _("the same words in another order"),
        "truncation": _("one name is the other cut short"),
        "acronym": _("one name is the other's initials"),
        "alias": _("a name of one is another name of the other"),
    }
