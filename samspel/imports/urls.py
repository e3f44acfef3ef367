"""Addresses of staged imports, included under the namespace of the app whose pages they are."""

from django.urls import path, register_converter

from samspel.imports.importer import importers
from samspel.imports.views import tables
from samspel.imports.views.staged import import_patterns


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
    *import_patterns(tables.TablePages()),
    path("<importkind:kind>/import/", tables.upload, name="import"),
    path("<importkind:kind>/template.xlsx", tables.template, name="template"),
]
