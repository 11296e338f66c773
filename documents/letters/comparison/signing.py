"""What signing rightly adds to a letter: the signature's own text, number and day.

A digital signature prints who signed and when ("Ký bởi: …", "Thời gian ký: …"); the
number and the day of a draft are filled in by hand (Nghị định 30/2020, Điều 15).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from documents.letters.comparison.words import DATE, NUMBER, Text, Unit
from documents.text import fold

_OPENS: Final = re.compile(
    r"(?:da )?(?:duoc )?(?:ky(?: so)? boi|nguoi ky|thoi gian ky|ngay ky)\s*:"
    r"|digitally signed by\b|signature (?:not verified|valid)\b"
)
_LABEL: Final = re.compile(
    r"(?:e-?mail|co quan|to chuc|don vi|chuc vu|ly do|dia diem|so serial|dn|reason"
    r"|location|date|contact)\s*:"
)
_MOMENT: Final = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})[ ,t]+"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[+-]\d{2}[:']?\d{2}'?|utc|gmt|z|ict)?$"
)
_FURTHEST: Final = 8
"""Paragraphs of one signature's text."""

_LONGEST: Final = 40
"""Words of a paragraph of it; what is longer is a paragraph of the letter."""

_LONGEST_REST: Final = 6
"""Words of a line that goes on from the one above, between two labels."""

_FILLED: Final = re.compile(r"\d{1,5}[A-Za-z]?$")
_BLANKS: Final = frozenset(
    {(":", "/"), ("Số", "/"), ("ngày", "tháng"), ("tháng", "năm")}
)


def appearance(returned: Sequence[Unit], issued: Sequence[Unit]) -> set[int]:
    """Return which paragraphs of the copy a digital signature printed.

    What the issued letter says itself is never among them.
    """
    own = {fold(unit.text).strip() for unit in issued}
    plain = [fold(unit.text).strip() for unit in returned]
    found: set[int] = set()
    for start, text in enumerate(plain):
        if start not in found and text not in own and _is(text, _OPENS, _MOMENT):
            found.update(_block(plain, start))
    return found


def _block(plain: Sequence[str], start: int) -> Iterator[int]:
    """Return the paragraphs of one signature, from the first of its labels."""
    yield start
    end = start + 1
    for at in range(start + 1, min(start + _FURTHEST, len(plain))):
        if _is(plain[at], _OPENS, _LABEL, _MOMENT):
            yield from range(end, at + 1)
            end = at + 1
        elif at > end or len(plain[at].split()) > _LONGEST_REST:
            return


def _is(text: str, *patterns: re.Pattern[str]) -> bool:
    short = len(text.split()) <= _LONGEST
    return short and any(pattern.match(text) for pattern in patterns)


def filled_in(issued: Text, start: int, end: int, *, added: str) -> bool:
    """Say whether words stand where the issued letter kept a blank for them."""
    if not 0 < start <= end < len(issued.words):
        return False
    before, after = issued.words[start - 1], issued.words[end]
    component = issued.units[before.unit].component
    dotted = all(sign == "." for sign in issued.signs[start:end])
    return (
        dotted
        and component in {NUMBER, DATE}
        and (before.sign, after.sign) in _BLANKS
        and bool(_FILLED.match(added))
    )
