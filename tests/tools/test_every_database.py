"""What reaches SQL of its own is tested on every database: such tests bear the marker `every_database`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN_SQL = re.compile(
    r"\.cursor\(|\.vendor\b|\bRunSQL\(|\bRawSQL\(|\.raw\(|connection\.execute\(|\.create_function\(|\btriggers\.(install|remove)"
)
MARK = "every_database"
TESTED_BY_OTHERS = {"samspel.core.apps": "installs the triggers, which test_facts asks for"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "samspel").rglob("*.py")):
        if "migrations" not in path.parts:
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def marked() -> list[Path]:
    return [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if f"mark.{MARK}" in path.read_text()]


def imported(path: Path) -> set[str]:
    """Modules, and what is taken from them, that a test file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def reached(module: str, imports: set[str]) -> bool:
    """Imported itself, or through its package: a slice's parts are reached through the slice."""
    package = module.rpartition(".")[0]
    near = {module} | ({package} if package.count(".") >= 2 else set())
    return any(each in near or each.startswith(tuple(f"{one}." for one in near)) for each in imports)


def test_own_sql_is_reached_by_marked_tests() -> None:
    imports = {each for path in marked() for each in imported(path)}
    own = {name for name, path in modules() if OWN_SQL.search(path.read_text())}
    assert len(own) > 5
    assert sorted(name for name in own - set(TESTED_BY_OTHERS) if not reached(name, imports)) == []
    assert sorted(set(TESTED_BY_OTHERS) - own) == []


def test_tests_of_concurrency_and_of_one_database_bear_the_mark() -> None:
    """Those that commit, and those that behave otherwise on one database."""
    apart = re.compile(r"transaction=True|connection\.vendor")
    found = [path for path in (ROOT / "tests").rglob("test_*.py") if apart.search(path.read_text())]
    assert len(found) > 5
    here = Path(__file__)
    assert sorted(str(path.relative_to(ROOT)) for path in set(found) - set(marked()) - {here}) == []
