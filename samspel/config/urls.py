"""URL map: one include per room."""

from django.urls import include, path
from django.views.i18n import set_language

from samspel.programme.people.views import own_data
from samspel.web.views import start

urlpatterns = [
    path("", start.start, name="start"),
    path("programmes/", start.programmes, name="programmes"),
    path("accessibility/", start.accessibility, name="accessibility"),
    path("privacy/", start.privacy, name="privacy"),
    path("account/data/", own_data, name="own-data"),
    path("language/", set_language, name="set_language"),
    path("", include("samspel.web.urls")),
    path("account/", include("allauth.urls")),
    path("", include("samspel.ui.urls")),
    path("", include("samspel.programme.urls")),
    path("", include("samspel.results.urls")),
    path("", include("samspel.actors.urls")),
    path("", include("samspel.money.urls")),
    path("", include("samspel.frontdoor.urls")),
    path("", include("samspel.observatory.urls")),
]
