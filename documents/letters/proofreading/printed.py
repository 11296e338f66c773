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

Span = tuple[int, int]


@dataclass(frozen=True)
class Stretch:
    """What is printed of a typed text from `start` to `end`.

    Only in the text of a letter (`marked`) asterisks make bold; elsewhere they print.
    """

    typed: str
    start: int
    end: int
    marked: bool

    @cached_property
    def text(self) -> str:
        """Return what is printed."""
        text = self.typed[self.start : self.end]
        if self.marked:
            parts = text.split(_BOLD)
            if len(parts) % 2 == 0:
                parts[-2:] = [_BOLD.join(parts[-2:])]
            text = "".join(parts).replace(_BAR, "|")
        return " ".join(clean(text).split())

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...] | None:
        """Return where each printed letter was typed; None when it cannot be told.

        A space may be typed as several, with asterisks between them.
        """
        letters: list[str] = []
        spans: list[tuple[Span, ...]] = []
        for span in self._clusters():
            shown = _shown(self.typed[slice(*span)])
            if shown == " " and letters[-1:] in ([], [" "]):
                spans[-1:] = [(*held, span) for held in spans[-1:]]
            else:
                letters += shown
                spans += [(span,)] * len(shown)
        if letters[-1:] == [" "]:
            del letters[-1], spans[-1]
        return tuple(spans) if "".join(letters) == self.text else None

    def _clusters(self) -> Iterator[Span]:
        """Return each letter with the marks that combine with it."""
        typed, at = self.typed, self.start
        bold = _marks(typed[self.start : self.end]) if self.marked else frozenset()
        while at < self.end:
            if at - self.start in bold:
                at += len(_BOLD)
                continue
            barred = self.marked and typed.startswith(_BAR, at, self.end)
            behind = at + (len(_BAR) if barred else 1)
            while behind < self.end and _combines(typed[behind]):
                behind += 1
            yield at, behind
            at = behind


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


def _combines(char: str) -> bool:
    return char >= _FIRST_COMBINING and unicodedata.combining(char) != 0
