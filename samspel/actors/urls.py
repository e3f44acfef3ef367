"""Addresses of organisations, within a programme."""

from django.urls import include, path

from samspel.actors.contacts.urls import urlpatterns as contacts
from samspel.actors.duplicates.urls import urlpatterns as duplicates
from samspel.actors.organisations.urls import urlpatterns as organisations
from samspel.actors.ownership.urls import urlpatterns as ownership
from samspel.actors.past_operations.urls import urlpatterns as past_operations

app_name = "actors"
urlpatterns = [
    path(
        "p/<slug:code>/actors/",
        include([*organisations, *duplicates, *past_operations, *contacts, *ownership]),
    )
]
