"""What `samspel demo` does: a programme with example activity, and its server."""

import argparse
import multiprocessing
import os
import subprocess
import sys

from samspel.cli.commands import load_example, load_programme


def demo(arguments: argparse.Namespace) -> int:
    """samspel demo"""
    from django.conf import settings
    from django.core.management import call_command

    from samspel.ui import messages

    messages.compile_all()
    call_command("migrate", verbosity=0)
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    for folder in sorted(settings.SAMSPEL_PROGRAMMES.iterdir()):
        if (folder / "programme.toml").exists() and load_programme(argparse.Namespace(path=folder, yes=True)):
            return 1
    if load_example(argparse.Namespace(code="ecs-2018-2020")):
        return 1
    print(f"\nSamspel is at http://localhost:{arguments.port}/ (stop with Ctrl-C)\n", flush=True)
    beside = subprocess.Popen([sys.executable, "-m", "samspel", "worker", "--beside", str(os.getpid())])  # noqa: S603
    try:
        return serve(arguments.port)
    finally:
        beside.terminate()
        beside.wait()


def serve(port: int) -> int:
    """The production server, on this machine only.

    Its workers start afresh: in a fork of a process that has loaded the example, polars would wait for its threads for
    ever."""
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "samspel.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        backpressure=64,
        log_access=False,
    ).serve()
    return 0
