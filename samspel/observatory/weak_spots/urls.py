"""Addresses of weak spots and their notes."""

from django.urls import path

from samspel.observatory.weak_spots.views import weak_spots

urlpatterns = [
    path("weak-spots/", weak_spots.weak_spots, name="weak-spots"),
    path("weak-spots/note/", weak_spots.new_note, name="new-note"),
    path("weak-spots/notes/<key:pk>/", weak_spots.change_note, name="change-note"),
]
