"""What is wrong in a programme folder's actors.toml."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from samspel.actors.organisations.formats import ActorFault


def actors_file_fault(fault: "ActorFault") -> str:
    """What is wrong in an actors.toml, for who reads the file in."""
    if fault.code == "not_toml":
        return _("The file is not TOML: %(why)s") % {"why": fault.found}
    if fault.code == "no_actors":
        return _("Expected tables [[actors]] and nothing else.")
    if fault.code == "no_name":
        return _("Actor %(number)d: “name” is missing.") % {"number": int(fault.actor)}
    names = {"areas": fault.expected, "functions": fault.functions}
    expected = {
        "unknown_key": _("one of: %(keys)s") % {"keys": fault.expected},
        "name_taken": _("a name that no other actor has"),
        "kind": fault.expected,
        "municipality": _("a municipality's code, such as SE1980"),
        "no_functions": _("pairs of area and function"),
        "function": _("an area (%(areas)s) and a function (%(functions)s)") % names,
        "competence": _("a competence of the vocabulary"),
    }[fault.code]
    return _("%(actor)s: “%(field)s” is %(found)s; expected %(expected)s.") % {
        "actor": fault.actor, "field": fault.field, "found": fault.found, "expected": expected
    }  # fmt: skip
