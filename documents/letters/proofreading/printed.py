"""Typed text beside what is printed of it, letter by letter.

Printing joins lines, takes off the asterisks of **bold**, composes marks and drops
what no page can show. A `Stretch` knows for each printed letter where it was typed,
so that a change of the printed text can be made in the typed one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from documents.text import clean

_BOLD: Final = "**"
_BAR: Final = "\\|"
_FIRST_COMBINING: Final = "\u0300"


@dataclass(frozen=True)
class Stretch:
    """What is printed of a typed text from `start` to `end`."""

    typed: str
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """Return what is printed."""
        parts = self.typed[self.start : self.end].split(_BOLD)
        if len(parts) % 2 == 0:
            parts[-2:] = [_BOLD.join(parts[-2:])]
        return " ".join(clean("".join(parts).replace(_BAR, "|")).split())

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...] | None:
        """Return where each printed letter was typed; None when it cannot be told."""
        letters: list[str] = []
        spans: list[tuple[int, int]] = []
        marks = _marks(self.typed[self.start : self.end])
        for at, behind in _clusters(self.typed, self.start, self.end, marks=marks):
            shown = _shown(self.typed[at:behind])
            if shown == " ":
                shown = " " if letters and letters[-1] != " " else ""
            letters += shown
            spans += [(at, behind)] * len(shown)
        if letters[-1:] == [" "]:
            del letters[-1], spans[-1]
        return tuple(spans) if "".join(letters) == self.text else None


@lru_cache(maxsize=4096)
def _shown(letter: str) -> str:
    """Return what is printed of a letter; the same few hundred come all the time."""
    shown = clean(letter)
    return "|" if shown == _BAR else " " if shown.isspace() else shown


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
