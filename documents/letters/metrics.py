"""How wide a text stands in Times New Roman, for rules as long as their text.

Advance widths of the metric-compatible Liberation Serif, in thousandths of the
type size. Marks add nothing to a letter; the horned letters are wider than bare.
"""

import unicodedata
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
_HORN: Final = "\N{COMBINING HORN}"
_OTHER: Final = 500


def _face(widths: str, **more: int) -> dict[str, int]:
    told = enumerate(map(int, widths.split()), start=ord(_FIRST))
    return {chr(code): width for code, width in told} | more


_FACES: Final = {
    False: _face(_REGULAR, đ=500, Đ=722, ơ=529, Ơ=722, ư=542, Ư=776),
    True: _face(_BOLD, đ=556, Đ=722, ơ=554, Ơ=778, ư=600, Ư=796),
}


def width_mm(text: str, *, size: int, bold: bool = False) -> float:
    """Return the width of a text on one line."""
    face = _FACES[bold]
    thousandths = sum(face.get(_bare(char), _OTHER) for char in text)
    return thousandths / 1000 * size * _MM_PER_POINT


def _bare(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    horn = _HORN if _HORN in decomposed else ""
    return unicodedata.normalize("NFC", decomposed[0] + horn)
