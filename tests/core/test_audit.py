"""The chain holds, and the first broken link is named."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from samspel import cli
from samspel.cli import commands
from samspel.core import audit, triggers
from samspel.core.models import AuditEvent, County, User

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]


@pytest.fixture
def events() -> list[AuditEvent]:
    """Four events by somebody and by the system."""
    user = User.objects.create_user("anna@example.org", name="Anna")
    county = County.objects.all()[0]
    with transaction.atomic():
        return [audit.write(user if i % 2 else None, "test.done", county, changes={"n": i, "å": 1.5}) for i in range(4)]


def test_the_chain_holds(events: list[AuditEvent]) -> None:
    assert audit.first_broken_link() is None
    assert [e.previous_hash for e in events[1:]] == [e.hash for e in events[:-1]]
    assert events[0].previous_hash == audit.FIRST


@pytest.mark.parametrize("column", ["action", "object_id", "changes", "actor_label", "at", "programme_code"])
def test_a_changed_event_is_found(events: list[AuditEvent], column: str) -> None:
    values = {"changes": '{"n": 7}', "at": "2001-01-01 00:00:00+00:00"}
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cast = "CAST(%s AS jsonb)" if column == "changes" and connection.vendor == "postgresql" else "%s"
        statement = f"UPDATE kernel_auditevent SET {column} = {cast} WHERE id = %s"
        cursor.execute(statement, [values.get(column, "annat"), events[1].pk])
    broken = audit.first_broken_link()
    assert broken is not None
    assert (broken.event_id, broken.reason) == (events[1].pk, "the event's content was changed")


def test_a_removed_event_is_found_at_the_next(events: list[AuditEvent]) -> None:
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=events[1].pk).delete()
    broken = audit.first_broken_link()
    assert broken is not None
    assert broken.event_id == events[2].pk


def test_a_name_can_be_erased_without_breaking_the_chain(events: list[AuditEvent]) -> None:
    User.objects.update(name="", email="borttagen@example.org")
    assert audit.first_broken_link() is None


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        audit.write(None, "test.done", County.objects.all()[0], changes={})


def test_verify_says_what_it_found(events: list[AuditEvent], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = cli.parser().parse_args(["verify"])
    assert commands.verify(arguments) == 0
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=events[0].pk).update(action="test.undone")
    assert commands.verify(arguments) == 1
    told = capsys.readouterr().out
    assert f"audit event {events[0].pk}" in told
    assert "tables without their triggers" in told


def test_the_history_of_an_object_is_newest_first(events: list[AuditEvent]) -> None:
    assert [e.pk for e in audit.history(County.objects.all()[0])] == [e.pk for e in reversed(events)]


def test_migrating_again_changes_nothing(events: list[AuditEvent]) -> None:
    call_command("migrate", verbosity=0)
    assert audit.first_broken_link() is None
