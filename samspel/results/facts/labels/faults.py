"""What is wrong with a value of a fact, in the user's language."""

from django.utils.translation import gettext as _

from samspel.results.facts.rules import FactFault, FaultCode


def fault_text(fault: FactFault) -> str:
    """What is wrong, and what to give instead."""
    text = {
        FaultCode.OUTSIDE_PROGRAMME: _("Give a day in the programme's time, %(start)s to %(end)s."),
        FaultCode.FUTURE: _("The day has not come yet. Give today or an earlier day."),
        FaultCode.END_BEFORE_START: _("The last day is before the first. Give the same day or a later one."),
        FaultCode.BELOW_ZERO: _("Give a number that is not below zero."),
        FaultCode.TOO_LARGE: _("The number is too large."),
        FaultCode.ONE_GENDER: _("Give both women and men, or neither."),
        FaultCode.FEWER_THAN_PARTS: _("The number is smaller than women and men together."),
        FaultCode.NOBODY: _("Give at least one person."),
        FaultCode.DECIMALS: _("Give at most two decimals."),
        FaultCode.NOTHING: _("Give an amount above zero."),
        FaultCode.COUNTRY: _("Give a country code of two letters, such as FI."),
        FaultCode.TOO_LONG: _("The text is longer than %(most)s characters."),
    }[fault.code]
    return text % fault.limits if fault.limits else text
