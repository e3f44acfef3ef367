"""evidence.toml: which activities the areas are to be found in; optional, and checked with its lines."""

from pathlib import Path

import pytest

from samspel.core.activities import divisions
from samspel.core.programmes.models import AreaEvidence, Programme
from samspel.core.programmes.structure import structure_of
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.services.load import folder_load
from tests.conftest import FOLDERS
from tests.programme.folder.folders import PLACES, make_folder, only

EVIDENCE = """\
[[evidence]]
area = "energi"
activities = ["27", "35"]
reason = { sv = "Skäl.", en = "Reason." }

[[evidence]]
area = "industri"
classification = "nace2_section"
activities = ["C"]

[[words]]
area = "energi"
words = ["solcell", "vindkraft"]

[[indicator]]
code = "research"
better = "higher"
"""
SECOND = EVIDENCE.partition("area = ")[2].partition("area = ")[2].partition("[[words]]")[0].strip()
MISTAKES = {
    "unknown area": ('"energi"\nactivities', '"energy"\nactivities', 2, "Did you mean “energi”?"),
    "unknown division": ('"35"]', '"34"]', 3, "“34” is not a division of NACE Rev. 2"),
    "other spelling": ('"27"', '"C27"', 3, "“C27” is not a division of NACE Rev. 2. Did you mean “27”?"),
    "section among divisions": ('"27"', '"D"', 3, "not a division"),
    "division among sections": ('["C"]', '["10"]', 9, "not a section"),
    "twice": ('"35"]', '"27"]', 3, "named twice"),
    "number": ('"35"]', "35]", 3, "a list of codes in quotation marks"),
    "none": ('["27", "35"]', "[]", 3, "a list of codes in quotation marks"),
    "unknown classification": ('"nace2_section"', '"nace2"', 8, "one of"),
    "area twice": (SECOND, '"energi"\nactivities = ["28"]', 7, "on line 1"),
    "word too short": ('"solcell"', '"ab"', 13, "three letters"),
    "word twice": ('"solcell"', '"Vindkraft"', 13, "named twice"),
    "words of an unknown area": ('"energi"\nwords', '"energy"\nwords', 12, "Did you mean “energi”?"),
    "unknown way": ('"higher"', '"up"', 17, "one of"),
    "reason in one language": (', en = "Reason."', "", 4, "no English text"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    old, new, line, words = MISTAKES[name]
    assert EVIDENCE.count(old) == 1
    problem = only(make_folder(tmp_path, evidence__toml=EVIDENCE.replace(old, new)))
    assert (problem.file, problem.line) == ("evidence.toml", line)
    assert words in problem.message


@pytest.mark.django_db
def test_the_mapping_is_loaded_changed_and_taken_away(tmp_path: Path) -> None:
    folder_load(folder=read_folder(make_folder(tmp_path, evidence__toml=EVIDENCE), PLACES))
    programme = Programme.objects.get()
    structure = structure_of(programme)
    energy = structure.area("energi")
    assert energy is not None
    assert structure.activities_of(energy, "nace2_division") == ["27", "35"]
    assert structure.activities_of(energy, "nace2_section") == []
    assert not load_diff(read_folder(tmp_path, PLACES))
    folder_load(folder=read_folder(make_folder(tmp_path, evidence__toml=EVIDENCE.replace('"35"', '"36"')), PLACES))
    assert AreaEvidence.objects.get(area=energy).activities == ["27", "36"]
    assert dict(structure.words) == {energy.pk: ["solcell", "vindkraft"]}
    assert structure.better == {"research": "higher"}
    folder_load(folder=read_folder(make_folder(tmp_path), PLACES))
    assert not AreaEvidence.objects.exists()
    assert structure_of(Programme.objects.get()).evidence == []


@pytest.mark.parametrize("code", ["ecs-2018-2020", "nordmark-2021-2027"])
def test_every_area_of_the_shipped_programmes_has_evidence(code: str) -> None:
    text = (FOLDERS / code / "evidence.toml").read_text(encoding="utf-8")
    areas = (FOLDERS / code / "areas.toml").read_text(encoding="utf-8").split("[[area]]")[1:]
    for area in areas:
        found = area.split('code = "')[1].split('"')[0]
        assert f'area = "{found}"' in text
    assert set(divisions()) >= {word for word in text.split('"') if word.isdigit()}
