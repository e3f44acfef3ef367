"""Addresses of the actors room."""

from django.urls import include, path

from samspel.actors import views

app_name = "actors"
of_programme = [
    path("", views.actors, name="actors"),
    path("system/", views.system, name="system"),
    path("new/", views.new_actor, name="new-actor"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/decide/", views.decide_duplicate, name="decide-duplicate"),
    path("merges/<int:pk>/undo/", views.undo_merge, name="undo-merge"),
    path("operations/", views.operations, name="operations"),
    path("contacts/<int:pk>/erase/", views.erase_contact, name="erase-contact"),
    path("<int:pk>/", views.actor, name="actor"),
    path("<int:pk>/edit/", views.edit_actor, name="edit-actor"),
    path("<int:pk>/functions/", views.functions, name="functions"),
    path("<int:pk>/years/", views.years, name="years"),
    path("<int:pk>/owners/", views.owners, name="owners"),
    path("<int:pk>/contacts/", views.contacts, name="contacts"),
]

urlpatterns = [path("p/<slug:code>/actors/", include(of_programme))]
