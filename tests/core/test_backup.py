"""A copy is whole, goes back whole, and refuses to go back otherwise."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from samspel import cli
from samspel.cli import commands
from samspel.core import audit, triggers
from samspel.core.backup import MANIFEST, BackupError, kept_models, put_back, write
from samspel.core.models import AuditEvent, User
from samspel.core.programmes.models import Programme
from samspel.results.models import Support
from tests.conftest import load_example, programme

pytestmark = [pytest.mark.every_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loaded(transactional_db: None) -> Programme:
    """ECS with its example, committed."""
    made = programme("ecs-2018-2020")
    load_example(made)
    return made


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in kept_models()}


def rewritten(source: Path, target: Path, name: str, change: bytes | None) -> Path:
    """A copy of the archive with one member changed, or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
            elif change is not None:
                new.writestr(item, change)
    return target


def test_everything_comes_back(loaded: Programme, tmp_path: Path) -> None:
    before = everything()
    copy = write(tmp_path / "copy.zip")
    assert (copy.path.stat().st_mode & 0o777, copy.events) == (0o600, AuditEvent.objects.count())
    User.objects.create_user("senare@example.org", name="Senare")
    Support.objects.filter(example=True)[0:1].get().evidence.clear()
    put_back(copy.path)
    assert everything() == before
    assert audit.first_broken_link() is None
    assert triggers.missing(connection) == []
    # new rows get new numbers
    assert User.objects.create_user("ny@example.org", name="Ny").pk > max(row[0] for row in before["kernel.User"])


def test_a_copy_never_overwrites(loaded: Programme, tmp_path: Path) -> None:
    path = tmp_path / "copy.zip"
    path.write_text("viktigt")
    with pytest.raises(BackupError, match="already exists"):
        write(path)
    assert path.read_text() == "viktigt"


def test_a_broken_chain_is_not_copied(loaded: Programme, tmp_path: Path) -> None:
    triggers.remove(connection)
    AuditEvent.objects.update(action="annat")
    with pytest.raises(BackupError, match="chain is broken"):
        write(tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_changes_nothing(loaded: Programme, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy.zip").path
    with zipfile.ZipFile(copy) as archive:
        events = archive.read("kernel.auditevent.jsonl")
        users = archive.read("kernel.user.jsonl")
        manifest = json.loads(archive.read(MANIFEST))
    manifest["migrations"] = [*manifest["migrations"][1:], "kernel.9999_later"]
    damaged = {
        "kernel.user.jsonl": users[: len(users) // 2],
        "kernel.auditevent.jsonl": events.replace(b"example.loaded", b"example.forged"),
        MANIFEST: json.dumps(manifest).encode(),
    }
    before = everything()
    for number, (name, content) in enumerate(damaged.items()):
        for change in (content, None):
            path = rewritten(copy, tmp_path / f"{number}-{change is None}.zip", name, change)
            with pytest.raises(BackupError):
                put_back(path)
    for number, content in enumerate((b"", b"PK not a zip", copy.read_bytes()[:2000])):
        path = tmp_path / f"bad-{number}.zip"
        path.write_bytes(content)
        with pytest.raises(BackupError):
            put_back(path)
    with pytest.raises(BackupError):
        put_back(tmp_path / "absent.zip")
    assert everything() == before
    assert triggers.missing(connection) == []


def test_a_consistent_forgery_is_stopped_by_the_chain(loaded: Programme, tmp_path: Path) -> None:
    """Whoever writes the file can forge the digests too, but not the chain."""
    copy = write(tmp_path / "copy.zip").path
    with zipfile.ZipFile(copy) as archive:
        events = archive.read("kernel.auditevent.jsonl").replace(b"example.loaded", b"example.forged")
        manifest = json.loads(archive.read(MANIFEST))
    manifest["tables"]["kernel.auditevent"]["sha256"] = hashlib.sha256(events).hexdigest()
    forged = rewritten(copy, tmp_path / "a.zip", "kernel.auditevent.jsonl", events)
    forged = rewritten(forged, tmp_path / "b.zip", MANIFEST, json.dumps(manifest).encode())
    with pytest.raises(BackupError, match="audit chain is broken"):
        put_back(forged)


def test_the_commands(loaded: Programme, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "copy.zip")
    assert commands.backup(cli.parser().parse_args(["backup", path])) == 0
    assert commands.backup(cli.parser().parse_args(["backup", path])) == 1
    assert commands.restore(cli.parser().parse_args(["restore", path, "--yes"])) == 0
    assert "the chain holds" in capsys.readouterr().out


def test_restore_asks_first(loaded: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "copy.zip").path
    monkeypatch.setattr("builtins.input", lambda _question: "")
    assert commands.restore(cli.parser().parse_args(["restore", str(path)])) == 1
