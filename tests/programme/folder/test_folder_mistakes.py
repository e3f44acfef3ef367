"""What each mistake in a folder is answered with: one message, with file and line. One mistake a line."""
# ruff: noqa: E501

import pytest

from tests.programme.folder.folders import line_of, make_folder, problems

AREAS, PARTNERS, GOALS, MONEY = "areas.toml", "partners.toml", "objectives.toml", "money.toml"
MISTAKES = {
    # name: (file, old, new, line of the problem, words in its message)
    "duplicate code": (AREAS, 'code = "energi"', 'code = "industri"', line_of(AREAS, 'code = "energi"'), "already used in areas.toml, line 2"),
    "missing language": (AREAS, '{ sv = "Erbjudanden", en = "Offers" }', '{ sv = "Erbjudanden" }', line_of(AREAS, '"Erbjudanden"'), "no English text (en)"),
    "empty language": (AREAS, 'en = "Offers" }', 'en = " " }', line_of(AREAS, '"Erbjudanden"'), "no English text (en)"),
    "one language only": (AREAS, '{ sv = "Erbjudanden", en = "Offers" }', '"Erbjudanden"', line_of(AREAS, '"Erbjudanden"'), "a text in both languages"),
    "bad date": ("programme.toml", "2018-01-01", "2018-02-31", 7, "no such date"),
    "month thirteen": ("programme.toml", "2018-01-01", "2018-13-01", 7, "no such date"),
    "date as text": ("programme.toml", "2018-01-01", '"2018-01-01"', 7, "a date written as 2018-01-01"),
    "unknown key": (AREAS, "tone = 2", "tone = 2\ncolour = 3", line_of(AREAS, "tone = 2") + 1, "“colour” is not a key"),
    "misspelt key": (PARTNERS, "letter = \"U\"", "leter = \"U\"\nletter = \"U\"", 5, "Did you mean “letter”?"),
    "unknown table": ("milestones.toml", "[[milestone]]", "[[body]]\n[[milestone]]", 1, "“body” is not a key"),
    "missing key": (PARTNERS, 'letter = "T"\n', "", line_of(PARTNERS, "[[partner]]", 2), "lacks the obligatory key “letter”"),
    "missing inner key": (AREAS, 'code = "enkla"\n', "", line_of(AREAS, "[[area.track.activity]]"), "[area.track.activity] lacks"),
    "wrong type": (AREAS, "tone = 2", 'tone = "blue"', line_of(AREAS, "tone = 2"), "a whole number from 1 to 8"),
    "tone out of range": (AREAS, "tone = 2", "tone = 9", line_of(AREAS, "tone = 2"), "a whole number from 1 to 8"),
    "tone used twice": (AREAS, "tone = 2", "tone = 1", line_of(AREAS, "tone = 2"), "already used by “industri”"),
    "unknown area": (AREAS, 'cross = ["energi"]', 'cross = ["energy"]', line_of(AREAS, "cross"), "Did you mean “energi”?"),
    "unknown area of a milestone": ("milestones.toml", 'area = "industri"', 'area = "x"', 4, "no such code (area)"),
    "unknown partner": ("organisation.toml", 'partner = "vastmanland"', 'partner = "vastmanlan"', 13, "Did you mean “vastmanland”?"),
    "unknown parent": (GOALS, 'parent = "overgripande"', 'parent = "x"', line_of(GOALS, "parent"), "no such code (objective)"),
    "measure with a space": (GOALS, '"results.co01"', '"supported firms"', line_of(GOALS, "results.co01"), "cannot be objective.target.measure"),
    "objective above itself": (GOALS, 'kind = "overall"', 'kind = "overall"\nparent = "projektmal"', 4, "stands above itself: overgripande → projektmal → overgripande"),
    "body above itself": ("organisation.toml", 'reports_to = "styrgrupp"', 'reports_to = "ledning"', 12, "stands above itself"),
    "end before start": ("funding.toml", "2019-12-31", "2017-12-31", 7, "not after the start"),
    "unknown municipality": (PARTNERS, '["Örebro"]', '["Orebro"]', line_of(PARTNERS, '["Örebro"]'), "Did you mean “Örebro”?"),
    "unknown municipality on its own line": (PARTNERS, '["Örebro"]', '[\n  "Örebro",\n  "Kumlaby",\n]', line_of(PARTNERS, '["Örebro"]') + 2, "no municipality named “Kumlaby”"),
    "unknown county": (PARTNERS, 'county = "SE124"\nmunicipalities = ["Örebro"]', 'county = "SE129"\nmunicipalities = ["Örebro"]', line_of(PARTNERS, "SE124"), "no county"),
    "all of no county": (PARTNERS, 'county = "SE125"\n', "", 8, "no county with municipalities is given"),
    "organisation number": (PARTNERS, "232100-0172", "232100-0173", 7, "not a Swedish organisation number"),
    "two leads": (PARTNERS, 'role = "partner"', 'role = "lead"', line_of(PARTNERS, 'role = "partner"'), "already leads the programme (line 6)"),
    "no lead": (PARTNERS, 'role = "lead"', 'role = "partner"', 6, "Exactly one partner leads"),
    "unknown role": (PARTNERS, 'role = "lead"', 'role = "leader"', 6, "Did you mean “lead”?"),
    "unknown kind": ("provisions.toml", '"background"', '"backgrund"', 3, "Did you mean “background”?"),
    "broken TOML": (AREAS, 'name = { sv = "Energi", en = "Energy" }', 'name = { sv = "Energi", en = "Energy" ', line_of(AREAS, 'sv = "Energi",'), "bracket or brace is missing"),
    "key twice": (PARTNERS, 'letter = "U"', 'letter = "U"\nletter = "V"', 6, "already written above"),
    "target below baseline": (GOALS, "value = 300\n", "value = 300\nbaseline = 300\n", line_of(GOALS, "value = 300"), "not above the baseline"),
    "years that fall": (GOALS, "2018 = 100, 2019 = 300", "2018 = 400, 2019 = 300", line_of(GOALS, "years"), "less than 400.00 the year before"),
    "years that end elsewhere": (GOALS, "2019 = 300 }", "2019 = 200 }", line_of(GOALS, "years"), "the target is 300"),
    "year outside": (GOALS, "2019 = 300 }", "2020 = 300 }", line_of(GOALS, "years"), "outside the programme, 2018–2019"),
    "too long": (PARTNERS, 'letter = "U"', 'letter = "ABCD"', 5, "at most 3 fit"),
    "negative": ("funding.toml", "amount = 1000", "amount = -1", 5, "cannot be below zero"),
    "part of an öre": ("funding.toml", "amount = 1000", "amount = 1.005", 5, "at most 2 decimals"),
    "rule without source": ("programme.toml", ', source = "Beslut 2017-12-01"', "", 15, "value = …, source"),
    "rule that does not exist": ("programme.toml", '"cost.social-flat-rate"', '"cost.social-flatrate"', 15, "Did you mean “cost.social-flat-rate”?"),
    "value a rule cannot have": ("programme.toml", "value = 45.24", 'value = "much"', 15, "cannot have this value"),
    "rule set": ("programme.toml", '"erdf-2014-2020"', '"erdf-2014-2021"', 11, "Did you mean “erdf-2014-2020”?"),
    "character that is none": (GOALS, 'sv = "Ökad tillgång"', 'sv = "Ökad\\u0000tillgång"', 4, "cannot be in a text"),
    "currency": ("programme.toml", '"SEK"', '"kr"', 9, "not a currency code"),
    "sheet that is not there": (MONEY, '"budget.csv"', '"budgett.csv"', line_of(MONEY, "budget ="), "Did you mean “budget.csv”?"),
    "sheet elsewhere": (MONEY, '"budget.csv"', '"../budget.csv"', line_of(MONEY, "budget ="), "without a path"),
    "total of the version": (MONEY, "total = 2000", "total = 2001", line_of(MONEY, "total"), "sums to 2\u00a0000"),
    "link to itself": (AREAS, '["energi", "industri"]', '["energi", "energi"]', line_of(AREAS, "between"), "named twice"),
    "sum of a row": ("budget.csv", '"1 200,50"', '"1 200"', 2, "“personal” sums to 1\u00a0200,50"),
    "sum of a column": ("financing.csv", "500;500;1 000\norebro", "500;501;1 001\norebro", 4, "The column 2019 sums to 1\u00a0001"),
    "not an amount": ("budget.csv", ",600,", ",six,", 2, "“six” in the column 2018 is not an amount"),
    "too few cells": ("financing.csv", "eruf;500;500;1 000", "eruf;500;1 000", 2, "3 cells, but the header has 4"),
    "years of the sheet": ("financing.csv", "2018;2019", "2018;2020", 1, "The header should begin with"),
    "row twice": ("financing.csv", "eruf;500;500;1 000", "eruf;250;250;500\neruf;250;250;500", 3, "already has a row, on line 2"),
    "unknown financier in a sheet": ("financing.csv", "eruf;500;500;1 000", "eruf;250;250;500\nerdf;250;250;500", 3, "no such code (financier)"),
    "no row for a category": (MONEY, '[[financier]]\ncode = "eruf"', '[[category]]\ncode = "resor"\nname = { sv = "Resor", en = "Travel" }\n[[financier]]\ncode = "eruf"', None, "“resor” is declared in money.toml but has no row"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_one_message_with_file_and_line(tmp_path, name):
    file, old, new, line, words = MISTAKES[name]
    found = problems(make_folder(tmp_path, {file: (old, new)}))
    told = [str(problem) for problem in found]
    expected_file = "budget.csv" if name == "no row for a category" else file
    hits = [problem for problem in found if words in problem.message]
    assert len(hits) == 1, told
    assert hits[0].file == expected_file, told
    assert line is None or hits[0].line == line, told
    assert len(found) == 1, told
