"""Facts: written once, voided with a reason, replaced, and read as of a moment. Raw SQL tries what code may not."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import DateField
from django.utils import timezone

from samspel.core import audit, clock, triggers
from samspel.core.access import Role
from samspel.core.facts import VOID_FIELDS, FactError, record, replace, void
from samspel.core.models import AuditEvent, Evidence
from samspel.core.programmes.models import Programme
from samspel.programme.models import Initiative, MilestoneReached
from samspel.results.models import (
    Collaboration,
    CollaborationMember,
    Innovation,
    InternationalContact,
    Leadership,
    Participation,
    PrivateInvestment,
    Support,
)
from tests.conftest import person

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]

GUARDED = [
    Support, Collaboration, PrivateInvestment, Initiative, MilestoneReached, Participation, Innovation,
    InternationalContact, Leadership,
]  # fmt: skip


def initiative(programme: Programme, **changes: Any) -> Initiative:
    """An unsaved initiative of the first area and partner."""
    values: dict[str, Any] = {
        "programme": programme,
        "partner": programme.partners.get(code="orebro"),
        "area": programme.areas.get(code="life"),
        "number": 900,
        "title": "Provbänk",
        "occurred_on": date(2019, 4, 1),
        "ends_on": date(2019, 6, 1),
        "partner_count": 1,
    }
    return Initiative(**{**values, **changes})


def real(example: Programme) -> Initiative:
    """A recorded initiative that is not example data."""
    fact = initiative(example)
    areas, partners = [fact.area], [fact.partner]
    return record(fact, person(Role.MANAGER), parts={"areas": areas, "partners": partners})


def test_a_fact_is_recorded_with_its_audit_event(example: Programme) -> None:
    fact = real(example)
    event = AuditEvent.objects.last()
    assert event is not None
    assert (event.action, event.object_id, event.programme_code) == ("initiative.recorded", str(fact.pk), example.code)
    assert event.changes["title"] == "Provbänk"
    assert fact.recorded_by == person(Role.MANAGER)


def test_a_fact_and_its_event_stand_or_fall_together(example: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Initiative.objects.count()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no room for the event")

    monkeypatch.setattr(audit, "write", fail)
    with pytest.raises(RuntimeError):
        real(example)
    assert Initiative.objects.count() == before


def test_only_who_may_records_and_voids(example: Programme) -> None:
    with pytest.raises(PermissionDenied):
        record(initiative(example), person(Role.EVALUATOR))
    with pytest.raises(PermissionDenied):
        void(real(example), person(Role.STEERING), "Fel")


def test_void_needs_a_reason_and_happens_once(example: Programme) -> None:
    fact, manager = real(example), person(Role.MANAGER)
    with pytest.raises(FactError):
        void(fact, manager, "   ")
    void(fact, manager, "Dubbelt registrerad")
    assert not Initiative.objects.as_of(None).filter(pk=fact.pk).exists()
    with pytest.raises(FactError):
        void(fact, manager, "Igen")


def test_replace_leaves_no_moment_with_both_or_neither(example: Programme) -> None:
    fact, manager = real(example), person(Role.MANAGER)
    after = replace(fact, manager, "Fel titel", {"title": "Testbädd"})
    assert (after.number, after.title, after.replaces_id) == (fact.number, "Testbädd", fact.pk)
    assert list(after.partners.all()) == list(fact.partners.all())
    moment = after.recorded_at
    for when in (moment - timedelta(microseconds=1), moment, moment + timedelta(days=1), None):
        assert Initiative.objects.as_of(when).filter(number=fact.number).count() == (
            1 if when is None or when >= fact.recorded_at else 0
        )


def test_what_was_known_stays_readable(example: Programme) -> None:
    wrong = PrivateInvestment.objects.exclude(voided_at=None).get()
    before = PrivateInvestment.objects.as_of(wrong.voided_at - timedelta(seconds=1))
    now = PrivateInvestment.objects.as_of(None)
    assert before.get(pk=wrong.pk).amount + Decimal(20_000) == now.get(replaces=wrong).amount


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m.__name__)
def test_content_cannot_be_updated_by_raw_sql(example: Programme, model: Any) -> None:
    row = model.objects.filter(voided_at=None).values().first()
    for field in (f for f in model._meta.concrete_fields if f.attname not in {"id", *VOID_FIELDS}):
        column = field.attname
        with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
            with connection.cursor() as cursor:
                statement = f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s'
                cursor.execute(statement, [other(row[column], field), row["id"]])


def other(value: Any, field: Any) -> Any:
    """Another value of the same type; a day or a number where there was none."""
    if value is None:
        return date(2019, 1, 1) if isinstance(field, DateField) else 1
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}x"[-(field.max_length or 20) :]
    return value + (timedelta(days=1) if isinstance(value, date) else 1)


def test_void_columns_cannot_be_rewritten_by_raw_sql(example: Programme) -> None:
    table, pk = PrivateInvestment._meta.db_table, PrivateInvestment.objects.exclude(voided_at=None).get().pk
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET void_reason = 'annat' WHERE id = %s", [pk])


def test_real_facts_cannot_be_deleted_by_raw_sql_but_example_ones_can(example: Programme) -> None:
    fact, table = real(example), Initiative._meta.db_table
    through = [Initiative.partners.through._meta.db_table, Initiative.areas.through._meta.db_table]
    for name, where in [(table, "id"), *((t, "initiative_id") for t in through)]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{name}" WHERE {where} = %s', [fact.pk])
    other = Initiative.objects.filter(example=True).values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        for name in (*through, Initiative.evidence.through._meta.db_table):
            cursor.execute(f'DELETE FROM "{name}" WHERE initiative_id = %s', [other])
        cursor.execute(f'DELETE FROM "{table}" WHERE id = %s', [other])
    assert not Initiative.objects.filter(pk=other).exists()


def test_parts_of_a_real_fact_stay(example: Programme) -> None:
    together = Collaboration(
        programme=example,
        partner=example.partners.get(code="orebro"),
        area=example.areas.get(code="life"),
        title="Nätverk",
        occurred_on=date(2019, 5, 1),
    )
    record(together, person(Role.MANAGER))
    member = CollaborationMember.objects.create(
        collaboration=together, organisation=Support.objects.all()[0].organisation
    )
    for statement in ("DELETE FROM {} WHERE id = %s", "UPDATE {} SET organisation_id = organisation_id WHERE id = %s"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(CollaborationMember._meta.db_table), [member.pk])


def test_a_row_cannot_be_replaced_by_inserting_over_it(example: Programme) -> None:
    fact, table = real(example), Initiative._meta.db_table
    columns = ", ".join(f'"{f.column}"' for f in Initiative._meta.concrete_fields)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'{verb} INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE id = %s', [fact.pk])


def test_whole_tables_cannot_be_emptied(example: Programme) -> None:
    real(example)
    verb = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    suffix = "" if connection.vendor == "sqlite" else " CASCADE"
    for model in (Initiative, AuditEvent):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'{verb} "{model._meta.db_table}"{suffix}')


def test_every_guarded_table_has_its_triggers_and_a_missing_one_is_told(db: None) -> None:
    assert triggers.missing(connection) == []
    on = ' ON "results_support"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "results_support_keep_update"{on}')
    assert triggers.missing(connection) == ["results_support"]


def test_evidence_follows_a_correction(example: Programme) -> None:
    paper = Evidence.objects.create(title="Avtal", reference="REG 2019/17", recorded_at=timezone.now())
    fact = initiative(example)
    record(fact, person(Role.MANAGER), evidence=[paper])
    after = replace(fact, person(Role.MANAGER), "Fel datum", {"ends_on": date(2019, 7, 1)})
    assert list(after.evidence.all()) == [paper]


def test_the_demo_records_on_its_own_day(settings: Any) -> None:
    settings.SAMSPEL_TODAY = date(2019, 9, 30)
    assert clock.today() == date(2019, 9, 30)
    assert clock.now().date() == date(2019, 9, 30)
    settings.SAMSPEL_TODAY = None
    assert abs(clock.now() - datetime.now(tz=clock.now().tzinfo)) < timedelta(seconds=5)
