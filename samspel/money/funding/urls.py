"""Addresses of co-financing."""

from django.urls import path

from samspel.money.funding.views import applications, cofinancing

paths = [
    path("funding/", cofinancing.funding, name="funding"),
    path("funding/paid-in/", cofinancing.paid_in, name="paid-in"),
    path("funding/ranking/", cofinancing.ranking, name="ranking"),
    path("funding/intakes/new/", cofinancing.new_intake, name="new-intake"),
    path("funding/intakes/<key:pk>/", cofinancing.intake, name="intake"),
    path("funding/new/", applications.begin, name="begin-application"),
    path("funding/<key:pk>/", applications.application, name="application"),
    path("funding/<key:pk>/write/", applications.write, name="write-application"),
    path("funding/<key:pk>/memorandum.<text:form>", applications.memorandum_file, name="memorandum"),
    path("funding/<key:pk>/<slug:step>/", applications.step, name="application-step"),
    path("funding/requisitions/<key:pk>/paid/", cofinancing.requisition_paid, name="requisition-paid"),
    path("funding/requisitions/<key:pk>/take-back/", cofinancing.requisition_back, name="requisition-back"),
    path("funding/conditions/<key:pk>/met/", cofinancing.condition_met, name="condition-met"),
]
