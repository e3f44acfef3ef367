"""Every text is in both languages, and every translation keeps its placeholders."""

from pathlib import Path

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
