"""Addresses of contacts."""

from django.urls import path

from samspel.actors.contacts import views

urlpatterns = [
    path("contacts/<key:pk>/erase/", views.erase_contact, name="erase-contact"),
    path("<key:pk>/contacts/", views.contacts, name="contacts"),
]
