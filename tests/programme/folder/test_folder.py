"""A whole folder: what a valid one says, and what each mistake is answered with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from samspel.programme.folder.formats import FolderErrors, read_folder
from tests.programme.folder.folders import ABROAD, FILES, OWN, PLACES, line_of, make_folder, only, problems


def test_a_valid_folder_is_read_whole(tmp_path):
    folder = read_folder(make_folder(tmp_path), PLACES)
    assert folder.programme.planning_rate == Decimal("8.39")
    assert folder.programme.years == (2018, 2019)
    assert folder.programme.is_public
    assert folder.rule_overrides == {"cost.social-flat-rate": {"value": "45.24", "source": "Beslut 2017-12-01"}}
    assert [(p.code, p.municipalities, p.organisation_number) for p in folder.partners] == [
        ("vastmanland", ("SE1980", "SE1981"), "2321000172"),
        ("orebro", ("SE1880",), ""),
    ]
    industry = folder.areas[0]
    assert (industry.order, industry.summary_sv) == (1, "Två rader\ntext.")
    assert [a.cross_areas for a in industry.tracks[0].activities] == [("energi",), ()]
    assert industry.tracks[0].activities[0].text_en == ""
    assert folder.tracks[0].code == "gemensamt"
    assert folder.objectives[1].targets[0].years == ((2018, Decimal(100)), (2019, Decimal(300)))
    assert folder.milestones[0].due_on == date(2018, 2, 1)
    version = folder.versions[0]
    assert sum(line.amount for line in version.budget_lines) == version.total == Decimal(2000)
    assert {line.partner for line in version.budget_lines} == {None, "orebro"}


def test_layout_and_comments_leave_the_digest_as_it_is(tmp_path):
    plain = read_folder(make_folder(tmp_path / "a"), PLACES)
    changed = {"objectives.toml": ("value = 300", "value   =   300.0   # decided")}
    assert read_folder(make_folder(tmp_path / "b", changed), PLACES).digest == plain.digest
    changed = {"provisions.toml": ('sv = "Text."', 'sv = "Annan text."')}
    assert read_folder(make_folder(tmp_path / "c", changed), PLACES).digest != plain.digest


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    text = ("\ufeff" + FILES["areas.toml"]).replace("\n", "\r\n").encode()
    sheet = ("\ufeff" + FILES["budget.csv"]).replace("\n", "\r\n").encode()
    assert read_folder(make_folder(tmp_path, areas__toml=text, budget__csv=sheet), PLACES).areas


def test_column_sums_that_cancel_out_are_both_told(tmp_path):
    found = problems(make_folder(tmp_path, {"financing.csv": ("total;1 000;1 000", "total;1 001;999")}))
    assert {problem.field for problem in found} >= {"2018", "2019"}


def test_budget_and_financing_must_agree_every_year(tmp_path):
    sheet = "financier;2018;2019;total\neruf;400;600;1000\norebro-medel;500;500;1000\ntotal;900;1100;2000\n"
    found = problems(make_folder(tmp_path, financing__csv=sheet))
    assert [problem.line for problem in found] == [4, 4]
    assert "2018: the budget is 1\u00a0000, but the financing 900." in {problem.message for problem in found}


def test_a_sheet_without_a_total_row(tmp_path):
    problem = only(make_folder(tmp_path, financing__csv="financier;2018;2019;total\neruf;500;500;1000\n"))
    assert (problem.file, problem.line) == ("financing.csv", 2)
    assert "last row" in problem.message


def test_invalid_utf8_says_where(tmp_path):
    text = FILES["areas.toml"].replace("Två", "Tv\udce5").encode("utf-8", "surrogateescape")
    problem = only(make_folder(tmp_path, areas__toml=text))
    assert (problem.file, problem.line) == ("areas.toml", line_of("areas.toml", "Två"))
    assert "UTF-8" in problem.message
    assert problem.found == "0xe5"


@pytest.mark.parametrize("empty", [b"", b"\n  \n# only a comment\n"])
def test_an_empty_file(tmp_path, empty):
    problem = only(make_folder(tmp_path, provisions__toml=empty))
    assert (problem.file, problem.message) == ("provisions.toml", "The file is empty.")


def test_a_missing_file(tmp_path):
    problem = only(make_folder(tmp_path, areas__toml=None))
    assert (problem.file, problem.line) == ("areas.toml", None)
    assert "missing" in problem.message


def test_files_that_may_be_left_out(tmp_path):
    gone = dict.fromkeys(["milestones__toml", "organisation__toml", "provisions__toml", "funding__toml"])
    folder = read_folder(make_folder(tmp_path, **gone), PLACES)
    assert folder.milestones == folder.bodies == folder.provisions == folder.applications == ()


def test_a_misspelt_file_name(tmp_path):
    path = make_folder(tmp_path)
    (path / "milestones.toml").rename(path / "milestone.toml")
    problem = only(path)
    assert problem.file == "milestone.toml"
    assert "Did you mean “milestones.toml”?" in problem.message


def test_no_folder(tmp_path):
    assert "no folder" in only(tmp_path / "nowhere").message


def test_an_unterminated_text_points_at_where_it_began(tmp_path):
    problem = only(make_folder(tmp_path, {"areas.toml": ('text.""", en', "text., en")}))
    assert (problem.file, problem.line) == ("areas.toml", line_of("areas.toml", '"""'))


