"""Addresses of contacts."""

from django.urls import path

from samspel.actors.contacts import views

urlpatterns = [
    path("contacts/<int:pk>/erase/", views.erase_contact, name="erase-contact"),
    path("<int:pk>/contacts/", views.contacts, name="contacts"),
]
