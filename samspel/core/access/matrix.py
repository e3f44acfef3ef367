"""The access policy as a table for people: docs/access.md, written by `samspel access-matrix`."""

from django.utils.translation import override

from samspel.core.access import POLICY, ROLE_NAMES, Reach, Role

REACH_WORDS = {
    Reach.PROGRAMME: "programme",
    Reach.PARTNER: "own partner",
    Reach.AREA: "own area",
    Reach.ORGANISATION: "own organisation",
    Reach.OPEN: "public programmes",
}

INTRODUCTION = """# Who may do what

Written by `samspel access-matrix` from the `policy.py` of every slice; a test fails where the two differ. A cell says
how far the permission goes: in the programmes where the person has the role, *programme* is all of it, *own partner*,
*own area* and *own organisation* only what belongs to the one that the membership names. Empty: not at all. Everybody
has what the public has. Whoever prepares something that another must approve cannot approve it too, whatever the role.
"""


def markdown() -> str:
    """The whole document."""
    with override("en"):
        head = ["Action", *(str(ROLE_NAMES[role]) for role in Role)]
    lines = [INTRODUCTION, _line(head), _line(["---"] * len(head))]
    for action, policy in sorted(POLICY.items()):
        lines.append(_line([f"`{action}`", *(REACH_WORDS[policy[role]] if role in policy else "" for role in Role)]))
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
