"""Files of statistics in one shape, whatever their format."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samspel.core.activities import CodeError, divisions, normal_code, sections
from samspel.observatory.datasets.documents import written
from samspel.observatory.datasets.formats import Choices, ReadingError, read_source, suggested, tidy
from samspel.observatory.datasets.formats.numbers import decimal_mark, flagged, number
from samspel.observatory.datasets.rules.activities import ActivityVocabulary
from samspel.observatory.datasets.rules.observations import Checker
from samspel.observatory.datasets.rules.regions import RegionVocabulary

GDP = Path(__file__).resolve().parents[4] / "shared/data/eurostat_gdp_nuts3/estat_nama_10r_3gdp.tsv"
TSV = (
    "freq,unit,nace_r2,geo\\TIME_PERIOD\t2018 \t2019 \t2020 \n"
    "A,THS,A,SE121\t10 \t: \t12.5 p\n"
    "A,THS,C,SE121\t20 b\t21 \t: c\n"
    "A,PC,A,SE121\t1 \t2 \t3 \n"
    "A,THS,A,EU27_2020\t900 \t901 \t902 \n"
    "A,THS,A,SE\t90 \t91 \t92 \n"
    "A,THS,TOTAL,SE121\t30 \t31 \t32 \n"
    "A,THS,A,FI1B1\t50 \t51 \t52 \n"
)
JSONSTAT2: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["Region", "SNI2007", "ContentsCode", "Tid"],
    "size": [2, 2, 1, 2],
    "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
    "dimension": {
        "Region": {"label": "region", "category": {"index": {"03": 0, "18": 1}, "label": {"03": "Uppsala län"}}},
        "SNI2007": {"label": "näringsgren", "category": {"index": ["10", "21"], "label": {"10": "livsmedel"}}},
        "ContentsCode": {"label": "innehåll", "category": {"label": {"N1": "Anställda"}}},
        "Tid": {"label": "år", "category": {"index": {"2018": 0, "2019": 1}}},
    },
    "value": [1, 2, 3, None, 5, 6, 7, 8],
    "status": {"3": ".."},
}


def rows(content: str | bytes, name: str, with_activity: bool = True, **chosen: Any) -> list[tuple[Any, ...]]:
    source = read_source(content.encode() if isinstance(content, str) else content, name)
    choices = Choices.from_json(suggested(source, with_activity).as_json() | chosen)
    return [
        (row.region.partition("\t")[0], row.activity.partition("\t")[0], row.year, row.value, row.flag)
        for row in tidy(source, choices)
    ]


def test_eurostat_with_its_flags_and_marks() -> None:
    source = read_source(TSV.encode(), "x.tsv")
    choices = suggested(source, True)
    assert (choices.region, choices.activity, choices.year) == ("geo", "nace_r2", "TIME_PERIOD")
    assert choices.fixed == {"freq": "A", "unit": ""}
    found = rows(TSV, "x.tsv", fixed={"freq": "A", "unit": "THS"})
    assert found[:6] == [
        ("SE121", "A", "2018", 10.0, ""),
        ("SE121", "A", "2019", None, ""),
        ("SE121", "A", "2020", 12.5, "p"),
        ("SE121", "C", "2018", 20.0, "b"),
        ("SE121", "C", "2019", 21.0, ""),
        ("SE121", "C", "2020", None, "c"),
    ]
    assert len(found) == 18


def test_what_is_not_of_the_level_is_left_out_and_counted() -> None:
    source = read_source(TSV.encode(), "x.tsv")
    choices = Choices.from_json(suggested(source, True).as_json() | {"fixed": {"freq": "A", "unit": "THS"}})
    regions = RegionVocabulary("nuts3", "2021", {"SE121": "Uppsala"}, {}, frozenset({"SE"}), leave_out=True)
    checked = Checker(regions, ActivityVocabulary("nace2_section", leave_out=True), False, {}).check(
        tidy(source, choices)
    )
    assert checked.problems == []
    assert {key[1] for key in checked.rows} == {"SE121"}
    assert sum(checked.left_out.values()) == 12
    assert len(checked.left_out) == 3


@pytest.mark.parametrize("wrapped", [False, True])
def test_json_stat(wrapped: bool) -> None:
    text = json.dumps({"dataset": JSONSTAT2} if wrapped else JSONSTAT2)
    assert rows(text, "x.json") == [
        ("03", "10", "2018", 1.0, ""),
        ("03", "10", "2019", 2.0, ""),
        ("03", "21", "2018", 3.0, ""),
        ("03", "21", "2019", None, ".."),
        ("18", "10", "2018", 5.0, ""),
        ("18", "10", "2019", 6.0, ""),
        ("18", "21", "2018", 7.0, ""),
        ("18", "21", "2019", 8.0, ""),
    ]


def test_json_stat_1_with_sparse_values() -> None:
    old = {
        "dataset": {
            "dimension": JSONSTAT2["dimension"]
            | {"id": JSONSTAT2["id"], "size": JSONSTAT2["size"], "role": {"time": ["Tid"]}},
            "value": {"0": 1, "7": 8},
        }
    }
    found = rows(json.dumps(old), "x.json")
    assert (found[0][3], found[1][3], found[7][3]) == (1.0, None, 8.0)


@pytest.mark.english
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": [1, 2]}, "2 values; its dimensions make 8"),
        ({"size": [3, 2, 1, 2]}, "2 categories; its size says 3"),
        ({"size": [9000, 9000, 1, 2]}, "at most 2000000"),
        ({"dimension": {"Region": {}}}, "not whole JSON-stat"),
        ({"id": None}, "not whole JSON-stat"),
    ],
)
def test_damaged_json_stat(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        list(read_source(json.dumps(JSONSTAT2 | change).encode(), "x.json").cells())


@pytest.mark.english
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "empty"),
        (b"x", "a.pdf", "cannot be read"),
        (b"{", "a.json", "cannot be read as JSON"),
        (b"[1]", "a.json", "not JSON-stat"),
        (b'{"a": "\xff"}', "a.json", "not in UTF-8: row 1"),
        (b"junk", "a.tsv.gz", "damaged"),
        (b"freq,geo\\TIME\t2018\nA\t1\n", "a.tsv", "Row 2 begins with 1 codes; expected 2"),
        (b"freq,geo\\TIME\t2018\t2018\nA,SE\t1\t2\n", "a.tsv", "same period twice"),
        (b"a;b\nx;y\n", "a.csv", "No column of the file holds numbers"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, name: str, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        read_source(content, name)


def test_several_contents_by_year_must_be_chosen_between() -> None:
    text = "region;Anställda 2018;Anställda 2019;Företag 2018;Företag 2019\nSE121;1;2;3;4\n"
    source = read_source(text.encode(), "a.csv")
    assert [axis.key for axis in source.axes] == ["region", "(content)", "(year)"]
    chosen = rows(text, "a.csv", False, fixed={"(content)": "Företag"})
    assert chosen == [("SE121", "", "2018", 3.0, ""), ("SE121", "", "2019", 4.0, "")]


def test_decimal_marks_are_of_the_whole_file() -> None:
    text = "region;year;value\nSE121;2018;12.345\nSE122;2018;1.5\n"
    assert [row[3] for row in rows(text, "a.csv", False)] == [12.345, 1.5]
    assert decimal_mark(["1,5", "2.5"]) == ""
    assert decimal_mark(["1,234"]) == ""
    assert decimal_mark([3, None, "0.125"]) == "."


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_written_numbers_are_read_back(value: float) -> None:
    assert number(written(value), ",") == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["", "p", "be", "d"]))
def test_eurostats_cells_are_read_back(value: float, flag: str) -> None:
    assert flagged(f"{value!r} {flag}") == (value, flag)


@given(st.text(max_size=30))
@example("\r")
@example(" \t ")
def test_any_text_is_a_code_or_an_error(text: str) -> None:
    for level in ("section", "division", "group", "class", "sni"):
        try:
            code = normal_code(text, level)
        except CodeError:
            continue
        assert normal_code(code, level) == code
    for verdict in (RegionVocabulary("nuts3", "2021", {"SE121": ""}, {}, frozenset({"SE"})).read(text),
                    ActivityVocabulary("nace2_division").read(text), ActivityVocabulary("own").read(text)):  # fmt: skip
        assert verdict.code or verdict.left_out or (verdict.message and verdict.expected)


def test_nace_codes() -> None:
    assert (len(sections()), len(divisions())) == (21, 88)
    assert {row.section for row in divisions().values()} == set(sections())
    written_ways = ["C10", "10", "10 Livsmedel", "C 10", "C-10"]
    assert [normal_code(text, "division") for text in written_ways] == ["10"] * 5
    assert normal_code("1", "division") == "01"
    assert normal_code("1011", "class") == normal_code("10.11", "class") == "10.11"
    for wrong in ("C10-C12", "A10", "04", "100", "10+11", "1O"):
        with pytest.raises(CodeError):
            normal_code(wrong, "division")


@pytest.mark.real_data
def test_eurostats_gdp_by_county() -> None:
    if not GDP.exists():
        pytest.skip("../shared/data/eurostat_gdp_nuts3 is not there")
    source = read_source(GDP.read_bytes(), GDP.name)
    assert [axis.key for axis in source.axes] == ["freq", "unit", "geo", "TIME_PERIOD"]
    assert "MIO_EUR" in source.axis("unit").members
    choices = Choices.from_json(suggested(source, False).as_json() | {"fixed": {"freq": "A", "unit": "EUR_HAB"}})
    known = {row.region: "" for row in tidy(source, choices) if row.region.startswith("SE") and len(row.region) == 5}
    regions = RegionVocabulary("nuts3", "2021", known, {}, frozenset({"SE"}), leave_out=True)
    checked = Checker(regions, ActivityVocabulary("none"), False, {}).check(tidy(source, choices))
    assert checked.problem_count == 0
    assert {key[1] for key in checked.rows} == set(known)
    assert len(known) == 21
    assert checked.rows[2008, "SE121", ""] == (36200.0, "")
    assert checked.left_out.total() + len(checked.rows) == checked.read == 1758 * 23
