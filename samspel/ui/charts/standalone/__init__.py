"""A chart that leaves the house: its markup as one SVG file that needs nothing else, and that as PNG.

Decision 32 says why. The light theme; classes become presentation attributes; area marks and the hatch come along.
"""

import re
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import typst

from samspel.ui.charts.standalone.parts import WIDTH, Block, blocks, paragraph, styled
from samspel.ui.charts.standalone.styles import Element, tokens
from samspel.ui.charts.svg import UNPRINTABLE, n, text

FONTS = Path(__file__).parent / "fonts"
SHAPES = Path(__file__).parents[2] / "templates" / "ui" / "shapes.html"
FAMILY = "'Hanken Grotesk', 'Segoe UI', Arial, sans-serif"
MARGIN, GAP = 28.0, 12.0
DENSITY = 192.0
"""Pixels an inch of the PNG: twice those of the drawing."""
PNG = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


def standalone(markup: str, title: str, source: str = "", language: str = "sv") -> str:
    """The chart as an SVG document under its title, with the source below. `markup` is what a chart's `render` gives;
    its table is left out. ValueError for markup that no chart has made."""
    found = [paragraph(title, 20, bold=True), *_blocks(markup)]
    if source:
        found.append(paragraph(source, 12.5))
    y, parts = MARGIN, []
    for block in found:
        if block.height:
            parts.append(f'<g transform="translate({n(MARGIN)} {n(y)})">{block.markup}</g>')
            y += block.height + GAP
    width, height = WIDTH + 2 * MARGIN, y + MARGIN - GAP
    body = "".join(parts)
    size = f'width="{n(width)}" height="{n(height)}" viewBox="0 0 {n(width)} {n(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{text(FAMILY)}" font-size="14" '
        f'xml:lang="{text(language)}" role="img" aria-label="{text(title)}"><title>{text(title)}</title>'
        f'<defs>{_shapes(body)}</defs><rect width="100%" height="100%" fill="{tokens()["--q0"]}"/>{body}</svg>'
    )


def png(svg: str) -> bytes:
    """A standalone SVG drawn as PNG, with our own typefaces and without asking anything outside."""
    made: bytes = typst.compile(
        PNG.encode(), format="png", ppi=DENSITY, sys_inputs={"svg": svg}, font_paths=_typefaces()
    )
    return made


@lru_cache(maxsize=1)
def _typefaces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _blocks(markup: str) -> list[Block]:
    try:
        root = ET.fromstring(f"<div>{UNPRINTABLE.sub('', markup)}</div>")  # noqa: S314 - our own, and no entities
    except ET.ParseError as error:
        raise ValueError(f"this is no chart: {error}") from error
    return list(blocks(root))


def _shapes(body: str) -> str:
    """The area marks and the hatch that the drawing uses."""
    wanted = set(re.findall(r"#(n-\d|hatch)\b", body))
    return "".join(shape for name, shape in _all_shapes().items() if name in wanted)


@lru_cache(maxsize=1)
def _all_shapes() -> dict[str, str]:
    defs = ET.fromstring(SHAPES.read_text(encoding="utf-8")).find("defs")  # noqa: S314 - our own file
    found: dict[str, str] = {}
    for shape in defs if defs is not None else []:
        name = shape.get("id", "")
        found[name] = styled(shape, (Element("svg"),)).replace(f"<{shape.tag}", f'<{shape.tag} id="{name}"', 1)
    return found
