"""What makes two computations the same: kind, revision, version and parameters. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from samspel.observatory.computations.rules.kinds import ComputationKind


def canonical(parameters: Mapping[str, Any]) -> str:
    """The parameters as one text, the same however they were ordered. ValueError for what JSON cannot hold."""
    return json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def key_of(kind: ComputationKind, version_id: int, parameters: Mapping[str, Any]) -> str:
    """SHA-256 of kind, its revision, version and parameters."""
    text = f"{kind.code}\n{kind.revision}\n{version_id}\n{canonical(parameters)}"
    return hashlib.sha256(text.encode()).hexdigest()
