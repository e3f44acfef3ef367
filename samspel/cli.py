"""`samspel …`: thin; each command calls a service. Django's own commands work under the same name."""

import argparse
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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
    commands = top.add_subparsers(required=True, metavar="command")

    programme = commands.add_parser("programme", help="load a programme folder").add_subparsers(required=True)
    load = _command(programme, "load", load_programme, "show what a folder changes, ask, and load it")
    load.add_argument("path", type=Path)
    load.add_argument("--yes", action="store_true", help="do not ask")

    example = commands.add_parser("example", help="example activity").add_subparsers(required=True)
    _command(example, "load", load_example, "load example activity and people").add_argument(
        "code", nargs="?", default="ecs-2018-2020"
    )
    _command(example, "remove", remove_example, "take all example data away")

    first = _command(commands, "administrator", administrator, "make somebody a programme's administrator")
    first.add_argument("code")
    first.add_argument("email")
    first.add_argument("--name", default="")

    messages = commands.add_parser("messages", help="message catalogues").add_subparsers(required=True)
    _command(messages, "update", update_messages, "bring the .po files in step with the sources")
    _command(messages, "compile", compile_messages, "make the .mo files")
    _command(messages, "check", check_messages, "list what is not translated")

    bring = _command(commands, "import", import_facts, "save many facts from an Excel or text file, all or none")
    bring.add_argument(
        "kind", help="support, participation, collaboration, investment, innovation, contact, leadership"
    )
    bring.add_argument("path", type=Path)
    bring.add_argument("--programme", required=True, help="the programme's code")
    bring.add_argument("--as", dest="email", required=True, help="e-mail address of the person who records")
    books = _command(commands, "books", import_books, "bring in a partner's books, SIE 4 or a ledger extract")
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
    operations = commands.add_parser("operations", help="past operations of the funds").add_subparsers(required=True)
    past = _command(operations, "import", import_operations, "bring in Projektbanken's file, all or nothing")
    past.add_argument("path", type=Path)
    past.add_argument("--as", dest="email", default="", help="e-mail address of the person who brings it in")
    matching = commands.add_parser("matching", help="matching of needs and offers").add_subparsers(required=True)
    judged = _command(matching, "evaluate", evaluate_matching, "measure a relevance set in JSON Lines")
    judged.add_argument("path", type=Path)
    judged.add_argument("--lexicon", type=Path, help="a domain file with more terms")
    index_ = _command(commands, "index", index, "the search index: make it anew, bring it up to date, say how it is")
    index_.add_argument("what", choices=["rebuild", "update", "status"])
    real = commands.add_parser("actors", help="the regions' real actors").add_subparsers(required=True)
    named = _command(real, "import", import_actors, "register the actors of a folder's actors.toml, all or none")
    named.add_argument("path", type=Path)
    named.add_argument("--programme", required=True, help="the programme's code")
    _command(commands, "digest", digest, "mail saved searches what is new to them; run it every night")
    _command(commands, "tidy", tidy, "erase what has had its time and remind of requests that wait; run it every night")
    _data_commands(commands)

    _command(commands, "verify", verify, "recompute the audit chain and check the triggers")
    _command(commands, "backup", backup, "write a verified copy of the database").add_argument("path", type=Path)
    restore_ = _command(commands, "restore", restore, "put a copy back, verified first")
    restore_.add_argument("path", type=Path)
    restore_.add_argument("--yes", action="store_true", help="do not ask before the database is replaced")
    _command(commands, "access-matrix", access_matrix, "print who may do what to docs/access.md")
    _command(commands, "demo", demo, "migrate, load East Central Sweden and its example, serve").add_argument(
        "--port", type=int, default=8000
    )
    return top


def _data_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The observatory's: bring in data sets, and work through computations."""
    datasets = commands.add_parser("datasets", help="data sets for analysis").add_subparsers(required=True)
    data = _command(datasets, "import", import_data, "save a file as a new version of a data set, all or nothing")
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
    worker_ = _command(commands, "worker", worker, "work through the computations that are asked for")
    worker_.add_argument("--until-empty", action="store_true", help="end when nothing waits")
    worker_.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
    worker_.add_argument("--beside", type=int, help="process of the server to end with")


