"""The text of a letter: heading, addressees, grounds, paragraphs and tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from documents.letters.paper import Cell, Paragraph
from documents.letters.read.pieces import Piece, lines

_ADDRESS: Final = "kinh gui"
_GROUND: Final = ("can cu", "xet ", "theo de nghi", "thuc hien ", "theo ")
_SURE_GROUND: Final = ("can cu", "theo de nghi")
_DASH: Final = ("-", "–", "+", "•")
_LONGEST_ADDRESSEE: Final = 220
_DECIDED: Final = re.compile(r"(quyet dinh|quyet nghi|nghi quyet)\s*:$")


@dataclass(frozen=True)
class Passage:
    """A paragraph of the text, or a table as rows of cells of paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...] = ()


@dataclass(frozen=True)
class Opening:
    """What stands between the masthead and the first paragraph of the text."""

    heading: tuple[Piece, ...]
    authority: tuple[Piece, ...]
    address: tuple[Piece, ...]
    bases: tuple[Piece, ...]
    decided: tuple[Piece, ...]

    @property
    def all(self) -> tuple[Piece, ...]:
        """Return every piece of it."""
        return (
            *self.heading,
            *self.authority,
            *self.address,
            *self.bases,
            *self.decided,
        )


def opening(middle: Sequence[Piece], *, named: bool) -> Opening:
    """Return heading, addressees and grounds, taken off in that order."""
    left = list(middle)
    heading = _taken(left, _is_heading) if named else ()
    # A body that decides names itself in capitals beneath the subject.
    small = [i for i, piece in enumerate(heading) if not piece.capital]
    split = small[-1] + 1 if small else len(heading)
    address = _address(left)
    bases = _bases(left, named=named)
    decided = _taken(left, lambda piece: bool(_DECIDED.match(piece.plain)))
    return Opening(heading[:split], heading[split:], address, bases, decided)


def passages(
    paragraphs: Iterable[Paragraph], *, after: int, before: float = float("inf")
) -> Iterator[Passage]:
    """Return what stands between two places, tables kept together."""
    between = (p for p in paragraphs if after < p.place < before and not p.boxed)
    for table, group in groupby(between, key=lambda p: _outermost(p.cell)):
        if table is None:
            yield from (Passage((p,)) for p in group if p.text.strip())
        else:
            held = tuple(group)
            yield Passage(held, rows=tuple(_rows(held)))


def _outermost(cell: Cell | None) -> int | None:
    while cell is not None and cell.around is not None:
        cell = cell.around
    return None if cell is None else cell.table


def _rows(
    held: Sequence[Paragraph],
) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
    for _, row in groupby(held, key=lambda p: _root(p).row):
        cells = groupby(row, key=lambda p: _root(p).column)
        yield tuple(tuple(cell) for _, cell in cells)


def _root(paragraph: Paragraph) -> Cell:
    cell = paragraph.cell
    assert cell is not None  # noqa: S101 - only paragraphs of a table come here
    while cell.around is not None:
        cell = cell.around
    return cell


def _taken(left: list[Piece], wanted: object) -> tuple[Piece, ...]:
    found = []
    while left and callable(wanted) and wanted(left[0]):
        found.append(left.pop(0))
    return tuple(found)


def _is_heading(piece: Piece) -> bool:
    if piece.plain.startswith((_ADDRESS, *_SURE_GROUND)) or _DECIDED.match(piece.plain):
        return False
    return piece.centred or not any(c.isalpha() for c in piece.text)


def _address(left: list[Piece]) -> tuple[Piece, ...]:
    """Return "Kính gửi" and what it is followed by, in a line, a cell or a list."""
    start = next(
        (i for i, p in enumerate(left[:6]) if p.plain.startswith(_ADDRESS)), None
    )
    if start is None:
        return ()
    head = left[start]
    found, at = [head], start + 1
    while at < len(left) and _goes_on(found, left[at]):
        found.append(left[at])
        at += 1
    del left[:at]
    return tuple(found)


def _goes_on(found: list[Piece], piece: Piece) -> bool:
    head, above = found[0], found[-1]
    same_line = piece.paragraph is head.paragraph or (
        head.cell is not None
        and piece.cell is not None
        and piece.cell.table == head.cell.table
    )
    if same_line:
        return True
    if len(piece.text) > _LONGEST_ADDRESSEE:
        return False
    alone = len(found) == 1 and head.plain.rstrip(" :.") == _ADDRESS
    open_list = len(found) > 1 and not above.text.endswith(".")
    listed = piece.text.startswith(_DASH) and open_list
    # Without dashes a list goes on only where its line says so.
    plain = not above.text.startswith(_DASH) and above.text.endswith(";")
    return alone or listed or plain


def _bases(left: list[Piece], *, named: bool) -> tuple[Piece, ...]:
    """Return the grounds; one alone in a công văn is its first sentence."""
    count = 0
    while count < len(left) and _is_ground(left, count):
        count += 1
    found = tuple(left[:count])
    sure = len(found) > 1 or named or (found and found[0].italic)
    closed = found and found[-1].text.endswith((".", ",", ";"))
    if not (sure and closed):
        return ()
    del left[:count]
    return found


def _is_ground(left: list[Piece], at: int) -> bool:
    piece = left[at]
    starts = _SURE_GROUND if at == 0 else _GROUND
    return (
        piece.plain.startswith(starts)
        and piece.text.endswith((";", ".", ","))
        and not piece.text.endswith("./.")
        and (at == 0 or left[at - 1].text.endswith((";", ",")))
    )


def body_lines(passage: Passage) -> list[Piece]:
    """Return the lines of a passage that is no table."""
    return [line for paragraph in passage.paragraphs for line in lines(paragraph)]
