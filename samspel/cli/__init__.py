"""`samspel …`: thin; each command calls a service. Django's own commands work under the same name."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from samspel.cli import catalogues, commands, demo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspel.config.settings")

OWN = {
    "programme", "example", "messages", "verify", "backup", "restore", "access-matrix", "administrator", "import",
    "operations", "actors", "tidy", "demo", "books", "index", "digest", "matching", "datasets", "worker",
}  # fmt: skip
Handler = Callable[[argparse.Namespace], int]


def main() -> None:
    """Entry point of the console script."""
    from django.core.management import execute_from_command_line

    if len(sys.argv) > 1 and sys.argv[1] in OWN:
        import django

        django.setup()
        arguments = parser().parse_args()
        sys.exit(arguments.run(arguments))
    execute_from_command_line(["samspel", *sys.argv[1:]])


def parser() -> argparse.ArgumentParser:
    """The commands beside Django's own."""
    top = argparse.ArgumentParser(prog="samspel")
    top_level = top.add_subparsers(required=True, metavar="command")

    programme = top_level.add_parser("programme", help="load a programme folder").add_subparsers(required=True)
    load = _command(programme, "load", commands.load_programme, "show what a folder changes, ask, and load it")
    load.add_argument("path", type=Path)
    load.add_argument("--yes", action="store_true", help="do not ask")

    example = top_level.add_parser("example", help="example activity").add_subparsers(required=True)
    _command(example, "load", commands.load_example, "load example activity and people").add_argument(
        "code", nargs="?", default="ecs-2018-2020"
    )
    _command(example, "remove", commands.remove_example, "take all example data away")

    first = _command(top_level, "administrator", commands.administrator, "make somebody a programme's administrator")
    first.add_argument("code")
    first.add_argument("email")
    first.add_argument("--name", default="")

    messages = top_level.add_parser("messages", help="message catalogues").add_subparsers(required=True)
    _command(messages, "update", catalogues.update_messages, "bring the .po files in step with the sources")
    _command(messages, "compile", catalogues.compile_messages, "make the .mo files")
    _command(messages, "check", catalogues.check_messages, "list what is not translated")

    bring = _command(
        top_level, "import", commands.import_facts, "save many facts from an Excel or text file, all or none"
    )
    bring.add_argument(
        "kind", help="support, participation, collaboration, investment, innovation, contact, leadership"
    )
    bring.add_argument("path", type=Path)
    bring.add_argument("--programme", required=True, help="the programme's code")
    bring.add_argument("--as", dest="email", required=True, help="e-mail address of the person who records")
    books = _command(top_level, "books", commands.import_books, "bring in a partner's books, SIE 4 or a ledger extract")
    books.add_argument("path", type=Path)
    books.add_argument("--programme", required=True, help="the programme's code")
    books.add_argument("--partner", required=True, help="the partner's code")
    books.add_argument("--as", dest="email", required=True, help="e-mail address of the person who records")
    books.add_argument("--project", action="append", default=[], help="dimension and project, such as 6:P14")
    books.add_argument(
        "--map",
        action="append",
        default=[],
        help="accounts and category: 5000-5999=external; - leaves them out",
    )
    operations = top_level.add_parser("operations", help="past operations of the funds").add_subparsers(required=True)
    past = _command(operations, "import", commands.import_operations, "bring in Projektbanken's file, all or nothing")
    past.add_argument("path", type=Path)
    past.add_argument("--as", dest="email", default="", help="e-mail address of the person who brings it in")
    matching = top_level.add_parser("matching", help="matching of needs and offers").add_subparsers(required=True)
    judged = _command(matching, "evaluate", commands.evaluate_matching, "measure a relevance set in JSON Lines")
    judged.add_argument("path", type=Path)
    judged.add_argument("--lexicon", type=Path, help="a domain file with more terms")
    index_ = _command(
        top_level, "index", commands.index, "the search index: make it anew, bring it up to date, say how it is"
    )
    index_.add_argument("what", choices=["rebuild", "update", "status"])
    real = top_level.add_parser("actors", help="the regions' real actors").add_subparsers(required=True)
    named = _command(
        real, "import", commands.import_actors, "register the actors of a folder's actors.toml, all or none"
    )
    named.add_argument("path", type=Path)
    named.add_argument("--programme", required=True, help="the programme's code")
    _command(top_level, "digest", commands.digest, "mail saved searches what is new to them; run it every night")
    _command(
        top_level,
        "tidy",
        commands.tidy,
        "erase what has had its time and remind of requests that wait; run it every night",
    )
    _data_commands(top_level)

    _command(top_level, "verify", commands.verify, "recompute the audit chain and check the triggers")
    _command(top_level, "backup", commands.backup, "write a verified copy of the database").add_argument(
        "path", type=Path
    )
    restore_ = _command(top_level, "restore", commands.restore, "put a copy back, verified first")
    restore_.add_argument("path", type=Path)
    restore_.add_argument("--yes", action="store_true", help="do not ask before the database is replaced")
    _command(top_level, "access-matrix", commands.access_matrix, "print who may do what to docs/access.md")
    _command(top_level, "demo", demo.demo, "migrate, load East Central Sweden and its example, serve").add_argument(
        "--port", type=int, default=8000
    )
    return top


def _data_commands(top_level: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The observatory's: bring in data sets, and work through computations."""
    datasets = top_level.add_parser("datasets", help="data sets for analysis").add_subparsers(required=True)
    data = _command(
        datasets, "import", commands.import_data, "save a file as a new version of a data set, all or nothing"
    )
    data.add_argument("path", type=Path)
    data.add_argument("--programme", required=True, help="the programme's code")
    data.add_argument("--dataset", required=True, help="the data set's code")
    data.add_argument("--as", dest="email", required=True, help="e-mail address of the person who brings it in")
    data.add_argument("--description", type=Path, help="TOML file that describes a data set that is not there yet")
    data.add_argument("--only", action="append", default=[], help="one member of an axis: unit=MIO_EUR")
    data.add_argument("--where", action="append", default=[], help="what is where: region=geo, fixed_year=2019")
    data.add_argument("--recode", action="store_true", help="read old region codes as new where that is exact")
    data.add_argument("--leave-out", action=argparse.BooleanOptionalAction, help="leave out other levels and totals")
    data.add_argument("--vintage", default="", help="when the publisher released it")
    data.add_argument("--note", default="")
    worker_ = _command(top_level, "worker", commands.worker, "work through the computations that are asked for")
    worker_.add_argument("--until-empty", action="store_true", help="end when nothing waits")
    worker_.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
    worker_.add_argument("--beside", type=int, help="process of the server to end with")


def _command(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Handler, text: str
) -> argparse.ArgumentParser:
    made = group.add_parser(name, help=text)
    made.set_defaults(run=run)
    return made
