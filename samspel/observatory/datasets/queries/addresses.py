"""What an address means: a data set, one of its versions."""

from django.http import Http404

from samspel.core.programmes.context import ReadContext
from samspel.observatory.datasets.queries.datasets import data_set, version_of
from samspel.observatory.models import DataSet, DataSetVersion


def dataset_or_404(context: ReadContext, code: str) -> DataSet:
    """The data set with the code that is seen in the programme."""
    found = data_set(context.programme, code)
    if found is None:
        raise Http404
    return found


def version_or_404(dataset: DataSet, text: str | None) -> DataSetVersion | None:
    """The version asked for in the address, the newest where none is; None where there are no versions."""
    if text and not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    found = version_of(dataset, int(text) if text else None)
    if found is None and text:
        raise Http404
    return found
