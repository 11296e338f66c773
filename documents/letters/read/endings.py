"""Boxes 7 and 9b: who signs and who gets copies, side by side or one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from documents.letters.paper import Cell
from documents.letters.read.pieces import Piece

_LABEL: Final = re.compile(r"noi nhan\s*[:.]?$")
_KEPT: Final = re.compile(r"[-–+•\s]*luu\b")
_NOTE: Final = re.compile(r"\(.*\)$|da ky$|ky boi\b|\[.*\]$|<.*>$|[\W_]+$")
_POSITION: Final = re.compile(
    r"(?:tm|t/m|kt|k/t|tl|tuq|q)\s*\.|giam doc|chu tich|truong |chanh |pho |cuc truong"
    r"|bo truong|thu truong|chi cuc|thu ky|chu toa|chu tri|hieu truong|tong "
)
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+){1,6}\.?$")
_APPENDIX: Final = re.compile(r"phu luc\b.{0,12}$")
_FURTHEST: Final = 60
_LONGEST_LABEL: Final = 20
_UNBOUND: Final = 10**9


@dataclass(frozen=True)
class Ending:
    """Signature and copies, from paragraph `first` to `last`.

    `secretary` signs beside the chair, in minutes only.
    """

    label: Piece | None = None
    copies: tuple[Piece, ...] = ()
    positions: tuple[Piece, ...] = ()
    name: Piece | None = None
    secretary: Piece | None = None
    first: int = _UNBOUND
    last: int = _UNBOUND


def ending(every: Sequence[Piece], *, after: int) -> Ending:
    """Return the end of the letter; annexes may follow it."""
    behind = [p for p in every if p.paragraph.place > after]
    short = (p for p in behind if len(p.text) < _LONGEST_LABEL)
    label = next((p for p in short if _LABEL.match(p.plain)), None)
    if label is None:
        return _without_copies(behind)
    held = _around(behind, label)
    copies = [p for p in held if p is not label and _is_left(p, label)]
    signed = [p for p in held if p is not label and not _is_left(p, label)]
    above: list[Piece] = []
    if not signed:
        above = _table_above(behind, label)
        signed = above
    secretary, positions, name = _signed(signed)
    places = [p.paragraph.place for p in (*held, *above)]
    return Ending(
        label=label,
        copies=tuple(copies),
        positions=tuple(positions),
        name=name,
        secretary=secretary,
        first=min(places),
        last=max(places),
    )


def _around(behind: list[Piece], label: Piece) -> list[Piece]:
    """Return what belongs to the end: the label's table, or the lines below it."""
    if label.cell is not None:
        table, row = _root(label.cell).table, _root(label.cell).row
        inside = [
            p
            for p in behind
            if p.cell and _root(p.cell).table == table and _root(p.cell).row >= row
        ]
        if any(not _is_left(p, label) for p in inside):
            return inside
    start = behind.index(label)
    found = []
    for piece in behind[start : start + _FURTHEST]:
        if _APPENDIX.match(piece.plain):
            break
        found.append(piece)
        if _KEPT.match(piece.plain) and piece.cell != label.cell:
            break
    return found


def _root(cell: Cell) -> Cell:
    while cell.around is not None:
        cell = cell.around
    return cell


def _columns(cell: Cell | None) -> list[tuple[int, int]]:
    found = []
    while cell is not None:
        found.append((cell.table, cell.column))
        cell = cell.around
    return found[::-1]


def _is_left(piece: Piece, label: Piece) -> bool:
    """Say whether a piece stands in the column of the copies."""
    if label.cell is not None and piece.cell is not None:
        ours, theirs = _columns(label.cell), _columns(piece.cell)
        shared = dict(ours).keys() & dict(theirs).keys()
        return bool(shared) and all(dict(ours)[t] == dict(theirs)[t] for t in shared)
    if piece.side != label.side:
        return False
    listed = piece.text.startswith(("-", "–", "+", "•")) or _KEPT.match(piece.plain)
    return bool(listed) or not (piece.capital or piece.bold or _looks_named(piece))


def _looks_named(piece: Piece) -> bool:
    words = piece.text.split()
    return bool(_NAME.match(piece.text)) and all(w[:1].isupper() for w in words)


def _table_above(behind: list[Piece], label: Piece) -> list[Piece]:
    """Return the signatures of minutes, which stand above "Nơi nhận"."""
    before = behind[: behind.index(label)]
    if not before or before[-1].cell is None:
        return []
    table = _root(before[-1].cell).table
    return [p for p in before if p.cell and _root(p.cell).table == table]


def _signed(
    pieces: Sequence[Piece],
) -> tuple[Piece | None, list[Piece], Piece | None]:
    """Return the secretary's name, the positions and the signer's name."""
    shown = [p for p in pieces if not _NOTE.match(p.plain)]
    columns = sorted({p.cell.column for p in shown if p.cell})
    secretary = None
    if len(columns) > 1 and any(p.plain.strip(" :") == "thu ky" for p in shown):
        left = [p for p in shown if p.cell and p.cell.column == columns[0]]
        shown = [p for p in shown if p not in left]
        secretary = left[-1] if len(left) > 1 else None
    name = _name(shown)
    positions = [p for p in shown if p is not name]
    if name is not None:
        # What follows the name is no position: a telephone, a second signer.
        before = shown.index(name)
        positions = shown[:before]
    return secretary, positions, name


def _name(shown: list[Piece]) -> Piece | None:
    small = [p for p in shown if _NAME.match(p.text) and not p.capital]
    if small:
        return small[-1]
    capital = [p for p in shown if _NAME.match(p.text)]
    last = capital[-1:] if len(capital) > 1 else []
    return next((p for p in last if not _POSITION.match(p.plain)), None)


def _without_copies(behind: list[Piece]) -> Ending:
    """Return a signature alone: a position in bold capitals, beside nothing."""
    last = [
        i
        for i, p in enumerate(behind)
        if p.capital and p.bold and _POSITION.match(p.plain) and len(p.text) < 80
    ]
    if not last:
        return _before_appendices(behind)
    start = last[-1]
    while start and behind[start - 1].capital and behind[start - 1].bold:
        start -= 1
    signed = behind[start : start + 8]
    if len(behind) - start > 2 * len(signed):
        return _before_appendices(behind)
    secretary, positions, name = _signed(signed)
    places = [p.paragraph.place for p in signed]
    return Ending(
        positions=tuple(positions),
        name=name,
        secretary=secretary,
        first=min(places),
        last=max(places),
    )


def _before_appendices(behind: list[Piece]) -> Ending:
    """Return an end of nothing: nobody signs, but appendices may follow."""
    heads = (p for p in behind if _APPENDIX.match(p.plain) and p.centred)
    place = next((p.paragraph.place for p in heads), _UNBOUND)
    return Ending(first=place, last=place - 1 if place < _UNBOUND else _UNBOUND)
