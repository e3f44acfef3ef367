"""A small Spark cluster for tests: a standalone master and two workers, as processes of this machine.

The tests that ask for the fixture `spark` share one cluster: within a process, and between them, since xdist gives them
all to the same one.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

WORKERS, MEMORY = 2, "512m"
PATIENCE = 240  # seconds until the workers have joined; more than enough on a busy machine


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on a standalone master with two workers; the tests are skipped, visibly, without Java or pyspark."""
    if why := missing():
        pytest.skip(f"no Spark: {why}")
    with cluster(tmp_path_factory.mktemp("spark")) as address:
        with session(address) as started:
            yield started


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test on the cluster says so in its name: the scheduler of xdist sees nothing else of it."""
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()) and not _on_cluster(item.nodeid):
            raise pytest.UsageError(f"{item.nodeid}: a test on the cluster has _spark or _cluster in its name")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadgroup` the tests on the cluster go to one process, so that one cluster is started. xdist's own
    groups would do, but they are written into the ids of tests in a way that pytest 9.2 does not see."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ClusterTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "spark" if _on_cluster(nodeid) else nodeid

    return ClusterTogether(config, log)


def _on_cluster(nodeid: str) -> bool:
    name = nodeid.partition("::")[2].partition("[")[0]
    return "_spark" in name or "_cluster" in name


def missing() -> str | None:
    """Why there can be no cluster here; None when there can."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed (the extra `spark`)"
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else shutil.which("java")
    return None if java and Path(java).exists() else "Java is not installed"


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The master's address; everything is stopped at the end. Logs and work lie in `folder`."""
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    with ExitStack() as running:
        where = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        running.enter_context(_process("master.Master", folder / "master.log", where, folder))
        _wait_for(folder / "master.log", "Starting Spark master", 1)
        for number in range(WORKERS):
            own = ("--host", "127.0.0.1", "--cores", "1", "--memory", MEMORY, "--webui-port", "0")
            log = folder / f"worker{number}.log"
            running.enter_context(_process("worker.Worker", log, (*own, "-d", str(folder / "work"), address), folder))
        _wait_for(folder / "master.log", "Registering worker", WORKERS)
        yield address


@contextmanager
def session(address: str, name: str = "tests") -> Iterator[Any]:
    """A Spark session on the cluster, whose Python is ours."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.executor.memory": MEMORY,
        "spark.driver.memory": MEMORY,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "spark.python.worker.reuse": "true",
    }
    builder = SparkSession.builder.master(address).appName(name)
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def executors(spark: Any) -> int:
    """How many executors of the cluster have worked for the session."""
    return int(spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1  # one is the driver


@contextmanager
def _process(what: str, log: Path, arguments: tuple[str, ...], folder: Path) -> Iterator[None]:
    import pyspark

    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", *arguments]
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
    }
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(log: Path, text: str, times: int) -> None:
    until = time.monotonic() + PATIENCE
    while len(re.findall(text, log.read_text(errors="replace"))) < times:
        if time.monotonic() > until:
            raise TimeoutError(f"{text!r} did not come {times} times in {PATIENCE} s:\n{log.read_text()[-2000:]}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
