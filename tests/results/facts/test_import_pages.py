"""The pages of an import: one's own files only, each step once, and work that has stopped can be taken up."""

from datetime import timedelta
from typing import Any

import pytest

from samspel.core import clock
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.imports.importer import ImportFault, importers
from samspel.imports.services.staged_import import import_save
from samspel.imports.services.table_import import table_import_begin, table_import_check
from samspel.imports.states import STOPPED_AFTER
from samspel.results.models import Import, Support
from tests.results.samples import address, brought_in, browser, organisation, row, saved, somebody, text_table, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def page_of(brought: Import) -> str:
    """Its address."""
    return address(brought.programme, f"imports/{brought.pk}/")


def chosen(brought: Import) -> dict[str, str]:
    """The columns as the form sends them."""
    return {name: str(at) for name, at in brought.columns.items()}


def test_columns_are_suggested_shown_and_can_be_chosen_otherwise(ecs: Programme) -> None:
    user = somebody(ecs)
    content = text_table("support", [row(ecs)]).replace(b"Timmar", b"Nedlagt")
    client = browser(user)
    answer = client.post(address(ecs, "support/import/"), {"file": upload("egen.csv", content)}, follow=True)
    assert "hours" not in answer.context["form"].initial
    brought = Import.objects.get()
    at = brought.report["header"].index("Nedlagt")
    client.post(page_of(brought), chosen(brought) | {"hours": str(at)})
    client.post(page_of(brought) + "save/")
    assert Support.objects.get().hours == 2


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"occurred_on": ""}, "occurred_on"),
        ({"kind": "99"}, "kind"),
        pytest.param({"hours": "0"}, "hours", id="one column twice"),
    ],
)
def test_columns_that_cannot_be_are_told(ecs: Programme, change: dict[str, str], wrong: str) -> None:
    user = somebody(ecs)
    brought = table_import_begin(
        user=user,
        programme=ecs,
        importer=importers()["support"],
        filename="rader.csv",
        content=text_table("support", [row(ecs)]),
    )
    answer = browser(user).post(page_of(brought), chosen(brought) | change)
    assert list(answer.context["form"].errors) == [wrong]
    assert Import.objects.get().stage == "read"


def test_the_page_names_what_is_wrong_and_offers_no_saving(ecs: Programme) -> None:
    user = somebody(ecs)
    brought = brought_in(user, ecs, text_table("support", [row(ecs, hours="tre"), row(ecs)]))
    answer = browser(user).get(page_of(brought))
    assert not answer.context["may_save"]
    text = answer.content.decode()
    assert "tre" in text
    assert "Timmar" in text
    assert "save/" not in text
    browser(user).post(page_of(brought) + "save/")
    assert not Support.objects.exists()


def test_saving_twice_saves_once(ecs: Programme) -> None:
    user = somebody(ecs)
    brought = brought_in(user, ecs, text_table("support", [row(ecs, reference=str(n)) for n in range(3)]))
    client = browser(user)
    for _time in range(2):
        assert client.post(page_of(brought) + "save/").status_code == 302
    brought.refresh_from_db()
    assert (brought.stage, brought.report["written"], brought.content) == ("saved", 3, None)
    assert Support.objects.count() == 3


def test_two_who_read_the_file_as_checked_save_it_once(ecs: Programme) -> None:
    user = somebody(ecs)
    brought = brought_in(user, ecs, text_table("support", [row(ecs)]))
    stale = Import.objects.get(pk=brought.pk)
    import_save(staged=brought)
    with pytest.raises(ImportFault):
        import_save(staged=stale)
    assert Support.objects.count() == 1


def test_a_file_not_yet_checked_is_not_saved(ecs: Programme) -> None:
    brought = table_import_begin(
        user=somebody(ecs),
        programme=ecs,
        importer=importers()["support"],
        filename="rader.csv",
        content=text_table("support", [row(ecs)]),
    )
    with pytest.raises(ImportFault):
        import_save(staged=brought)
    assert not Support.objects.exists()