def load_programme(arguments: argparse.Namespace) -> int:
    """samspel programme load PATH"""
    from samspel.programme.loading import command

    return command(arguments.path, arguments.yes, _agrees, print)


def load_example(arguments: argparse.Namespace) -> int:
    """samspel example load"""
    from samspel.example.loading import ExampleError, load
    from samspel.programme.models import Programme

    programme = Programme.objects.filter(code=arguments.code).first()
    if programme is None:
        return _fail(f"there is no programme {arguments.code}; load its folder first")
    try:
        sign_ins, password = load(programme)
    except ExampleError as error:
        return _fail(str(error))
    print(f"\nExample people, all with the password {password}\n")
    for sign_in in sign_ins:
        print(f"  {sign_in.role:<20} {sign_in.email:<32} {sign_in.name}")
    return 0


def remove_example(arguments: argparse.Namespace) -> int:
    """samspel example remove"""
    from samspel.example.loading import remove

    for name, number in remove().items():
        print(f"{number:>8} {name}")
    return 0


def administrator(arguments: argparse.Namespace) -> int:
    """samspel administrator CODE EMAIL"""
    from samspel.programme.models import Programme
    from samspel.programme.people import make_administrator

    programme = Programme.objects.filter(code=arguments.code).first()
    if programme is None:
        return _fail(f"there is no programme {arguments.code}; load its folder first")
    if "@" not in arguments.email:
        return _fail(f"found {arguments.email!r}, expected an e-mail address")
    made = make_administrator(programme, arguments.email, arguments.name or arguments.email.split("@")[0])
    print(
        f"{made.user.email} is administrator of {programme.code}; a password is chosen under 'Forgotten your password?'"
    )
    return 0


def import_facts(arguments: argparse.Namespace) -> int:
    """samspel import KIND PATH --programme CODE --as EMAIL"""
    from samspel.results.command import import_file

    return import_file(arguments.kind, arguments.path, arguments.programme, arguments.email, print)


def import_books(arguments: argparse.Namespace) -> int:
    """samspel books PATH --programme CODE --partner CODE --as EMAIL [--project …] [--map …]"""
    from samspel.money.command import BooksFile, import_books_file

    file = BooksFile(arguments.path, arguments.programme, arguments.partner, arguments.project, arguments.map)
    return import_books_file(file, arguments.email, print)


def import_operations(arguments: argparse.Namespace) -> int:
    """samspel operations import PATH"""
    from samspel.actors.commands import import_operations_file

    return import_operations_file(arguments.path, arguments.email, sys.stdout)


def evaluate_matching(arguments: argparse.Namespace) -> int:
    """samspel matching evaluate PATH"""
    from samspel.matching.command import run

    return run(arguments.path, arguments.lexicon, print)


def index(arguments: argparse.Namespace) -> int:
    """samspel index rebuild|update|status"""
    from samspel.frontdoor.searching.commands import index_command

    return index_command(arguments.what, print)


def import_actors(arguments: argparse.Namespace) -> int:
    """samspel actors import PATH --programme CODE"""
    from samspel.actors.actors_file import import_actors_file

    return import_actors_file(arguments.path, arguments.programme, sys.stdout)


def import_data(arguments: argparse.Namespace) -> int:
    """samspel datasets import PATH --programme CODE --dataset CODE --as EMAIL"""
    from samspel.observatory.command import DataFile, import_data_file

    names = ("path", "programme", "dataset", "description", "only", "where", "recode", "leave_out", "vintage", "note")
    file = DataFile(**{name: getattr(arguments, name) for name in names})
    return import_data_file(file, arguments.email, print)


def worker(arguments: argparse.Namespace) -> int:
    """samspel worker"""
    from samspel.observatory.command import work

    return work(arguments.until_empty, arguments.interval, arguments.beside)


