"""Files of statistics read into one shape: axes with members, and cells with a value at one member of each axis.

Excel and text tables, Eurostat's TSV and JSON-stat. Pure: no part of this package touches the database.
"""

from samspel.observatory.datasets.formats.choices import Choices, suggested
from samspel.observatory.datasets.formats.files import read_source
from samspel.observatory.datasets.formats.source import Axis, DataSource, FileCell, ReadingError
from samspel.observatory.datasets.formats.tidy import Tidy, tidy

__all__ = ["Axis", "Choices", "DataSource", "FileCell", "ReadingError", "Tidy", "read_source", "suggested", "tidy"]
