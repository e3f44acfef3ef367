"""Addresses of reporting periods: the list, one period, its steps, its lists for the funder."""

from django.urls import path

from samspel.results.reporting_periods.views import funder_lists, periods

urlpatterns = [
    path("periods/", periods.periods, name="periods"),
    path("periods/new/", periods.new_period, name="new-period"),
    path("periods/<whole:number>/", periods.period, name="period"),
    path("periods/<whole:number>/freeze/", periods.freeze_period, name="freeze-period"),
    path("periods/<whole:number>/list.<text:form>", funder_lists.export_enterprises, name="export-enterprises"),
    path(
        "periods/<whole:number>/participants.<text:form>", funder_lists.export_participants, name="export-participants"
    ),
    path("periods/<whole:number>/<slug:partner>/submit/", periods.submit_report, name="submit-report"),
    path("periods/<whole:number>/<slug:partner>/decide/", periods.decide_report, name="decide-report"),
]
