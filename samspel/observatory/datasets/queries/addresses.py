"""What an address asks for: a data set, one of its versions."""

from samspel.core.programmes.models import Programme
from samspel.observatory.datasets.queries.datasets import data_set, version_of
from samspel.observatory.models import DataSet, DataSetVersion
from samspel.web import addresses


class UnknownAddress(LookupError):  # noqa: N818  named after what is the case
    """The address asks for what is not there."""


def dataset_at(programme: Programme, code: str) -> DataSet:
    """The data set with the code that is seen in the programme; UnknownAddress where there is none."""
    found = data_set(programme, code)
    if found is None:
        raise UnknownAddress(code)
    return found


def version_at(dataset: DataSet, text: str | None) -> DataSetVersion | None:
    """The version asked for, the newest where none is; None where there are no versions. UnknownAddress for a version
    that is not there."""
    if text and addresses.whole(text) is None:
        raise UnknownAddress(text)
    found = version_of(dataset, addresses.whole(text))
    if found is None and text:
        raise UnknownAddress(text)
    return found
