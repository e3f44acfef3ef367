"""The plan of the house is held: each contract is broken in a copy of the tree, and the check sees it."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import structure

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources alone, with the contracts."""
    folder = tmp_path_factory.mktemp("house")
    keep = shutil.ignore_patterns("*.pyc", "__pycache__", "locale", "static", "templates", "*.csv", "*.tsv", "*.json")
    shutil.copytree(ROOT / "samspel", folder / "samspel", ignore=keep)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def write(copy: Path) -> Callable[[str, str], None]:
    """Adds a line to a module of the copy, or makes a module, and takes it away afterwards."""
    before: dict[Path, str | None] = {}

    def add(name: str, line: str) -> None:
        path = copy / name
        before[path] = path.read_text(encoding="utf-8") if path.exists() else None
        path.write_text((before[path] or "") + f"\n{line}\n", encoding="utf-8")

    yield add
    for path, text in before.items():
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")


def test_the_tree_keeps_the_plan() -> None:
    assert list(structure.breaches(ROOT)) == []


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("samspel/money/claims/seeing.py", "", "does not tell what is in it"),
        ("samspel/money/claims/helpers.py", "", "a slice holds no helpers"),
        ("samspel/money/helpers.py", "", "an app holds"),
        ("samspel/money/claims/states.py", "from django.db import models", "states are pure"),
        ("samspel/money/state_aid/rules.py", "import django.utils.translation", "rules are pure"),
        ("samspel/money/sie/formats/book.py", "from django.db import connection", "a format reads and writes"),
        (
            "samspel/money/claims/labels.py",
            "from django.http import Http404",
            "only views, forms and web know requests",
        ),
        (
            "samspel/money/claims/views/claims.py",
            "from samspel.money.funding.views import applications",
            "views are for the addresses of their own slice",
        ),
        (
            "samspel/money/claims/labels.py",
            "from samspel.money.claims.views import claims",
            "views are for the addresses of their own slice",
        ),
        ("samspel/core/clock.py", "def late():\n    from samspel.core import facts", "a circle of imports"),
        ("samspel/core/clock.py", "\n" * 300, "and at most 300"),
        ("samspel/core/clock.py", "def later():\n    raise NotImplementedError", "NotImplementedError"),
        ("samspel/core/clock.py", "def later():\n    raise NotImplementedError('x')", "NotImplementedError"),
        ("samspel/core/clock.py", "SOON = 1  # pragma: no cover", "left out of coverage"),
        ("samspel/core/clock.py", "class Referral:\n    pass", "the class Referral is in"),
        ("samspel/money/claims/services/part.py", "def part_sell(part):\n    pass", "part_sell is called by keywords"),
        (
            "samspel/programme/people/views.py",
            "def asked(request):\n    return request.GET['page']",
            "is read by samspel.web.addresses",
        ),
        ("samspel/programme/people/services.py", "def person_hire(name, /):\n    pass", "person_hire is called by"),
    ],
)
def test_a_breach_is_named(copy: Path, write: Callable[[str, str], None], module: str, line: str, said: str) -> None:
    write(module, line)
    found = list(structure.breaches(copy))
    assert any(said in breach for breach in found), found


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ('<table class="plain">', "{% table %}"),
        ("<dl>", "{% pairs %}"),
        ('<p class="notice bad">', "{% notice %}"),
        ('<div class="errors" role="alert">', "{% error_summary %}"),
        ('<nav class="pager">', "{% pagination %}"),
    ],
)
def test_a_part_written_by_hand_is_named(tmp_path: Path, line: str, part: str) -> None:
    for name, text in (
        ("money/templates/money/claims/claim.html", line),
        ("money/templates/money/claims/claims.html", "{% table row in rows %}{% endtable %}"),
        ("ui/templates/ui/parts/table.html", line),
    ):
        path = tmp_path / "samspel" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    [found] = structure.breaches(tmp_path)
    assert found.startswith("samspel/money/templates/money/claims/claim.html: ")
    assert part in found


def test_only_templates_that_are_there_write_parts_by_hand() -> None:
    assert [name for name in structure.BY_HAND if not (ROOT / name).exists()] == []


def test_a_name_that_may_be_shared_is_shared() -> None:
    classes = [node.name for path in (ROOT / "samspel").rglob("*.py") for node in ast.parse(path.read_text()).body
               if isinstance(node, ast.ClassDef)]  # fmt: skip
    assert [name for name in structure.SHARED_NAMES if classes.count(name) < 2] == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("samspel/money/claims/services/part.py", "@task()\ndef part_later(part):\n    pass"),
        ("samspel/money/claims/services/part.py", "def _part_sell(part):\n    pass"),
        ("samspel/money/claims/services/part.py", "def part_sell(*, part):\n    pass"),
        ("samspel/money/claims/queries/part.py", "def part_sold(part):\n    pass"),
        ("samspel/core/clock.py", "class Table:\n    class Meta:\n        pass"),
    ],
)
def test_what_only_resembles_a_breach_is_none(
    copy: Path, write: Callable[[str, str], None], module: str, line: str
) -> None:
    write(module, line)
    assert list(structure.breaches(copy)) == []


def test_what_is_only_for_types_makes_no_circle(copy: Path, write: Callable[[str, str], None]) -> None:
    write("samspel/core/clock.py", "if TYPE_CHECKING:\n    from samspel.core import facts")
    assert list(structure.breaches(copy)) == []


BROKEN_CONTRACTS = [
    ("samspel/core/clock.py", "samspel.web.page", "An app stands on the apps below it"),
    ("samspel/money/claims/labels.py", "samspel.frontdoor.models", "An app stands on the apps below it"),
    ("samspel/money/plan/labels.py", "samspel.config.env", "No app reads the configuration"),
    ("samspel/insight/errors.py", "samspel.core.clock", "The pure libraries stand alone"),
    ("samspel/matching/measures.py", "django", "The pure libraries stand alone"),
    ("samspel/money/claims/states.py", "samspel.money.claims.models", "Rules and states are pure"),
    ("samspel/money/state_aid/rules.py", "samspel.core.models", "Rules and states are pure"),
    ("samspel/money/sie/formats/book.py", "samspel.money.models", "Readers and writers of file formats"),
    ("samspel/results/horizontal/queries/criteria.py", "samspel.web.page", "Reads and writes know no request"),
    ("samspel/money/claims/views/claims.py", "samspel.money.claims.models", "Views know no tables"),
]


def contracts(folder: Path) -> str:
    """What import-linter says of the tree."""
    environment = {"PYTHONPATH": str(folder)}
    command = [LINT_IMPORTS, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment).stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, copy: Path) -> str:
    """What import-linter says of a copy in which every contract is broken."""
    folder = tmp_path_factory.mktemp("broken") / "house"
    shutil.copytree(copy, folder)
    for module, target, _contract in BROKEN_CONTRACTS:
        with (folder / module).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {target}\n")
    return contracts(folder)


def test_the_tree_keeps_the_contracts(copy: Path) -> None:
    said = contracts(copy)
    assert "KEPT" in said
    assert "BROKEN" not in said


@pytest.mark.parametrize(("module", "target", "contract"), BROKEN_CONTRACTS)
def test_a_broken_contract_is_named(broken: str, module: str, target: str, contract: str) -> None:
    assert any(line.startswith(contract) and line.endswith("BROKEN") for line in broken.splitlines())
    name = module.removesuffix(".py").replace("/", ".")
    assert f"{name} -> {target}" in " ".join(broken.split())
