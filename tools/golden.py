"""A golden crawl: what every page and export answers, for every role and for nobody, in both languages, on the demo.

    python tools/golden.py record FOLDER     crawl, and keep each answer under FOLDER/<role>/<language>/
    python tools/golden.py compare FOLDER    ask for the same addresses again and print each difference; 1 where any

Each run makes a database of its own in a temporary folder with a fixed clock, loads the programmes and the example as
`make demo` does, and asks Django's test client in process. A request leaves nothing behind: what it wrote is undone.
`record` follows links and search forms from every address without arguments. Of pages that differ only in their
arguments it takes a few, chosen by sorted address, so that two runs over the same product choose alike; what one role
found is asked for by all. `compare` takes the addresses from FOLDER and chooses nothing.

Only names that stay are used: `samspel.config.settings`, the commands of `samspel`, models by Django's registry.
"""

import argparse
import collections
import contextlib
import difflib
import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2019-09-30"
MOMENT = datetime(2019, 9, 30, 10, 0, tzinfo=UTC)
PUBLIC = "public"
LANGUAGES = ("sv", "en")
SAMPLES = 2  # addresses of a kind with a query or a number in them
NAMED_SAMPLES = 6  # addresses of a kind that differ in codes alone
OF_VIEW = 20  # addresses of one view in one programme, whatever their arguments
TELLING = ("form", "format", "chart", "show", "kind", "standing")  # arguments whose value makes another kind of page
SKIP = re.compile(r"logout|^/language/|^/static/|^/media/|/session/|^/account/(oidc|saml|3rdparty)")
HEADERS_LEFT_OUT = {"date", "set-cookie", "content-length", "last-modified", "etag", "expires", "server-timing"}
SHOWN_LINES = 30
ENDINGS = {
    "text/html": "html", "text/csv": "csv", "application/json": "json", "image/svg+xml": "svg", "text/plain": "txt",
    "application/pdf": "pdf.txt",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One answer to one address; `file` is relative to the folder."""

    address: str
    role: str
    language: str
    status: int
    file: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Where an answer is no longer what it was."""

    address: str
    role: str
    language: str
    lines: list[str]


@dataclass(frozen=True)
class Wanted:
    """A part of the answers: roles and languages, all where empty, and every nth address."""

    roles: set[str]
    languages: set[str]
    every: int

    def has(self, role: str, language: str) -> bool:
        """Whether the part includes them."""
        return (not self.roles or role in self.roles) and (not self.languages or language in self.languages)


def main() -> int:
    """The command; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("what", choices=["record", "compare"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="differences as JSON")
    parser.add_argument("--roles", default="", help="only these roles, with commas between")
    parser.add_argument("--languages", default="", help="only these languages")
    parser.add_argument("--every", type=int, default=1, help="compare every nth address only: a quick look")
    parser.add_argument("--layout", action="store_true", help="also what differs only in white space of HTML")
    parser.add_argument("--keep", type=Path, help="keep what is asked for again in this folder")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--state", type=Path, help="keep the database here, and use it where it is already made")
    arguments = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        command = [sys.executable, str(Path(__file__).resolve()), *sys.argv[1:]]
        return subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="samspel-golden-") as temporary:
        state = arguments.state or Path(temporary) / "state"
        if not (state / "made").exists():
            make_demo(state)
        started: dict[str, Any] = {"max_workers": arguments.workers, "mp_context": get_context("spawn")}
        with ProcessPoolExecutor(**started, initializer=begin, initargs=(state, Path(temporary))) as pool:
            wanted = Wanted(
                set(filter(None, arguments.roles.split(","))),
                set(filter(None, arguments.languages.split(","))),
                arguments.every,
            )
            if arguments.what == "record":
                return record(pool, arguments.folder, wanted)
            with tempfile.TemporaryDirectory(prefix="samspel-golden-new-") as new:
                found, number = compare(pool, arguments.folder, arguments.keep or Path(new), wanted, arguments.layout)
            tell(found, number, arguments.json)
            return 1 if found else 0


# --- the demo -------------------------------------------------------------------------------------------


def environment(state: Path) -> dict[str, str]:
    """What the settings read; nothing of the caller's own configuration."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMSPEL_", "DATABASE_", "DJANGO"))
    }
    return {
        **kept,
        "SAMSPEL_STATE": str(state), "SAMSPEL_TODAY": TODAY, "SAMSPEL_DEVELOPMENT": "1", "SAMSPEL_SECRET_KEY": "golden",
        "DJANGO_SETTINGS_MODULE": "samspel.config.settings", "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1", "TZ": "Europe/Stockholm",
    }  # fmt: skip


