"""How a load is told of: on the terminal and on the preview page."""

import pytest
from django.utils.translation import override

from samspel.cli.programme import command
from samspel.core.models import AuditEvent
from samspel.core.programmes import models as m
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.labels.diff import describe
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.rules.diff import Diff, FieldChange, PlanChange
from samspel.programme.folder.services.load import folder_load
from tests.programme.folder.folders import PLACES, make_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command on the small folder, altered; gives (exit code, lines, questions)."""
    monkeypatch.setattr("samspel.cli.programme.known_places", lambda: PLACES)

    def run(replace=None, *, yes=False, answer=True, **files):
        lines, questions = [], []
        path = make_folder(tmp_path, replace, **files)
        with override("en"):
            code = command(path, yes, lambda asked: questions.append(asked) or answer, lines.append)
        return code, lines, questions

    return run


def test_a_first_load_asks_and_tells(run):
    code, lines, questions = run()
    assert code == 0
    assert lines[0].startswith("smaprogram: ")
    assert lines[0].endswith(" new, 0 changed, 0 removed.")
    assert "+ area (2): industri, energi" in lines
    assert "+ target year (2): projektmal / stod / 2018, projektmal / stod / 2019" in lines
    assert lines[-1] == "Loaded."
    assert questions == ["Load this into the programme?"]
    assert m.Programme.objects.exists()


def test_yes_does_not_ask_and_no_changes_nothing(run):
    assert run(answer=False)[0] == 1
    assert not m.Programme.objects.exists()
    code, _lines, questions = run(yes=True)
    assert (code, questions) == (0, [])


def test_a_second_load_says_there_is_nothing_to_do(run):
    run(yes=True)
    assert run() == (0, ["smaprogram is already as the folder says. Nothing to load."], [])


def test_problems_are_told_and_nothing_is_asked(run):
    code, lines, questions = run({"areas.toml": ("tone = 2", "tone = 1")})
    assert (code, questions) == (1, [])
    assert lines[-1] == "One problem. Nothing was changed."
    assert lines[0].startswith("areas.toml:27: ")


def test_a_refusal_is_told_and_nothing_is_asked(run):
    run(yes=True)
    code, lines, questions = run({"money.toml": ("valid_from = 2018-01-01", "valid_from = 2018-02-01")})
    assert (code, questions) == (1, [])
    assert lines[-2].startswith("! Plan version 1 is decided")
    assert AuditEvent.objects.count() == 1


def test_changes_are_told_field_by_field_in_the_readers_language(tmp_path):
    folder_load(folder=read_folder(make_folder(tmp_path), PLACES))
    replace = {
        "areas.toml": ('name = { sv = "Energi", en', 'name = { sv = "Ny energi", en'),
        "partners.toml": ('["Örebro"]', '["Askersund", "Örebro"]'),
        "organisation.toml": ('reports_to = "styrgrupp"\n', ""),
    }
    diff = load_diff(read_folder(make_folder(tmp_path, replace), PLACES))
    assert describe(diff, "en") == [
        "smaprogram: 0 new, 3 changed, 0 removed.",
        "~ partner orebro: municipalities “SE1880” → “SE1880, SE1882”",
        "~ area energi: name_sv “Energi” → “Ny energi”",
        "~ body ledning: reports_to “styrgrupp” → (empty)",
    ]
    assert describe(diff, "sv")[2] == "~ område energi: name_sv ”Energi” → ”Ny energi”"


def test_moves_are_told_together():
    moves = [
        PlanChange("area", code, "changed", (FieldChange("order", old, new),))
        for code, old, new in (("a", 1, 2), ("b", 2, 1))
    ]
    diff = Diff("p", tuple(moves))
    assert describe(diff, "en") == [
        "p: 0 new, 2 changed, 0 removed.",
        "~ area: the order of 2 changes",
    ]


def test_geometry_does_not_fill_the_log():
    shapes = {"municipalities": {str(n): "M0 0" for n in range(1000)}}
    change = PlanChange("programme", "p", "changed", (FieldChange("shapes", {}, shapes),))
    compact = Diff("p", (change,)).compact()
    assert len(str(compact)) < 200
