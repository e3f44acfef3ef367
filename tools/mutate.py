"""Mutants: small faults put into modules, to see whether a test notices.

    python tools/mutate.py 'samspel/money/*/rules*' 'samspel/money/*/queries*' --tests tests/money --per-module 20

Takes, with a seed, some mutants of each module named by the patterns, runs for each those tests that reach the function
it is in, stops at the first that fails, and prints killed/total per module, each survivor, and last a line
`RESULT kill_rate=…`. Exits 1 where the rate of a module is below --at-least.

How it is fast: pytest collects once and makes the test database once, in a process that is then forked for each mutant
(SQLite in memory is copied with it). In the fork the functions' code is exchanged; nothing is written to disk. Which
tests reach which function is recorded first, in a fork too, by a call put at each function's beginning. What stands
outside functions cannot be exchanged in a fork: such mutants are run in a process of their own with the module's source
replaced as it is imported, and --inside leaves them out.
"""

import argparse
import ast
import gc
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
SELECTING = {"filter", "exclude", "Q"}
OPTIONS = ["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-m", "not browser and not real_data"]
NEEDED = "import pytest\n\n@pytest.mark.django_db\n"  # a mark without meaning where pytest-django is not loaded
TIMEOUT = 90  # seconds for the tests of one mutant
KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"


@dataclass
class Mutant:
    """One fault in one module: where, what, and the outermost function it is in (first line and name), if any."""

    path: Path
    line: int
    what: str
    function: tuple[int, str] | None
    number: int
    change: "Change"
    verdict: str = ""

    def tree(self) -> ast.Module:
        """The module with the fault."""
        mutated = ast.parse(self.path.read_text(encoding="utf-8"))
        node, place, _ = next(each for at, each in enumerate(places(mutated)) if at == self.number)
        self.change(node, place)
        return ast.fix_missing_locations(mutated)

    @property
    def told(self) -> str:
        """As a survivor is printed."""
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{shown}:{self.line} {self.what}"


@dataclass
class Place:
    """Where a node hangs: its parent, the field, the index in a list."""

    parent: ast.AST
    name: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        """Another node in its place."""
        if self.index is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.index] = node


Change = Callable[[Any, Place], None]


# --- the faults -----------------------------------------------------------------------------------------


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of the module, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        Mutant(path, getattr(node, "lineno", 0), what, function, number, change)
        for number, (node, place, function) in enumerate(places(tree))
        for what, change in changes(node, place)
    ]


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, Place, tuple[int, str] | None]]:
    """Every node that may be changed, with where it hangs and the outermost function around it; annotations, texts at
    the head and what is only for the type checker are passed over."""

    def walk(node: ast.AST, names: str, function: tuple[int, str] | None) -> Iterator[Any]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_params", "keywords") and not isinstance(node, ast.Call):
                continue
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or _passed_over(child):
                    continue
                inside, own = function, names
                if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    own = f"{names}.{child.name}" if names else child.name
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name == "body" and function is None:
                    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                    inside = (first, names)
                yield child, Place(node, name, index), inside
                yield from walk(child, own, inside)

    yield from walk(tree, "", None)


def _passed_over(node: ast.AST) -> bool:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def changes(node: ast.AST, place: Place) -> Iterator[tuple[str, Change]]:
    """What can be done wrong at the node: how it is called, and what does it."""
    for kind in (_compared, _joined, _conditions, _selected, _constants, _reckoned, _left):
        yield from kind(node, place)


def _compared(node: ast.AST, _place: Place) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            other = COMPARED[type(operator)]

            def change(twin: ast.Compare, _: Place, number: int = number, other: Any = other) -> None:
                twin.ops[number] = other()

            yield f"{ast.unparse(node)}: {type(operator).__name__} → {other.__name__}", change


def _joined(node: ast.AST, _place: Place) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And

        def change(twin: ast.BoolOp, _: Place) -> None:
            twin.op = other()

        yield f"{ast.unparse(node)}: {other.__name__.lower()}", change


def _conditions(node: ast.AST, place: Place) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)}: without not", lambda twin, spot: spot.put(twin.operand)
    elif place.name in ("test", "ifs") and not isinstance(node, ast.Compare | ast.BoolOp):

        def change(twin: Any, spot: Place) -> None:
            spot.put(ast.UnaryOp(ast.Not(), twin))

        yield f"{ast.unparse(node)}: not", change


def _selected(node: ast.AST, _place: Place) -> Iterator[tuple[str, Change]]:
    if not isinstance(node, ast.Call):
        return
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    if name in SELECTING:
        for number, keyword in enumerate(node.keywords):

            def change(twin: ast.Call, _: Place, number: int = number) -> None:
                del twin.keywords[number]

            yield f"{name} without {ast.unparse(keyword)}", change


