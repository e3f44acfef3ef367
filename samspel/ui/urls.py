"""The design system's own page."""

from django.urls import path

from samspel.ui import views

urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]
