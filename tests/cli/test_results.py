"""`samspel import`: every row of a file of facts or none, as somebody who may record them."""

from io import StringIO
from pathlib import Path

import pytest

from samspel.cli.results import ProgressBar, import_file
from samspel.core.access import Role
from samspel.core.programmes.models import Programme
from samspel.results.models import Support
from tests.results.samples import organisation, row, somebody, text_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def brought(tmp_path: Path, programme: Programme, content: bytes, email: str, kind: str = "support") -> tuple[int, str]:
    """The command's exit status and what it printed."""
    path, printed = tmp_path / "stöd.csv", []
    path.write_bytes(content)
    status = import_file(kind, path, programme.code, email, printed.append)
    return status, "\n".join(printed)


def test_every_row_is_saved_and_the_same_file_adds_nothing(tmp_path: Path, ecs: Programme) -> None:
    user = somebody(ecs)
    content = text_table("support", [row(ecs, reference=str(n)) for n in range(3)])
    assert brought(tmp_path, ecs, content, user.email.upper()) == (0, "3 rows saved, 0 were there already")
    assert Support.objects.count() == 3
    assert {fact.recorded_by for fact in Support.objects.all()} == {user}
    assert brought(tmp_path, ecs, content, user.email) == (0, "0 rows saved, 3 were there already")
    assert Support.objects.count() == 3


def test_a_wrong_row_is_named_and_nothing_is_saved(tmp_path: Path, ecs: Programme) -> None:
    content = text_table("support", [row(ecs), row(ecs, reference="2", hours="tre")])
    status, printed = brought(tmp_path, ecs, content, somebody(ecs).email)
    assert status == 1
    assert "stöd.csv:3: Timmar:" in printed
    assert "1 of 2 rows are wrong; nothing is saved" in printed
    assert not Support.objects.exists()


def test_rows_of_another_region_are_refused(tmp_path: Path, ecs: Programme) -> None:
    partner = ecs.partners.order_by("order")[1]
    officer = somebody(ecs, Role.OFFICER, partner=partner)
    organisation(1)
    status, _printed = brought(tmp_path, ecs, text_table("support", [row(ecs)]), officer.email)
    assert status == 1
    assert not Support.objects.exists()
    own = text_table("support", [row(ecs, partner=partner.name_sv)])
    assert brought(tmp_path, ecs, own, officer.email)[0] == 0
    assert Support.objects.get().partner == partner


def test_what_is_not_known_is_told(tmp_path: Path, ecs: Programme) -> None:
    user = somebody(ecs)
    content = text_table("support", [row(ecs)])
    assert brought(tmp_path, ecs, content, "nobody@example.org")[0] == 2
    assert brought(tmp_path, ecs, content, user.email, kind="nothing")[0] == 2
    assert import_file("support", tmp_path / "none.csv", ecs.code, user.email, lambda _text: None) == 1
    assert import_file("support", tmp_path / "none.csv", "no-programme", user.email, lambda _text: None) == 2
    user.is_active = False
    user.save()
    assert brought(tmp_path, ecs, content, user.email)[0] == 2
    assert not Support.objects.exists()


def test_the_bar_is_drawn_in_a_terminal_alone() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal, file = Terminal(), StringIO()
    for out in (terminal, file):
        bar = ProgressBar(4, out)
        bar.show(2)
        bar.end()
    assert terminal.getvalue() == f"\r[{'#' * 20}{'.' * 20}] 2/4\n"
    assert file.getvalue() == ""
