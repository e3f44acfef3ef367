"""Where the points of a network stand. Pure: names and weights in, places out, the same every time."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import numpy as np

ROUNDS, COOLING = 220, 0.985
GOLDEN = pi * (3 - sqrt(5))  # turns that spread points evenly over a disc
CLOSEST = 1e-4
ROOM, SIDESTEPS = 0.05, 24  # how near points may stand, and in how many steps they make room
EVEN = 0.5  # how much the order counts when the points are spread over the frame

Ties = Mapping[tuple[str, str], float]


def network_layout(keys: Sequence[str], ties: Ties, fixed: Sequence[str] = ()) -> dict[str, tuple[float, float]]:
    """A place (x, y), each 0–1, for every key: those tied to each other near, the others apart.

    `ties` maps pairs to weights above zero; pairs with unknown keys are left out. `fixed` keys stand along the
    edge, around the rest. Forces as by Fruchterman and Reingold (1991), from a start that depends only on the order."""
    count = len(keys)
    if not count:
        return {}
    number = {key: i for i, key in enumerate(keys)}
    pull = np.zeros((count, count))
    for (first, second), weight in ties.items():
        if first in number and second in number and first != second and weight > 0:
            pull[number[first], number[second]] = pull[number[second], number[first]] = weight
    if pull.max() > 0:
        pull = np.sqrt(pull / pull.max())
    held = np.array([key in set(fixed) for key in keys])
    places = _start(count, held)
    _settle(places, pull, held)
    spread = _apart(_within(places, held), held)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, spread, strict=True)}


def _start(count: int, held: "np.ndarray") -> "np.ndarray":
    """Fixed points along the edge of the frame, the others on a sunflower inside it."""
    places = np.empty((count, 2))
    around = int(held.sum())
    for corner, i in enumerate(np.flatnonzero(held)):
        angle = 2 * pi * corner / around - pi / 2 + pi / max(around, 1)
        reach = 0.46 / max(abs(cos(angle)), abs(sin(angle)))
        places[i] = 0.5 + reach * cos(angle), 0.5 + reach * sin(angle)
    for inside, i in enumerate(np.flatnonzero(~held)):
        radius = 0.3 * sqrt((inside + 0.5) / max(count - around, 1))
        places[i] = 0.5 + radius * cos(inside * GOLDEN), 0.5 + radius * sin(inside * GOLDEN)
    return places


def _settle(places: "np.ndarray", pull: "np.ndarray", held: "np.ndarray") -> None:
    """Move the free points, in steps that grow smaller."""
    ideal, step = 0.8 / sqrt(len(places)), 0.06
    for _round in range(ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), CLOSEST)
        force = (ideal**2 / distance - pull * distance**2 / ideal) / distance
        np.fill_diagonal(force, 0.0)
        move = (force[..., None] * apart).sum(axis=1) + 0.6 * (0.5 - places)
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), CLOSEST)[:, None]
        places += np.where(held[:, None], 0.0, move / length * np.minimum(length, step))
        step *= COOLING


def _within(places: "np.ndarray", held: "np.ndarray") -> "np.ndarray":
    """Spread the free points over the frame inside the fixed ones: half by where they came to stand, half by their
    order, so that a few far out do not press the others together."""
    free = ~held
    if free.sum() < 2:
        return np.clip(places, 0.0, 1.0)
    low, high = places[free].min(axis=0), places[free].max(axis=0)
    edge = 0.1 if held.any() else 0.0
    span = np.maximum(high - low, CLOSEST)
    stood = (places[free] - low) / span
    order = np.argsort(np.argsort(stood, axis=0, kind="stable"), axis=0, kind="stable") / (free.sum() - 1)
    places[free] = edge + (1 - 2 * edge) * (1 - EVEN) * stood + (1 - 2 * edge) * EVEN * order
    return np.clip(places, 0.0, 1.0)


def _apart(places: "np.ndarray", held: "np.ndarray") -> "np.ndarray":
    """Move free points that nearly cover another one aside."""
    for _round in range(SIDESTEPS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), CLOSEST)
        short = np.maximum(ROOM - distance, 0.0)
        np.fill_diagonal(short, 0.0)
        move = (short[..., None] * apart / distance[..., None]).sum(axis=1) / 2
        places = np.where(held[:, None], places, np.clip(places + move, 0.0, 1.0))
    return places
