"""Typed text beside what is printed of it, letter by letter.

Printing joins lines, takes off the asterisks of **bold**, composes marks and drops
what no page can show. A `Stretch` knows for each printed letter where it was typed,
so that a change of the printed text can be made in the typed one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.text import clean

_BOLD: Final = "**"
_BAR: Final = "\\|"
_FIRST_COMBINING: Final = "\u0300"


@dataclass(frozen=True)
class Stretch:
    """A printed text; `spans` are where each of its letters stands in the typed."""

    text: str
    spans: tuple[tuple[int, int], ...]


def stretch(typed: str, start: int, end: int) -> Stretch:
    """Return what is printed of a part of a typed text."""
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for at, behind in _clusters(typed, start, end, marks=_marks(typed[start:end])):
        shown = clean(typed[at:behind])
        shown = "|" if shown == _BAR else shown
        if shown.isspace():
            shown = " " if letters and letters[-1] != " " else ""
        letters += shown
        spans += [(at, behind)] * len(shown)
    if letters[-1:] == [" "]:
        del letters[-1], spans[-1]
    return Stretch("".join(letters), tuple(spans))


def _marks(text: str) -> frozenset[int]:
    """Return where asterisks that make bold begin; one without a partner is text."""
    found, at = [], text.find(_BOLD)
    while at >= 0:
        found.append(at)
        at = text.find(_BOLD, at + len(_BOLD))
    return frozenset(found[: len(found) // 2 * 2])


def _clusters(
    typed: str, start: int, end: int, *, marks: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Return each letter with the marks that combine with it."""
    at = start
    while at < end:
        if at - start in marks:
            at += len(_BOLD)
            continue
        behind = at + (2 if typed.startswith(_BAR, at, end) else 1)
        while behind < end and _combines(typed[behind]):
            behind += 1
        yield at, behind
        at = behind


def _combines(char: str) -> bool:
    return char >= _FIRST_COMBINING and unicodedata.combining(char) != 0
