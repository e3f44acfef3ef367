"""Everything `make test` runs, in order, with a summary whose last line names what was skipped.

Standard library only. Chromium and PostgreSQL are used where found, installed where that is possible (root on Debian),
and otherwise skipped and said so.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

skipped: list[str] = []
failed: list[str] = []


def main() -> int:
    """Run all or, with --lint, the linters only; returns the exit code."""
    os.chdir(ROOT)
    lint()
    if "--lint" not in sys.argv:
        step("catalogues", BIN / "samspel", "messages", "compile")
        tests()
    print("failed: " + ", ".join(failed) if failed else "all parts passed")
    print("skipped: " + ", ".join(skipped) if skipped else "nothing skipped")
    return 1 if failed else 0


def lint() -> None:
    """Style, types, import directions, templates, catalogues."""
    step("ruff", BIN / "ruff", "check", "--quiet", ".")
    step("ruff format", BIN / "ruff", "format", "--quiet", "--check", ".")
    step("mypy", BIN / "mypy", "--no-error-summary", "samspel", "tools")
    step("import-linter", BIN / "lint-imports", "--no-cache")
    step("plan of the house", BIN / "python", "tools/structure.py")
    step("djlint", BIN / "djlint", "--lint", "--quiet", "samspel")
    step("migrations", BIN / "samspel", "makemigrations", "--check", "--dry-run", "-v0")


def tests() -> None:
    """The suite on SQLite, what reaches SQL of its own on PostgreSQL too, and the journeys in a browser."""
    browser = find_browser()
    if browser is None:
        skipped.append("browser journeys (no Chromium)")
    workers = ("-n", str(os.cpu_count() or 1))
    step("tests on SQLite", BIN / "pytest", "-q", *workers, "-m", "not browser")
    database = find_postgresql()
    if database is None:
        skipped.append("PostgreSQL (no server)")
    else:
        only = ("-m", "every_database and not browser")
        step("tests on PostgreSQL", BIN / "pytest", "-q", *workers, *only, DATABASE_URL=database)
    if browser:
        # each worker has a demo of its own, and takes whole files: a journey may build on the one before it
        by_file = (*workers, "--dist", "loadfile")
        step("browser journeys", BIN / "pytest", "-q", *by_file, "-m", "browser", SAMSPEL_CHROMIUM=browser)


def step(name: str, *command: str | Path, **variables: str) -> None:
    """Run one command and note how it went."""
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run([str(part) for part in command], env={**os.environ, **variables}, check=False)
    if done.returncode:
        failed.append(name)
    print(f"    {'failed' if done.returncode else 'ok'} in {time.monotonic() - began:.0f} s", flush=True)


def find_browser() -> str | None:
    """Path of a Chromium, installed if need be."""
    named = os.environ.get("SAMSPEL_CHROMIUM")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and install("chromium"):
        found = shutil.which("chromium")
    return found


def find_postgresql() -> str | None:
    """URL of a PostgreSQL where a test database can be made, installed and started if need be."""
    named = os.environ.get("SAMSPEL_TEST_POSTGRESQL")
    if named:
        return named
    if url := reachable():
        return url
    if shutil.which("pg_ctlcluster") is None and not install("postgresql"):
        return None
    subprocess.run("service postgresql start", shell=True, check=False, capture_output=True)
    for _ in range(20):
        if url := reachable():
            return url
        make_role()
        time.sleep(0.5)
    return None


def reachable() -> str | None:
    """The first of the usual local addresses that lets us in with the right to make databases."""
    import psycopg

    user = os.environ.get("USER") or "root"
    addresses = (
        "postgresql:///postgres",
        "postgresql://postgres@localhost/postgres",
        f"postgresql://{user}@localhost/postgres",
    )
    for url in addresses:
        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.Error:
            continue
        if row and row[0]:
            return url
    return None


def make_role() -> None:
    """A role of our own name on a fresh local server."""
    if os.geteuid() == 0:
        command = ["su", "postgres", "-c", "createuser --superuser root"]
        subprocess.run(command, check=False, capture_output=True)


def install(package: str) -> bool:
    """Try Debian's package; only as root and where there is apt-get."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    quiet = {
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        "check": False,
        "capture_output": True,
    }
    subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    return subprocess.run(["apt-get", "install", "-y", "-qq", package], **quiet).returncode == 0  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main())
