"""Addresses of the actors room."""

from django.urls import include, path

from samspel.actors.organisations import views as organisations_views

app_name = "actors"
of_programme = [
    path("", organisations_views.actors, name="actors"),
    path("system/", organisations_views.system, name="system"),
    path("new/", organisations_views.new_actor, name="new-actor"),
    path("duplicates/", organisations_views.duplicates, name="duplicates"),
    path("duplicates/decide/", organisations_views.decide_duplicate, name="decide-duplicate"),
    path("merges/<int:pk>/undo/", organisations_views.undo_merge, name="undo-merge"),
    path("operations/", organisations_views.operations, name="operations"),
    path("contacts/<int:pk>/erase/", organisations_views.erase_contact, name="erase-contact"),
    path("<int:pk>/", organisations_views.actor, name="actor"),
    path("<int:pk>/edit/", organisations_views.edit_actor, name="edit-actor"),
    path("<int:pk>/functions/", organisations_views.functions, name="functions"),
    path("<int:pk>/years/", organisations_views.years, name="years"),
    path("<int:pk>/owners/", organisations_views.owners, name="owners"),
    path("<int:pk>/contacts/", organisations_views.contacts, name="contacts"),
]

urlpatterns = [path("p/<slug:code>/actors/", include(of_programme))]
