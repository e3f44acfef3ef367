"""Computations in the background: asked for once, worked out by `samspel worker`, kept by version and parameters."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.programmes.models import Programme
from samspel.observatory.computations.models import LIVE
from samspel.observatory.computations.policy import ComputationAction
from samspel.observatory.computations.queries.results import UNDER_WAY, is_stuck, live_computation
from samspel.observatory.computations.rules.keys import key_of
from samspel.observatory.computations.rules.kinds import ComputationKind, filled, kind_of
from samspel.observatory.computations.services.work import computation_run
from samspel.observatory.models import Computation, DataSetVersion


def computation_request(
    *, user: Any, programme: Programme, kind_code: str, version: DataSetVersion, parameters: Mapping[str, Any]
) -> Computation:
    """The computation of these parameters: the one that is done or under way, else a new one, queued.

    `user` None is the system itself. PermissionDenied where the user may not ask; KeyError for an unknown kind or
    parameter. Two who ask at once get the same one."""
    if user is not None and not access.can(user, ComputationAction.ASK, programme):
        raise PermissionDenied(ComputationAction.ASK)
    kind = kind_of(kind_code)
    wanted = filled(kind, parameters)
    key = key_of(kind, version.pk, wanted)
    found = live_computation(key)
    if found is not None and not is_stuck(found):
        return found
    try:
        with transaction.atomic():
            if found is not None:
                _give_up(found)
            return _queue(user, programme, kind, version, wanted, key)
    except IntegrityError:
        return Computation.objects.get(key=key, state__in=LIVE)


@transaction.atomic
def computation_cancel(*, user: Any, programme: Programme, computation: Computation) -> bool:
    """Stop a computation that is under way; whether it was. PermissionDenied where the user may not."""
    access.require(user, ComputationAction.ASK, programme)
    changed = Computation.objects.filter(pk=computation.pk, state__in=UNDER_WAY).update(
        state="cancelled", finished_at=clock.now()
    )
    if changed:
        audit.write(user, "computation.cancelled", computation, changes={}, programme_code=programme.code)
        computation.refresh_from_db()
    return bool(changed)


def _queue(
    user: Any,
    programme: Programme,
    kind: ComputationKind,
    version: DataSetVersion,
    parameters: dict[str, Any],
    key: str,
) -> Computation:
    now = clock.now()
    made = Computation.objects.create(
        version=version, kind=kind.code, parameters=parameters, key=key, asked_by=user, asked_at=now, touched_at=now
    )
    changes = {"kind": kind.code, "version": version.pk, "parameters": parameters}
    audit.write(user, "computation.asked", made, changes=changes, programme_code=programme.code)
    computation_run.enqueue(made.pk, translation.get_language() or settings.LANGUAGE_CODE)
    return made


def _give_up(computation: Computation) -> None:
    Computation.objects.filter(pk=computation.pk, state="running").update(
        state="failed", fault=_("The worker stopped before it was done."), finished_at=clock.now()
    )
