"""Results of computations: those that are kept, and those that are worked out while the reader waits."""

import json
import zlib
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings

from samspel.core import clock
from samspel.observatory.computations.models import LIVE
from samspel.observatory.computations.queries.version_data import data_of
from samspel.observatory.computations.rules.keys import canonical, key_of
from samspel.observatory.computations.rules.kinds import filled, kind_of
from samspel.observatory.models import Computation, DataSetVersion

SILENT_AT_MOST = timedelta(seconds=90)
"""How long a running computation may be silent: its worker says that it lives every ten seconds."""

UNDER_WAY = ("queued", "running")


def existing_computation(kind_code: str, version_id: int, parameters: Mapping[str, Any]) -> Computation | None:
    """The computation that is done or under way, where there is one."""
    kind = kind_of(kind_code)
    return live_computation(key_of(kind, version_id, filled(kind, parameters)))


def live_computation(key: str) -> Computation | None:
    """The one with the key that is done or under way."""
    return Computation.objects.filter(key=key, state__in=LIVE).first()


def answer_of(kind_code: str, version: DataSetVersion, parameters: Mapping[str, Any]) -> Any:
    """The result, if it is there or can be worked out while the reader waits; None where it has to be asked for.

    Small versions are computed at once and kept in memory; results must not be changed by those who get them.
    ParameterFault where the parameters do not fit the version."""
    kind = kind_of(kind_code)
    wanted = filled(kind, parameters)
    if version.row_count <= settings.COMPUTED_AT_ONCE:
        return _at_once(kind.code, kind.revision, version.pk, canonical(wanted))
    found = live_computation(key_of(kind, version.pk, wanted))
    return result_of(found) if found is not None and found.state == "done" else None


@lru_cache(maxsize=256)
def _at_once(code: str, _revision: int, version_id: int, parameters: str) -> Any:
    version = DataSetVersion.objects.select_related("dataset").get(pk=version_id)
    return kind_of(code).work(data_of(version), json.loads(parameters), lambda _share: None)


def forget_answers() -> None:
    """Drop the answers kept in memory; for tests, where numbers of versions come again."""
    _at_once.cache_clear()


def result_of(computation: Computation) -> Any:
    """The result; None where there is none."""
    return None if computation.result is None else json.loads(zlib.decompress(bytes(computation.result)))


def is_stuck(computation: Computation) -> bool:
    """Whether its worker has died: it runs, but has been silent for long."""
    return computation.state == "running" and clock.now() - computation.touched_at > SILENT_AT_MOST
