"""Pages outside any programme: the start, the choice of programme, and what every public site must say."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspel.web.queries.programmes import own_programme_ids, readable_programmes

CHOSEN = "programme"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the programme one last had open, else one's own, else the first; the first-run page where there is none."""
    programmes = readable_programmes(request.user)
    if not programmes:
        return render(request, "web/first_run.html")
    codes = [programme.code for programme in programmes]
    own = own_programme_ids(request.user)
    mine = [p.code for p in programmes if p.pk in own]
    last = request.session.get(CHOSEN)
    return redirect("programme:overview", last if last in codes else (mine or codes)[0])


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Choose programme."""
    return render(request, "web/programmes.html", {"programmes": readable_programmes(request.user)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Accessibility statement."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """How data are handled."""
    return render(request, "web/privacy.html")
