"""The demo as a newcomer gets it, served on a free port, and a real browser in front of it; for all that browse."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PROGRAMME = "/p/ecs-2018-2020/"


@dataclass
class Demo:
    """A running demo: its address, and the sign-ins it printed (role or mailbox → e-mail address)."""

    url: str
    password: str
    people: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`samspel demo` on an empty state folder."""
    state = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"SAMSPEL_STATE": str(state), "SAMSPEL_DEVELOPMENT": "1", "SAMSPEL_TODAY": "2019-09-30"}
    log = state / "demo.log"
    with log.open("w") as out:
        command = [sys.executable, "-u", "-m", "samspel", "demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait(f"http://localhost:{port}/health/ready", process, log)
        told = log.read_text()
        password = re.search(r"password (\S+)", told)
        assert password, told
        found = re.findall(r"^  (\w+) +((\S+)@\S+)", told, re.MULTILINE)
        people = {key: email for role, email, mailbox in found for key in (mailbox, role)}
        yield Demo(f"http://localhost:{port}", password[1], people)
    finally:
        process.terminate()
        process.wait(120)  # a busy machine takes its time to stop it


def wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; fails with its log where it ends or takes more than five minutes."""
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(log.read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; the tests are skipped, visibly, without it."""
    path = os.environ.get("SAMSPEL_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, demo: Demo) -> Iterator[Open]:
    """A page in a window of its own: `open_page(role, **context)`. What its console complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(role: str = "", language: str = "en", **options: Any) -> Page:
        context = browser.new_context(base_url=demo.url, locale=language, **options)
        context.add_cookies([{"name": "language", "value": language, "url": demo.url}])
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if role:
            sign_in(page, demo, role)
        return page

    yield opened
    for context in contexts:
        context.close()
    # a 403, 404 or 429 that a test asks for is told in the console too
    assert [c for c in complaints if "Failed to load resource" not in c] == []


def sign_in(page: Page, demo: Demo, role: str) -> None:
    """As the example person with the role, or the mailbox."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(demo.people[role])
    page.locator("input[name=password]").fill(demo.password)
    page.locator("main form button.btn:not(.ghost)").click()
    page.wait_for_url(lambda url: "/account/login" not in url)
