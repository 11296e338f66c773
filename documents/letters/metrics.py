"""How wide a text stands in Times New Roman, and where its lines break.

Advance widths of the metric-compatible Liberation Serif, in thousandths of the
type size. Marks add nothing to a letter; the horned letters are wider than bare.
"""

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import count, takewhile
from typing import Final

_MM_PER_POINT: Final = 25.4 / 72
_FIRST: Final = " "

_REGULAR: Final = """
250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500
500 500 500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333
389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469
500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389
278 500 500 722 500 500 444 480 200 480 541
"""
_BOLD: Final = """
250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500
500 500 500 500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389
500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581
500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389
333 556 500 722 500 500 444 394 220 394 520
"""
_ITALIC: Final = """
250 333 420 500 500 833 778 214 333 333 500 675 250 333 250 278 500 500 500 500 500
500 500 500 500 500 333 333 675 675 675 500 920 611 611 667 722 611 611 722 722 333
444 667 556 833 667 722 611 722 611 500 556 722 611 833 611 556 556 389 278 389 422
500 333 500 500 444 500 444 278 500 500 278 278 444 278 722 500 500 500 500 389 389
278 500 444 667 444 444 389 400 275 400 541
"""
_MARKS: Final = "–—…“”‘’•×"
_HORN: Final = "\N{COMBINING HORN}"
_OTHER: Final = 500
_SAFETY_MM: Final = 0.5
"""What a line is kept shorter than its column, as no two programs round alike."""

_LONE: Final = 1 / 3
"""A last line shorter than this share of the column stands alone."""


class Face(Enum):
    """How a text is set."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


def _face(widths: str, marks: str, **horned: int) -> dict[str, int]:
    told = enumerate(map(int, widths.split()), start=ord(_FIRST))
    of_marks = zip(_MARKS, map(int, marks.split()), strict=True)
    return {chr(code): width for code, width in told} | dict(of_marks) | horned


_FACES: Final = {
    Face.REGULAR: _face(
        _REGULAR,
        "500 1000 1000 444 444 333 333 350 564",
        đ=500,
        Đ=722,
        ơ=529,
        Ơ=722,
        ư=542,
        Ư=776,
    ),
    Face.BOLD: _face(
        _BOLD,
        "500 1000 1000 500 500 333 333 350 570",
        đ=556,
        Đ=722,
        ơ=554,
        Ơ=778,
        ư=600,
        Ư=796,
    ),
    Face.ITALIC: _face(
        _ITALIC,
        "500 889 889 556 556 333 333 350 675",
        đ=500,
        Đ=722,
        ơ=534,
        Ơ=722,
        ư=545,
        Ư=754,
    ),
}


def width_mm(text: str, *, size: float, face: Face = Face.REGULAR) -> float:
    """Return the width of a text on one line."""
    thousandths = sum(_advance(char, face) for char in text)
    return thousandths / 1000 * size * _MM_PER_POINT


@dataclass(frozen=True)
class Column:
    """A text broken in a column: how wide it is, and its longest line."""

    width: float
    longest: float


def column(
    text: str, *, size: float, within: float, face: Face = Face.REGULAR
) -> Column:
    """Return the column for a text: narrower where a last word would stand alone.

    Then it is the narrowest that takes no more lines, as a typist breaks them.
    """
    words = [width_mm(word, size=size, face=face) for word in text.split()]
    space = width_mm(" ", size=size, face=face)
    width, broken = within, _lines(words, space, within=within)
    if len(broken) > 1 and broken[-1] < within * _LONE:
        narrower = (within - step for step in count(1))
        for tried in takewhile(max(words).__lt__, narrower):
            lines = _lines(words, space, within=tried)
            if len(lines) > len(broken):
                break
            width, broken = tried, lines
    return Column(width, longest=min(width, max(broken)))


def _lines(words: list[float], space: float, *, within: float) -> list[float]:
    """Return how long each line is when words of these widths are broken."""
    found: list[float] = []
    for word in words:
        if found and found[-1] + space + word <= within - _SAFETY_MM:
            found[-1] += space + word
        else:
            found.append(word)
    return found


@lru_cache(maxsize=4096)
def _advance(char: str, face: Face) -> int:
    decomposed = unicodedata.normalize("NFD", char)
    horn = _HORN if _HORN in decomposed else ""
    letter = unicodedata.normalize("NFC", decomposed[0] + horn)
    return _FACES[face].get(letter, _OTHER)
