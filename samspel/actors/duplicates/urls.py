"""Addresses of the review of organisations that look alike."""

from django.urls import path

from samspel.actors.duplicates import views

urlpatterns = [
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/decide/", views.decide_duplicate, name="decide-duplicate"),
    path("merges/<key:pk>/undo/", views.undo_merge, name="undo-merge"),
]
