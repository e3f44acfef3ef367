"""The declarative programme folder: a region describes its programme in text files, and this reads them.

Pure: knows no database. `read_folder` gives frozen values whose fields are those of the models, or raises
`FolderErrors` with every problem, each with file, line and what was expected.
"""

from samspel.programme.folder.formats.places import KnownPlaces
from samspel.programme.folder.formats.problems import FolderErrors, FolderProblem
from samspel.programme.folder.formats.reader import read_folder
from samspel.programme.folder.formats.specs.folder import ProgrammeFolder
from samspel.programme.folder.formats.specs.programme import CountySpec, MunicipalitySpec

__all__ = [
    "CountySpec",
    "FolderErrors",
    "FolderProblem",
    "KnownPlaces",
    "MunicipalitySpec",
    "ProgrammeFolder",
    "read_folder",
]
