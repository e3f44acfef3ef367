"""Addresses of facts: what can be recorded, lists, one fact and what is done to it."""

from django.urls import path, register_converter

from samspel.results.facts.labels.kinds import KINDS
from samspel.results.facts.views import facts as views


class FactKindConverter:
    """One of the kinds of facts, in an address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(FactKindConverter, "factkind")

urlpatterns = [
    path("record/", views.record, name="record"),
    path("<factkind:kind>/", views.facts, name="facts"),
    path("<factkind:kind>/new/", views.new_fact, name="new-fact"),
    path("<factkind:kind>/<key:pk>/", views.fact, name="fact"),
    path("<factkind:kind>/<key:pk>/correct/", views.correct_fact, name="correct-fact"),
    path("<factkind:kind>/<key:pk>/take-back/", views.take_back_fact, name="take-back-fact"),
]
