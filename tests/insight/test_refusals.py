"""Bad data is refused, with what is wrong, what is expected, and the rows."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from samspel import insight as i

GOOD = {"region": ["SE1", "SE1", "SE2"], "activity": ["10", "20", "10"], "value": [1.0, 2.0, 3.0], "year": [2020] * 3}
NAN, INF = float("nan"), float("inf")


def frame(**other: Any) -> pl.DataFrame:
    return pl.DataFrame(GOOD | other)


def refused(call: Any) -> i.InsightError:
    with pytest.raises(i.InsightError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("changed", "code", "rows"),
    [
        ({"value": [1.0, -2.0, 3.0]}, "negative", [2]),
        ({"value": [-1.0, -2.0, 3.0]}, "negative", [1, 2]),
        ({"value": [1.0, NAN, 3.0]}, "missing", [2]),
        ({"value": [1.0, None, 3.0]}, "missing", [2]),
        ({"value": [1.0, 2.0, INF]}, "infinite", [3]),
        ({"value": ["1", "two", "3"]}, "not_numeric", [2]),
        ({"region": ["SE1", None, "SE2"]}, "no_label", [2]),
        ({"activity": [None, "20", "10"]}, "no_label", [1]),
        ({"activity": ["10", "10", "10"]}, "duplicate", [1, 2]),
        ({"year": [2020, 2021, 2020]}, "years", []),
    ],
)
def test_a_frame_is_refused_with_its_rows(changed, code, rows):
    error = refused(lambda: i.RegionTable.from_frame(frame(**changed), year="year"))
    assert error.code == code
    assert [row.number for row in error.rows] == rows
    assert all(f"row {number}" in str(error) for number in rows)


def test_a_duplicate_names_its_region_and_activity():
    error = refused(lambda: i.RegionTable.from_frame(frame(activity=["10", "10", "10"])))
    assert str(error) == (
        "each region and activity must have one row "
        "(row 1, region SE1, activity 10: 1.0; row 2, region SE1, activity 10: 2.0)"
    )


def test_unknown_codes_are_refused_with_their_rows():
    error = refused(lambda: i.RegionTable.from_frame(frame(), regions=["SE1", "SE3"]))
    assert (error.code, [(r.number, r.found) for r in error.rows]) == ("unknown_region", [(3, "SE2")])
    error = refused(lambda: i.RegionTable.from_frame(frame(), activities=[10]))
    assert (error.code, [(r.number, r.found) for r in error.rows]) == ("unknown_activity", [(2, "20")])


def test_known_codes_give_the_order_and_the_empty_ones():
    call = lambda empty: i.RegionTable.from_frame(frame(), regions=["SE2", "SE3", "SE1"], empty=empty)  # noqa: E731
    error = refused(lambda: call("refuse"))
    assert (error.code, [r.region for r in error.rows]) == ("empty", ["SE3"])
    assert call("keep").empty_regions() == ("SE3",)
    dropped = call("drop")
    assert (dropped.regions, dropped.dropped_regions) == (("SE2", "SE1"), ("SE3",))
    np.testing.assert_array_equal(dropped.values, [[3, 0], [1, 2]])
    assert refused(lambda: call("other")).code == "choice"


def test_a_frame_without_rows_or_a_column_is_refused():
    assert refused(lambda: i.RegionTable.from_frame(frame().clear())).code == "no_regions"
    error = refused(lambda: i.RegionTable.from_frame(frame(), value="jobs"))
    assert (error.code, error.rows[0].found) == ("column", "jobs")
    assert refused(lambda: i.RegionTable.from_frame("no frame")).code == "frame"


def test_many_faults_are_counted_and_the_first_shown():
    error = refused(lambda: i.RegionTable.from_matrix(-np.ones((4, 5))))
    assert len(error.rows) == 20
    assert "and 15 more" in str(error)


@pytest.mark.parametrize("form", [np.array, sparse.csr_array, sparse.coo_matrix])
@pytest.mark.parametrize(("value", "code"), [(-1.0, "negative"), (NAN, "missing"), (INF, "infinite")])
def test_a_matrix_is_refused_with_its_cells(form, value, code):
    cells = np.array([[1.0, 2.0], [value, 4.0]])
    error = refused(lambda: i.RegionTable.from_matrix(form(cells), ["a", "b"], ["x", "y"]))
    assert (error.code, [(r.region, r.activity) for r in error.rows]) == (code, [("b", "x")])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (np.ones(3), "shape"), (np.ones((2, 2, 2)), "shape"), (np.ones((0, 2)), "no_regions"),
        (np.ones((2, 0)), "no_activities"), ([["a", "b"]], "not_numeric"), ([[1, 2], [3]], "not_numeric"),
        ([[1, 0], [0, 0]], "empty"), ([[0, 0]], "empty"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(values, code):
    assert refused(lambda: i.RegionTable.from_matrix(values)).code == code


def test_nothing_left_is_refused():
    assert refused(lambda: i.RegionTable.from_matrix([[0, 0]], empty="drop")).code == "no_regions"


def test_labels_are_refused_where_they_are_too_few_or_double():
    assert refused(lambda: i.RegionTable.from_matrix(np.ones((2, 2)), ["a"])).code == "labels"
    error = refused(lambda: i.RegionTable.from_matrix(np.ones((3, 2)), ["a", "b", "a"]))
    assert (error.code, [r.number for r in error.rows]) == ("duplicate", [1, 3])


def test_unknown_labels_are_refused():
    table = i.RegionTable.from_matrix(np.ones((2, 3)))
    assert refused(lambda: table.region_at("9")).code == "unknown_region"
    assert refused(lambda: table.activity_at("9")).code == "unknown_activity"
    assert refused(lambda: i.rca(table)["0", "9"]).code == "unknown_activity"
    assert refused(lambda: i.hachman(table)["9"]).code == "unknown_region"
    assert refused(lambda: table.aligned(("0",), table.activities)).code == "labels"


def test_the_table_cannot_be_changed_from_outside():
    values = np.ones((2, 2))
    table = i.RegionTable.from_matrix(values)
    values[0, 0] = -1
    assert table.values.min() == 1
    with pytest.raises(ValueError):
        table.values[0, 0] = -1


TABLE = i.RegionTable.from_matrix([[1, 2], [3, 4]])
OTHER = i.RegionTable.from_matrix([[1, 2], [3, 4]], ["a", "b"])
M = i.manual_presence([[1, 0], [1, 1]])
PCI = i.Vector("pci", "activity", ("0", "1"), np.array([1.0, -1.0]))
ODD = i.Matrix("proximity", ("activity", "activity"), ("x", "y"), ("x", "y"), np.ones((2, 2)))
BAD = i.Matrix("proximity", ("activity", "activity"), ("0", "1"), ("0", "1"), np.array([[0, NAN], [1, 0]]))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: i.rpop(TABLE, [1]), "shape"),
        (lambda: i.rpop(TABLE, [1, -1]), "negative"),
        (lambda: i.rpop(TABLE, [1, NAN]), "negative"),
        (lambda: i.rpop(TABLE, [1, 0]), "population"),
        (lambda: i.rpop(TABLE, [0, 0]), "empty"),
        (lambda: i.hoover(TABLE, [0, 0]), "empty"),
        (lambda: i.presence_matrix(TABLE, "rpop"), "population"),
        (lambda: i.presence_matrix(TABLE, "other"), "choice"),
        (lambda: i.presence_matrix(TABLE, threshold=NAN), "choice"),
        (lambda: i.presence_matrix(TABLE, threshold=-1), "choice"),
        (lambda: i.presence_matrix(TABLE, "manual"), "not_binary"),
        (lambda: i.proximity(TABLE), "not_binary"),
        (lambda: i.proximity(M, "other"), "choice"),
        (lambda: i.relatedness(M, "other"), "choice"),
        (lambda: i.continuous_proximity(TABLE, "other"), "choice"),
        (lambda: i.relatedness_density(M, ODD), "labels"),
        (lambda: i.relatedness_density(M, BAD), "negative"),
        (lambda: i.relatedness_density(M, precision="other"), "choice"),
        (lambda: i.cross_proximity(M, i.manual_presence([[1]])), "labels"),
        (lambda: i.cross_density(M, ODD), "labels"),
        (lambda: i.economic_complexity(M, "other"), "choice"),
        (lambda: i.method_of_reflections(M, -1), "choice"),
        (lambda: i.fitness_complexity(M, 0), "choice"),
        (lambda: i.complexity_outlook_index(M, i.diversity(i.manual_presence([[1]]))), "labels"),
        (
            lambda: i.complexity_outlook_index(M, i.Vector("pci", "activity", ("0", "1"), np.array([1, INF]))),
            "infinite",
        ),
        (lambda: i.complexity_outlook_index(M, PCI, density=i.rca([[1]])), "shape"),
        (lambda: i.growth(TABLE, OTHER), "labels"),
        (lambda: i.entry(M, i.manual_presence([[1, 1]])), "labels"),
        (lambda: i.growth_by(TABLE, TABLE, "year"), "choice"),
        (lambda: i.growth_by(TABLE, TABLE, annual=True), "years"),
        (lambda: i.shift_share(TABLE, OTHER), "labels"),
        (lambda: i.shift_share([[0, 0]], [[1, 1]]), "empty"),
        (lambda: i.shift_share(TABLE, TABLE, ([[1]], [[1]])), "labels"),
        (lambda: i.shift_share(TABLE, TABLE, ([[0, 1]], [[1, 1]])), "reference"),
        (lambda: i.structural_similarity(TABLE, "other"), "choice"),
        (lambda: i.shannon_diversity(TABLE, base=1), "choice"),
        (lambda: i.complementarity(M, activities=["9"]), "unknown_activity"),
        (lambda: i.complementarity(M, activities=[]), "no_activities"),
        (lambda: i.added_density(M, "0", "9"), "unknown_region"),
        (lambda: i.rca([[1, -1]]), "negative"),
    ],
)
def test_what_a_measure_cannot_use_is_refused(call, code):
    assert refused(call).code == code


def test_a_panel_needs_each_label_somewhere():
    rows = frame(year=[2020, 2021, 2021])
    tables = i.panel(rows)
    assert list(tables) == [2020, 2021]
    assert {t.regions for t in tables.values()} == {("SE1", "SE2")}
    assert tables[2020].empty_regions() == ("SE2",)
    assert tables[2021].year == 2021
    error = refused(lambda: i.panel(rows, regions=["SE1", "SE2", "SE3"]))
    assert (error.code, [r.region for r in error.rows]) == ("empty", ["SE3"])
    assert refused(lambda: i.panel(frame(value=[1.0, -1.0, 1.0]))).rows[0].number == 2
