"""Copies of everything the installation keeps, in one file that both databases can read back.

A zip of one JSON-lines member per table, and a manifest with row counts, digests, the applied migrations and the last
link of the audit chain. Written from one consistent view; put back in one transaction, which is undone unless the
counts, the digests and the chain agree. Sessions are left out: a copy that is put back signs nobody in.
"""

import hashlib
import json
import os
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from samspel import __version__
from samspel.core import audit, triggers
from samspel.core.models import AuditEvent

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = {"sessions.session"}
BATCH = 500


class BackupError(Exception):
    """The copy could not be made, or not put back; the message says why, and nothing was changed."""


@dataclass(frozen=True)
class Copy:
    """What a copy holds."""

    path: Path
    rows: int
    tables: int
    events: int

    def __str__(self) -> str:
        return f"{self.path}: {self.rows} rows of {self.tables} tables, {self.events} audit events, the chain holds"


def write(path: Path) -> Copy:
    """Write a copy to a new file that only its owner can read.

    BackupError where the file exists or the audit chain is broken."""
    if path.exists():
        raise BackupError(f"{path} already exists; name a file that does not")
    partial = path.with_name(f"{path.name}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _write_members(file)
        partial.rename(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return _copy(path, manifest)


def put_back(path: Path) -> Copy:
    """Replace everything in the database by the copy. BackupError, and no change, where it is not whole.

    The database must be migrated to where it was when the copy was made."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            with transaction.atomic():
                _replace_all(archive, manifest)
    except (OSError, zipfile.BadZipFile, KeyError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BackupError(f"{path} is not a whole copy: {error}") from error
    except (DatabaseError, ValueError, TypeError) as error:
        raise BackupError(f"{path} does not fit this database: {error}") from error
    return _copy(path, manifest)


def kept_models() -> list[type[Model]]:
    """Every table that is copied, the many-to-many ones too."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]


def _write_members(file: IO[bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = {"format": FORMAT, "samspel": __version__, "made_at": datetime.now(UTC).isoformat()}
    with transaction.atomic(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _one_view()
        if broken := audit.first_broken_link():
            raise BackupError(f"the audit chain is broken at event {broken.event_id}: {broken.reason}")
        manifest |= {"migrations": _migrations(), "chain": _chain(), "tables": {}}
        for model in kept_models():
            with archive.open(_member(model), "w", force_zip64=True) as member:
                manifest["tables"][model._meta.label_lower] = _write_rows(model, member)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_rows(model: type[Model], member: IO[bytes]) -> dict[str, Any]:
    # what the database reckons itself comes back by itself
    names = [field.attname for field in model._meta.local_concrete_fields if not field.generated]
    digest, number = hashlib.sha256(), 0
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
        line = json.dumps(row, default=_plain, ensure_ascii=False).encode() + b"\n"
        member.write(line)
        digest.update(line)
        number += 1
    return {"columns": names, "rows": number, "sha256": digest.hexdigest()}


def _plain(value: Any) -> str:
    """What JSON lacks, as text that the field's to_python reads; times to the microsecond, for the chain's sake."""
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise BackupError(f"{path} has format {manifest['format']}, this version reads {FORMAT}")
    here, there = set(_migrations()), set(manifest["migrations"])
    if here != there:
        missing, extra = sorted(there - here), sorted(here - there)
        raise BackupError(
            "the copy was made with other migrations; migrate to the same version first "
            f"(not here: {', '.join(missing) or 'none'}; not in the copy: {', '.join(extra) or 'none'})"
        )
    return manifest


def _replace_all(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    models = kept_models()
    triggers.remove(connection)
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)
    for model in models:
        with archive.open(_member(model)) as member:
            _read_rows(model, member, manifest["tables"][model._meta.label_lower])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    connection.check_constraints()
    triggers.install(connection)
    if broken := audit.first_broken_link():
        raise BackupError(f"the copy's audit chain is broken at event {broken.event_id}: {broken.reason}")
    if _chain() != manifest["chain"]:
        raise BackupError("the copy's audit chain does not end where its manifest says")


def _read_rows(model: type[Model], member: IO[bytes], described: dict[str, Any]) -> None:
    by_name: dict[str, Any] = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in described["columns"]]
    digest, number = hashlib.sha256(), 0

    def objects() -> Iterator[Model]:
        nonlocal number
        for line in member:
            digest.update(line)
            number += 1
            values = json.loads(line)
            yield model(**{f.attname: _value(f, v) for f, v in zip(fields, values, strict=True)})

    rows = objects()
    batch = min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH))
    while chunk := list(islice(rows, batch)):
        # raw: as it was written, without auto_now and other defaults
        model._base_manager._insert(chunk, fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
    if (number, digest.hexdigest()) != (described["rows"], described["sha256"]):
        raise BackupError(f"{_member(model)} has been changed or cut off since the copy was made")


def _value(field: Any, value: Any) -> Any:
    """As the column's own Python type; foreign keys carry the type of what they point to."""
    return (
        None if value is None else field.target_field.to_python(value) if field.is_relation else field.to_python(value)
    )


def _one_view() -> None:
    """All reads of the transaction see one state. SQLite's immediate transactions already do."""
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _chain() -> dict[str, Any]:
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    return {"events": AuditEvent.objects.count(), "last": last or audit.FIRST}


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _member(model: type[Model]) -> str:
    return f"{model._meta.label_lower}.jsonl"


def _copy(path: Path, manifest: dict[str, Any]) -> Copy:
    tables = manifest["tables"].values()
    return Copy(path, sum(t["rows"] for t in tables), len(tables), manifest["chain"]["events"])
