"""A Spark cluster for the tests that need one, started once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import spark_cluster


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on a standalone master with two workers; the tests are skipped, visibly, without Java or pyspark."""
    if why := spark_cluster.missing():
        pytest.skip(f"no Spark: {why}")
    with spark_cluster.cluster(tmp_path_factory.mktemp("spark")) as address:
        with spark_cluster.session(address) as session:
            yield session
