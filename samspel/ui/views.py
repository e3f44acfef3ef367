"""The styleguide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.ui import samples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component and chart, in the states that break charts."""
    return render(request, "ui/styleguide.html", samples.context())
