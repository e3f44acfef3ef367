"""Find support, in three steps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspel.programme.page import Page, programme_page


@require_safe
@programme_page("find")
def find(request: HttpRequest, page: Page) -> HttpResponse:
    """Write the need."""
    return render(request, "frontdoor/find.html", {})