def test_every_problem_is_told_at_once(tmp_path):
    path = make_folder(
        tmp_path,
        {
            "areas.toml": ("tone = 2", "tone = 1"),
            "partners.toml": ('["Örebro"]', '["Kumla"]'),
            "milestones.toml": ("due_on = 2018-02-01\n", ""),
        },
    )
    assert [problem.file for problem in problems(path)] == ["areas.toml", "milestones.toml", "partners.toml"]


def test_the_line_reads_in_the_active_language(tmp_path):
    path = make_folder(tmp_path, {"areas.toml": ("tone = 2", "tone = 1")})
    line = line_of("areas.toml", "tone = 2")
    for language, words in {
        "sv": "Färgtonen 1 används redan av",
        "en": "The tone 1 is already used by",
    }.items():
        with override(language), pytest.raises(FolderErrors) as caught:
            read_folder(path, PLACES)
        assert str(caught.value).startswith(f"areas.toml:{line}: {words}")


def test_a_country_that_is_not_shipped_comes_with_the_folder(tmp_path):
    folder = read_folder(make_folder(tmp_path, ABROAD, **OWN), PLACES)
    assert folder.partners[1].municipalities == ("XA1", "XA2")
    assert folder.counties[0].name_en == "North"
    assert folder.shapes["municipalities"]["XA1"]["box"] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("counties__csv", "XA011,XA,,", "SE011,SE,,", 2, "come with Samspel"),
        ("counties__csv", "Norra,North", "Norra,", 2, "has no name_en"),
        ("municipalities__csv", "Två,XA011", "Två,XA012", 3, "Did you mean “XA011”?"),
        ("municipalities__csv", "XA2,XA", "XA1,XA", 3, "already has a row, on line 2"),
        ("municipalities__csv", "code,country", "kod,country", 1, "The header should begin with"),
        ("shapes__json", '"box"', "box", 1, "cannot be read as JSON"),
        ("shapes__json", '"box"', '"bax"', 1, "each code with d, box and at"),
    ],
)
def test_mistakes_in_own_territory(tmp_path, file, old, new, line, words):
    files = OWN | {file: OWN[file].replace(old, new, 1)}
    found = problems(make_folder(tmp_path, ABROAD, **files))
    hits = [problem for problem in found if words in problem.message]
    assert [(problem.file, problem.line) for problem in hits] == [(file.replace("__", "."), line)]


def test_a_name_in_two_counties_needs_its_code(tmp_path):
    twin = replace(PLACES.municipalities["SE1981"], code="SE9999", county="SE999")
    twins = replace(PLACES, municipalities={**PLACES.municipalities, "SE9999": twin})
    path = make_folder(tmp_path, {"partners.toml": ('["Örebro"]', '["Örebro", "Sala"]')})
    with override("en"), pytest.raises(FolderErrors) as caught:
        read_folder(path, twins)
    assert "write one of the codes SE1981, SE9999" in str(caught.value)