def _constants(node: ast.AST, place: Place) -> Iterator[tuple[str, Change]]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    others: list[Any] = []
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, int):
        others = [value + 1, value - 1] if value else [1]
    elif isinstance(value, str) and isinstance(place.parent, ast.Call) and "Decimal" in ast.unparse(place.parent.func):
        try:
            others = [str(Decimal(value) + 1)]
        except InvalidOperation:
            return
    for other in others:

        def change(twin: ast.Constant, _: Place, other: Any = other) -> None:
            twin.value = other

        yield f"{value!r} → {other!r}", change


def _reckoned(node: ast.AST, _place: Place) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in RECKONED:
        other = RECKONED[type(node.op)]

        def change(twin: Any, _: Place) -> None:
            twin.op = other()

        yield f"{ast.unparse(node)}: {type(node.op).__name__} → {other.__name__}", change


def _left(node: ast.AST, place: Place) -> Iterator[tuple[str, Change]]:
    """Returns, refusals and turns of a loop that do not happen."""

    def nothing(_: Any, spot: Place) -> None:
        spot.put(ast.Pass())

    def none(twin: ast.Return, _: Place) -> None:
        twin.value = ast.Constant(None)

    if isinstance(node, ast.Return):
        empty = node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
        yield (f"{ast.unparse(node)}: left out", nothing) if empty else (f"{ast.unparse(node)}: None", none)
    elif isinstance(node, ast.Raise | ast.Continue | ast.Break) and place.index is not None:
        yield f"{ast.unparse(node)}: left out", nothing


# --- exchanging code ------------------------------------------------------------------------------------


def codes_of(tree: ast.Module, path: Path) -> dict[tuple[int, str], CodeType]:
    """(first line, qualified name) → code of every function in the compiled tree."""
    found: dict[tuple[int, str], CodeType] = {}
    waiting = [compile(tree, str(path), "exec")]
    while waiting:
        code = waiting.pop()
        found[code.co_firstlineno, code.co_qualname] = code
        waiting.extend(each for each in code.co_consts if isinstance(each, CodeType))
    return found


def live_functions(paths: Iterable[Path]) -> dict[tuple[str, int, str], list[FunctionType]]:
    """(file, first line, qualified name) → the functions that are there in this process."""
    wanted = {str(path) for path in paths}
    found: dict[tuple[str, int, str], list[FunctionType]] = {}
    for each in gc.get_objects():  # isinstance would wake Django's lazy objects
        if type(each) is FunctionType and each.__code__.co_filename in wanted:
            code = each.__code__
            found.setdefault((code.co_filename, code.co_firstlineno, code.co_qualname), []).append(each)
    return found


def exchange(tree: ast.Module, path: Path, only: tuple[int, str] | None, live: Any) -> int:
    """Give the functions the tree's code; returns how many."""
    done = 0
    for (line, name), code in codes_of(tree, path).items():
        if only in (None, (line, name)):
            for function in live.get((str(path), line, name), ()):
                if function.__code__.co_freevars == code.co_freevars:
                    function.__code__ = code
                    done += 1
    return done


