"""Addresses of the observatory."""

from django.urls import include, path, re_path

from samspel.observatory import page_views

app_name = "observatory"

of_programme = [
    path("", page_views.overview, name="overview"),
    path("regions/", page_views.profile, name="profile"),
    path("within-reach/", page_views.opportunities, name="opportunities"),
    path("complementarity/", page_views.complementarity, name="complementarity"),
    path("areas/", page_views.areas, name="areas"),
    path("peers/", page_views.peers, name="peers"),
    path("past-projects/", page_views.projects, name="projects"),
    path("weak-spots/", page_views.weak_spots, name="weak-spots"),
    path("weak-spots/note/", page_views.new_note, name="new-note"),
    path("weak-spots/notes/<int:pk>/", page_views.change_note, name="change-note"),
    path("data/", page_views.datasets, name="datasets"),
    path("data/new/", page_views.new_dataset, name="new-dataset"),
    path("data/<slug:dataset>/", page_views.dataset, name="dataset"),
    path("data/<slug:dataset>/describe/", page_views.describe, name="describe"),
    path("data/<slug:dataset>/import/", page_views.bring_in, name="bring-in"),
    re_path(
        r"^data/(?P<dataset>[-\w]+)/versions/(?P<number>[0-9]{1,8})\.(?P<form>csv|xlsx)$",
        page_views.download,
        name="download",
    ),
    path("imports/<int:pk>/", page_views.import_page, name="import-page"),
    path("imports/<int:pk>/save/", page_views.save_import, name="save-import"),
    path("imports/<int:pk>/drop/", page_views.drop_import, name="drop-import"),
    path("computations/ask/", page_views.ask_computation, name="ask-computation"),
    path("computations/<int:pk>/", page_views.computation, name="computation"),
    path("computations/<int:pk>/cancel/", page_views.cancel_computation, name="cancel-computation"),
    path("numbers/<slug:method>/", page_views.number, name="number"),
    path("methods/", page_views.method_list, name="methods"),
    path("methods/<slug:method>/", page_views.method, name="method"),
]

urlpatterns = [path("p/<slug:code>/analysis/", include(of_programme))]
