"""Bringing in many rows at once: a file, its columns, a preview with verdicts, and all of it or nothing."""

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.facts import FactError
from samspel.core.programmes.models import Programme
from samspel.core.tables import Table, TableError, read, suggest
from samspel.results.facts.importer.importers import Told, importers
from samspel.results.models import Import

STUCK = timedelta(minutes=10)
KEPT = timedelta(days=30)
log = logging.getLogger(__name__)


class Keyed(Protocol):
    """Something with the key of what can be brought in: a kind of fact, or an importable."""

    @property
    def key(self) -> str:
        """The key."""
        ...


class ImportFault(Exception):  # noqa: N818  named after what is the case
    """The file cannot be taken in; the message is for the user."""


def begin(user: Any, programme: Programme, kind: Keyed, filename: str, content: bytes) -> Import:
    """Keep the file and suggest which column is what. ImportFault where it cannot be read at all."""
    try:
        table = read(content, filename)
    except TableError as error:
        raise ImportFault(error.message) from error
    return Import.objects.create(
        programme=programme,
        kind=kind.key,
        filename=filename[:200],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        columns=suggest(importers()[kind.key].fields(programme), table.header),
        total=table.row_count,
        report={"header": list(table.header), "encoding": table.encoding, "sheet": table.sheet},
        made_by=user,
        made_at=clock.now(),
        touched_at=clock.now(),
    )


def check(brought: Import, columns: Mapping[str, int]) -> None:
    """Go through every row, at once or in the background; the verdicts come in the import's report."""
    _stage(brought, "checking", columns=dict(columns), done=0)
    _run(brought, _check)


def save(brought: Import) -> None:
    """Write every row, at once or in the background. ImportFault where some row is wrong, or it is not checked."""
    if brought.stage != "checked" or brought.report.get("wrong"):
        raise ImportFault(_("Mend every row first, then bring the file in again."))
    changed = Import.objects.filter(pk=brought.pk, stage="checked").update(stage="saving", touched_at=clock.now())
    if not changed:
        raise ImportFault(_("The file is already being saved."))
    brought.refresh_from_db()
    _run(brought, _save)


def drop(brought: Import) -> None:
    """Throw the file away unless it is saved."""
    Import.objects.filter(pk=brought.pk).exclude(stage__in=["saving", "saved"]).delete()


def drop_old() -> int:
    """Throw away files that nobody has gone on with for a month; returns how many."""
    old = Import.objects.filter(touched_at__lt=clock.now() - KEPT).exclude(stage="saved")
    return int(old.delete()[0])


def stuck(brought: Import) -> bool:
    """Whether the work on it has stopped, as after a restart."""
    return brought.stage in {"checking", "saving"} and clock.now() - brought.touched_at > STUCK


def _run(brought: Import, work: Callable[[Import], None]) -> None:
    if brought.total <= settings.IMPORTS_AT_ONCE:
        _guarded(brought, work)
        return
    language = translation.get_language() or settings.LANGUAGE_CODE

    def apart() -> None:
        with translation.override(language):
            try:
                _guarded(brought, work)
            finally:
                connection.close()

    transaction.on_commit(lambda: threading.Thread(target=apart, daemon=True, name=f"import {brought.pk}").start())


def _guarded(brought: Import, work: Callable[[Import], None]) -> None:
    try:
        work(brought)
    except (ImportFault, TableError, FactError) as error:
        message = error.message if isinstance(error, TableError) else str(error)
        _stage(brought, "failed", report={**brought.report, "fault": message})
    except Exception:
        log.exception("import %s", brought.pk)
        words = _("Something went wrong on our side. Nothing was saved.")
        _stage(brought, "failed", report={**brought.report, "fault": words})


def _check(brought: Import) -> None:
    found = importers()[brought.kind].check(brought, _table(brought), _progress(brought))
    kept = {key: brought.report[key] for key in ("header", "encoding", "sheet")}
    _stage(brought, "checked", done=found["rows"], report={**kept, **found})


def _save(brought: Import) -> None:
    importable, table = importers()[brought.kind], _table(brought)
    written = importable.save(brought, table, _progress(brought))
    if written is None:
        raise ImportFault(_("Something has changed since the file was checked. Check it again."))


def _table(brought: Import) -> Table:
    if brought.content is None:
        raise ImportFault(_("The file is no longer there. Bring it in again."))
    return read(bytes(brought.content), brought.filename)


def _progress(brought: Import) -> Told:
    def told(done: int) -> None:
        Import.objects.filter(pk=brought.pk).update(done=done, touched_at=clock.now())

    return told


def _stage(brought: Import, stage: str, **values: Any) -> None:
    values |= {"stage": stage, "touched_at": clock.now()}
    Import.objects.filter(pk=brought.pk).update(**values)
    for name, value in values.items():
        setattr(brought, name, value)
