"""Whatever somebody writes in an address or sends to it, no page answers with an error of the server.

Every address of the resolver is asked, with arguments and parameters that no page expects. SAMSPEL_FUZZ_REQUESTS says
how many requests; the usual number takes well under a minute."""

import copy
import os
import random
import re
import traceback
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.forms import BaseForm
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from samspel.core.access import Role
from samspel.core.figures import conditions, dimensions
from samspel.core.programmes.models import Programme
from tests.conftest import ROOT, Sign

REQUESTS = int(os.environ.get("SAMSPEL_FUZZ_REQUESTS", "1500"))
SEED = int(os.environ.get("SAMSPEL_FUZZ_SEED", "20"))
ROLES = (Role.PUBLIC, Role.MANAGER, Role.OFFICER)
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()\[\]])*\)")
READ = re.compile(r"""(?:\bget(?:list)?\(|text_at\(request, )"(\w+)\"""")
HOSTILE = (
    "²", "12345678901234567890", "9" * 400, "-1", "0", "x", "\0", "a\0b", "9999-12-31", "0001-01-01", "2019-02-30",
    "\ud800", "٣", "1e9", "NaN", "Infinity", "../..", "%", "'\"<>", " ", "a" * 5000, "[]", "{", "9223372036854775807",
    "2147483648", "\x1b", "\u202e", "1", "all", "csv",
)  # fmt: skip
SAMPLES: dict[str, tuple[str, ...]] = {
    "area": ("none",), "code": (), "criterion": ("gender",), "dataset": ("none",), "form": ("csv", "xlsx", "pdf"),
    "key": ("abc",), "kind": ("support", "participation", "organisations"), "label": ("core.Programme",),
    "link": ("none",), "measure": ("PO01",), "method": ("rca",), "milestone": ("none",), "number": ("1", "2"),
    "offer": ("none",), "organization_slug": ("none",), "partner": ("none",), "pk": ("1", "2"),
    "provider_id": ("none",), "slug": ("accept",), "step": ("1", "submit"), "token": ("none",), "track": ("none",),
    "uidb36": ("1",),
}  # fmt: skip
"""Values of each argument; links on the pages add those of the example."""


def addresses_of(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the product as a pattern with its arguments in angle brackets: `p/<code>/areas/<area>/`."""
    for entry in resolver.url_patterns:
        here = before + GROUP.sub(r"<\1>", str(entry.pattern).removeprefix("^").removesuffix("$")).replace("\\.", ".")
        if isinstance(entry, URLPattern):
            yield ARGUMENT.sub(r"<\1>", here).replace("^", "").replace("\\Z", "")
        else:
            yield from addresses_of(entry, here)


def parameter_names() -> list[str]:
    """What the pages read by name from a query or a form: in their sources, their forms, and the figures."""
    names = {name for path in (ROOT / "samspel").rglob("*.py") for name in READ.findall(path.read_text("utf-8"))}
    waiting: list[type[Any]] = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        names |= set(getattr(form, "base_fields", ()))
    return sorted(names | set(dimensions()) | set(conditions()))


def links(client: Client, patterns: list[str], code: str) -> dict[str, list[dict[str, Any]]]:
    """The arguments in links of pages without arguments of their own, by the route they lead to."""
    found: dict[str, list[dict[str, Any]]] = {}
    for pattern in patterns:
        address = pattern.replace("<code>", code)
        if "<" in address or "export" in address or "logout" in address:
            continue
        body = client.get(f"/{address}").content.decode("utf-8", "replace")
        for link in re.findall(r'(?:href|action)="(/[^"#?]*)', body):
            try:
                at = resolve(urlsplit(link).path)
            except Resolver404:
                continue
            shape = next(iter(addresses_in(at.route)))
            if at.kwargs not in found.setdefault(shape, []):
                found[shape].append(at.kwargs)
    return found


def addresses_in(route: str) -> Iterator[str]:
    """The route of a resolved address, in the form of `addresses_of`."""
    yield ARGUMENT.sub(r"<\1>", GROUP.sub(r"<\1>", route)).replace("^", "").replace("\\.", ".").replace("$", "")


def query_of(values: dict[str, str]) -> str:
    """The values as a query; halves of characters as the bytes that would spell them."""
    return urlencode(values, errors="surrogatepass")


def ask(client: Client, how: str, address: str, query: str, body: dict[str, str]) -> int:
    """The status of the answer to one request, whose writes are undone."""
    fresh = copy.copy(client)
    fresh.cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        if how == "POST":
            kind = "application/x-www-form-urlencoded"
            answer = fresh.generic("POST", f"{address}?{query}", query_of(body).encode(), kind)
        else:
            answer = fresh.generic(how, f"{address}?{query}")
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.every_database
def test_no_address_and_no_value_makes_an_error_of_the_server(example: Programme, signed_in: Sign) -> None:
    chance = random.Random(SEED)
    clients = {role: signed_in(role) for role in ROLES}
    for client in clients.values():
        client.raise_request_exception = False
    patterns = sorted(set(addresses_of(get_resolver())))
    names = parameter_names()
    real = links(clients[Role.MANAGER], patterns, example.code)
    raised: list[str] = []

    def note(sender: object, **told: Any) -> None:
        raised.append("".join(traceback.format_exc().splitlines(keepends=True)[-6:]))

    got_request_exception.connect(note)
    bad: dict[tuple[str, str], str] = {}
    for turn in range(max(REQUESTS, len(patterns))):
        pattern = patterns[turn % len(patterns)]
        chosen = dict(chance.choice(real[pattern])) if real.get(pattern) and chance.random() < 0.8 else {}
        arguments = {}
        for name in ARGUMENT.findall(pattern):
            usual = (example.code,) if name == "code" else SAMPLES[name]
            value = chosen.get(name, chance.choice(usual))
            wrong = chance.random() < (0.03 if name == "code" else 0.2)
            arguments[name] = chance.choice(HOSTILE) if wrong else str(value)
        address = f"/{pattern}"
        for name, value in arguments.items():
            address = address.replace(f"<{name}>", quote(value, errors="surrogatepass", safe=""))
        some = names if chance.random() < 0.3 else chance.sample(names, chance.choice([1, 3, 10]))
        one = chance.choice(HOSTILE)
        mixed = {name: one if chance.random() < 0.5 else chance.choice(HOSTILE) for name in some}
        how = chance.choice(["GET", "GET", "HEAD", "POST"])
        role = ROLES[(turn // len(patterns) + turn) % len(ROLES)]
        body = {name: value[:400] for name, value in mixed.items()}
        raised.clear()
        status = ask(clients[role], how, address, query_of(body), mixed)
        if status >= 500:
            bad.setdefault((pattern, how), f"{status} {role} {address[:150]} {raised[-1:] and raised[-1]}")
    got_request_exception.disconnect(note)
    assert not bad, "\n".join(f"{how} {pattern}: {said}" for (pattern, how), said in sorted(bad.items()))


def test_every_argument_of_an_address_has_samples() -> None:
    """A page with a new argument gets samples here, and so is asked too."""
    needed = {name for pattern in addresses_of(get_resolver()) for name in ARGUMENT.findall(pattern)}
    assert needed <= set(SAMPLES)


def test_parameters_are_collected() -> None:
    assert {"page", "as_of", "to", "entity", "reported", "offer", "text"} <= set(parameter_names())
