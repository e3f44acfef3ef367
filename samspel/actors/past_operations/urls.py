"""The address of past operations."""

from django.urls import path

from samspel.actors.past_operations import views

urlpatterns = [path("operations/", views.operations, name="operations")]
