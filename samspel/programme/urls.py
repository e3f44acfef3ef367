"""Addresses of the programme room."""

from django.urls import include, path

from samspel.programme import views

app_name = "programme"
of_programme = [
    path("", views.overview, name="overview"),
    path("areas/<slug:area>/", views.area, name="area"),
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/new/", views.new_initiative, name="new-initiative"),
    path("initiatives/<int:number>/", views.initiative, name="initiative"),
    path("initiatives/<int:number>/edit/", views.edit_initiative, name="edit-initiative"),
    path("initiatives/<int:number>/void/", views.void_initiative, name="void-initiative"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("work-packages/<slug:track>/", views.work_package, name="work-package"),
    path("work-packages/<slug:track>/revise/", views.revise_work_package, name="revise-work-package"),
    path("targets/", views.objectives, name="objectives"),
    path("money/", views.money, name="money"),
    path("organisation/", views.organisation, name="organisation"),
    path("about/", views.about, name="about"),
    path("rules/", views.rules, name="rules"),
    path("work/", views.worklist, name="worklist"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.end_membership, name="end-membership"),
    path("milestones/<slug:milestone>/", views.milestone, name="milestone"),
    path("figures/<str:measure>/", views.figure, name="figure"),
    path("figures/<str:measure>/export.<str:form>", views.export_figure, name="export-figure"),
    path("history/<str:label>/<str:pk>/", views.history, name="history"),
]

urlpatterns = [path("p/<slug:code>/", include(of_programme))]
