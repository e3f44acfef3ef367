"""Computations in the background: asked for once, worked out by `samspel worker`, kept by version and parameters.

`ask` gives the result that is there, the work that is under way, or new work. `answer` works out small ones while the
reader waits and keeps them in memory.
"""

import hashlib
import json
import logging
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.observatory.computations.models import LIVE
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.computations.queries.version_data import data_of
from samspel.observatory.computations.rules.kinds import Cancelled, Kind, ParameterFault, Progress, filled, kind_of
from samspel.observatory.models import Computation, DataSetVersion

STUCK = timedelta(seconds=90)
"""How long a running computation may be silent: its worker says that it lives every ten seconds."""

BEAT, LEAST_BETWEEN = 10.0, 1.0
UNDER_WAY = ("queued", "running")
log = logging.getLogger(__name__)


def canonical(parameters: Mapping[str, Any]) -> str:
    """The parameters as one text, the same however they were ordered. ValueError for what JSON cannot hold."""
    return json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def key_of(kind: Kind, version_id: int, parameters: Mapping[str, Any]) -> str:
    """SHA-256 of kind, its revision, version and parameters."""
    text = f"{kind.code}\n{kind.revision}\n{version_id}\n{canonical(parameters)}"
    return hashlib.sha256(text.encode()).hexdigest()


def ask(
    user: Any, programme: Programme, kind_code: str, version: DataSetVersion, parameters: Mapping[str, Any]
) -> Computation:
    """The computation of these parameters: the one that is done or under way, else a new one, queued.

    `user` None is the system itself. PermissionDenied where the user may not ask; KeyError for an unknown kind or
    parameter. Two who ask at once get the same one."""
    if user is not None and not access.can(user, ComputationAction.ASK, programme):
        raise PermissionDenied(ComputationAction.ASK)
    kind = kind_of(kind_code)
    wanted = filled(kind, parameters)
    key = key_of(kind, version.pk, wanted)
    found = _live(key)
    if found is not None and not stuck(found):
        return found
    try:
        with transaction.atomic():
            if found is not None:
                _give_up(found)
            return _queue(user, programme, kind, version, wanted, key)
    except IntegrityError:
        return Computation.objects.get(key=key, state__in=LIVE)


def existing(kind_code: str, version_id: int, parameters: Mapping[str, Any]) -> Computation | None:
    """The computation that is done or under way, where there is one."""
    kind = kind_of(kind_code)
    return _live(key_of(kind, version_id, filled(kind, parameters)))


def answer(kind_code: str, version: DataSetVersion, parameters: Mapping[str, Any]) -> Any:
    """The result, if it is there or can be worked out while the reader waits; None where it has to be asked for.

    Small versions are computed at once and kept in memory; results must not be changed by those who get them.
    ParameterFault where the parameters do not fit the version."""
    kind = kind_of(kind_code)
    wanted = filled(kind, parameters)
    if version.row_count <= settings.COMPUTED_AT_ONCE:
        return _at_once(kind.code, kind.revision, version.pk, canonical(wanted))
    found = _live(key_of(kind, version.pk, wanted))
    return result_of(found) if found is not None and found.state == "done" else None


@lru_cache(maxsize=256)
def _at_once(code: str, _revision: int, version_id: int, parameters: str) -> Any:
    version = DataSetVersion.objects.select_related("dataset").get(pk=version_id)
    return kind_of(code).work(data_of(version), json.loads(parameters), lambda _share: None)


def forget() -> None:
    """Drop the answers kept in memory; for tests, where numbers of versions come again."""
    _at_once.cache_clear()


def result_of(computation: Computation) -> Any:
    """The result; None where there is none."""
    return None if computation.result is None else json.loads(zlib.decompress(bytes(computation.result)))


def stuck(computation: Computation) -> bool:
    """Whether its worker has died: it runs, but has been silent for long."""
    return computation.state == "running" and clock.now() - computation.touched_at > STUCK


@transaction.atomic
def cancel(user: Any, programme: Programme, computation: Computation) -> bool:
    """Stop a computation that is under way; whether it was. PermissionDenied where the user may not."""
    access.require(user, ComputationAction.ASK, programme)
    changed = Computation.objects.filter(pk=computation.pk, state__in=UNDER_WAY).update(
        state="cancelled", finished_at=clock.now()
    )
    if changed:
        audit.write(user, "computation.cancelled", computation, changes={}, programme_code=programme.code)
        computation.refresh_from_db()
    return bool(changed)


@task()
def work_through(pk: int, language: str) -> None:
    """The task of the queue: work out the computation and write down its result, or what went wrong, in the language
    of who asked."""
    with translation.override(language):
        _work_through(pk)


def _work_through(pk: int) -> None:
    now = clock.now()
    started = Computation.objects.filter(pk=pk, state="queued").update(state="running", started_at=now, touched_at=now)
    if not started:
        return
    computation = Computation.objects.select_related("version__dataset").get(pk=pk)
    try:
        with _heartbeat(pk):
            result = kind_of(computation.kind).work(data_of(computation.version), computation.parameters, _progress(pk))
        packed = zlib.compress(canonical(result).encode())
    except Cancelled:
        return
    except ParameterFault as fault:
        _finish(pk, "failed", fault=str(fault)[:500])
    except MemoryError:
        _finish(pk, "failed", fault=_("The computation needs more memory than there is."))
    except Exception:
        log.exception("computation %s", pk)
        _finish(pk, "failed", fault=_("Something went wrong on our side. The administrator finds it in the log."))
    else:
        _finish(pk, "done", result=packed, progress=1.0)


def _queue(
    user: Any, programme: Programme, kind: Kind, version: DataSetVersion, parameters: dict[str, Any], key: str
) -> Computation:
    now = clock.now()
    made = Computation.objects.create(
        version=version, kind=kind.code, parameters=parameters, key=key, asked_by=user, asked_at=now, touched_at=now
    )
    told = {"kind": kind.code, "version": version.pk, "parameters": parameters}
    audit.write(user, "computation.asked", made, changes=told, programme_code=programme.code)
    work_through.enqueue(made.pk, translation.get_language() or settings.LANGUAGE_CODE)
    return made


def _live(key: str) -> Computation | None:
    return Computation.objects.filter(key=key, state__in=LIVE).first()


def _give_up(computation: Computation) -> None:
    Computation.objects.filter(pk=computation.pk, state="running").update(
        state="failed", fault=_("The worker stopped before it was done."), finished_at=clock.now()
    )


def _finish(pk: int, state: str, **values: Any) -> None:
    """Only what still runs: one that was cancelled or given up meanwhile stays so."""
    now = clock.now()
    Computation.objects.filter(pk=pk, state="running").update(state=state, finished_at=now, touched_at=now, **values)


def _progress(pk: int) -> Progress:
    """Writes down the share that is done, at most once a second."""
    last = 0.0

    def told(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < LEAST_BETWEEN:
            return
        last = now
        running = Computation.objects.filter(pk=pk, state="running")
        if not running.update(progress=min(max(float(share), 0.0), 1.0), touched_at=clock.now()):
            raise Cancelled

    return told


@contextmanager
def _heartbeat(pk: int) -> Iterator[None]:
    """Say every few seconds that the worker lives, also while one long matrix product says nothing."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT):
                Computation.objects.filter(pk=pk, state="running").update(touched_at=clock.now())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True, name=f"computation {pk}")
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
