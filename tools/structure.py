"""The plan of the house, checked: names of files and classes, how long a file is, how services are called, who may
import what, no cycles, and parts of the design system that no template writes by hand. Part of `make lint`.

import-linter holds the layers between apps (pyproject.toml). This holds what it cannot say: the names a slice may use,
subpackages of Django, slices among each other, cycles between modules, sources and templates. Standard library only."""

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SLICED = ("programme", "actors", "results", "money", "frontdoor", "observatory")
"""The apps that are divided into slices."""
IN_A_SLICE = frozenset({
    "models", "rules", "states", "services", "queries", "figures", "labels", "notifications", "policy", "forms",
    "views", "urls", "importer", "documents", "formats",
})  # fmt: skip
IN_AN_APP = frozenset(["apps", "extension", "urls", "models"])
FOLDERS = frozenset(["migrations", "locale", "templates", "static", "data", "templatetags", "__pycache__"])
PURE = frozenset({"rules", "states"})
TRANSLATION = frozenset({"django.utils.translation", "django.utils.functional"})
WITH_REQUESTS = frozenset({"views", "forms"})
"""Only these parts of a slice, and the apps `web`, `ui` and `config`, know web requests."""
PROSE = frozenset({
    "seeing", "about", "past", "handing", "moving", "telling", "keeping", "sealing", "rooms", "words", "wording",
    "happenings", "gates", "saying", "opening", "gathering", "reading", "deciding", "judging", "finding", "beyond",
    "more", "told", "brought",
})  # fmt: skip
"""Names that told nothing: no module is called so."""
PARTS = {
    "<table": "{% table %} or {% data_table %}",
    "<dl": "{% pairs %} or {% key_values %}",
    'class="notice': "{% notice %}",
    'class="errors': "{% error_summary %}",
    'class="pager': "{% pagination %}",
}
"""What the design system makes (samspel/ui/README.md), and by what."""
BY_HAND = frozenset({
    # allauth writes the rows of its own tables
    "samspel/web/templates/allauth/elements/table.html",
})  # fmt: skip
"""Templates that write parts by hand."""

LONGEST = 300
"""Lines of a module; one that grows past 250 wants to become a package of the same name."""
SHARED_NAMES = frozenset({"Table"})
"""Names that several classes may have: each the plain term of a package, and no module imports two of them."""

ADDRESSES = "samspel.web.addresses"
"""The one reader of what stands after the question mark of an address."""

Imports = Mapping[str, frozenset[str]]
Sources = Mapping[str, ast.Module]


def main() -> int:
    """Print every breach; 1 where there is one."""
    found = list(breaches(ROOT))
    print("\n".join(found) if found else "the plan of the house holds")
    return 1 if found else 0


