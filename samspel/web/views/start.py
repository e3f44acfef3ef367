"""Pages outside any programme: the start, the choice of programme, and what every public site must say."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspel.core import access
from samspel.core.programmes.models import Programme
from samspel.core.programmes.policy import ProgrammeAction

CHOSEN = "programme"


def readable(request: HttpRequest) -> list[Programme]:
    """The programmes the reader may know of."""
    return list(access.visible(request.user, ProgrammeAction.VIEW, Programme.objects.all()))


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the programme one last had open, else one's own, else the first; the first-run page where there is none."""
    programmes = readable(request)
    if not programmes:
        return render(request, "web/first_run.html")
    codes = [programme.code for programme in programmes]
    own = [m.programme_id for m in access.memberships(request.user)] if request.user.is_authenticated else []
    mine = [p.code for p in programmes if p.pk in own]
    last = request.session.get(CHOSEN)
    return redirect("programme:overview", last if last in codes else (mine or codes)[0])


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Choose programme."""
    return render(request, "web/programmes.html", {"programmes": readable(request)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Accessibility statement."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """How data are handled."""
    return render(request, "web/privacy.html")
