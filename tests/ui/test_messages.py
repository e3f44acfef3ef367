"""Every text is in both languages, and every translation keeps its placeholders."""

from pathlib import Path

from babel.messages.pofile import read_po

from samspel.ui import messages


def test_every_text_is_translated() -> None:
    assert messages.missing() == {}


def test_a_missing_or_broken_translation_is_found(tmp_path: Path) -> None:
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (room / "apps.py").write_text('from x import gettext as _\n_("One %(thing)s")\n')
    (room / "templates" / "a.html").write_text('{% load i18n %}\n  {% translate "Two" %}\n')
    assert messages.missing(tmp_path) == {"room/sv": ["One %(thing)s", "Two"], "room/en": ["One %(thing)s", "Two"]}
    messages.update(package_dir=tmp_path)
    assert set(messages.missing(tmp_path)) == {"room/sv"}
    po = room / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgid "Two"\nmsgstr ""', 'msgid "Two"\nmsgstr "Två"')
    po.write_text(text.replace('msgid "One %(thing)s"\nmsgstr ""', 'msgid "One %(thing)s"\nmsgstr "En %(sak)s"'))
    assert messages.missing(tmp_path) == {"room/sv": ["One %(thing)s"]}
    assert messages.compile_all(tmp_path) == 2


def test_rooms_agree_on_a_text() -> None:
    # one text has one translation, whichever room has it: Django joins the catalogues, and the last one would win
    found: dict[tuple[str | None, str], dict[str, str]] = {}
    for path in sorted(Path(messages.__file__).parents[1].glob("*/locale/sv/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                text = message.id if isinstance(message.id, str) else message.id[0]
                found.setdefault((message.context, text), {})[path.parts[-5]] = (
                    message.string if isinstance(message.string, str) else message.string[0]
                )
    assert {key: rooms for key, rooms in found.items() if key[1] and len(set(rooms.values())) > 1} == {}