def breaches(root: Path) -> Iterator[str]:
    """Every breach of the plan in the tree that holds the package `samspel`, one line each."""
    paths = {dotted(path, root): path for path in sorted((root / "samspel").rglob("*.py"))}
    paths = {name: path for name, path in paths.items() if ".migrations" not in name}
    yield from misnamed(root)
    yield from too_long(paths)
    sources = {name: parsed(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    yield from left_undone(sources, paths)
    yield from named_alike(sources)
    yield from called_by_position(sources)
    yield from read_past_the_parser(sources)
    imports = {name: imported(tree, paths) for name, tree in sources.items()}
    yield from impure(imports)
    yield from aware_of_requests(imports)
    yield from views_of_other_slices(imports)
    yield from cycles({name: imported(tree, paths, late=True) for name, tree in sources.items()}, paths)
    yield from by_hand(root)


@lru_cache(maxsize=2000)
def parsed(text: str) -> ast.Module:
    """The source as a tree, kept: the tests look at nearly the same sources over and over."""
    return ast.parse(text)


def dotted(path: Path, root: Path) -> str:
    """The module's name."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def misnamed(root: Path) -> Iterator[str]:
    """Files of a slice, or of an app, whose names are not in the plan."""
    for path in sorted((root / "samspel").rglob("*.py")):
        if path.stem in PROSE:
            yield f"{path.relative_to(root)}: the name {path.stem} does not tell what is in it"
    for app in SLICED:
        for entry in entries(root / "samspel" / app):
            if entry.is_file() and entry.stem not in IN_AN_APP:
                yield f"{entry.relative_to(root)}: an app holds {', '.join(sorted(IN_AN_APP))} and its slices"
            elif entry.is_dir():
                for inner in entries(entry):
                    if inner.stem not in IN_A_SLICE:
                        yield f"{inner.relative_to(root)}: a slice holds no {inner.stem}"


def too_long(paths: Mapping[str, Path]) -> Iterator[str]:
    """Modules with more lines than one concept takes."""
    for name, path in paths.items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST:
            yield f"{name}: {lines} lines, and at most {LONGEST}: make it a package with a noun for each concept"


def left_undone(sources: Sources, paths: Mapping[str, Path]) -> Iterator[str]:
    """What is only refused when it is called, or is said not to be tested."""
    for name, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.unparse(node.exc):
                yield f"{name}, line {node.lineno}: NotImplementedError, where an abstract method or a Protocol says it"
        if "pragma: no cover" in paths[name].read_text(encoding="utf-8"):
            yield f"{name}: a line is left out of coverage; test it, or take it away"


def named_alike(sources: Sources) -> Iterator[str]:
    """Classes of the same name in several modules. A class says of what it is; Django's Meta is within another."""
    having: dict[str, list[str]] = {}
    for name, tree in sources.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                having.setdefault(node.name, []).append(name)
    for called, modules in sorted(having.items()):
        if len(modules) > 1 and called not in SHARED_NAMES:
            yield f"the class {called} is in {', '.join(modules)}: each says of what it is"


def called_by_position(sources: Sources) -> Iterator[str]:
    """Public functions of services with arguments that need no keyword; tasks are called by the queue."""
    for name, tree in sources.items():
        where = part_of_slice(name)
        if where is None or where[2] != "services":
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            is_task = any(ast.unparse(by).partition("(")[0] == "task" for by in node.decorator_list)
            if (node.args.posonlyargs or node.args.args) and not is_task:
                yield f"{name}: {node.name} is called by keywords only, as services are"


def read_past_the_parser(sources: Sources) -> Iterator[str]:
    """Modules that read a request's query themselves: samspel.web.addresses gives values that the database can hold.
    The design system only repeats what the address has."""
    for name, tree in sources.items():
        if name == ADDRESSES or name.startswith("samspel.ui."):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "GET":
                yield f"{name}, line {node.lineno}: the query of an address is read by {ADDRESSES}"


def entries(folder: Path) -> list[Path]:
    """The modules and packages of a folder."""
    return [
        entry
        for entry in sorted(folder.iterdir() if folder.is_dir() else ())
        if entry.name not in FOLDERS
        and entry.name != "__init__.py"
        and (entry.suffix == ".py" or (entry.is_dir() and any(entry.rglob("*.py"))))
    ]


def imported(tree: ast.Module, known: Mapping[str, Path], late: bool = False) -> frozenset[str]:
    """The modules that a module imports when it is loaded, or, where `late`, also within its functions. What is only
    for types is left out."""
    found: set[str] = set()
    for node in statements(tree.body, late):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in known else node.module)
    return frozenset(found)


def statements(body: list[ast.stmt], late: bool) -> Iterator[ast.stmt]:
    """The statements that run when a module is loaded, also those within `if` and `try`; where `late`, those of its
    functions and classes too."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from statements(node.orelse, late)
        elif isinstance(node, ast.If | ast.Try | ast.With) or late:
            for part in ("body", "orelse", "finalbody"):
                yield from statements(getattr(node, part, []), late)
            for handler in getattr(node, "handlers", []):
                yield from statements(handler.body, late)


def part_of_slice(name: str) -> tuple[str, str, str] | None:
    """The app, the slice and the part ('queries') that a module belongs to; None outside slices."""
    parts = name.split(".")
    if len(parts) >= 4 and parts[1] in SLICED and parts[3] in IN_A_SLICE:
        return parts[1], parts[2], parts[3]
    return None


def impure(imports: Imports) -> Iterator[str]:
    """Rules and states that import Django, and formats that import more of it than translation."""
    for name, found in imports.items():
        where = part_of_slice(name)
        django = {module for module in found if module.split(".")[0] == "django"}
        if where and where[2] in PURE and django:
            yield f"{name}: {where[2]} are pure, and import {', '.join(sorted(django))}"
        if where and where[2] == "formats" and (rest := django - TRANSLATION):
            yield f"{name}: a format reads and writes texts only, and imports {', '.join(sorted(rest))}"


def aware_of_requests(imports: Imports) -> Iterator[str]:
    """Modules that import django.http though they are no views, forms, web, interface or configuration."""
    for name, found in imports.items():
        where = part_of_slice(name)
        app = name.split(".")[1] if "." in name else ""
        if app in {"web", "ui", "config"} or "templatetags" in name or name.startswith("samspel.imports.views"):
            continue
        if where and where[2] in WITH_REQUESTS:
            continue
        if any(module == "django.http" or module.startswith("django.http.") for module in found):
            yield f"{name}: only views, forms and web know requests, and it imports django.http"


def views_of_other_slices(imports: Imports) -> Iterator[str]:
    """Views that import the views of another slice, and other parts of a slice than urls and views that import any."""
    for name, found in imports.items():
        here = part_of_slice(name)
        for module in sorted(found):
            there = part_of_slice(module)
            if here is None or there is None or there[2] != "views":
                continue
            if here[2] not in {"views", "urls"} or (here[2] == "views" and here[:2] != there[:2]):
                yield f"{name}: views are for the addresses of their own slice, and it imports {module}"


def cycles(imports: Imports, known: Mapping[str, Path]) -> Iterator[str]:
    """Circles of modules that import each other when they are loaded (Tarjan's strongly connected components)."""
    graph = {name: sorted(found & known.keys() - {name}) for name, found in imports.items()}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> Iterator[list[str]]:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                yield from visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            circle = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(circle) > 1:
                yield circle

    for name in graph:
        if name not in index:
            for circle in visit(name):
                yield f"a circle of imports: {', '.join(sorted(circle))}"


def by_hand(root: Path) -> Iterator[str]:
    """Templates outside the design system that write one of its parts by hand."""
    for path in sorted((root / "samspel").glob("*/templates/**/*.html")):
        name = path.relative_to(root).as_posix()
        if name.startswith("samspel/ui/templates/ui/") or name in BY_HAND:
            continue
        text = path.read_text(encoding="utf-8")
        yield from (f"{name}: {begins} by hand, not by {part}" for begins, part in PARTS.items() if begins in text)


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    sys.exit(main())
