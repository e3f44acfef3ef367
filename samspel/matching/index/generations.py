"""Whole indexes in folders of their own, and a file that names the one in use. Changing it is one rename."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from samspel.matching.index.protocol import IndexBusy

_CURRENT, _LOCK, _PREFIX = "current.json", "lock", "generation-"
_PAUSE = 0.02  # seconds between tries for the lock


@dataclass(frozen=True, slots=True)
class Current:
    """The generation in use, or why there is none: 'absent', 'outdated' or 'broken'."""

    path: Path | None = None
    trouble: str | None = None


class Generations:
    """The folder of an index of one version. Several processes may hold the same folder."""

    def __init__(self, folder: Path, version: str, patience: float) -> None:
        self._folder, self._version, self._patience = folder, version, patience

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The one writer. The lock goes with the process, so that a killed writer does not keep it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + self._patience
        with (self._folder / _LOCK).open("a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as busy:
                    if time.monotonic() > until:
                        raise IndexBusy(f"{self._folder}: another process has been writing for long") from busy
                    time.sleep(_PAUSE)
            yield

    def current(self) -> Current:
        """The generation in use, if it is there and of our version."""
        try:
            said = json.loads((self._folder / _CURRENT).read_text())
            name, version, whole = str(said["generation"]), said["version"], bool(said["whole"])
        except FileNotFoundError:
            return Current(trouble="absent")
        except (ValueError, KeyError, TypeError):
            return Current(trouble="broken")
        if version != self._version:
            return Current(trouble="outdated")
        path = self._folder / name
        return Current(path) if whole and path.is_dir() else Current(trouble="broken")

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another generation, or none, is in use."""
        return stamp(self._folder / _CURRENT)

    def new(self) -> Path:
        """A folder for another generation, beside the one in use."""
        path = self._folder / f"{_PREFIX}{uuid4().hex}"
        path.mkdir(parents=True)
        return path

    def use(self, path: Path) -> None:
        """From now on this generation; older and half-made ones go. Call with the lock."""
        self._say(path, whole=True)
        for other in self._folder.glob(f"{_PREFIX}*"):
            if other != path:
                shutil.rmtree(other, ignore_errors=True)

    def mark_broken(self, path: Path) -> None:
        """Tell every process that this generation cannot be read, unless another has come."""
        if self.current().path == path:
            self._say(path, whole=False)

    def _say(self, path: Path, whole: bool) -> None:
        said = {"generation": path.name, "version": self._version, "whole": whole}
        draft = self._folder / f"{_CURRENT}.{uuid4().hex}"
        with draft.open("w") as file:
            json.dump(said, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / _CURRENT)


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is replaced: its number and time of change; None without a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
