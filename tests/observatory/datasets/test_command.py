"""The command line: a file becomes a version, with the same verdicts as on the pages."""

from pathlib import Path

import pytest

from samspel.cli.observatory import DataFile, import_data_file
from samspel.core.programmes.models import Programme
from samspel.observatory.models import DataImport, DataSet, DataSetVersion
from tests.observatory.builders import DESCRIBED, member

pytestmark = pytest.mark.english

GDP = Path(__file__).resolve().parents[4] / "shared/data/eurostat_gdp_nuts3/estat_nama_10r_3gdp.tsv"


def described(folder: Path, **values: str) -> Path:
    path = folder / "described.toml"
    kept = {key: value for key, value in (DESCRIBED | values).items() if key != "code"}
    path.write_text("\n".join(f'{key} = "{value}"' for key, value in kept.items()), encoding="utf-8")
    return path


def run(file: DataFile, programme: Programme, email: str = "") -> tuple[int, str]:
    lines: list[str] = []
    status = import_data_file(file, email or member(programme).email, lines.append)
    return status, "\n".join(lines)


def test_a_file_by_command(ecs: Programme, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("region;activity;year;value\nSE121;10;2018;-1\n", encoding="utf-8")
    code = ecs.code
    assert run(DataFile(path, "other", "jobs"), ecs)[0] == 2
    assert "there is no data set jobs" in run(DataFile(path, code, "jobs"), ecs)[1]
    wrong = described(tmp_path, vocabulary="1999")
    assert "vocabulary: Found “1999”" in run(DataFile(path, code, "jobs", wrong), ecs)[1]
    assert not DataSet.objects.exists()
    text = described(tmp_path)
    status, told = run(DataFile(path, code, "jobs", text), ecs)
    assert (status, "a.csv:2: “value” holds “-1”" in told) == (1, True)
    assert not DataImport.objects.exists()
    path.write_text("region;activity;year;value\nSE121;10;2018;1\n", encoding="utf-8")
    assert run(DataFile(path, code, "jobs", vintage="2020"), ecs) == (0, "jobs: version 1, 1 values saved")
    assert run(DataFile(path, code, "jobs"), ecs) == (0, "it is the same as version 1; nothing is saved")
    assert DataSetVersion.objects.get().vintage == "2020"
    member(ecs, "steering_member")
    assert run(DataFile(path, code, "jobs"), ecs, "steering_member@test.example")[0] == 1
    assert "expected AXIS=MEMBER" in run(DataFile(path, code, "jobs", only=["unit"]), ecs)[1]


@pytest.mark.real_data
def test_eurostats_file_by_command(ecs: Programme, tmp_path: Path) -> None:
    if not GDP.exists():
        pytest.skip("../shared/data/eurostat_gdp_nuts3 is not there")
    text = described(tmp_path, classification="none", value_kind="amount", region_level="nuts3", vocabulary="2021")
    status, told = run(DataFile(GDP, ecs.code, "gdp", text, only=["unit=MIO_EUR"]), ecs)
    version = DataSetVersion.objects.get()
    assert status == 0, told
    assert "left out: regions of other countries" in told
    assert (version.first_year, version.last_year, version.report["regions"]) == (2000, 2022, 21)
    assert version.row_count == 21 * 23
