"""Files on their way in, as those who brought them see them."""

from typing import Any

from django.db.models import QuerySet

from samspel.core.programmes.models import Programme
from samspel.observatory.models import DataImport, DataSet

EARLIER = 5
"""How many earlier files are shown."""


def own_import(programme: Programme, reader: Any, pk: int) -> DataImport | None:
    """The reader's own import in the programme; None otherwise."""
    rows = DataImport.objects.filter(programme=programme, pk=pk, made_by=reader.pk)
    return rows.select_related("dataset", "version", "programme", "made_by").first()


def earlier_imports(programme: Programme, reader: Any, dataset: DataSet) -> QuerySet[DataImport]:
    """The reader's latest imports for the data set, without their content."""
    return dataset.imports.filter(programme=programme, made_by=reader.pk).defer("content")[:EARLIER]