def make_demo(state: Path) -> None:
    """The database and the search index of `make demo` in the folder, the same each time."""
    state.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in (ROOT / "programmes").glob("*/programme.toml"))
    commands = [
        ["messages", "compile"],
        ["migrate", "-v0"],
        *(["programme", "load", str(folder), "--yes"] for folder in folders),
        ["example", "load"],
        ["worker", "--until-empty"],
        ["index", "rebuild"],
    ]
    for number, command in enumerate(commands):
        path = [str(ROOT), str(ROOT / "tools")]
        code = f"import sys; sys.path[:0] = {path!r}; import golden; golden.run({number}, {command!r})"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment(state), cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"samspel {' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    (state / "made").touch()


def run(number: int, command: list[str]) -> None:
    """One command of `samspel` in this process, with a clock that goes a microsecond at each look, and no chance."""
    freeze(MOMENT - timedelta(hours=1) + timedelta(minutes=number), ticking=True)
    without_chance()
    from samspel.cli import main as samspel

    sys.argv = ["samspel", *command]
    samspel()


def freeze(moment: datetime, ticking: bool) -> None:
    """Django's clock stands, or nearly, at the moment."""
    timezone: Any = import_module("django.utils.timezone")
    looks = iter(range(10**9)) if ticking else iter(lambda: 0, 1)
    timezone.now = lambda: moment + timedelta(microseconds=next(looks))


def without_chance() -> None:
    """Passwords, links and salts come out of a counter."""
    import secrets

    counted = iter(range(10**9))

    def token(size: int | None = None) -> bytes:
        return hashlib.shake_256(str(next(counted)).encode()).digest(size or 32)

    import base64

    secrets.token_bytes = token  # type: ignore[assignment]
    secrets.token_hex = lambda size=None: token(size).hex()  # type: ignore[assignment]
    secrets.token_urlsafe = lambda size=None: base64.urlsafe_b64encode(token(size)).rstrip(b"=").decode()  # type: ignore[assignment]


# --- in the workers -------------------------------------------------------------------------------------


def begin(state: Path, temporary: Path) -> None:
    """A worker: its own copy of the database, Django set up, the clock still."""
    own = temporary / f"worker-{os.getpid()}"
    shutil.copytree(state, own)
    os.environ.clear()
    os.environ.update(environment(own))
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    freeze(MOMENT, ticking=False)
    logging.disable(logging.CRITICAL)


def roles() -> list[tuple[str, int]]:
    """Name and user of each role that somebody has in a programme, sorted; the newest membership of each."""
    from django.apps import apps

    membership: Any = next(model for model in apps.get_models() if model.__name__ == "Membership")
    newest = {
        f"{code}" if first else f"{code}-{programme}": user for code, programme, user, first in _memberships(membership)
    }
    return sorted(newest.items())


def _memberships(model: Any) -> Iterator[tuple[str, str, int, bool]]:
    rows = list(model.objects.order_by("pk").values_list("role", "programme__code", "user_id"))
    first = rows[0][1] if rows else ""
    for role, programme, user in rows:
        yield str(role), programme, user, programme == first


def codes() -> list[str]:
    """Codes of the programmes; the first has the example."""
    from django.apps import apps

    programme: Any = next(model for model in apps.get_models() if model.__name__ == "Programme")
    return sorted(programme.objects.values_list("code", flat=True), key=lambda code: (not code.startswith("ecs"), code))


