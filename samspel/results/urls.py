"""Addresses of the results room."""

from django.urls import include, path, register_converter

from samspel.results import pages
from samspel.results.facts.importer.importers import importers
from samspel.results.facts.labels.kinds import KINDS

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

    regex = "|".join(importers())


register_converter(FactKindConverter, "factkind")
register_converter(ImportKindConverter, "importkind")

of_programme = [
    path("", pages.overview, name="overview"),
    path("record/", pages.record, name="record"),
    path("indicators/<str:measure>/", pages.indicator, name="indicator"),
    path("regions/<slug:partner>/", pages.region, name="region"),
    path("checks/", pages.checks, name="checks"),
    path("periods/", pages.periods, name="periods"),
    path("periods/new/", pages.new_period, name="new-period"),
    path("periods/<int:number>/", pages.period, name="period"),
    path("periods/<int:number>/freeze/", pages.freeze_period, name="freeze-period"),
    path("periods/<int:number>/list.<str:form>", pages.export_enterprises, name="export-enterprises"),
    path("periods/<int:number>/participants.<str:form>", pages.export_participants, name="export-participants"),
    path("periods/<int:number>/<slug:partner>/submit/", pages.submit_report, name="submit-report"),
    path("periods/<int:number>/<slug:partner>/decide/", pages.decide_report, name="decide-report"),
    path("horizontal/", pages.horizontal, name="horizontal"),
    path("horizontal/<slug:criterion>/", pages.criterion, name="criterion"),
    path("imports/<int:pk>/", pages.import_page, name="import-page"),
    path("imports/<int:pk>/save/", pages.save_import, name="save-import"),
    path("imports/<int:pk>/drop/", pages.drop_import, name="drop-import"),
    path("<factkind:kind>/", pages.facts, name="facts"),
    path("<factkind:kind>/new/", pages.new_fact, name="new-fact"),
    path("<importkind:kind>/import/", pages.import_facts, name="import"),
    path("<importkind:kind>/template.xlsx", pages.template, name="template"),
    path("<factkind:kind>/<int:pk>/", pages.fact, name="fact"),
    path("<factkind:kind>/<int:pk>/correct/", pages.correct_fact, name="correct-fact"),
    path("<factkind:kind>/<int:pk>/take-back/", pages.take_back_fact, name="take-back-fact"),
]

urlpatterns = [path("p/<slug:code>/results/", include(of_programme))]
