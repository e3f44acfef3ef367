"""Files become versions, all of it or nothing; every fault is told by row."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault
from samspel.imports.services.staged_import import import_discard
from samspel.observatory.datasets.services import data_import
from samspel.observatory.models import DataImport, DataSetVersion, Observation
from tests.observatory.builders import bring, dataset, saved

LONG = "region;activity;year;value\nSE121;10;2018;100\nSE121;21;2018;250\n03;10;2019;110\nÖrebro län;28;2019;90,5\n"

PXWEB = """"region","näringsgren SNI 2007","Anställda 2018","Anställda 2019"
"03 Uppsala län","10 Livsmedel",100,110
"03 Uppsala län","21 Läkemedel",250,..
"""


def values(version: DataSetVersion) -> list[tuple[Any, ...]]:
    return list(version.observations.values_list("year", "region", "activity", "value", "flag"))


def test_a_long_table_becomes_a_version(ecs: Programme) -> None:
    version = saved(dataset(ecs), ecs, LONG)
    assert (version.number, version.row_count, version.first_year, version.last_year) == (1, 4, 2018, 2019)
    assert values(version) == [
        (2018, "SE121", "10", 100.0, ""),
        (2018, "SE121", "21", 250.0, ""),
        (2019, "SE121", "10", 110.0, ""),
        (2019, "SE124", "28", 90.5, ""),
    ]
    assert version.report["totals"] == [[2018, 350.0], [2019, 200.5]]
    assert AuditEvent.objects.filter(action="dataset.version_saved", object_id=str(version.pk)).exists()


@pytest.mark.parametrize(
    "text",
    [
        "Län;SNI;2018;2019\nUppsala;10;100;110\nUppsala;21;250;\n",
        "region;year;10 Livsmedelsframställning;21\nSE121;2018;100;250\nSE121;2019;110;\n",
        PXWEB,
    ],
)
def test_wide_tables_give_the_same_rows(ecs: Programme, text: str) -> None:
    assert values(saved(dataset(ecs), ecs, text)) == [
        (2018, "SE121", "10", 100.0, ""),
        (2018, "SE121", "21", 250.0, ""),
        (2019, "SE121", "10", 110.0, ""),
        (2019, "SE121", "21", None, ""),
    ]


@pytest.mark.english
@pytest.mark.parametrize(
    ("row", "found", "said"),
    [
        ("SE121;10;2018;-5", "-5", "0 or more"),
        ("SE121;10;2018;NaN", "NaN", "a finite number"),
        ("SE121;10;2018;inf", "inf", "a finite number"),
        ("SE121;10;2018;many", "many", "a number"),
        ("SE121;10;2018;-", "-", "0 where there is nothing"),
        ("SE129;10;2018;1", "SE129", "there is no region"),
        ("SE121;04;2018;1", "04", "there is no activity"),
        ("SE121;C10-C12;2018;1", "C10-C12", "there is no activity"),
        ("SE121;10;18;1", "18", "a year with four digits"),
        ("SE122;10;2018;1", "SE122 10 2018", "already has a value in row 2"),
        ("SE12;10;2018;1", "SE12", "there is no region"),
        ("SE121;TOTAL;2018;1", "TOTAL", "totals are worked out"),
        (";10;2018;1", "", "the region is missing"),
    ],
)
def test_every_fault_names_its_row(ecs: Programme, row: str, found: str, said: str) -> None:
    brought = bring(dataset(ecs), ecs, f"region;activity;year;value\nSE122;10;2018;4\n{row}\n")
    (problem,) = brought.report["problems"]
    assert (problem["line"], problem["found"]) == (3, found)
    assert said in problem["message"]
    assert problem["expected"]
    with pytest.raises(ImportFault):
        data_import.dataset_import_save(brought=brought)
    assert not DataSetVersion.objects.exists()
    assert not Observation.objects.exists()


@pytest.mark.english
def test_mixed_vintages_are_told_and_recoded_where_that_is_exact(ecs: Programme) -> None:
    text = "region;activity;year;value\nSE121;10;2018;1\nSE022;10;2018;2\nSE024;10;2018;3\n"
    made = dataset(ecs)
    brought = bring(made, ecs, text)
    messages = [problem["message"] for problem in brought.report["problems"]]
    assert "mixes versions" in messages[0]
    assert "SE022 in row 3" in messages[0]
    assert "the same region is SE122" in messages[1]
    version = saved(made, ecs, text, recode=True)
    assert version.report["recoded"] == [["SE022", "SE122", 1], ["SE024", "SE124", 1]]
    assert {row[1] for row in values(version)} == {"SE121", "SE122", "SE124"}


@pytest.mark.english
def test_what_cannot_be_recoded_exactly_is_refused(ecs: Programme) -> None:
    text = "region;activity;year;value\nSE121;10;2018;1\nSE025;10;2018;2\n"
    brought = bring(dataset(ecs), ecs, text, recode=True)
    message = brought.report["problems"][-1]["message"]
    assert "not the same territory" in message
    assert "Heby" in message


@pytest.mark.english
def test_municipalities_have_years(ecs: Programme) -> None:
    text = "kommun;year;value\n0380;2018;1\n1917;2018;2\n0330;2018;3\n"
    made = dataset(ecs, region_level="lau", vocabulary="2018", classification="none")
    assert [p["found"] for p in bring(made, ecs, text).report["problems"]] == ["1917", "1917"]
    assert saved(made, ecs, text, recode=True).report["recoded"] == [["SE1917", "SE0331", 1]]
    old = dataset(ecs, code="old", region_level="lau", vocabulary="2002", classification="none")
    (_mixed, problem) = bring(old, ecs, text).report["problems"]
    assert (problem["line"], problem["found"]) == (4, "0330")
    assert "split from Uppsala in 2003" in problem["message"]


@pytest.mark.english
def test_missing_years_are_remarked(ecs: Programme) -> None:
    text = "region;activity;year;value\nSE121;10;2014;1\nSE122;10;2014;2\nSE121;10;2016;3\n"
    brought = bring(dataset(ecs), ecs, text)
    assert brought.report["problems"] == []
    assert "2015" in brought.report["remarks"][0]
    assert brought.report["remarks"][1] == "SE122 has no values for 2016."


@pytest.mark.english
def test_no_regions_is_a_fault(ecs: Programme) -> None:
    text = "region;activity;year;value\nFI1B1;10;2014;1\nSE;10;2014;2\n"
    (problem,) = bring(dataset(ecs), ecs, text, leave_out=True).report["problems"]
    assert "no region of the level" in problem["message"]
    assert "All 2 values were left out" in problem["message"]


@pytest.mark.english
def test_the_same_file_does_not_double(ecs: Programme) -> None:
    made = dataset(ecs)
    saved(made, ecs, LONG)
    again = bring(made, ecs, LONG)
    assert (again.report["earlier"], again.report["same"]) == (1, 1)
    data_import.dataset_import_save(brought=again)
    assert again.stage == "failed"
    assert "exactly what version 1 says" in again.report["fault"]
    reordered = "\n".join([LONG.splitlines()[0], *reversed(LONG.splitlines()[1:])])
    assert bring(made, ecs, reordered).report["same"] == 1
    assert made.versions.count() == 1


def test_a_corrected_file_makes_a_new_version(ecs: Programme) -> None:
    made = dataset(ecs)
    first = saved(made, ecs, LONG)
    second = saved(made, ecs, LONG.replace("110", "111"))
    assert (first.number, second.number) == (1, 2)
    assert (2019, "SE121", "10", 110.0, "") in values(first)
    assert (2019, "SE121", "10", 111.0, "") in values(second)


def test_the_database_keeps_versions(ecs: Programme) -> None:
    version = saved(dataset(ecs), ecs, LONG)
    for change in (
        lambda: DataSetVersion.objects.filter(pk=version.pk).update(note="another"),
        lambda: version.observations.update(value=1),
        lambda: version.observations.all()._raw_delete("default"),
        lambda: DataSetVersion.objects.filter(pk=version.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert version.observations.count() == 4


def test_long_own_codes_become_short_and_keep_their_text(ecs: Programme) -> None:
    made = dataset(ecs, classification="own", value_kind="index")
    text = "region;year;Andel med eftergymnasial utbildning;Befolkning\nSE121;2018;0,41;370000\n"
    version = saved(made, ecs, text)
    assert [row[2] for row in values(version)] == ["Befolkning", "andel-med-eftergymna"]
    assert list(version.labels.values_list("code", "name_sv")) == [
        ("andel-med-eftergymna", "Andel med eftergymnasial utbildning")
    ]
    assert version.report["totals"] == []


def test_a_dropped_file_is_gone(ecs: Programme) -> None:
    brought = bring(dataset(ecs), ecs, LONG)
    import_discard(staged=brought)
    assert not DataImport.objects.exists()
