"""Reads tantivy's account of a score: which terms of a should-query gave what."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import tantivy

from samspel.matching.index.protocol import FIELDS, IndexQuery, TermScore
from samspel.matching.language import Language
from samspel.matching.records import LANGUAGES

_TERM = re.compile(r'^Term=Term\(field=(\d+), type=Str, "(.*)"\)$', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_BEFORE = 2  # fields of the schema before those of tokens: key, kind


def term_scores(query: IndexQuery, account: tantivy.Explanation) -> list[list[TermScore]]:
    """The score of each term that matched, a list for each language; weights are in it."""
    asked = {(side, term.field, term.token): term for side, terms in query.sides.items() for term in terms}
    found: dict[Language, list[TermScore]] = defaultdict(list)
    for node in _nodes(json.loads(account.to_json())):
        number, token = _named(node["context"][0])
        side, field = divmod(number - _BEFORE, len(FIELDS))
        language = LANGUAGES[side]
        found[language].append(TermScore(language, asked[language, FIELDS[field], token], node["boosted"]))
    return list(found.values())


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The accounts of single terms, each with its score after the boost around it."""
    if "context" in node and node["context"][0].startswith("Term="):
        yield {"context": node["context"], "boosted": node["value"]}
        return
    inner = [found for part in node.get("details", ()) for found in _nodes(part)]
    boosted = node["description"].startswith("Boost") and len(inner) == 1
    for found in inner:
        yield {**found, "boosted": node["value"]} if boosted else found


@lru_cache(maxsize=20_000)
def _named(said: str) -> tuple[int, str]:
    """The field's number and the token; the same terms come for every hit of a page."""
    found = _TERM.match(said)
    if not found:
        raise ValueError(f"not an account of a term: {said!r}")
    return int(found[1]), _ESCAPE.sub(_unescaped, found[2]) if "\\" in found[2] else found[2]


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2])
