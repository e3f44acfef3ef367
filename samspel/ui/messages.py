"""Message catalogues without gettext binaries, one for each room: extraction, upkeep, compilation."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("sv", "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class MessageText(NamedTuple):
    """A text to translate: its id, its plural where it has one, and its context."""

    id: str
    plural: str = ""
    context: str = ""


def extract(package_dir: Path = PACKAGE) -> dict[str, set[MessageText]]:
    """Every room's texts, from its Python sources and its templates. Rooms without texts are left out."""
    rooms = [path.parent for path in sorted(package_dir.glob("*/apps.py"))]
    found = {room.name: set(_texts(room)) for room in rooms}
    return {room: texts for room, texts in found.items() if texts}


def update(*rooms: str, package_dir: Path = PACKAGE) -> None:
    """Bring the .po files (of the rooms named, or all) in step with the sources. English texts are ids."""
    for room, texts in extract(package_dir).items():
        if not rooms or room in rooms:
            for language in LANGUAGES:
                path = _po(package_dir, room, language)
                _write(path, _updated(_read(path, language), texts, language))


def compile_all(package_dir: Path = PACKAGE) -> int:
    """Write the .mo files beside the .po files; returns how many."""
    sources = sorted(package_dir.glob("*/locale/*/LC_MESSAGES/django.po"))
    for po in sources:
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, _read(po, po.parts[-3]))
    return len(sources)


def missing(package_dir: Path = PACKAGE) -> dict[str, list[str]]:
    """What is untranslated, fuzzy or has lost a placeholder, by 'room/language'. Empty: all is well."""
    problems = {}
    for room, texts in extract(package_dir).items():
        for language in LANGUAGES:
            catalogue = _read(_po(package_dir, room, language), language)
            lacking = sorted(text.id for text in texts if not _finished(catalogue, text))
            if lacking:
                problems[f"{room}/{language}"] = lacking
    return problems


def _texts(room: Path) -> Iterator[MessageText]:
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _from_source(path.read_text(encoding="utf-8"))
    for path in sorted([*room.rglob("*.html"), *room.rglob("*.txt")]):
        if "templates" in path.parts:
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # a template's own indentation would read as Python's
            yield from _from_source("\n".join(line.strip() for line in source.splitlines()))


def _from_source(source: str) -> Iterator[MessageText]:
    for _line, found, _comments, context in extract_from("python", io.BytesIO(source.encode()), KEYWORDS):
        singular, plural = (found, "") if isinstance(found, str) else (found[0], found[1])
        yield MessageText(singular, plural, context or "")


def _updated(catalogue: Catalog, texts: set[MessageText], language: str) -> Catalog:
    fresh = Catalog(charset="utf-8", creation_date=catalogue.creation_date)
    for text in texts:
        fresh.add((text.id, text.plural) if text.plural else text.id, context=text.context or None)
    catalogue.update(fresh, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def _finished(catalogue: Catalog, text: MessageText) -> bool:
    message = catalogue.get(text.id, context=text.context or None)
    if message is None or message.fuzzy or bool(message.pluralizable) != bool(text.plural):
        return False
    string = message.string
    return (all(string) if isinstance(string, list | tuple) else bool(string)) and not _broken(message, catalogue)


def _broken(message: Message, catalogue: Catalog) -> bool:
    """Whether the translation names other placeholders than the text."""
    return bool(message.check(catalogue))


def _po(package_dir: Path, room: str, language: str) -> Path:
    return package_dir / room / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        header = f"# {'Swedish' if language == 'sv' else 'English'} texts of this room."
        return Catalog(locale=language, project="Samspel", version="", charset="utf-8", header_comment=header)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.fuzzy = False
    with path.open("wb") as target:
        write_po(target, catalogue, width=110, sort_output=True, no_location=True)
