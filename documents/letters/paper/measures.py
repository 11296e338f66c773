"""Widths that a file tells: of cells, and of the lines drawn as rules."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from documents.letters.paper.markup import value

CELL_SIDES: Final = 230
"""Twips at both sides of a cell where nothing is said (ISO 29500-1, 17.4.42)."""

_TWIP: Final = 25.4 / 1440
_EMU: Final = 1 / 36_000
_THICKEST: Final = 1.0
"""Millimetres; a shape that is higher is a box or a picture, no rule."""

_LINES: Final = frozenset({"v|line", "v|shape", "v|rect"})
_LENGTH: Final = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?")
_UNITS: Final = {"pt": 25.4 / 72, "in": 25.4, "cm": 10, "mm": 1, "px": 25.4 / 96}


def cell_sides(properties: Element | None) -> float | None:
    """Return what a w|tblPr keeps free at both sides of its cells, in twips."""
    margins = None if properties is None else properties.find("w|tblCellMar")
    if margins is None:
        return None
    left = value(margins, "w|start", "w|w") or value(margins, "w|left", "w|w")
    right = value(margins, "w|end", "w|w") or value(margins, "w|right", "w|w")
    told = (_millimetres(given or "", 1) for given in (left, right))
    return sum(CELL_SIDES / 2 if side is None else side for side in told)


def room(cell: Element, sides: float) -> float | None:
    """Return how wide the text of a cell may be, in millimetres."""
    properties = cell.find("w|tcPr")
    kind = value(properties, "w|tcW", "w|type") or "dxa"
    width = _millimetres(value(properties, "w|tcW", "w|w") or "", _TWIP)
    if kind != "dxa" or not width or width <= 0:
        return None
    return width - sides * _TWIP


def lengths(drawing: Element) -> Iterator[float]:
    """Return how long the level lines of a drawing are, in millimetres."""
    extents = list(drawing.iter("wp|extent"))
    for extent in extents:
        across = _millimetres(extent.get("cx", ""), _EMU)
        down = _millimetres(extent.get("cy", ""), _EMU)
        if across and down is not None and down <= _THICKEST < across:
            yield across
    if not extents:
        yield from _in_vml(drawing)


def _in_vml(drawing: Element) -> Iterator[float]:
    for shape in drawing.iter():
        if shape.tag not in _LINES:
            continue
        across, down = _ends(shape) if shape.get("from") else _sides(shape)
        if down <= _THICKEST < across:
            yield across


def _ends(line: Element) -> tuple[float, float]:
    """Return how far a line goes across and down: from="0,0" to="160pt,0"."""
    start, end = (
        [_length(part) for part in f"{line.get(name, '')},0".split(",")[:2]]
        for name in ("from", "to")
    )
    return abs(end[0] - start[0]), abs(end[1] - start[1])


def _sides(shape: Element) -> tuple[float, float]:
    told = dict(
        part.strip().split(":", 1)
        for part in shape.get("style", "").split(";")
        if ":" in part
    )
    return _length(told.get("width", "")), _length(told.get("height", "0"))


def _length(text: str) -> float:
    found = _LENGTH.match(text.strip())
    number = _millimetres(found[1], _UNITS[found[2] or "pt"]) if found else None
    return number or 0


def _millimetres(text: str, unit: float) -> float | None:
    try:
        return float(text) * unit
    except ValueError:
        return None
