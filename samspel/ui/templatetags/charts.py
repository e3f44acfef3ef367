"""Charts in templates: {% load charts %}{% chart view.score %}."""

from itertools import groupby

from django import template
from django.utils.safestring import SafeString

from samspel.ui.charts.samples import samples
from samspel.ui.charts.samples.sample import Chart, Sample

register = template.Library()


@register.simple_tag
def chart(drawing: Chart) -> SafeString:
    """A chart; an empty text where the page has none."""
    return drawing.render() if hasattr(drawing, "render") else SafeString("")


@register.simple_tag
def chart_samples() -> list[tuple[str, list[Sample]]]:
    """For the styleguide: each chart's name with its samples."""
    return [(name, list(each)) for name, each in groupby(samples(), lambda sample: sample.name)]
