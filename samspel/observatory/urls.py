"""Addresses of the observatory."""

from django.urls import include, path, re_path

from samspel.observatory import views

app_name = "observatory"

of_programme = [
    path("", views.overview, name="overview"),
    path("regions/", views.profile, name="profile"),
    path("within-reach/", views.opportunities, name="opportunities"),
    path("complementarity/", views.complementarity, name="complementarity"),
    path("areas/", views.areas, name="areas"),
    path("peers/", views.peers, name="peers"),
    path("past-projects/", views.projects, name="projects"),
    path("weak-spots/", views.weak_spots, name="weak-spots"),
    path("weak-spots/note/", views.new_note, name="new-note"),
    path("weak-spots/notes/<int:pk>/", views.change_note, name="change-note"),
    path("data/", views.datasets, name="datasets"),
    path("data/new/", views.new_dataset, name="new-dataset"),
    path("data/<slug:dataset>/", views.dataset, name="dataset"),
    path("data/<slug:dataset>/describe/", views.describe, name="describe"),
    path("data/<slug:dataset>/import/", views.bring_in, name="bring-in"),
    re_path(
        r"^data/(?P<dataset>[-\w]+)/versions/(?P<number>[0-9]{1,8})\.(?P<form>csv|xlsx)$",
        views.download,
        name="download",
    ),
    path("imports/<int:pk>/", views.import_page, name="import-page"),
    path("imports/<int:pk>/save/", views.save_import, name="save-import"),
    path("imports/<int:pk>/drop/", views.drop_import, name="drop-import"),
    path("computations/ask/", views.ask_computation, name="ask-computation"),
    path("computations/<int:pk>/", views.computation, name="computation"),
    path("computations/<int:pk>/cancel/", views.cancel_computation, name="cancel-computation"),
    path("numbers/<slug:method>/", views.number, name="number"),
    path("methods/", views.method_list, name="methods"),
    path("methods/<slug:method>/", views.method, name="method"),
]

urlpatterns = [path("p/<slug:code>/analysis/", include(of_programme))]
