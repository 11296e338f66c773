"""Formatting in effect: theme, defaults, table style, paragraph style, own.

A property is taken from the nearest that sets it. Bold and its kind are switches: a
character style inverts what a paragraph style sets (ISO 29500-1, 17.7.3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element

from documents.letters.paper.markup import on, value
from documents.letters.paper.measures import CELL_SIDES, cell_sides
from documents.letters.paper.model import BLACK, Look, Shape

Properties = Mapping[str, Any]

FALLBACK_FONT: Final = "Times New Roman"

_TWIPS: Final = 25.4 / 1440
_POINT: Final = 20
_LINE: Final = 240
_AUTOMATIC: Final = 14 * _POINT
_NO_LINE: Final = ("", "none", "nil")
_SWITCHES: Final = {
    "bold": "w|b",
    "italic": "w|i",
    "capitals": "w|caps",
    "hidden": "w|vanish",
}
_ALIGNMENTS: Final = {
    "start": "left",
    "end": "right",
    "justify": "both",
    "distribute": "both",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
    "thaiDistribute": "both",
}
_MEASURES: Final = (
    # (property, element, attributes in order of precedence)
    ("left", "w|ind", ("w|start", "w|left")),
    ("right", "w|ind", ("w|end", "w|right")),
    ("before", "w|spacing", ("w|before",)),
    ("after", "w|spacing", ("w|after",)),
    ("line", "w|spacing", ("w|line",)),
)


@dataclass(frozen=True)
class _Style:
    runs: Properties
    shape: Properties
    parent: str | None
    sides: float | None = None


class Styles:
    """The styles, defaults and theme of one file."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._theme = _theme_fonts(theme)
        self._styles: dict[str, _Style] = {}
        self._default: dict[str, str] = {}
        self._run_defaults: Properties = {}
        self._shape_defaults: Properties = {}
        if styles is not None:
            self._take(styles)
        self._chain = lru_cache(maxsize=None)(self._chain_of)

    def _take(self, styles: Element) -> None:
        defaults = styles.find("w|docDefaults")
        if defaults is not None:
            run = defaults.find("w|rPrDefault/w|rPr")
            self._run_defaults = self.run_properties(run)
            shape = defaults.find("w|pPrDefault/w|pPr")
            self._shape_defaults = shape_properties(shape)
        for style in styles.iter("w|style"):
            id, kind = style.get("w|styleId", ""), style.get("w|type", "paragraph")
            if style.get("w|default", "0") in {"1", "true", "on"}:
                self._default[kind] = id
            self._styles[id] = _Style(
                self.run_properties(style.find("w|rPr")),
                shape_properties(style.find("w|pPr")),
                value(style, "w|basedOn"),
                cell_sides(style.find("w|tblPr")),
            )

    def run_properties(self, element: Element | None) -> Properties:
        """Return what a w|rPr sets itself."""
        if element is None:
            return {}
        found: dict[str, Any] = {
            name: setting
            for name, tag in _SWITCHES.items()
            if (setting := on(element, tag)) is not None
        }
        size = value(element, "w|sz")
        if size is not None and _number(size) is not None:
            found["size"] = _number(size)
        underline = value(element, "w|u")
        if underline is not None:
            found["underlined"] = underline != "none"
        spacing = _number(value(element, "w|spacing"))
        if spacing is not None:
            found["spacing"] = spacing
        scale = _number((value(element, "w|w") or "").rstrip("%"))
        if scale:
            found["scale"] = scale
        colour = value(element, "w|color")
        if colour is not None:
            found["colour"] = BLACK if colour == "auto" else colour.upper()
        return found | self._fonts(element.find("w|rFonts"))

    def _fonts(self, element: Element | None) -> dict[str, str]:
        if element is None:
            return {}
        found = {}
        for slot in ("ascii", "hAnsi"):
            theme = element.get(f"w|{slot}Theme", "")[:5]
            name = self._theme.get(theme) or element.get(f"w|{slot}")
            if name:
                found[slot] = name
        return found

    def numbering(self, style: str | None) -> Properties:
        """Return the list a paragraph style puts its paragraphs into, if any."""
        shape = self._resolved(style, "paragraph").shape
        return {key: shape[key] for key in ("list", "level") if key in shape}

    def shape(self, style: str | None, *, table: str | None, own: Properties) -> Shape:
        """Return how a paragraph stands."""
        told = {
            **self._shape_defaults,
            **self._resolved(table, "table").shape,
            **self._resolved(style, "paragraph").shape,
            **own,
        }
        exact = told.get("rule", "auto") != "auto"
        return Shape(
            align=told.get("align", "left"),
            left=told.get("left", 0) * _TWIPS,
            right=told.get("right", 0) * _TWIPS,
            first_line=told.get("first_line", 0) * _TWIPS,
            before=told.get("before", 0) / _POINT,
            after=told.get("after", 0) / _POINT,
            line=told.get("line", _LINE) / (_POINT if exact else _LINE),
            exact=exact,
            snug=told.get("snug", False),
            ruled=told.get("ruled", False),
        )

    def effective(
        self, style: str | None, *, table: str | None, character: str | None
    ) -> Properties:
        """Return what a run inherits from everything but itself."""
        paragraph = {
            **self._run_defaults,
            **self._resolved(table, "table").runs,
            **self._resolved(style, "paragraph").runs,
        }
        letters = dict(self._chain(character).runs) if character else {}
        for switch in _SWITCHES:
            if paragraph.get(switch) and letters.get(switch):
                letters[switch] = False
        return {**paragraph, **letters}

    def _resolved(self, style: str | None, kind: str) -> _Style:
        known = style if style in self._styles else self._default.get(kind)
        return self._chain(known)

    def _chain_of(self, style: str | None) -> _Style:
        runs: Properties = {}
        shape: Properties = {}
        sides: float | None = None
        for link in self._links(style):
            runs, shape = {**link.runs, **runs}, {**link.shape, **shape}
            sides = link.sides if sides is None else sides
        return _Style(runs, shape, None, sides)

    def sides(self, table: str | None) -> float:
        """Return what the cells of a table style keep free at both sides, in twips."""
        found = self._resolved(table, "table").sides
        return CELL_SIDES if found is None else found

    def _links(self, style: str | None) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            yield found
            style = found.parent


