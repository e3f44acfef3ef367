"""What the worker does with a computation of the queue."""

import logging
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from samspel.core import clock
from samspel.observatory.computations.queries.version_data import data_of
from samspel.observatory.computations.rules.keys import canonical
from samspel.observatory.computations.rules.kinds import ComputationCancelled, ParameterFault, Progress, kind_of
from samspel.observatory.models import Computation

BEAT, LEAST_BETWEEN = 10.0, 1.0
log = logging.getLogger(__name__)


@task()
def computation_run(pk: int, language: str) -> None:
    """The task of the queue: work out the computation and write down its result, or what went wrong, in the language
    of who asked."""
    with translation.override(language):
        _run(pk)


def _run(pk: int) -> None:
    now = clock.now()
    started = Computation.objects.filter(pk=pk, state="queued").update(state="running", started_at=now, touched_at=now)
    if not started:
        return
    computation = Computation.objects.select_related("version__dataset").get(pk=pk)
    try:
        with _heartbeat(pk):
            result = kind_of(computation.kind).work(data_of(computation.version), computation.parameters, _progress(pk))
        packed = zlib.compress(canonical(result).encode())
    except ComputationCancelled:
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


def _finish(pk: int, state: str, **values: Any) -> None:
    """Only what still runs: one that was cancelled or given up meanwhile stays so."""
    now = clock.now()
    Computation.objects.filter(pk=pk, state="running").update(state=state, finished_at=now, touched_at=now, **values)


def _progress(pk: int) -> Progress:
    """Writes down the share that is done, at most once a second."""
    last = 0.0

    def write_down(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < LEAST_BETWEEN:
            return
        last = now
        running = Computation.objects.filter(pk=pk, state="running")
        if not running.update(progress=min(max(float(share), 0.0), 1.0), touched_at=clock.now()):
            raise ComputationCancelled

    return write_down


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
