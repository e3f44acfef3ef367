"""Objectives, targets and milestones."""

from collections.abc import Iterator

from samspel.core.programmes.models import Milestone, Objective, Target, TargetYear
from samspel.programme.folder.formats import ProgrammeFolder
from samspel.programme.folder.queries.entities.entity import Entity, Given, both, plain


def _targets(folder: ProgrammeFolder) -> Iterator[Given]:
    for objective in folder.objectives:
        for target in objective.targets:
            yield target, {"objective": objective.code}


def _target_years(folder: ProgrammeFolder) -> Iterator[Given]:
    for target, given in _targets(folder):
        for year, value in target.years:
            yield None, {"target": ((given["objective"],), target.code), "year": year, "value": value}


OBJECTIVE = Entity(
    "objective",
    Objective,
    ("code",),
    ("parent", "order", "kind", *both("title", "text")),
    "programme",
    plain("objectives"),
    many=("areas",),
)
TARGET = Entity(
    "target",
    Target,
    ("objective", "code"),
    ("order", "measure", *both("name", "subject"), "value", "baseline"),
    "objective__programme",
    _targets,
)
TARGET_YEAR = Entity(
    "target year",
    TargetYear,
    ("target", "year"),
    ("value",),
    "target__objective__programme",
    _target_years,
)
MILESTONE = Entity(
    "milestone",
    Milestone,
    ("code",),
    ("area", "due_on", *both("title", "text"), "source"),
    "programme",
    plain("milestones"),
)