class Marked(ast.NodeTransformer):
    """Puts a call at the beginning of each outermost function that says it was reached."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Its methods."""
        self.names.append(node.name)
        self.generic_visit(node)
        self.names.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The function; not those within it."""
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        name = ".".join([*self.names, node.name])
        call = ast.parse(f"__reached__(({first}, {name!r}))").body[0]
        for each in ast.walk(call):
            ast.copy_location(each, node.body[0])
        node.body.insert(1 if _passed_over(node.body[0]) else 0, call)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815


# --- the tests ------------------------------------------------------------------------------------------


@dataclass(eq=False)  # pytest keeps its plugins in sets
class Run:
    """A pytest plugin whose loop over the tests is a loop over mutants."""

    mutants: list[Mutant]
    workers: int
    timeout: float
    reach: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    failed: bool = False
    started: bool = False

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A test that fails."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: Any) -> bool:
        """Make the database, record the reach, try the mutants."""
        if session.testsfailed:
            raise SystemExit("the tests cannot be collected")
        items = list(session.items)
        first = [item for item in items if item.name == "test_nothing_but_the_database"]
        items = [item for item in items if item not in first]
        for item in first:
            protocol(item, items[0])
        paths = sorted({mutant.path for mutant in self.mutants})
        live = live_functions(paths)
        by_name = {item.nodeid: item for item in items}
        self.addresses = {name: f"{item.path}::{name.partition('::')[2]}" for name, item in by_name.items()}
        self.record(items, paths, live)
        inside = [mutant for mutant in self.mutants if mutant.function]
        self.try_all(inside, by_name, live)
        return True

    def record(self, items: list[Any], paths: list[Path], live: Any) -> None:
        """Which tests reach which function, and how long they take: recorded in a fork."""

        def recording(out: Any) -> None:
            reached: set[str] = set()
            for path in paths:
                tree = ast.fix_missing_locations(Marked().visit(ast.parse(path.read_text(encoding="utf-8"))))
                exchange(tree, path, None, live)
                for function in (each for key, found in live.items() if key[0] == str(path) for each in found):
                    function.__globals__["__reached__"] = lambda key, path=path: reached.add(name_of(path, key))
            for number, item in enumerate(items):
                reached.clear()
                self.failed, began = False, time.monotonic()
                protocol(item, items[(number + 1) % len(items)])
                took = time.monotonic() - began
                out.write(json.dumps([item.nodeid, sorted(reached), took, self.failed]) + "\n")

        with tempfile.NamedTemporaryFile("w+") as told:
            wait_for([forked(lambda: recording_to(told.name, recording))], None)
            for line in Path(told.name).read_text(encoding="utf-8").splitlines():
                test, reached, took, failed = json.loads(line)
                if failed:
                    print(f"left out, for it fails without a mutant: {test}", flush=True)
                    continue
                self.seconds[test] = took
                for name in reached:
                    self.reach.setdefault(name, []).append(test)
        print(f"{len(self.seconds)} tests recorded", flush=True)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that reach the function, or the module where it is outside functions; the fastest first."""
        if mutant.function:
            names = [name_of(mutant.path, mutant.function)]
        else:
            names = [name for name in self.reach if name.startswith(f"{mutant.path}:")]
        found = {test for name in names for test in self.reach.get(name, ())}
        return sorted(found, key=lambda test: (self.seconds[test], test))

    def try_all(self, mutants: list[Mutant], by_name: dict[str, Any], live: Any) -> None:
        """Each mutant in a fork of its own, as many at once as there are workers."""
        running: dict[int, tuple[Mutant, float]] = {}
        waiting = list(reversed(mutants))
        while waiting or running:
            while waiting and len(running) < self.workers:
                mutant = waiting.pop()
                tests = self.tests_of(mutant)
                if not tests:
                    mutant.verdict = UNREACHED
                    continue
                items = [by_name[test] for test in tests]
                running[forked(partial(self.try_one, mutant, items, live))] = (mutant, time.monotonic())
            for process, (mutant, began) in list(running.items()):
                status = ended(process, time.monotonic() - began > self.timeout)
                if status is not None:
                    mutant.verdict = SURVIVED if status == 0 else KILLED
                    del running[process]
                    done = sum(bool(each.verdict) for each in mutants)
                    print(f"{done}/{len(mutants)} {mutant.verdict}: {mutant.told}", file=sys.stderr, flush=True)
            time.sleep(0.02)

    def try_one(self, mutant: Mutant, items: list[Any], live: Any) -> int:
        """In the fork: 1 as soon as a test fails."""
        if not exchange(mutant.tree(), mutant.path, mutant.function, live):
            return 0
        self.failed = False
        for number, item in enumerate(items):
            protocol(item, items[(number + 1) % len(items)])
            if self.failed:
                return 1
        return 0


def name_of(path: Path, function: Sequence[Any]) -> str:
    """A function's name in the recording."""
    return f"{path}:{function[0]}:{function[1]}"


def protocol(item: Any, following: Any) -> None:
    """Set up, call and tear down one test."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def recording_to(path: str, recording: Callable[[Any], None]) -> int:
    """Write as it comes, so that what was recorded before an end out of turn is kept."""
    with Path(path).open("w", encoding="utf-8", buffering=1) as out:
        recording(out)
    return 0


def forked(work: Callable[[], int]) -> int:
    """The process that does the work; silent."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    status = 2
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        status = work()
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def ended(process: int, too_long: bool) -> int | None:
    """Its exit status; None while it runs. What takes too long is ended, and counts as failed."""
    if too_long:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return 1
    done, status = os.waitpid(process, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def wait_for(processes: list[int], timeout: float | None) -> None:
    """Until all have ended."""
    began = time.monotonic()
    for process in processes:
        while ended(process, timeout is not None and time.monotonic() - began > timeout) is None:
            time.sleep(0.05)


# --- outside functions ----------------------------------------------------------------------------------


class Replaced(SourceFileLoader):
    """Loads one module with another source."""

    source = ""

    def get_code(self, fullname: str) -> CodeType | None:
        """Compiled from the source given."""
        return compile(self.source, self.path, "exec")


def fresh(path: str, source: str, tests: list[str], options: list[str]) -> int:
    """Run the tests with the module's source replaced; for a process of its own."""
    import pytest

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, where: Any, target: Any = None) -> Any:
            spec = PathFinder.find_spec(name, where)
            if spec is None or spec.origin != path:
                return None
            loader = Replaced(name, path)
            loader.source = source
            inside = spec.submodule_search_locations
            return importlib.util.spec_from_file_location(name, path, loader=loader, submodule_search_locations=inside)

    sys.meta_path.insert(0, Finder())
    return int(pytest.main(["-x", *OPTIONS, *options, *tests]))


