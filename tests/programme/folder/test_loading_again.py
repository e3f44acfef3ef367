"""However it came about, a loaded programme is as a first load of the folder makes it, and rests there."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.core.models import AuditEvent
from samspel.core.programmes import models as m
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.queries.entities import ENTITIES
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.queries.table_changes import table_changes
from samspel.programme.folder.services.load import folder_load
from tests.programme.folder.folders import PLACES, make_folder


def renamed(folder):
    """Every text of the areas is another, and their order is turned."""
    areas = [replace(area, name_sv=area.name_sv + "!", order=3 - area.order) for area in folder.areas]
    return replace(folder, areas=tuple(reversed(areas)))


def trackless(folder):
    """The tracks of the whole programme are gone."""
    return replace(folder, tracks=())


def rewritten(folder):
    """A track's text is another."""
    return replace(folder, tracks=tuple(replace(track, text_sv=track.text_sv + "!") for track in folder.tracks))


def handed_over(folder):
    """The other partner leads."""
    other = {"lead": "partner", "partner": "lead"}
    return replace(folder, partners=tuple(replace(p, role=other[p.role]) for p in folder.partners))


def turned(folder):
    """The organisation chart stands on its head."""
    first, second = folder.bodies
    return replace(
        folder, bodies=(replace(first, reports_to=second.code), replace(second, reports_to=first.reports_to))
    )


def raised(folder):
    """Targets are higher and have no yearly values."""
    objectives = tuple(
        replace(o, targets=tuple(replace(t, value=t.value + Decimal("0.5"), years=()) for t in o.targets))
        for o in folder.objectives
    )
    return replace(folder, objectives=objectives)


def moved(folder):
    """Municipalities and cross-links go elsewhere."""
    first, second = folder.partners
    partners = (replace(first, municipalities=second.municipalities), replace(second, municipalities=()))
    return replace(folder, partners=partners, links=())


def bare(folder):
    """Everything that may be absent is."""
    return replace(folder, milestones=(), bodies=(), provisions=(), applications=(), rule_overrides={})


ALTERATIONS = [renamed, trackless, rewritten, handed_over, turned, raised, moved, bare]


def compare_rows(entity, programme_pk):
    """What stands in an entity's table."""
    return table_changes(replace(entity, specs=lambda _folder: ()), None, programme_pk).present


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(ALTERATIONS), unique=True, max_size=3), min_size=1, max_size=3))
def test_every_way_there_ends_in_the_same_place(tmp_path_factory, history):
    plain = read_folder(make_folder(tmp_path_factory.mktemp("folder")), PLACES)
    with transaction.atomic():
        for alterations in history:
            folder = plain
            for alter in alterations:
                if not (alter is turned and len(folder.bodies) < 2):
                    folder = alter(folder)
            planned = load_diff(folder)
            events = AuditEvent.objects.count()
            assert folder_load(folder=folder) == planned
            assert AuditEvent.objects.count() == events + bool(planned)
            assert not load_diff(folder)
        after_all = standing()
        m.Programme.objects.update(code="before")
        folder_load(folder=folder)
        assert standing() == after_all
        transaction.set_rollback(True)


def standing():
    """Every row of the small programme by natural key, without ids."""
    programme = m.Programme.objects.get(code="smaprogram")
    return {
        entity.name: {
            key: (row.values, {name: set(links) for name, links in row.links.items()})
            for key, row in compare_rows(entity, programme.pk).items()
        }
        for entity in ENTITIES
        if entity.scope is not None
    }