def test_another_persons_file_is_not_there(ecs: Programme) -> None:
    brought = brought_in(somebody(ecs), ecs, text_table("support", [row(ecs)]))
    other = browser(somebody(ecs))
    assert other.get(page_of(brought)).status_code == 404
    for path in ("", "save/", "drop/"):
        assert other.post(page_of(brought) + path, chosen(brought)).status_code == 404
    assert Import.objects.get().stage == "checked"
    assert not Support.objects.exists()


def test_ones_own_file_is_not_in_another_programme(ecs: Programme, nordmark: Programme) -> None:
    user = somebody(ecs)
    user.memberships.create(programme=nordmark, role=Role.MANAGER.value)
    brought = brought_in(user, ecs, text_table("support", [row(ecs)]))
    assert browser(user).get(address(nordmark, f"imports/{brought.pk}/")).status_code == 404
    assert browser(user).get(page_of(brought)).status_code == 200


def test_a_file_thrown_away_is_gone_and_a_saved_one_stays(ecs: Programme) -> None:
    user = somebody(ecs)
    first, client = brought_in(user, ecs, text_table("support", [row(ecs)])), browser(user)
    client.post(page_of(first) + "drop/")
    assert not Import.objects.exists()
    second = saved(user, ecs, text_table("support", [row(ecs)]))
    client.post(page_of(second) + "drop/")
    assert Import.objects.get() == second


@pytest.mark.parametrize("stage", ["checking", "saving"])
def test_work_that_has_stopped_can_be_taken_up_and_work_going_on_is_left(ecs: Programme, stage: str) -> None:
    user = somebody(ecs)
    brought = brought_in(user, ecs, text_table("support", [row(ecs)]))
    client, rows = browser(user), Import.objects.filter(pk=brought.pk)
    rows.update(stage=stage, touched_at=clock.now())
    answer = client.get(page_of(brought))
    assert (answer.context["working"], "Refresh" in answer.headers) == (True, True)
    client.post(page_of(brought), chosen(brought))
    assert Import.objects.get().stage == stage
    rows.update(touched_at=clock.now() - STOPPED_AFTER - timedelta(seconds=1))
    answer = client.get(page_of(brought))
    assert (answer.context["stopped"], "Refresh" in answer.headers) == (True, False)
    client.post(page_of(brought), chosen(brought))
    assert Import.objects.get().stage == "checked"
    client.post(page_of(brought) + "save/")
    assert Support.objects.count() == 1


def test_what_goes_wrong_on_our_side_is_told_and_saves_nothing(ecs: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    user = somebody(ecs)
    brought = brought_in(user, ecs, text_table("support", [row(ecs)]))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("samspel.core.audit.write", broken)
        import_save(staged=brought)
    brought.refresh_from_db()
    assert brought.stage == "failed"
    assert "disk" not in brought.report["fault"]
    assert not Support.objects.exists()
    table_import_check(staged=brought, columns=brought.columns)
    import_save(staged=Import.objects.get(pk=brought.pk))
    assert Support.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.STEERING, Role.EVALUATOR, Role.ADMINISTRATOR, Role.ACTOR])
def test_those_who_do_not_record_do_not_bring_in(ecs: Programme, role: Role) -> None:
    of: dict[str, Any] = {"partner": ecs.partners.all()[0]} if role is Role.CONTROLLER else {}
    of |= {"organisation": organisation(1)} if role is Role.ACTOR else {}
    client = browser(somebody(ecs, role, **of))
    assert client.get(address(ecs, "support/template.xlsx")).status_code == 403
    answer = client.post(address(ecs, "support/import/"), {"file": upload("a.csv", b"a;b\n1;2\n")})
    assert answer.status_code == 403
    assert not Import.objects.exists()


def test_the_latest_files_are_listed_for_the_one_who_brought_them(ecs: Programme) -> None:
    user, other = somebody(ecs), somebody(ecs)
    mine = brought_in(user, ecs, text_table("support", [row(ecs)]), name="min fil.csv")
    brought_in(other, ecs, text_table("support", [row(ecs)]), name="annans fil.csv")
    answer = browser(user).get(address(ecs, "support/import/"))
    assert [found.pk for found in answer.context["earlier"]] == [mine.pk]
    assert "annans fil" not in answer.content.decode()