def seeds() -> list[str]:
    """The addresses without arguments, and each programme's of its code alone."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: Any, prefix: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            route = prefix + str(each.pattern).lstrip("^").rstrip("$")
            if isinstance(each, URLResolver):
                yield from walk(each, route)
            elif isinstance(each, URLPattern):
                yield route

    found = set()
    for route in walk(get_resolver(), "/"):
        for code in codes():
            made = route.replace("<slug:code>", code)
            if not re.search(r"[<(\\?]", made):
                found.add(made)
    return sorted(address for address in found if not SKIP.search(address))


def fetch(user: int | None, role: str, language: str, addresses: list[str], folder: str) -> list[dict[str, Any]]:
    """Ask for the addresses and keep the answers; each as a dict with the links found in it."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies["language"] = language
    if user is not None:
        client.force_login(get_user_model()._default_manager.get(pk=user))
    kept = []
    for address in addresses:
        status, headers, content = ask(client, address)
        media = headers.get("content-type", "").split(";")[0]
        name = f"{role}/{language}/{slug(address)}.{ENDINGS.get(media, 'txt')}"
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain(content, media), encoding="utf-8")
        answer = asdict(Answer(address, role, language, status, name, headers))
        links = links_of(content.decode(), address) if media == "text/html" else []
        if "location" in headers:
            links.append(urljoin(address, headers["location"]))
        kept.append({**answer, "links": sorted(set(followed(links)))})
    return kept


