"""Names of computations in templates."""

from django import template

from samspel.observatory.kinds import known_kinds

register = template.Library()


@register.simple_tag
def kind_name(code: str) -> str:
    """What a kind of computation is called; its code where it is no longer known."""
    kind = known_kinds().get(code)
    return str(kind.name) if kind else code
