"""The blocks of a chart's markup as SVG of a given width: drawings, rows of bars, matrices, keys and notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from samspel.ui.charts.standalone.styles import Element, attributes, computed, tokens
from samspel.ui.charts.svg import n, text

WIDTH = 880.0
LETTER = 0.53  # the width of a letter on average, of the size of the type
SIZE, LEADING = 14.0, 18.0
MAP_WIDTH = 460.0
ROW_GAP, CELL = 10.0, 52.0
Path = tuple[Element, ...]


@dataclass(frozen=True)
class Block:
    """SVG that takes the whole width and so much height."""

    markup: str
    height: float


def blocks(node: ET.Element, path: Path = ()) -> Iterator[Block]:
    """The blocks of a piece of markup, in order. What is folded away, and what only listeners hear, is left out."""
    here = (*path, element(node))
    classes = here[-1].classes
    if node.tag == "details" or "vh" in classes:
        return
    if node.tag == "svg":
        yield drawing(node, path)
    elif "bars" in classes:
        yield from rows(node, here)
    elif node.tag == "table":
        yield matrix(node, here)
    elif node.tag == "ul":
        yield key(node, here)
    elif node.tag == "p":
        yield paragraph("".join(node.itertext()))
    else:
        for child in node:
            yield from blocks(child, here)


def element(node: ET.Element) -> Element:
    """Tag and classes."""
    return Element(node.tag, frozenset(node.get("class", "").split()))


def drawing(node: ET.Element, path: Path) -> Block:
    """A drawing over the width; one with a view box keeps its proportions."""
    box = [float(value) for value in node.get("viewBox", "").split()]
    if len(box) == 4 and box[2] > 0:
        width = min(MAP_WIDTH, WIDTH) if "map" in element(node).classes else WIDTH
        height = width * box[3] / box[2]
        return Block(nested(node, path, 0, 0, width, height), height)
    height = pixels(node.get("height", "")) or 200.0
    return Block(nested(node, path, 0, 0, WIDTH, height), height)


def nested(node: ET.Element, path: Path, x: float, y: float, width: float, height: float) -> str:
    """An svg element of its own within the sheet, with everything in it styled."""
    box = node.get("viewBox") or f"0 0 {n(width)} {n(height)}"
    here = (*path, element(node))
    inside = "".join(styled(child, here) for child in node)
    place = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
    return f'<svg {place} viewBox="{box}" overflow="visible">{inside}</svg>'


def styled(node: ET.Element, path: Path) -> str:
    """An element of a drawing with the attributes that its classes mean. Links become groups."""
    here = (*path, element(node))
    tag = "g" if node.tag == "a" else node.tag
    dropped = {"class", "role", "tabindex", "id"} if tag != "svg" else {"class", "role", "tabindex"}
    if node.tag == "a":
        dropped |= {"href"}
    kept = {name: value for name, value in node.attrib.items() if name not in dropped and not name.startswith("aria-")}
    kept |= attributes(here)
    shown = "".join(f' {name}="{text(value)}"' for name, value in kept.items())
    inside = text(node.text or "")
    inside += "".join(styled(child, here) + text(child.tail or "") for child in node)
    return f"<{tag}{shown}>{inside}</{tag}>" if inside else f"<{tag}{shown}/>"


def rows(node: ET.Element, path: Path) -> Iterator[Block]:
    """Label, drawing and number on each row, as they stand on a wide page."""
    found = list(node)
    triples = [found[i : i + 3] for i in range(0, len(found) - 2, 3)]
    longest = max((len(content(label)) for label, _value, _svg in triples), default=0)
    left = min(max(longest * SIZE * LETTER, 110.0), 320.0)
    right = max((len(content(value)) for _label, value, _svg in triples), default=0) * SIZE * LETTER + 8
    for label, value, svg in triples:
        lines = wrapped(content(label), left)
        high = pixels(svg.get("height", "")) or 16.0
        height = max(len(lines) * LEADING, high) + ROW_GAP
        middle = (height - ROW_GAP) / 2
        parts = [line_of(one, 0, middle + (i - (len(lines) - 1) / 2) * LEADING + 5) for i, one in enumerate(lines)]
        parts.append(nested(svg, path, left + 20, middle - high / 2, WIDTH - left - right - 40, high))
        parts.append(line_of(content(value), WIDTH, middle + 5, anchor="end"))
        yield Block("".join(parts), height)


def matrix(node: ET.Element, path: Path) -> Block:
    """A matrix of shaded cells with its headings."""
    table = [list(row) for row in node.iter("tr")]
    if not table or len(table[0]) < 2:
        return Block("", 0.0)
    left = 150.0
    wide = (WIDTH - left) / (len(table[0]) - 1)
    heads = [wrapped(content(cell), wide - 12) for cell in table[0][1:]]
    y = max(len(lines) for lines in heads) * LEADING + 8
    parts = [_lines(lines, left + i * wide, LEADING) for i, lines in enumerate(heads)]
    for row in table[1:]:
        parts.append(_lines(wrapped(content(row[0]), left - 12), 0, y + 20))
        for i, cell in enumerate(row[1:]):
            parts.append(_cell(cell, (*path, Element("tr"), element(cell)), left + i * wide, y, wide))
        y += CELL
    return Block("".join(parts), y + 6)


def _cell(node: ET.Element, path: Path, x: float, y: float, wide: float) -> str:
    style = computed(path)
    fill = style.get("background", "none")
    box = f'x="{n(x + 1.5)}" y="{n(y + 1.5)}" width="{n(wide - 3)}" height="{n(CELL - 3)}" rx="3"'
    edge = tokens()["--line"] if fill in {"none", "transparent", ""} else "none"
    rect = f'<rect {box} fill="{fill if edge == "none" else "none"}" stroke="{edge}"/>'
    colour = style.get("color", tokens()["--ink"])
    return rect + line_of(
        content(node), x + wide / 2, y + CELL / 2 + 6, anchor="middle", size=17, fill=colour, bold=True
    )


def key(node: ET.Element, path: Path) -> Block:
    """What the marks mean, one after the other, on as many lines as it takes."""
    x, y, parts = 0.0, 0.0, []
    for item in node:
        said = content(item)
        wide = 30 + len(said) * SIZE * LETTER + 24
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 26
        icon = next(item.iter("svg"), None)
        if icon is not None:
            parts.append(nested(icon, (*path, element(item)), x, y + 2, 18, 18))
        parts.append(line_of(said, x + 26, y + 16))
        x += wide
    return Block("".join(parts), y + 28 if parts else 0.0)


def paragraph(given: str, size: float = SIZE, fill: str = "", bold: bool = False) -> Block:
    """Running text over the width."""
    lines = wrapped(given, WIDTH, size)
    step = size * 1.3
    parts = [line_of(one, 0, size + i * step, size=size, fill=fill, bold=bold) for i, one in enumerate(lines)]
    return Block("".join(parts), len(lines) * step + 8 if lines else 0.0)


def line_of(given: str, x: float, y: float, anchor: str = "start", size: float = SIZE, fill: str = "",
            bold: bool = False) -> str:  # fmt: skip
    """A line of text."""
    colour = fill or tokens()["--ink" if bold else "--ink-2"]
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" font-size="{n(size)}" fill="{colour}"'
    return f"<text {place}{weight}>{text(given)}</text>"


def wrapped(given: str, width: float, size: float = SIZE) -> list[str]:
    """The words in lines of at most the width, as letters are wide on average."""
    room, lines = max(int(width / (size * LETTER)), 4), [""]
    for word in given.replace("\u00ad", "").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def content(node: ET.Element) -> str:
    """The text of an element as it is read, without that of drawings in it."""
    if node.tag == "svg":
        return ""
    parts = [node.text or "", *(content(child) + (child.tail or "") for child in node)]
    return re.sub(r"[ \n]+", " ", "".join(parts)).strip()


def pixels(given: str) -> float:
    """A length without unit; 0 for a percentage or nothing."""
    try:
        return float(given)
    except ValueError:
        return 0.0


def _lines(lines: Sequence[str], x: float, y: float) -> str:
    return "".join(line_of(one, x, y + i * LEADING) for i, one in enumerate(lines))
