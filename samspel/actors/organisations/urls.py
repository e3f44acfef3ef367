"""Addresses of organisations and the innovation system."""

from django.urls import path

from samspel.actors.organisations.views import actors, organisation, registration

urlpatterns = [
    path("", actors.actors, name="actors"),
    path("system/", actors.system, name="system"),
    path("new/", registration.new_actor, name="new-actor"),
    path("<int:pk>/", organisation.actor, name="actor"),
    path("<int:pk>/edit/", registration.edit_actor, name="edit-actor"),
    path("<int:pk>/functions/", registration.functions, name="functions"),
]
