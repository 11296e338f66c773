"""What is checked: a paper, its components, and the form it is held against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from documents.letters.forms import FORMS, TT01, Form
from documents.letters.kinds import Kind
from documents.letters.paper import Paper
from documents.letters.profiles import Profile
from documents.letters.read import Parts
from documents.letters.read.bodies import Passage, body_lines
from documents.letters.read.pieces import Piece, lines
from documents.letters.read.values import date_of, kind_of, profile_of

KEPT: Final = re.compile(r"(?i)[-–+•\s]*lưu\b\s*(:?)\s*(.*)$")
"""The line of the archive, which ends the copies: "- Lưu: VT, VP."."""


@dataclass(frozen=True)
class Subject:
    """A letter to be checked."""

    paper: Paper
    parts: Parts
    form: Form

    @cached_property
    def kind(self) -> Kind | None:
        """Return its kind, None when its name is one we have no data of."""
        return kind_of(self.parts.masthead)

    @cached_property
    def named(self) -> bool:
        """Say whether it prints the name of its type."""
        return self.parts.masthead.type is not None

    @cached_property
    def profile(self) -> Profile | None:
        """Return the agency, when we know it."""
        return profile_of(self.parts.masthead)

    @cached_property
    def body(self) -> tuple[Piece, ...]:
        """Return the lines of the text, those of tables left out."""
        return tuple(
            line
            for passage in self.parts.body
            if not passage.rows
            for line in body_lines(passage)
            if any(char.isalnum() for char in line.text)
        )

    @cached_property
    def prose(self) -> tuple[Piece, ...]:
        """Return every line of words: addressees, grounds, text, tables."""
        tabled = (line for passage in self.parts.body for line in _tabled(passage))
        top = (*self.parts.address, *self.parts.bases)
        return (*self.parts.heading, *top, *self.body, *tabled)

    @cached_property
    def lines(self) -> tuple[Piece, ...]:
        """Return every line that an author words, the appendices' too."""
        top, end = self.parts.masthead, self.parts.ending
        return (*top.about, *self.prose, *end.copies, *self.annexed)

    @cached_property
    def annexed(self) -> tuple[Piece, ...]:
        """Return the lines of the appendices, tables too."""
        lines = (
            line
            for passage in self.parts.rest
            for line in (_tabled(passage) if passage.rows else body_lines(passage))
        )
        return tuple(line for line in lines if any(map(str.isalnum, line.text)))

    @cached_property
    def copies(self) -> tuple[list[Piece], Piece | None, list[Piece]]:
        """Return the copies, the archive's line, and what follows that."""
        lines = list(self.parts.ending.copies)
        kept = next((i for i, p in enumerate(lines) if KEPT.match(p.text)), None)
        if kept is None:
            return lines, None, []
        return lines[:kept], lines[kept], lines[kept + 1 :]


def _tabled(passage: Passage) -> Iterator[Piece]:
    for row in passage.rows:
        for cell in row:
            for paragraph in cell:
                yield from lines(paragraph)


def form_for(parts: Parts, *, on: date | None) -> Form:
    """Return the form in force at the letter's date, else at `on`, else the newest.

    A blank day is read as the month's last, as `documents.letters.form_of` does.
    """
    told = date_of(parts.masthead)
    day = told or (on.isoformat() if on else "")
    found = TT01
    for form in FORMS.values():
        # A month without its day sorts before its first day: it is given its last.
        if not day or form.since.isoformat() <= f"{day}-99"[:10]:
            found = form
    return found
