"""What stands beside each other on one line, taken apart.

Headers are laid out in tables, but also with tabs, with rows of spaces and with line
breaks inside one paragraph (letter-format.md §9). A `Piece` is what one cell, or one
side of such a line, holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from documents.letters.paper import Cell, Paper, Paragraph, Run
from documents.letters.paper.gaps import is_blank
from documents.text import clean, fold

_GAP: Final = re.compile(r"[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{4,}")
_DATE_BEHIND: Final = re.compile(r"(so\s*:?[^/]{0,30}/\s*\S+)\s+\S.*\bngay\b")
_NATION: Final = "cong hoa xa hoi chu nghia"
_MOTTO: Final = re.compile(r"doc lap\s*\W\s*tu do")
_BREAK: Final = re.compile(r"\n")
_LONGEST: Final = 300
"""Letters of a line that has two sides; longer ones are text."""


@dataclass(frozen=True)
class Piece:
    """A text on one side of a line, with its runs."""

    runs: tuple[Run, ...]
    paragraph: Paragraph
    side: int = 0
    label: str = ""

    @cached_property
    def raw(self) -> str:
        """Return the text as the file has it."""
        return self.label + "".join(run.text for run in self.runs)

    @cached_property
    def text(self) -> str:
        """Return the text precomposed, white space as single spaces."""
        return tidy(self.raw)

    @cached_property
    def plain(self) -> str:
        """Return the text in lower case without marks."""
        return fold(self.text)

    @property
    def cell(self) -> Cell | None:
        """Return the cell it stands in."""
        return self.paragraph.cell

    @property
    def centred(self) -> bool:
        """Say whether it stands in the middle."""
        return self.paragraph.shape.align == "center"

    @property
    def bold(self) -> bool:
        """Say whether all of its letters are bold."""
        seen = [run.look.bold for run in self.runs if run.text.strip()]
        return bool(seen) and all(seen)

    @property
    def italic(self) -> bool:
        """Say whether all of its letters are italic."""
        seen = [run.look.italic for run in self.runs if run.text.strip()]
        return bool(seen) and all(seen)

    @property
    def capital(self) -> bool:
        """Say whether it has letters and none is small."""
        return self.text.isupper()


def tidy(text: str) -> str:
    """Return a text precomposed on one line, no-break spaces as plain ones."""
    return " ".join(clean(text).split())


def pieces(paper: Paper) -> tuple[Piece, ...]:
    """Return every piece that has text, in the order of the file."""
    found = (piece for paragraph in paper.paragraphs for piece in _of(paragraph))
    return tuple(piece for piece in found if piece.text)


def lines(paragraph: Paragraph) -> list[Piece]:
    """Return a paragraph broken at its line breaks, gaps left alone."""
    whole = Piece(paragraph.runs, paragraph, label=paragraph.label)
    cuts = [found.end() for found in _BREAK.finditer(whole.raw)]
    return [piece for piece in _cut(whole, cuts) if piece.text]


def _of(paragraph: Paragraph) -> Iterator[Piece]:
    for line in lines(paragraph):
        for side, piece in enumerate(p for p in _cut(line, _gaps(line)) if p.text):
            yield replace(piece, side=side)


def _gaps(line: Piece) -> list[int]:
    """Return where a line falls apart: at gaps, and before what it always holds."""
    raw = line.raw
    cuts = [
        gap.end()
        for gap in _GAP.finditer(raw)
        if not is_blank(raw[: gap.start()], raw[gap.end() :])
    ]
    if len(raw) > _LONGEST:
        return sorted(set(cuts))
    plain = fold(raw)
    # Folding keeps the places only where no letter is more than one sign.
    if len(plain) == len(raw):
        cuts += [place for place in (plain.find(_NATION),) if place > 0]
        cuts += [found.start() for found in _MOTTO.finditer(plain) if found.start()]
        if dated := _DATE_BEHIND.match(plain):
            cuts.append(dated.end(1))
    return sorted(set(cuts))


def _cut(piece: Piece, places: list[int]) -> Iterator[Piece]:
    """Return a piece in parts, each with the runs it covers."""
    ends = [*places, len(piece.raw)]
    start = 0
    for end in ends:
        label = piece.label[start:end]
        yield replace(piece, runs=tuple(_covered(piece, start, end)), label=label)
        start = end


def _covered(piece: Piece, start: int, end: int) -> Iterator[Run]:
    at = len(piece.label)
    for run in piece.runs:
        typed = run.typed[max(0, start - at) : max(0, end - at)]
        if typed:
            yield replace(run, typed=typed)
        at += len(run.typed)
