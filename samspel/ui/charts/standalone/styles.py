"""What the style sheets say of an element of a chart, in the light theme, as presentation attributes of SVG.

Reads samspel.css and charts.css themselves, so that a drawing that is taken home looks as it does on the page. Knows
what those two use: elements, classes and descendants; var(), light-dark() and color-mix(). Rules with anything else
(states, siblings, media) do not apply to a drawing on paper.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static" / "ui"
REM = 17.0  # pixels: html is set in 106.25 % of 16
BOLD = 600
DRAWN = frozenset((
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size",
    "font-weight", "font-style", "font-family", "text-anchor", "paint-order",
))  # fmt: skip
COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<classes>(?:\.[\w-]+)*)\Z")
INNERMOST = re.compile(r"(var|light-dark|color-mix)\(([^()]*)\)")
LENGTH = re.compile(r"(-?\d*\.?\d+)(rem|em|px)")
WORD = re.compile(r"\s+")


@dataclass(frozen=True)
class Element:
    """A tag with its classes."""

    tag: str
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StyleRule:
    """A selector, from the outermost element to the one that is meant, and what it sets."""

    path: tuple[Element, ...]
    declarations: Mapping[str, str]
    weight: tuple[int, int, int]


Path_ = Sequence[Element]


def attributes(path: Path_) -> dict[str, str]:
    """The presentation attributes of the last element of a path from the outermost one."""
    found = computed(path)
    return {name: value for name, value in found.items() if name in DRAWN}


def computed(path: Path_) -> dict[str, str]:
    """What is set on the last element itself, with its variables put in; background and color too."""
    variables = dict(tokens())
    own: dict[str, str] = {}
    for end in range(1, len(path) + 1):
        own = _matched(path[:end])
        variables |= {name: _resolved(value, variables) for name, value in own.items() if name.startswith("--")}
    kept = {name: _resolved(value, variables) for name, value in own.items() if not name.startswith("--")}
    return {name: value for name, value in _expanded(kept).items() if value and "var(" not in value}


@lru_cache(maxsize=1)
def tokens() -> Mapping[str, str]:
    """The design system's variables in the light theme."""
    found: dict[str, str] = {}
    for selector, declarations in _blocks(_sheet("samspel.css")):
        if selector == ":root":
            for name, value in declarations.items():
                if name.startswith("--"):
                    found.setdefault(name, _resolved(value, found))
    return found


@lru_cache(maxsize=1)
def rules() -> tuple[StyleRule, ...]:
    """Every rule that a drawing can meet, the weightiest last."""
    found: list[StyleRule] = []
    for sheet in ("samspel.css", "charts.css"):
        for selectors, declarations in _blocks(_sheet(sheet)):
            for selector in selectors.split(","):
                path = _path(selector.strip())
                if path:
                    classes = sum(len(one.classes) for one in path)
                    tags = sum(bool(one.tag) for one in path)
                    found.append(StyleRule(path, declarations, (classes, tags, len(found))))
    return tuple(sorted(found, key=lambda rule: rule.weight))


@lru_cache(maxsize=4096)
def _matched_cached(path: tuple[Element, ...]) -> Mapping[str, str]:
    own: dict[str, str] = {}
    for rule in rules():
        if _fits(rule.path, path):
            own |= rule.declarations
    return own


def _matched(path: Path_) -> dict[str, str]:
    return dict(_matched_cached(tuple(path)))


def _fits(wanted: Sequence[Element], path: Sequence[Element]) -> bool:
    """Whether the last element is the one meant, within the others in their order."""
    if not _is(wanted[-1], path[-1]):
        return False
    left = list(wanted[:-1])
    for element in reversed(path[:-1]):
        if left and _is(left[-1], element):
            left.pop()
    return not left


def _is(wanted: Element, element: Element) -> bool:
    return (not wanted.tag or wanted.tag == element.tag) and wanted.classes <= element.classes


def _path(selector: str) -> tuple[Element, ...]:
    """The elements of a selector; none where it says something else than elements and classes."""
    found = []
    for part in WORD.split(selector):
        match = COMPOUND.match(part)
        if match is None or not part:
            return ()
        found.append(Element(match["tag"] or "", frozenset(filter(None, match["classes"].split(".")))))
    return tuple(found)


def _blocks(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selectors with their declarations, those in layers too, those under conditions not."""
    at = 0
    while (start := css.find("{", at)) >= 0:
        prelude, end = css[at:start].rpartition(";")[2].strip(), _closing(css, start)
        inside = css[start + 1 : end]
        if prelude.startswith("@layer"):
            yield from _blocks(inside)
        elif not prelude.startswith("@"):
            pairs = (line.partition(":") for line in inside.split(";"))
            yield prelude, {name.strip(): value.strip() for name, sign, value in pairs if sign}
        at = end + 1


def _closing(css: str, start: int) -> int:
    depth = 0
    for at in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        if depth == 0:
            return at
    return len(css)


def _sheet(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    """The value without functions. A variable that is not set gives its fallback, else nothing."""
    for _depth in range(12):
        changed = INNERMOST.sub(lambda match: _called(match[1], match[2], variables), value)
        if changed == value:
            break
        value = changed
    return value.strip()


def _called(function: str, inside: str, variables: Mapping[str, str]) -> str:
    first, _comma, rest = (part.strip() for part in inside.partition(","))
    if function == "var":
        return variables.get(first, rest)
    if function == "light-dark":
        return first
    one, two = (part.strip() for part in rest.split(",")[:2])
    return _mixed(one, two)


def _mixed(one: str, two: str) -> str:
    """Two hexadecimal colours mixed by the percentage of the first (half, where none is given), in sRGB."""
    colour, _space, percentage = one.partition(" ")
    share = float(percentage.rstrip("%")) / 100 if percentage else 0.5
    other = two.split(" ")[0]
    if not (colour.startswith("#") and other.startswith("#") and len(colour) == len(other) == 7):
        return colour
    channels = (round(share * int(colour[i : i + 2], 16) + (1 - share) * int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _expanded(found: dict[str, str]) -> dict[str, str]:
    """`font` in its parts, and lengths in pixels."""
    if font := found.pop("font", ""):
        weight, _space, rest = font.partition(" ")
        size, _space, family = rest.partition(" ")
        found = {"font-weight": weight, "font-size": size.split("/")[0], "font-family": family} | found
    if found.get("font-weight", "").isdigit():  # our file is variable on the page, but two cuts on paper
        found["font-weight"] = "700" if int(found["font-weight"]) >= BOLD else "400"
    for name in ("font-size", "stroke-width"):
        if name in found:
            found[name] = LENGTH.sub(lambda m: f"{float(m[1]) * (1 if m[2] == 'px' else REM):.4g}", found[name])
    return found
