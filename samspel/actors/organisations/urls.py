"""Addresses of organisations and the innovation system."""

from django.urls import path

from samspel.actors.organisations.views import actors, organisation, registration

urlpatterns = [
    path("", actors.actors, name="actors"),
    path("system/", actors.system, name="system"),
    path("new/", registration.new_actor, name="new-actor"),
    path("<key:pk>/", organisation.actor, name="actor"),
    path("<key:pk>/edit/", registration.edit_actor, name="edit-actor"),
    path("<key:pk>/functions/", registration.functions, name="functions"),
]
