"""The observatory in a browser: data mended and seen in a profile, a figure to its rows, a computation come back to."""

from pathlib import Path

import pytest

from samspel.example.regional_statistics import employment
from tests.browser.demo import PROGRAMME, Open

pytestmark = pytest.mark.browser

ROOT = PROGRAMME + "analysis/"


def test_data_with_errors_is_mended_and_seen_in_a_profile(open_page: Open, tmp_path: Path) -> None:
    page = open_page("evaluator")
    page.goto(ROOT + "data/new/")
    for name, value in {
        "code": "journey", "name_sv": "Resans data", "name_en": "The journey's data", "source": "Made for the journey",
        "unit_sv": "personer", "unit_en": "people",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=value_kind]").select_option("count")
    page.locator("main form button.btn").last.click()
    rows = [f"{county};{division};{year};{value}" for (year, county, division), value in employment().items()
            if year in (2014, 2019)]  # fmt: skip
    good = tmp_path / "good.csv"
    good.write_text("region;activity;year;value\n" + "\n".join(rows))
    bad = tmp_path / "bad.csv"
    bad.write_text(good.read_text().replace(rows[0], rows[0].rpartition(";")[0] + ";many"))
    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_role("button", name="See what it holds").click()
    page.get_by_role("button", name="Check").click()
    page.get_by_text("needs to be mended").wait_for()
    assert "many" in page.inner_text("main")
    page.goto(ROOT + "data/journey/import/")
    page.locator("input[type=file]").set_input_files(good)
    page.get_by_role("button", name="See what it holds").click()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is saved").wait_for()

    page.goto(ROOT + "regions/?data=journey&region=SE121")
    assert "Uppsala is strong in" in page.inner_text("h1")
    page.locator(".bars a.figure").first.click()
    page.get_by_role("heading", name="What it is made of").wait_for()
    assert "Balassa" in page.inner_text("main")
    page.get_by_role("link", name="The whole region").click()
    assert "Sum of all rows" in page.inner_text("main")


def test_a_computation_is_started_left_and_returned_to(open_page: Open) -> None:
    page = open_page("evaluator", java_script_enabled=False)
    path = ROOT + "within-reach/?region=SE232"
    page.goto(path)
    page.get_by_role("button", name="Compute").first.click()
    page.get_by_role("heading", name="Opportunity map").wait_for()
    window = page.context
    page.close()
    page = window.new_page()
    for _ in range(30):
        page.goto(path)
        if page.locator("svg.plot").count():
            break
        page.wait_for_timeout(1000)
    assert page.locator("svg.plot text.strong").count() >= 5
    assert "of" in page.locator(".fig").first.inner_text()


def test_a_weak_spot_is_noted(open_page: Open) -> None:
    page = open_page("programme_manager")
    page.goto(ROOT + "weak-spots/")
    page.get_by_role("link", name="Note to act on").first.click()
    page.locator("[name=what]").fill("Ask the universities")
    page.locator("[name=who]").fill("Area lead")
    page.locator("[name=due_on]").fill("2019-12-01")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("The note is written down").wait_for()
    page.locator("select[name=state]").first.select_option("begun")
    page.get_by_role("button", name="Change").first.click()
    assert page.locator("select[name=state]").first.input_value() == "begun"
