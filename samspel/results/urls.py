"""Addresses of the results room."""

from django.urls import include, path, register_converter

from samspel.results import views
from samspel.results.importable import IMPORTABLE
from samspel.results.kinds import KINDS

app_name = "results"


class FactKindConverter:
    """One of the kinds of facts, in an address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class ImportKindConverter(FactKindConverter):
    """What can be brought in from a file: a kind of fact, or organisations."""

    regex = "|".join(IMPORTABLE)


register_converter(FactKindConverter, "factkind")
register_converter(ImportKindConverter, "importkind")

of_programme = [
    path("", views.overview, name="overview"),
    path("record/", views.record, name="record"),
    path("indicators/<str:measure>/", views.indicator, name="indicator"),
    path("regions/<slug:partner>/", views.region, name="region"),
    path("checks/", views.checks, name="checks"),
    path("periods/", views.periods, name="periods"),
    path("periods/new/", views.new_period, name="new-period"),
    path("periods/<int:number>/", views.period, name="period"),
    path("periods/<int:number>/freeze/", views.freeze_period, name="freeze-period"),
    path("periods/<int:number>/list.<str:form>", views.export_enterprises, name="export-enterprises"),
    path("periods/<int:number>/participants.<str:form>", views.export_participants, name="export-participants"),
    path("periods/<int:number>/<slug:partner>/submit/", views.submit_report, name="submit-report"),
    path("periods/<int:number>/<slug:partner>/decide/", views.decide_report, name="decide-report"),
    path("horizontal/", views.horizontal, name="horizontal"),
    path("horizontal/<slug:criterion>/", views.criterion, name="criterion"),
    path("imports/<int:pk>/", views.import_page, name="import-page"),
    path("imports/<int:pk>/save/", views.save_import, name="save-import"),
    path("imports/<int:pk>/drop/", views.drop_import, name="drop-import"),
    path("<factkind:kind>/", views.facts, name="facts"),
    path("<factkind:kind>/new/", views.new_fact, name="new-fact"),
    path("<importkind:kind>/import/", views.import_facts, name="import"),
    path("<importkind:kind>/template.xlsx", views.template, name="template"),
    path("<factkind:kind>/<int:pk>/", views.fact, name="fact"),
    path("<factkind:kind>/<int:pk>/correct/", views.correct_fact, name="correct-fact"),
    path("<factkind:kind>/<int:pk>/take-back/", views.take_back_fact, name="take-back-fact"),
]

urlpatterns = [path("p/<slug:code>/results/", include(of_programme))]
