"""Ids of what a file brought, as an import keeps them: spans of numbers, since they mostly follow each other. Pure."""

from collections.abc import Iterable, Sequence

Spans = list[list[int]]
"""First and last id of each span, both included, in order."""


def spans_of(ids: Iterable[int]) -> Spans:
    """The ids as spans."""
    found: Spans = []
    for number in sorted(set(ids)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def count_of(spans: Sequence[Sequence[int]]) -> int:
    """How many ids the spans hold."""
    return sum(last - first + 1 for first, last in spans)


def ids_of(spans: Sequence[Sequence[int]]) -> list[int]:
    """The ids of the spans, in order."""
    return [number for first, last in spans for number in range(first, last + 1)]