def try_fresh(mutant: Mutant, tests: list[str], options: list[str], timeout: float) -> None:
    """A mutant outside functions. Only failed tests kill it, and an import that no longer works."""
    if not tests:
        mutant.verdict = UNREACHED
        return
    given = json.dumps([str(mutant.path), ast.unparse(mutant.tree()), tests, options])
    code = "import json, sys; import mutate; sys.exit(mutate.fresh(*json.load(sys.stdin)))"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tools"), os.environ.get("PYTHONPATH", "")])
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], input=given, text=True, capture_output=True, timeout=timeout + 60,
            env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1, 2):
            raise SystemExit(f"{mutant.told}: {done.stdout}{done.stderr}")
        mutant.verdict = KILLED if done.returncode else SURVIVED
    except subprocess.TimeoutExpired:
        mutant.verdict = KILLED


# --- the command ----------------------------------------------------------------------------------------


def sample(paths: Iterable[Path], per_module: int, seed: int, inside: bool) -> list[Mutant]:
    """Some mutants of each module; the same for the same seed and source."""
    chosen = []
    for path in paths:
        found = [mutant for mutant in mutants_of(path) if mutant.function or not inside]
        pick = random.Random(f"{seed} {path.name}")
        numbers = sorted(pick.sample(range(len(found)), min(per_module, len(found))))
        chosen += [found[number] for number in numbers]
    return chosen


def run(
    mutants: list[Mutant], folders: Sequence[str], workers: int, timeout: float, options: Sequence[str] = ()
) -> None:
    """Give each mutant its verdict; `options` are pytest's."""
    import pytest

    os.environ.setdefault("SAMSPEL_DEVELOPMENT", "1")
    sys.path.insert(0, str(ROOT))
    plugin = Run(mutants, workers, timeout)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "test_database.py"
        database.write_text(f"{NEEDED}def test_nothing_but_the_database():\n    pass\n")
        done = pytest.main([*OPTIONS, *options, str(database), *folders], plugins=[plugin])
        if done == pytest.ExitCode.INTERNAL_ERROR:
            raise SystemExit("pytest broke off, so that nothing is told of the mutants")
    for mutant in mutants:
        if not mutant.function:
            tests = [plugin.addresses[test] for test in plugin.tests_of(mutant)]
            try_fresh(mutant, tests, list(options), timeout)


def summary(mutants: list[Mutant], at_least: float) -> int:
    """Print the verdicts; 1 where a module is below the rate asked for."""
    modules: dict[Path, list[Mutant]] = {}
    for mutant in mutants:
        modules.setdefault(mutant.path, []).append(mutant)
        if mutant.verdict != KILLED:
            print(f"{mutant.verdict}: {mutant.told}")
    low = False
    for path, own in sorted(modules.items()):
        killed = sum(mutant.verdict == KILLED for mutant in own)
        low = low or killed < at_least * len(own)
        print(f"{killed:>4}/{len(own):<4} {killed / len(own):>5.0%}  {path}")
    killed = sum(mutant.verdict == KILLED for mutant in mutants)
    print(f"RESULT kill_rate={killed / max(1, len(mutants)):.3f} killed={killed} total={len(mutants)}")
    return 1 if low else 0


def main() -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("patterns", nargs="+", help="modules, such as 'samspel/money/*/rules*'; ** for any depth")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="folders or files with the tests")
    parser.add_argument("--per-module", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds for one mutant")
    parser.add_argument("--inside", action="store_true", help="only mutants inside functions, which are fast")
    parser.add_argument("--at-least", type=float, default=0.0, help="rate each module has to reach, such as 0.85")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    found = {path for pattern in arguments.patterns for path in ROOT.glob(pattern)}
    found |= {inner for path in found if path.is_dir() for inner in path.rglob("*.py")}
    paths = sorted(path for path in found if path.suffix == ".py" and "migrations" not in path.parts)
    mutants = sample(paths, arguments.per_module, arguments.seed, arguments.inside)
    print(f"{len(mutants)} mutants in {len(paths)} modules", flush=True)
    run(mutants, arguments.tests, arguments.workers, arguments.timeout)
    return summary(mutants, arguments.at_least)


if __name__ == "__main__":
    sys.exit(main())
