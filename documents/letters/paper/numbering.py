"""Word's automatic numbers, which stand in no text: 1. a) - counted as Word does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from documents.letters.paper.looks import Properties, shape_properties
from documents.letters.paper.markup import value

_LARGEST: Final = 3999
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    shape: Properties


class Numbering:
    """The lists of one file, counting as the paragraphs go by."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, tuple[str, Mapping[int, _Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if part is not None:
            abstract = {
                found.get("w|abstractNumId", ""): _levels(found)
                for found in part.iter("w|abstractNum")
            }
            for number in part.iter("w|num"):
                of = value(number, "w|abstractNumId") or ""
                self._lists[number.get("w|numId", "")] = (of, abstract.get(of, {}))

    def next(self, given: Properties) -> tuple[str, Properties]:
        """Return the number of the next paragraph of a list, and how it stands."""
        of, levels = self._lists.get(given.get("list", ""), ("", {}))
        depth = _whole(given.get("level"), 0)
        level = levels.get(depth)
        if level is None:
            return "", {}
        counts = self._counts.setdefault(of, [None] * 9)
        held = counts[depth]
        counts[depth] = level.start if held is None else held + 1
        counts[depth + 1 :] = [None] * (8 - depth)
        return _printed(level, levels, counts), level.shape


def _levels(abstract: Element) -> Mapping[int, _Level]:
    found = {}
    for level in abstract.iter("w|lvl"):
        depth = _whole(level.get("w|ilvl"), 0)
        if 0 <= depth < 9:
            found[depth] = _Level(
                value(level, "w|numFmt") or "decimal",
                value(level, "w|lvlText") or "",
                _whole(value(level, "w|start"), 1),
                shape_properties(level.find("w|pPr")),
            )
    return found


def _printed(
    level: _Level, levels: Mapping[int, _Level], counts: list[int | None]
) -> str:
    if level.format == "bullet":
        return "- "
    text = level.text
    for depth, other in levels.items():
        count = counts[depth]
        shown = _written(other.start if count is None else count, other.format)
        text = text.replace(f"%{depth + 1}", shown)
    return f"{text} " if text else ""


def _written(count: int, format: str) -> str:
    if format in {"lowerLetter", "upperLetter"} and count > 0:
        # After z Word writes aa, bb; a letter never gets there.
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if format == "lowerLetter" else letter.upper()
    if format in {"lowerRoman", "upperRoman"} and 0 < count <= _LARGEST:
        roman = ""
        for worth, sign in _ROMAN:
            repeated, count = divmod(count, worth)
            roman += sign * repeated
        return roman.lower() if format == "lowerRoman" else roman
    return "" if format == "none" else str(count)


def _whole(given: str | None, otherwise: int) -> int:
    return int(given) if given is not None and given.isdecimal() else otherwise
