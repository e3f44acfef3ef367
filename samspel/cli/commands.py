"""What each `samspel …` command does: thin; the work is a service's. Modules are imported when they are needed."""

import argparse
import sys
from pathlib import Path


def load_programme(arguments: argparse.Namespace) -> int:
    """samspel programme load PATH"""
    from samspel.cli.programme import command

    return command(arguments.path, arguments.yes, _agrees, print)


def load_example(arguments: argparse.Namespace) -> int:
    """samspel example load"""
    from samspel.core.programmes.models import Programme
    from samspel.example.installation import ExampleError, load

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
    from samspel.example.installation import remove

    for name, number in remove().items():
        print(f"{number:>8} {name}")
    return 0


def administrator(arguments: argparse.Namespace) -> int:
    """samspel administrator CODE EMAIL"""
    from samspel.core.programmes.models import Programme
    from samspel.programme.people.services import administrator_add

    programme = Programme.objects.filter(code=arguments.code).first()
    if programme is None:
        return _fail(f"there is no programme {arguments.code}; load its folder first")
    if "@" not in arguments.email:
        return _fail(f"found {arguments.email!r}, expected an e-mail address")
    made = administrator_add(
        programme=programme, email=arguments.email, name=arguments.name or arguments.email.split("@")[0]
    )
    print(
        f"{made.user.email} is administrator of {programme.code}; a password is chosen under 'Forgotten your password?'"
    )
    return 0


def import_facts(arguments: argparse.Namespace) -> int:
    """samspel import KIND PATH --programme CODE --as EMAIL"""
    from samspel.cli.results import import_file

    return import_file(arguments.kind, arguments.path, arguments.programme, arguments.email, print)


def import_books(arguments: argparse.Namespace) -> int:
    """samspel books PATH --programme CODE --partner CODE --as EMAIL [--project …] [--map …]"""
    from samspel.cli.money import BooksFile, import_books_file

    file = BooksFile(arguments.path, arguments.programme, arguments.partner, arguments.project, arguments.map)
    return import_books_file(file, arguments.email, print)


def import_operations(arguments: argparse.Namespace) -> int:
    """samspel operations import PATH"""
    from samspel.cli.actors import import_operations_file

    return import_operations_file(arguments.path, arguments.email, sys.stdout)


def evaluate_matching(arguments: argparse.Namespace) -> int:
    """samspel matching evaluate PATH"""
    from samspel.matching.command import run

    return run(arguments.path, arguments.lexicon, print)


def index(arguments: argparse.Namespace) -> int:
    """samspel index rebuild|update|status"""
    from samspel.cli.search import index_command

    return index_command(arguments.what, print)


def import_actors(arguments: argparse.Namespace) -> int:
    """samspel actors import PATH --programme CODE"""
    from samspel.cli.actors import import_actors_file

    return import_actors_file(arguments.path, arguments.programme, sys.stdout)


def import_data(arguments: argparse.Namespace) -> int:
    """samspel datasets import PATH --programme CODE --dataset CODE --as EMAIL"""
    from samspel.cli.observatory import DataFile, import_data_file

    names = ("path", "programme", "dataset", "description", "only", "where", "recode", "leave_out", "vintage", "note")
    file = DataFile(**{name: getattr(arguments, name) for name in names})
    return import_data_file(file, arguments.email, print)


def worker(arguments: argparse.Namespace) -> int:
    """samspel worker"""
    from samspel.cli.observatory import work

    return work(arguments.until_empty, arguments.interval, arguments.beside)


def tidy(arguments: argparse.Namespace) -> int:
    """samspel tidy"""
    from samspel.actors.contacts.services import contacts_erase_expired
    from samspel.cli import frontdoor as frontdoor_cli
    from samspel.core import clock
    from samspel.frontdoor.referrals.services.reminders import referral_reminders_send
    from samspel.imports.services.staged_import import imports_discard_old

    contacts, files = contacts_erase_expired(today=clock.today()), imports_discard_old()
    print(f"{contacts} contacts erased, {files} unfinished imports thrown away")
    print(f"{referral_reminders_send(today=clock.today())} reminders of requests sent")
    frontdoor_cli.tidy(print)
    return 0


def digest(arguments: argparse.Namespace) -> int:
    """samspel digest"""
    from samspel.cli import frontdoor as frontdoor_cli

    return frontdoor_cli.digest(print)


def verify(arguments: argparse.Namespace) -> int:
    """samspel verify"""
    from django.db import connection

    from samspel.core import audit, triggers

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
    from samspel.core.backup import BackupError, write

    try:
        print(write(arguments.path))
    except BackupError as error:
        return _fail(str(error))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """samspel restore PATH"""
    from samspel.core.backup import BackupError, put_back

    if not arguments.yes and not _agrees("This replaces everything in the database. Go on?"):
        return _fail("nothing was changed")
    try:
        print(put_back(arguments.path))
    except BackupError as error:
        return _fail(str(error))
    return 0


def access_matrix(arguments: argparse.Namespace) -> int:
    """samspel access-matrix"""
    from samspel.core.access.matrix import markdown

    path = Path("docs/access.md")
    path.write_text(markdown(), encoding="utf-8")
    print(path)
    return 0


def _agrees(question: str) -> bool:
    """Whether the person at the keyboard says yes; no where there is none."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "j", "ja"}
    except EOFError:
        return False


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
