"""Boxes 1 to 5 of a letter, and its stamps: everything above the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from documents.letters.kinds import CIRCULATIONS, KINDS, STAMPS
from documents.letters.read.pieces import Piece
from documents.text import fold

# Phụ lục III, Mục I, but for the names that KINDS holds.
_OTHER_TYPES: Final = (
    "Nghị quyết",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Hướng dẫn",
    "Chương trình",
    "Phương án",
    "Đề án",
    "Dự án",
    "Hợp đồng",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu báo",
    "Phiếu trình",
)
TYPES: Final = {
    fold(name): name
    for name in (*(k.name for k in KINDS.values() if k.named), *_OTHER_TYPES)
}
_WORDS: Final = {
    fold(stamp.word) for stamp in (*STAMPS.values(), *CIRCULATIONS.values())
} | {"mat", "toi mat", "tuyet mat", "hoa toc hen gio"}

_NATION: Final = "cong hoa xa hoi chu nghia viet nam"
_MOTTO: Final = re.compile(r"doc lap\W+tu do\W+hanh phuc")
NUMBER: Final = re.compile(r"^so\b\s*[:.]?[^/]{0,40}/\s*\S")
DATE: Final = re.compile(
    r"\bngay\b(?P<day>.{0,24}?)\bthang\b(?P<month>.{0,24}?)\bnam\b(?P<year>.{0,24})$"
)
_ABOUT: Final = ("v/v", "ve viec")
_DRAFT: Final = re.compile(r"du thao\b.{0,20}$")
_RULE: Final = re.compile(r"[\W_]+$")
_FURTHEST: Final = 80
"""Pieces; a masthead with every box and wrapped names has about twenty."""

_LONGEST: Final = 120


@dataclass(frozen=True)
class Masthead:
    """What stands above the text; `last` is the place of its last paragraph."""

    nation: Piece | None = None
    motto: Piece | None = None
    agency: tuple[Piece, ...] = ()
    number: Piece | None = None
    date: Piece | None = None
    about: tuple[Piece, ...] = ()
    stamps: tuple[Piece, ...] = ()
    type: Piece | None = None
    last: int = 0

    @property
    def issuer(self) -> tuple[Piece, ...]:
        """Return the lines of who issues: the bold ones at the end, or the last."""
        bold = tuple(takewhile(lambda piece: piece.bold, reversed(self.agency)))
        whole = 0 < len(bold) < len(self.agency)
        return bold[::-1] if whole else self.agency[-1:]

    @property
    def parent(self) -> tuple[Piece, ...]:
        """Return the lines of the body above it."""
        return self.agency[: len(self.agency) - len(self.issuer)]


def masthead(every: Sequence[Piece]) -> Masthead:
    """Return what stands above the text."""
    zone = _zone(every)
    seen: set[int] = set()

    def first(matches: Iterable[Piece]) -> Piece | None:
        found = next((p for p in matches if id(p) not in seen), None)
        seen.update({id(found)} if found else ())
        return found

    nation = first(p for p in zone if _NATION in p.plain)
    motto = first(p for p in zone if _MOTTO.search(p.plain))
    number = first(p for p in zone if NUMBER.match(p.plain) and len(p.plain) < 80)
    date = first(p for p in zone if _is_date(p))
    type = first(p for p in zone if type_of(p) and p is not number)
    stamps = tuple(p for p in zone if p.plain.strip("! ") in _WORDS)
    about = _about(zone, number, type)
    seen.update(map(id, (*stamps, *about)))
    top = (p for p in (nation, motto, number, date) if p)
    agency = _agency(zone, seen, last=number or motto or nation)
    known = [*top, *stamps, *about, *agency, *([type] if type else [])]
    # Rules and draft marks in the table of the masthead belong to it too.
    tables = {p.cell.table for p in known if p.cell}
    known += [p for p in zone if p.cell and p.cell.table in tables]
    return Masthead(
        nation=nation,
        motto=motto,
        agency=agency,
        number=number,
        date=date,
        about=about,
        stamps=stamps,
        type=type,
        last=max((p.paragraph.place for p in known), default=0),
    )


def type_of(piece: Piece) -> str:
    """Return the type of document a line names, "" if it names none."""
    if not piece.capital or _in_left_column(piece):
        return ""
    plain = piece.plain.strip(" .")
    if plain in TYPES:
        return TYPES[plain]
    named = [name for name in TYPES if plain.startswith(f"{name} ")]
    return TYPES[max(named, key=len)] if named and piece.centred else ""


def _in_left_column(piece: Piece) -> bool:
    return piece.cell is not None and piece.cell.column == 0 and _beside(piece)


def _beside(piece: Piece) -> bool:
    """Say whether a piece shares its table with the masthead: it is in the first."""
    return piece.cell is not None and piece.cell.table == 1


def _zone(every: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that can belong to the masthead."""
    found: list[Piece] = []
    for piece in every[:_FURTHEST]:
        if piece.plain.startswith("kinh gui") or len(piece.text) > 4 * _LONGEST:
            break
        if type_of(piece) and piece.plain.endswith(tuple(TYPES)):
            found.append(piece)
            break
        if piece.cell is None and piece.plain.startswith(("can cu", "thuc hien")):
            break
        found.append(piece)
    return found


def _is_date(piece: Piece) -> bool:
    found = DATE.search(piece.plain)
    return bool(found) and len(piece.text) < _LONGEST and piece.text[:1].isupper()


def _about(
    zone: list[Piece], number: Piece | None, type: Piece | None
) -> tuple[Piece, ...]:
    """Return the subject of a công văn: from "V/v" to where its cell ends."""
    before = zone[: zone.index(type)] if type else zone
    start = next((i for i, p in enumerate(before) if p.plain.startswith(_ABOUT)), None)
    if start is None:
        return ()
    head = before[start]
    found = [head]
    for piece in before[start + 1 :]:
        if _is_mark(piece) or piece.cell != head.cell or piece is number:
            if head.cell is not None:
                continue
            break
        # Without a cell around it, a subject ends with its paragraphs in the middle.
        if head.cell is None and piece.paragraph.shape != head.paragraph.shape:
            break
        found.append(piece)
    return tuple(found)


def _is_mark(piece: Piece) -> bool:
    plain = piece.plain
    return (
        plain.strip("! ") in _WORDS
        or bool(_RULE.match(plain) or _DRAFT.match(plain))
        or _NATION in plain
        or bool(_MOTTO.search(plain) or NUMBER.match(plain))
        or _is_date(piece)
    )


def _agency(
    zone: list[Piece], seen: set[int], *, last: Piece | None
) -> tuple[Piece, ...]:
    """Return the lines above the number that are nothing else."""
    if last is None:
        return ()
    end = zone.index(last)
    beside = zone[:end]
    return tuple(
        piece
        for piece in beside
        if id(piece) not in seen
        and not _is_mark(piece)
        and len(piece.text) < _LONGEST
        and any(char.isalpha() for char in piece.text)
    )
