"""Addresses of staged imports, included under the namespace of the app whose pages they are."""

from django.urls import path, register_converter

from samspel.imports import views
from samspel.imports.importer import importers


class ImportKindConverter:
    """The key of an importer, in an address."""

    regex = "|".join(importers())

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(ImportKindConverter, "importkind")

urlpatterns = [
    path("imports/<int:pk>/", views.import_page, name="import-page"),
    path("imports/<int:pk>/save/", views.save_import, name="save-import"),
    path("imports/<int:pk>/drop/", views.discard_import, name="drop-import"),
    path("<importkind:kind>/import/", views.upload, name="import"),
    path("<importkind:kind>/template.xlsx", views.template, name="template"),
]
