"""Everything of the design system at once: {% load samspel %} is {% load formats parts tables charts %}."""

from django import template

from samspel.ui.templatetags import charts, formats, parts, tables
from samspel.ui.templatetags.formats import figure_text, language

__all__ = ["figure_text", "language", "register"]

register = template.Library()
for library in (formats.register, parts.register, tables.register, charts.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)
