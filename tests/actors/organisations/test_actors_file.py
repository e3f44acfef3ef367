"""actors.toml brought in: all of it or nothing, with messages that name the actor and the field, and never twice."""

import io
from pathlib import Path

import pytest

from samspel.actors.models import ActorFunction, Alias, Organisation
from samspel.actors.organisations.formats import ActorsFileError, read_actors
from samspel.actors.organisations.labels.actors_file import actors_file_fault
from samspel.actors.organisations.services.actors_file import actors_import
from samspel.cli.actors import import_actors_file
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from tests.conftest import FOLDERS

GOOD = '[[actors]]\nname = "Labbet"\nkind = "institute"\nfunctions = [["food", "test_demo"]]\n'


@pytest.mark.django_db
def test_the_shipped_actors_come_in_once(ecs: Programme) -> None:
    path, out = FOLDERS / "ecs-2018-2020" / "actors.toml", io.StringIO()
    assert import_actors_file(path, ecs.code, out) == 0
    count, functions = Organisation.objects.count(), ActorFunction.objects.count()
    assert count >= 40
    assert functions > count
    assert import_actors_file(path, ecs.code, out) == 0
    assert (Organisation.objects.count(), ActorFunction.objects.count()) == (count, functions)
    assert f"0 actors registered, 0 added to, {count} as before" in out.getvalue()
    assert AuditEvent.objects.filter(action="actors.brought_in").count() == 1
    assert import_actors_file(path, "no-such", out) == 1
    assert import_actors_file(Path("no-such.toml"), ecs.code, out) == 1


@pytest.mark.django_db
def test_who_is_known_by_another_name_is_added_to(ecs: Programme) -> None:
    known = Organisation.objects.create(name="Labbet AB", kind="institute", identity="none")
    rows = read_actors(GOOD + 'aliases = ["Labbet AB"]\n', ["food"], [])
    assert actors_import(programme=ecs, rows=rows).added_to == 1
    assert Organisation.objects.count() == 1
    assert Alias.objects.get().name == "Labbet"
    assert ActorFunction.objects.get().organisation == known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[actors", "inte TOML"),
        ("", "[[actors]]"),
        ("[[actors]]\nkind = 'institute'", "Actor 1|Aktör 1"),
        (GOOD + GOOD, "ett namn som ingen annan aktör har"),
        (GOOD + 'colour = "red"\n', "”colour”"),
        (GOOD.replace("institute", "company"), "”kind” är 'company'"),
        (GOOD.replace('"food"', '"space"'), "ett område (food)"),
        (GOOD + 'competences = ["magic"]\n', "en kompetens ur ordlistan"),
        (GOOD + 'municipality = "SE9999"\n', "en kommuns kod"),
        (GOOD.replace('[["food", "test_demo"]]', "[]"), "par av område och funktion"),
    ],
)
def test_what_is_wrong_is_told(text: str, words: str) -> None:
    with pytest.raises(ActorsFileError) as error:
        read_actors(text, ["food"], ["SE1980"])
    worded = "; ".join(actors_file_fault(fault) for fault in error.value.faults)
    assert any(part in worded for part in words.split("|"))
