"""A small, valid programme folder for tests, made in one call; a test alters one file of it."""

from pathlib import Path

import pytest
from django.utils.translation import override

from samspel.programme.folder.formats import (
    CountySpec,
    FolderErrors,
    FolderProblem,
    KnownPlaces,
    MunicipalitySpec,
    read_folder,
)

PLACES = KnownPlaces(
    counties={
        "SE124": CountySpec("SE124", "SE", "18", "Örebro län", "Örebro County", "Örebro", "SE12"),
        "SE125": CountySpec("SE125", "SE", "19", "Västmanlands län", "Västmanland County", "Västmanland", "SE12"),
    },
    municipalities={
        "SE1880": MunicipalitySpec("SE1880", "SE", "1880", "Örebro", "SE124"),
        "SE1882": MunicipalitySpec("SE1882", "SE", "1882", "Askersund", "SE124"),
        "SE1980": MunicipalitySpec("SE1980", "SE", "1980", "Västerås", "SE125"),
        "SE1981": MunicipalitySpec("SE1981", "SE", "1981", "Sala", "SE125"),
    },
    shipped=frozenset({"SE"}),
)

FILES = {
    "programme.toml": """\
[programme]
code = "smaprogram"
name = { sv = "Småprogrammet", en = "The small programme" }
short = { sv = "Små", en = "Small" }
territory = { sv = "Mälardalen", en = "Mälaren Valley" }
summary = { sv = "Ett litet program.", en = "A small programme." }
starts_on = 2018-01-01
ends_on = 2019-12-31
currency = "SEK"
planning_rate = "8,39"
rule_set = "erdf-2014-2020"
fund = { sv = "Regionalfonden", en = "The regional fund" }

[rules]
"cost.social-flat-rate" = { value = 45.24, source = "Beslut 2017-12-01" }
""",
    "partners.toml": """\
[[partner]]
code = "vastmanland"
name = { sv = "Region Västmanland", en = "Region Västmanland" }
short = { sv = "Västmanland", en = "Västmanland" }
letter = "U"
role = "lead"
organisation_number = "232100-0172"
county = "SE125"
municipalities = "all"

[[partner]]
code = "orebro"
name = { sv = "Region Örebro län", en = "Region Örebro County" }
short = { sv = "Örebro", en = "Örebro" }
letter = "T"
role = "partner"
county = "SE124"
municipalities = ["Örebro"]
""",
    "areas.toml": '''\
[[area]]
code = "industri"
tone = 1
name = { sv = "Smart industri", en = "Smart industry" }
short = { sv = "Industri", en = "Industry" }
summary = { sv = """
Två rader
text.""", en = "Text." }

[[area.track]]
code = "erbjudanden"
name = { sv = "Erbjudanden", en = "Offers" }
text = { sv = "Gemensamma erbjudanden.", en = "Shared offers." }

[[area.track.activity]]
code = "enkla"
title = { sv = "Enkla erbjudanden", en = "Simple offers" }
cross = ["energi"]

[[area.track.activity]]
code = "testmiljoer"
title = { sv = "Testmiljöer", en = "Test beds" }
text = { sv = "Göra dem tillgängliga.", en = "Open them." }

[[area]]
code = "energi"
tone = 2
name = { sv = "Energi", en = "Energy" }
short = { sv = "Energi", en = "Energy" }
summary = { sv = "Text.", en = "Text." }

[[track]]
code = "gemensamt"
name = { sv = "Gemensamt", en = "In common" }
text = { sv = "Strategiarbete.", en = "Strategy." }

[[link]]
between = ["energi", "industri"]
text = { sv = "Energi i industrin.", en = "Energy in industry." }
''',
    "objectives.toml": """\
[[objective]]
code = "overgripande"
kind = "overall"
title = { sv = "Ökad tillgång", en = "More access" }
text = { sv = "Text.", en = "Text." }

[[objective]]
code = "projektmal"
kind = "project_goal"
parent = "overgripande"
title = { sv = "Struktur", en = "Structure" }
text = { sv = "Text.", en = "Text." }
areas = ["industri"]

[[objective.target]]
code = "stod"
measure = "results.co01"
name = { sv = "Företag som får stöd", en = "Enterprises receiving support" }
subject = { sv = "Stöden", en = "Support" }
value = 300
years = { 2018 = 100, 2019 = 300 }
""",
    "milestones.toml": """\
[[milestone]]
code = "uppstart"
due_on = 2018-02-01
area = "industri"
title = { sv = "Uppstart", en = "Start" }
source = "planning"
""",
    "organisation.toml": """\
[[body]]
code = "styrgrupp"
kind = "steering_group"
name = { sv = "Styrgrupp", en = "Steering group" }
mandate = { sv = "Styr.", en = "Steers." }

[[body]]
code = "ledning"
kind = "project_lead"
name = { sv = "Projektledning", en = "Project lead" }
mandate = { sv = "Leder.", en = "Leads." }
reports_to = "styrgrupp"
partner = "vastmanland"
part_time = true
""",
    "provisions.toml": """\
[[provision]]
code = "bakgrund"
kind = "background"
title = { sv = "Bakgrund", en = "Background" }
text = { sv = "Text.", en = "Text." }
""",
    "money.toml": """\
[[category]]
code = "personal"
name = { sv = "Egen personal", en = "Own staff" }

[[category]]
code = "tjanster"
name = { sv = "Externa tjänster", en = "External services" }

[[financier]]
code = "eruf"
kind = "union"
letter = "EU"
name = { sv = "ERUF", en = "ERDF" }

[[financier]]
code = "orebro-medel"
kind = "public"
letter = "T"
name = { sv = "Region Örebro län", en = "Region Örebro County" }
partner = "orebro"

[[version]]
number = 1
valid_from = 2018-01-01
decision = "2017-12-14 § 1"
reason = { sv = "Beslutad plan", en = "Decided plan" }
budget = "budget.csv"
financing = "financing.csv"
total = 2000
""",
    "budget.csv": """\
category,partner,2018,2019,total
personal,,600,"600,50","1 200,50"
tjanster,orebro,400,399.50,799.50
total,,1 000,1000,2000
""",
    "financing.csv": """\
financier;2018;2019;total
eruf;500;500;1 000
orebro-medel;500;500;1 000
total;1 000;1 000;2 000
""",
    "funding.toml": """\
[[application]]
code = "orebro-1-1"
applicant = "vastmanland"
financier = "orebro-medel"
amount = 1000
starts_on = 2018-01-01
ends_on = 2019-12-31
appropriation = "1:1"
ranking_decided_on = 2016-10-27
ranking_reference = "§ 65"
reasons = { sv = "Skäl.", en = "Reasons." }
""",
}


