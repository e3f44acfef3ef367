"""The golden crawl: what counts as a difference, what is left out, and where a crawl goes on."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools import golden

PAGE = '<p class="quiet small">Ett  <b>stöd</b></p>'


def answer(folder: Path, text: str, **changed: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    """One kept answer to /p/ for the public in Swedish, as an index holds it."""
    (folder / "public").mkdir(parents=True, exist_ok=True)
    name = f"public/page.{changed.pop('ending', 'html')}"
    (folder / name).write_text(text, encoding="utf-8")
    kept = {"status": 200, "headers": {"content-type": "text/html"}, "file": name, **changed}
    return {("public", "sv", "/p/"): kept}


def lines(tmp_path: Path, before: str, after: str, layout: bool = False, **changed: Any) -> list[str]:
    """What is told of two answers."""
    old, new = tmp_path / "old", tmp_path / "new"
    was, now = answer(old, before, **changed), answer(new, after, **changed)
    return [line for found in golden.differences(was, now, old, new, layout) for line in found.lines]


def test_white_space_between_tags_and_the_order_of_attributes_are_no_difference(tmp_path: Path) -> None:
    other = "<p\n class='small quiet'>\n  Ett\n  <b>stöd</b>\n</p>"
    assert not lines(tmp_path, PAGE, other)
    assert lines(tmp_path, PAGE, other, layout=True)


@pytest.mark.parametrize(
    "other",
    [
        '<p class="quiet small">Två <b>stöd</b></p>',
        '<p class="quiet">Ett <b>stöd</b></p>',
        '<p class="quiet small">Ett <i>stöd</i></p>',
        '<p class="quiet small">Ett <b>stöd</b></p><p></p>',
    ],
)
def test_words_tags_and_attributes_are(tmp_path: Path, other: str) -> None:
    assert lines(tmp_path, PAGE, other)


def test_a_space_in_an_export_is_a_difference(tmp_path: Path) -> None:
    assert lines(tmp_path, "a;b\n1; 2\n", "a;b\n1;2\n", ending="csv") == ["@@ -2 +2 @@", "-1; 2", "+1;2"]


@pytest.mark.parametrize("changed", [{"status": 403}, {"headers": {"content-type": "text/csv"}}])
def test_another_status_or_header_is_told(tmp_path: Path, changed: dict[str, Any]) -> None:
    was = answer(tmp_path, PAGE)
    now = answer(tmp_path, PAGE, **changed)
    found = [line for each in golden.differences(was, now, tmp_path, tmp_path, False) for line in each.lines]
    assert [line[0] for line in found] == ["-", "+"]


def test_a_role_that_nobody_has_any_longer_is_told(tmp_path: Path) -> None:
    was = answer(tmp_path, PAGE)
    assert [each.lines[1] for each in golden.differences(was, {}, tmp_path, tmp_path, False)] == [
        "+ nobody has the role"
    ]


def test_what_differs_from_run_to_run_is_left_out() -> None:
    one, other = ("a" * 64, "b" * 64)
    page = '<input name="csrfmiddlewaretoken" value="{}"><script nonce="{}"></script> {} 10:00:00.{}'
    assert golden.still(page.format("x1", "n1", one, "123456")) == golden.still(
        page.format("y2", "m2", other, "654321")
    )
    assert golden.still("12 345 kr") == "12 345 kr"


def test_a_workbook_is_compared_part_by_part() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("b.xml", "<b>Två</b>")
        packed.writestr("a.xml", "<a>Ett</a>")
    assert golden.plain(content.getvalue(), "application/zip") == "=== a.xml\n<a>Ett</a>\n=== b.xml\n<b>Två</b>\n"


def test_a_crawl_follows_links_and_search_forms_on_this_host_and_changes_nothing() -> None:
    page = """<a href="/p/ecs/">a</a> <a href="https://example.org/">b</a> <a href="/account/logout/">c</a>
        <form action="/p/ecs/actors/" method="get"><input name="q" value="bi"><input type="checkbox" name="old"></form>
        <form action="/p/ecs/delete/" method="post"><input name="x" value="1"></form>"""
    assert list(golden.followed(golden.links_of(page, "/"))) == ["/p/ecs/", "/p/ecs/actors/?q=bi"]


def test_the_differences_are_told_as_text_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = [golden.Difference("/p/", "public", "sv", ["-ett", "+två"])]
    golden.tell(found, 3, as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "/p/ · public · sv",
        "    -ett",
        "    +två",
        "1 of 3 answers differ",
    ]
    golden.tell(found, 3, as_json=True)
    assert json.loads(capsys.readouterr().out)[0]["lines"] == ["-ett", "+två"]