def look(told: Properties, text: str) -> Look:
    """Return the look of a text: which fonts it uses depends on its letters."""
    fonts = {
        told.get("ascii" if letter.isascii() else "hAnsi", FALLBACK_FONT)
        for letter in set(text)
        if not letter.isspace()
    }
    return Look(
        fonts=frozenset(fonts),
        size=told.get("size", 20) / 2,
        bold=told.get("bold", False),
        italic=told.get("italic", False),
        underlined=told.get("underlined", False),
        colour=told.get("colour", BLACK),
        spacing=told.get("spacing", 0) / _POINT,
        scale=told.get("scale", 100) / 100,
    )


def shape_properties(element: Element | None) -> Properties:
    """Return what a w|pPr sets itself, in twips."""
    if element is None:
        return {}
    found: dict[str, Any] = {}
    for name, tag, attributes in _MEASURES:
        given = (value(element, tag, attribute) for attribute in attributes)
        number = next((n for g in given if (n := _number(g)) is not None), None)
        if number is not None:
            found[name] = number
    found |= _first_line(element.find("w|ind"))
    align = value(element, "w|jc")
    if align is not None:
        found["align"] = _ALIGNMENTS.get(align, align)
    if (snug := on(element, "w|contextualSpacing")) is not None:
        found["snug"] = snug
    if (borders := element.find("w|pBdr")) is not None:
        found["ruled"] = _is_ruled(borders)
    spaced = _spacing(element.find("w|spacing"))
    return found | spaced | _list(element.find("w|numPr"))


def _is_ruled(borders: Element) -> bool:
    """Say whether a line is above or below; one at the sides too makes a frame."""
    drawn = {side.tag for side in borders if side.get("w|val", "") not in _NO_LINE}
    return bool(drawn & {"w|top", "w|bottom"}) and not drawn & {"w|left", "w|right"}


def _spacing(element: Element | None) -> dict[str, Any]:
    """Return how a w|spacing counts lines, and the gaps it leaves to the program."""
    if element is None:
        return {}
    found: dict[str, Any] = {
        name: _AUTOMATIC
        for name in ("before", "after")
        if element.get(f"w|{name}Autospacing") in {"1", "true", "on"}
    }
    if element.get("w|line"):
        found["rule"] = element.get("w|lineRule", "auto")
    return found


def _first_line(indent: Element | None) -> dict[str, float]:
    if indent is None:
        return {}
    hanging = _number(indent.get("w|hanging"))
    if hanging:
        return {"first_line": -hanging}
    first = _number(indent.get("w|firstLine"))
    return {} if first is None and hanging is None else {"first_line": first or 0}


def _list(numbering: Element | None) -> dict[str, str]:
    found = {"list": value(numbering, "w|numId"), "level": value(numbering, "w|ilvl")}
    return {key: given for key, given in found.items() if given is not None}


def _number(given: str | None) -> float | None:
    """Return a measure in twips; the strict standard also writes 1.5pt or 12mm."""
    if given is None:
        return None
    units = {"pt": 20.0, "mm": 1 / _TWIPS, "cm": 10 / _TWIPS, "in": 1440.0}
    factor = units.get(given[-2:])
    try:
        return float(given) if factor is None else float(given[:-2]) * factor
    except ValueError:
        return None


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for which in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//a|{which}Font/a|latin")
        if latin is not None and latin.get("typeface"):
            found[which] = latin.get("typeface", "")
    return found