def tidy(arguments: argparse.Namespace) -> int:
    """samspel tidy"""
    from samspel.actors.services import erase_expired_contacts
    from samspel.frontdoor import nightly
    from samspel.frontdoor.referrals.reminding import remind_all
    from samspel.kernel import clock
    from samspel.observatory.importing import drop_old as drop_old_data
    from samspel.results.importing import drop_old

    contacts, files = erase_expired_contacts(clock.today()), drop_old() + drop_old_data()
    print(f"{contacts} contacts erased, {files} unfinished imports thrown away")
    print(f"{remind_all(clock.today())} reminders of requests sent")
    nightly.tidy(print)
    return 0


def digest(arguments: argparse.Namespace) -> int:
    """samspel digest"""
    from samspel.frontdoor import nightly

    return nightly.digest(print)


def update_messages(arguments: argparse.Namespace) -> int:
    """samspel messages update"""
    from samspel.ui import messages

    messages.update()
    return check_messages(arguments)


def compile_messages(arguments: argparse.Namespace) -> int:
    """samspel messages compile"""
    from samspel.ui import messages

    print(f"{messages.compile_all()} catalogues compiled")
    return 0


def check_messages(arguments: argparse.Namespace) -> int:
    """samspel messages check"""
    from samspel.ui import messages

    missing = messages.missing()
    print("\n".join(missing) or "every text is translated")
    return 1 if missing else 0


def verify(arguments: argparse.Namespace) -> int:
    """samspel verify"""
    from django.db import connection

    from samspel.kernel import audit, triggers

    broken, unguarded = audit.first_broken_link(), triggers.missing(connection)
    if broken:
        print(f"audit event {broken.event_id} ({broken.at.isoformat()}): {broken.reason}")
    if unguarded:
        print("tables without their triggers: " + ", ".join(unguarded))
    if not broken and not unguarded:
        print("the audit chain holds and every guarded table has its triggers")
    return 1 if broken or unguarded else 0


def backup(arguments: argparse.Namespace) -> int:
    """samspel backup PATH"""
    from samspel.kernel.backup import BackupError, write

    try:
        print(write(arguments.path))
    except BackupError as error:
        return _fail(str(error))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """samspel restore PATH"""
    from samspel.kernel.backup import BackupError, put_back

    if not arguments.yes and not _agrees("This replaces everything in the database. Go on?"):
        return _fail("nothing was changed")
    try:
        print(put_back(arguments.path))
    except BackupError as error:
        return _fail(str(error))
    return 0


def access_matrix(arguments: argparse.Namespace) -> int:
    """samspel access-matrix"""
    from samspel.kernel.access_matrix import markdown

    path = Path("docs/access.md")
    path.write_text(markdown(), encoding="utf-8")
    print(path)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """samspel demo"""
    from django.conf import settings
    from django.core.management import call_command

    from samspel.ui import messages

    messages.compile_all()
    call_command("migrate", verbosity=0)
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    for folder in sorted(settings.SAMSPEL_PROGRAMMES.iterdir()):
        if (folder / "programme.toml").exists() and load_programme(argparse.Namespace(path=folder, yes=True)):
            return 1
    if load_example(argparse.Namespace(code="ecs-2018-2020")):
        return 1
    print(f"\nSamspel is at http://localhost:{arguments.port}/ (stop with Ctrl-C)\n", flush=True)
    beside = subprocess.Popen([sys.executable, "-m", "samspel", "worker", "--beside", str(os.getpid())])  # noqa: S603
    try:
        return serve(arguments.port)
    finally:
        beside.terminate()
        beside.wait()


def serve(port: int) -> int:
    """The production server, on this machine only.

    Its workers start afresh: in a fork of a process that has loaded the example, polars would wait for its threads for
    ever."""
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "samspel.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        backpressure=64,
        log_access=False,
    ).serve()
    return 0


def _command(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Handler, text: str
) -> argparse.ArgumentParser:
    made = group.add_parser(name, help=text)
    made.set_defaults(run=run)
    return made


def _agrees(question: str) -> bool:
    """Whether the person at the keyboard says yes; no where there is none."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "j", "ja"}
    except EOFError:
        return False


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
