"""`samspel index`: what the command line does with the index."""

from collections.abc import Callable

from samspel.frontdoor.search.services import index
from samspel.matching import IndexBusy


def index_command(what: str, out: Callable[[str], None]) -> int:
    """Rebuild the index, bring it up to date, or say how it is. Returns the exit status: 1 where it is not well."""
    try:
        if what == "rebuild":
            out(f"{index.index_rebuild()} records indexed")
        elif what == "update":
            out(f"{index.index_catch_up()} changes taken")
    except IndexBusy as busy:
        out(str(busy))
        return 1
    found = index.index_status()
    state = found.trouble or "well"
    out(f"{found.place}: {state}, {found.documents} records, {found.waiting} changes waiting, analyser {found.version}")
    return 1 if found.trouble or found.waiting else 0
