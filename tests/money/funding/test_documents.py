"""The decision memorandum: the same parts and tables as a region writes, to the krona."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from samspel.core.documents import Heading, Sheet, to_pdf, to_word
from samspel.core.programmes.models import Programme
from samspel.money.funding.documents import memorandum
from samspel.money.funding.services.decision import decision_record
from samspel.money.models import Application
from tests.money.funding.test_steps import DAY, MEETING, VERDICT, World

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[4] / "shared" / "source" / "000_ab629fffe3119f03.txt"
PARTS = (
    "Sammanfattning", "Bakgrund", "Övergripande mål", "Projektmål", "Aktiviteter", "Ingående kommuner", "Långsiktighet",
    "Uppföljning", "Resultatspridning", "Projektorganisation",
)  # fmt: skip


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    settings.SAMSPEL_TODAY = DAY
    return World(ecs)


def digits(text: str) -> str:
    """Its digits alone: the source's columns are parted by the same space as its thousands."""
    return re.sub(r"\D", "", text)


def sheets(world: World) -> list[Sheet]:
    with override("sv"):
        return [block for block in memorandum(world.handed_in(), "sv").blocks if isinstance(block, Sheet)]


def plain(cell: str) -> str:
    return re.sub(r"\s", " ", cell)


def test_the_two_tables_by_hand(world: World) -> None:
    costs, money = sheets(world)
    assert [plain(cell) for cell in costs.rows[-1][1:]] == ["4 400 000"] * 3 + ["13 200 000"]
    assert [plain(cell) for cell in costs.rows[0]] == ["Egen personal", *["2 612 758"] * 3, "7 838 274"]
    assert money.rows[0][0] == "Region Örebro län 1:1"
    assert [plain(cell) for cell in money.rows[-1][1:]] == ["4 400 000"] * 3 + ["13 200 000"]


def test_the_two_tables_are_the_sources_to_the_krona(world: World) -> None:
    if not SOURCE.exists():
        pytest.skip("../shared/source is not here")
    text = SOURCE.read_text()
    lines = text[text.index("Bokförda kostnader 2018") :].splitlines()
    told = [digits(line) for line in lines if line.rstrip().endswith("00") or re.search(r"\d{3} \d{3}\s*$", line)]
    ours = ["".join(digits(cell) for cell in row[1:]) for sheet in sheets(world) for row in sheet.rows]
    assert len(told) == len(ours) == 11
    assert all(line.endswith(row) for line, row in zip(told, ours, strict=True)), (told, ours)


def test_the_parts_are_the_regions(world: World) -> None:
    with override("sv"):
        headings = [b.text for b in memorandum(world.handed_in(), "sv").blocks if isinstance(b, Heading)]
    places = [headings.index(part) for part in PARTS]
    assert places == sorted(places)
    assert headings[-1] == "Kostnads- och finansieringsbudget"


def test_the_decision_and_its_conditions_are_in_word_and_pdf(world: World) -> None:
    made = world.proposed()
    decision_record(actor=world.controller, application=made, meeting=MEETING, verdict=VERDICT)
    found = Application.objects.select_related("intake__financier", "rank__rule").get(pk=made.pk)
    with override("sv"):
        document = memorandum(found, "sv")
    word = to_word(document)
    text = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    for words in ("Rapportera varje år", "§ 71", "1 400 000 kr", "EU-projekt", "Det når målen."):
        assert words in plain(text), words
    assert to_word(document) == word
    pdf = to_pdf(document)
    assert pdf.startswith(b"%PDF")
    assert to_pdf(document) == pdf
