"""A Spark cluster of one's own: a standalone master and workers on this machine, gone when the block ends.

Needs Java and the package pyspark; `missing()` says which of them is not there.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOST = "127.0.0.1"
PATIENCE = 90


def missing() -> str:
    """Why no cluster can be started here; empty if one can."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java") and not (home and Path(home, "bin", "java").exists()):
        return "Java is not installed"
    return "" if importlib.util.find_spec("pyspark") else "pyspark is not installed"


@contextmanager
def cluster(workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """The address of a master with that many workers, each with one core and that much memory for executors."""
    with TemporaryDirectory(prefix="spark-") as name, ExitStack() as stack:
        folder, port = Path(name), free_port()
        address = f"spark://{HOST}:{port}"
        place = ["--host", HOST, "--webui-port", "0"]
        log = stack.enter_context(daemon(folder, "master.Master", [*place, "--port", str(port)]))
        wait_for(log, "New state: ALIVE")
        logs = []
        for number in range(workers):
            work = ["--cores", "1", "--memory", memory, "--work-dir", str(folder / f"work-{number}")]
            logs.append(stack.enter_context(daemon(folder, "worker.Worker", [*place, *work, address], number)))
        for log in logs:
            wait_for(log, "Successfully registered with master")
        yield address


@contextmanager
def session(address: str, memory: str = "512m", **settings: str) -> Iterator[Any]:
    """A Spark session on the cluster: two partitions, no web pages. Settings have __ in place of dots."""
    from pyspark.sql import SparkSession

    with TemporaryDirectory(prefix="spark-local-") as local:
        chosen = {
            "spark.driver.host": HOST,
            "spark.driver.memory": memory,
            "spark.executor.memory": memory,
            "spark.local.dir": local,
            "spark.pyspark.python": sys.executable,
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": f"{local}/warehouse",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            **{name.replace("__", "."): value for name, value in settings.items()},
        }
        builder = SparkSession.builder.master(address).appName("samspel")
        for name, value in chosen.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        try:
            yield spark
        finally:
            spark.stop()


@contextmanager
def daemon(folder: Path, name: str, arguments: list[str], number: int = 0) -> Iterator[Path]:
    """A process of Spark with the executors it starts; the block gets the path of its log."""
    import pyspark

    home = Path(pyspark.__file__).parent
    log = folder / f"{name}-{number}.log"
    light = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"}
    environment = {**os.environ, "SPARK_HOME": str(home), **light}
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment, cwd=folder, process_group=0
        )
    try:
        yield log
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process and those it started to end, and see that they do."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def wait_for(log: Path, words: str) -> None:
    """Return when the log has the words; TimeoutError with the end of the log if they do not come."""
    until = time.monotonic() + PATIENCE
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > until:
            raise TimeoutError(f"“{words}” did not come in {PATIENCE} s:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
