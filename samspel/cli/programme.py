"""The load as a command: show what would change, ask, do it."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspel.programme.folder.formats import FolderErrors, read_folder
from samspel.programme.folder.labels.diff import describe
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.queries.places import known_places
from samspel.programme.folder.services.load import LoadRefusedError, folder_load


def command(path: Path, yes: bool, ask: Callable[[str], bool], out: Callable[[str], None]) -> int:
    """Load the folder. 0: it is loaded, or was already; 1: nothing was changed, and `out` has been told why.

    `ask` puts a question and gives the answer as true or false; `yes` answers for it."""
    try:
        folder = read_folder(path, known_places())
    except FolderErrors as errors:
        for problem in errors.problems:
            out(str(problem))
        count = len(errors.problems)
        message = ngettext("One problem. Nothing was changed.", "%(count)d problems. Nothing was changed.", count)
        out(message % {"count": count})
        return 1
    diff = load_diff(folder)
    for line in describe(diff, get_language() or "sv"):
        out(line)
    if diff.refused:
        out(_("Nothing was changed."))
        return 1
    if not diff:
        return 0
    if not yes and not ask(_("Load this into the programme?")):
        out(_("Nothing was changed."))
        return 1
    try:
        folder_load(folder=folder)
    except LoadRefusedError as refused:  # somebody changed something between the plan and the load
        out(str(refused))
        return 1
    out(_("Loaded."))
    return 0
