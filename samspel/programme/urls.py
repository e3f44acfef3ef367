"""Addresses of a programme's own pages."""

from django.urls import include, path

from samspel.programme.initiatives.views import initiatives, milestones, work_list
from samspel.programme.people import views as people
from samspel.programme.plan.views import areas, money, organisation, overview, targets
from samspel.web.views import figures, history

app_name = "programme"
of_programme = [
    path("", overview.overview, name="overview"),
    path("areas/<slug:area>/", areas.area, name="area"),
    path("initiatives/", initiatives.initiatives, name="initiatives"),
    path("initiatives/new/", initiatives.new_initiative, name="new-initiative"),
    path("initiatives/<whole:number>/", initiatives.initiative, name="initiative"),
    path("initiatives/<whole:number>/edit/", initiatives.edit_initiative, name="edit-initiative"),
    path("initiatives/<whole:number>/void/", initiatives.void_initiative, name="void-initiative"),
    path("activities/<key:pk>/", areas.activity, name="activity"),
    path("work-packages/<slug:track>/", areas.work_package, name="work-package"),
    path("work-packages/<slug:track>/revise/", areas.revise_work_package, name="revise-work-package"),
    path("targets/", targets.objectives, name="objectives"),
    path("money/", money.money, name="money"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("about/", organisation.about, name="about"),
    path("rules/", organisation.rules, name="rules"),
    path("work/", work_list.worklist, name="worklist"),
    path("people/", people.people, name="people"),
    path("people/<key:pk>/", people.end_membership, name="end-membership"),
    path("milestones/<slug:milestone>/", milestones.milestone, name="milestone"),
    path("figures/<text:measure>/", figures.figure, name="figure"),
    path("figures/<text:measure>/export.<text:form>", figures.export_figure, name="export-figure"),
    path("history/<text:label>/<text:pk>/", history.history, name="history"),
]

urlpatterns = [path("p/<slug:code>/", include(of_programme))]