# A country that Samspel does not ship, and the partner that is there.
OWN = {
    "counties__csv": "code,country,national_code,name_sv,name_en,short_sv,nuts2\nXA011,XA,,Norra,North,Norra,XA01\n",
    "municipalities__csv": "code,country,lau_code,name,county\nXA1,XA,1,Ett,XA011\nXA2,XA,2,Två,XA011\n",
    "shapes__json": '{"municipalities": {"XA1": {"d": "M0 0", "box": [0, 0, 1, 1], "at": [0, 0]}}, "counties": {}}',
}
ABROAD = {
    "partners.toml": (
        'county = "SE124"\nmunicipalities = ["Örebro"]',
        'county = "XA011"\nmunicipalities = "all"',
    )
}


def make_folder(path: Path, replace: dict[str, tuple[str, str]] | None = None, **files: str | bytes | None) -> Path:
    """The folder, written anew. `replace` maps a file to (old, new) in its text, and old must be there once;
    `files` gives a file whole, by its name with __ for the dot, or removes it with None."""
    path.mkdir(parents=True, exist_ok=True)
    content: dict[str, str | bytes | None] = dict(FILES)
    for name, (old, new) in (replace or {}).items():
        assert FILES[name].count(old) == 1, f"{old!r} is not once in {name}"
        content[name] = FILES[name].replace(old, new)
    content |= {name.replace("__", "."): text for name, text in files.items()}
    for old_file in path.iterdir():
        old_file.unlink()
    for name, text in content.items():
        if text is not None:
            (path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def line_of(file: str, text: str, times: int = 1) -> int:
    """The line, from 1, where the text stands for the `times`th time in the small folder's file."""
    lines = [number for number, line in enumerate(FILES[file].splitlines(), 1) if text in line]
    return lines[times - 1]


def problems(path: Path) -> list[FolderProblem]:
    """What is wrong with the folder, as problems."""
    with override("en"), pytest.raises(FolderErrors) as caught:
        read_folder(path, PLACES)
    return caught.value.problems


def only(path: Path) -> FolderProblem:
    """The one thing that is wrong with the folder."""
    found = problems(path)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]
