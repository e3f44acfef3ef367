"""Addresses of co-financing."""

from django.urls import path

from samspel.money.views import applications, funding

paths = [
    path("funding/", funding.funding, name="funding"),
    path("funding/paid-in/", funding.paid_in, name="paid-in"),
    path("funding/ranking/", funding.ranking, name="ranking"),
    path("funding/intakes/new/", funding.new_intake, name="new-intake"),
    path("funding/intakes/<int:pk>/", funding.intake, name="intake"),
    path("funding/new/", applications.begin, name="begin-application"),
    path("funding/<int:pk>/", applications.application, name="application"),
    path("funding/<int:pk>/write/", applications.write, name="write-application"),
    path("funding/<int:pk>/memorandum.<str:form>", applications.memorandum_file, name="memorandum"),
    path("funding/<int:pk>/<slug:step>/", applications.step, name="application-step"),
    path("funding/requisitions/<int:pk>/paid/", funding.requisition_paid, name="requisition-paid"),
    path("funding/requisitions/<int:pk>/take-back/", funding.requisition_back, name="requisition-back"),
    path("funding/conditions/<int:pk>/met/", funding.condition_met, name="condition-met"),
]