def ask(client: Any, address: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content; what the request wrote is undone."""
    from django.db import transaction

    cookies = client.cookies.output()
    with transaction.atomic():
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        for name in set(client.cookies) - {"language", "sessionid"}:
            del client.cookies[name]
    headers = {name.lower(): value for name, value in sorted(response.headers.items())}
    return response.status_code, {n: still(v) for n, v in headers.items() if n not in HEADERS_LEFT_OUT}, content


def kinds(addresses: list[str]) -> dict[str, tuple[str, int]]:
    """Address → its kind, and how many of the kind are taken; addresses that lead nowhere are left out."""
    from django.urls import Resolver404, resolve

    main = codes()[0]
    found = {}
    for address in addresses:
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            continue
        query = parse_qsl(parts.query, keep_blank_values=True)
        told = [f"{key}={value}" if key in TELLING else key for key, value in sorted(query)]
        arguments = {**match.kwargs, **{str(number): value for number, value in enumerate(match.args)}}
        set_apart = [str(arguments.get(key, "")) for key in ("code", "form", "kind", "label")]
        numbered = any(isinstance(value, int) for value in arguments.values())
        kind = "|".join([match.view_name, *set_apart, *sorted(set(told))])
        most = SAMPLES if query or numbered else NAMED_SAMPLES
        found[address] = (kind, most if arguments.get("code", main) == main else 1)
    return found


# --- what is kept ---------------------------------------------------------------------------------------

STILL = [
    (re.compile(r'(name="begun" value=")[^"]+'), r"\1-"),
    (re.compile(r'(csrfmiddlewaretoken" value=")[^"]+'), r"\1-"),
    (re.compile(r"""(x-csrftoken["']?\s*:\s*["'])[^"']+""", re.IGNORECASE), r"\1-"),
    (re.compile(r"""(nonce[-=]["']?)[\w+/=-]+"""), r"\1-"),
    (re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*"), r"\1-"),
    (re.compile(r"(\d\d:\d\d:\d\d)\.\d{3,6}"), r"\1"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "-digest-"),
    (re.compile(r"otpauth://[^\"'<\s]+"), "otpauth://-"),
]


def still(text: str) -> str:
    """Without what differs from run to run."""
    for pattern, replacement in STILL:
        text = pattern.sub(replacement, text)
    return text


def plain(content: bytes, media: str) -> str:
    """The content as text: a packed file unpacked, a PDF with its streams opened, a picture's digest."""
    if content[:2] == b"PK":
        return unpacked(content)
    if content[:5] == b"%PDF-":
        return opened(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return f"{media} {len(content)} {hashlib.sha256(content).hexdigest()}\n"
    return secret_out(still(text))


def secret_out(text: str) -> str:
    """A page that sets up one-time codes shows a new secret each time, in a field and in a picture."""
    if 'name="code"' not in text or "totp" not in text:
        return text
    text = re.sub(r"\b[A-Z2-7]{32}\b", "-secret-", text)
    return re.sub(r"data:image/svg\+xml;[^\"']+", "-picture-", text)


def unpacked(content: bytes) -> str:
    """Each part of a workbook, a document or an archive under its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = []
        for name in sorted(packed.namelist()):
            part = packed.read(name)
            try:
                text = still(part.decode("utf-8")).replace("><", ">\n<")
            except UnicodeDecodeError:
                text = unpacked(part) if part[:2] == b"PK" else hashlib.sha256(part).hexdigest()
            parts.append(f"=== {name}\n{text}\n")
    return "".join(parts)


def opened(content: bytes) -> str:
    """A PDF's objects with their streams unpacked, without its dates and identifiers."""

    def stream(match: re.Match[bytes]) -> bytes:
        try:
            return b"stream\n" + zlib.decompress(match[1]) + b"\nendstream"
        except zlib.error:
            return b"stream " + hashlib.sha256(match[1]).hexdigest().encode() + b" endstream"

    text = re.sub(rb"stream\r?\n(.*?)\r?\nendstream", stream, content, flags=re.DOTALL).decode("latin-1")
    text = re.sub(r"/(CreationDate|ModDate) ?\([^)]*\)", r"/\1 (-)", text)
    text = re.sub(r"<xmp:(CreateDate|ModifyDate)>[^<]*", r"<xmp:\1>-", text)
    text = re.sub(r"<xmpMM:(DocumentID|InstanceID)>[^<]*", r"<xmpMM:\1>-", text)
    text = re.sub(r"/ID ?\[.*?\]", "/ID [-]", text, flags=re.DOTALL)
    text = re.sub(r"startxref\s+\d+", "startxref -", text)
    return re.sub(r"/Length \d+", "/Length -", text)


def slug(address: str) -> str:
    """A file name for the address, unique by its digest."""
    short = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")[:90]
    return f"{short or 'start'}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


class Links(HTMLParser):
    """Collects what a reader can follow without changing anything: links, search forms with their values, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.form: tuple[str, list[tuple[str, str]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that leads somewhere."""
        values = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get", "src", "data-src", "data-href"):
            if name in values:
                self.found.append(values[name])
        if tag == "form" and values.get("method", "get").lower() == "get" and "hx-post" not in values:
            self.form = (values.get("action", ""), [])
        if self.form and tag == "input" and values.get("name"):
            chosen = values.get("type") not in ("checkbox", "radio") or "checked" in values
            if chosen:
                self.form[1].append((values["name"], values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """The end of a form: where it leads with what stands in it."""
        if tag == "form" and self.form:
            action, query = self.form
            self.found.append(f"{action.split('?')[0]}?{urlencode(query)}" if query else action)
            self.form = None


def links_of(html: str, address: str) -> list[str]:
    """Absolute addresses of what the page leads to."""
    reader = Links()
    reader.feed(html)
    return [urljoin(address, link) for link in reader.found]


def followed(links: Iterable[str]) -> Iterator[str]:
    """The addresses on this host, without fragment, arguments sorted."""
    for link in links:
        parts = urlsplit(link)
        if parts.scheme not in ("", "http", "https") or parts.netloc not in ("", "localhost", "testserver"):
            continue
        if not parts.path.startswith("/") or SKIP.search(parts.path):
            continue
        query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
        yield f"{parts.path}?{query}" if query else parts.path


# --- record and compare ---------------------------------------------------------------------------------


def record(pool: ProcessPoolExecutor, folder: Path, wanted: Wanted) -> int:
    """Crawl as every role in the first language: what one role finds is asked for by all. What answers 200 is then
    asked for in the other language too."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    everyone: list[tuple[str, int | None]] = [(PUBLIC, None), *pool.submit(roles).result()]
    people = [person for person in everyone if wanted.has(person[0], LANGUAGES[0])]
    answers: dict[tuple[str, str, str], dict[str, Any]] = {}
    taken: collections.Counter[Any] = collections.Counter()
    chosen: list[str] = []
    seen: set[str] = set()
    level = pool.submit(seeds).result()
    while level:
        seen.update(level)
        now = []
        of_kind = pool.submit(kinds, level).result()
        for address in level:
            kind, most = of_kind.get(address, ("", 0))
            view = "|".join(kind.split("|")[:2])
            if taken[kind] < most and taken[view, ""] < OF_VIEW:
                taken[kind] += 1
                taken[view, ""] += 1
                now.append(address)
        chosen += now
        print(f"{len(now)} of {len(level)} addresses", file=sys.stderr, flush=True)
        found = asked(pool, [(*person, LANGUAGES[0], now) for person in people], folder)
        answers.update(found)
        write_index(folder, answers)
        level = sorted({link for each in found.values() for link in each["links"]} - seen)
    shown: dict[str, list[str]] = {}
    for (role, _, address), each in answers.items():
        if each["status"] == 200:
            shown.setdefault(role, []).append(address)
    answers.update(asked(pool, [(*person, LANGUAGES[1], shown[person[0]]) for person in people], folder))
    write_index(folder, answers)
    statuses = collections.Counter(each["status"] for each in answers.values())
    told = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    print(f"{len(answers)} answers from {len(chosen)} addresses to {len(people)} roles ({told})")
    return 0


def write_index(folder: Path, answers: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    """What was asked for and where the answers are; after each level, so that a crawl that is stopped can be used."""
    index = [{name: value for name, value in answers[key].items() if name != "links"} for key in sorted(answers)]
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False), encoding="utf-8")


def asked(
    pool: ProcessPoolExecutor,
    wanted: list[tuple[str, int | None, str, list[str]]],
    folder: Path,
) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(role, language, address) → its answer, from all workers."""
    tasks = [
        pool.submit(fetch, user, role, language, addresses[start : start + 60], str(folder.resolve()))
        for role, user, language, addresses in wanted
        for start in range(0, len(addresses), 60)
    ]
    return {(each["role"], each["language"], each["address"]): each for task in tasks for each in task.result()}


def compare(
    pool: ProcessPoolExecutor, folder: Path, new: Path, wanted: Wanted, layout: bool
) -> tuple[list[Difference], int]:
    """Ask for the recorded addresses again, into `new`; the answers that differ, and how many were asked for."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    some = set(sorted({each["address"] for each in index})[:: wanted.every])
    before = {
        (each["role"], each["language"], each["address"]): each
        for each in index
        if each["address"] in some and wanted.has(each["role"], each["language"])
    }
    people = dict([(PUBLIC, None), *pool.submit(roles).result()])
    groups: dict[tuple[str, str], list[str]] = {}
    for role, language, address in before:
        groups.setdefault((role, language), []).append(address)
    tasks = [
        (role, people[role], language, sorted(addresses))
        for (role, language), addresses in groups.items()
        if role in people
    ]
    after = asked(pool, tasks, new)
    return list(differences(before, after, folder, new, layout)), len(before)


def differences(
    before: dict[tuple[str, str, str], dict[str, Any]],
    after: dict[tuple[str, str, str], dict[str, Any]],
    old: Path,
    new: Path,
    layout: bool,
) -> Iterator[Difference]:
    """Where status, headers or content differ; of HTML, unless for `layout`, its tags, attributes and words."""
    for key, was in before.items():
        role, language, address = key
        now = after.get(key)
        if now is None:
            yield Difference(address, role, language, ["- answered", "+ nobody has the role"])
            continue
        lines = [
            f"{sign} {name}: {value}"
            for name in ("status", "headers")
            if was[name] not in (None, now[name])
            for sign, value in (("-", was[name]), ("+", now[name]))
        ]
        texts = [still((side / each["file"]).read_bytes().decode()) for side, each in ((old, was), (new, now))]
        if texts[0] != texts[1]:
            shown = str.splitlines if layout or not was["file"].endswith(".html") else pieces
            one, other = (shown(text) for text in texts)
            lines += [line[:240] for line in difflib.unified_diff(one, other, n=0, lineterm="")][2:]
        if lines:
            yield Difference(address, role, language, lines)


class Pieces(HTMLParser):
    """Collects a page's tags, with their attributes by name, and its words, without the white space between."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes, classes in order."""
        told = {name: " ".join(sorted((value or "").split())) for name, value in attrs}
        self.found.append(f"<{' '.join([tag, *(f'{name}={value!r}' for name, value in sorted(told.items()))])}>")

    def handle_endtag(self, tag: str) -> None:
        """The end of a tag."""
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words; what is broken by a comment or a reference goes on where it was."""
        if words := " ".join(data.split()):
            self.found.append(words)


def pieces(html: str) -> list[str]:
    """The page's tags and words, one a line."""
    reader = Pieces()
    reader.feed(html)
    return reader.found


def tell(found: list[Difference], asked_for: int, as_json: bool) -> None:
    """Print the differences."""
    if as_json:
        print(json.dumps([asdict(each) for each in found], indent=1, ensure_ascii=False))
        return
    for each in found:
        print(f"{each.address} · {each.role} · {each.language}")
        for line in each.lines[:SHOWN_LINES]:
            print(f"    {line}")
        if len(each.lines) > SHOWN_LINES:
            print(f"    … {len(each.lines) - SHOWN_LINES} more lines")
    print(f"{len(found)} of {asked_for} answers differ")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
