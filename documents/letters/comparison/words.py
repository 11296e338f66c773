"""The words of a paper in one order, whatever lays them out.

What layout and programs change is made equal here: composed letters, kinds of space,
of dash and of quotation mark, ligatures, the order of two columns, page numbers. What
is left is compared sign by sign.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from typing import Final, Self

from documents.letters.paper import Cell, Paper, Paragraph
from documents.letters.read import Parts, parts
from documents.letters.read.pieces import Piece
from documents.text import clean, fold

_NATION: Final = "Quốc hiệu, Tiêu ngữ"
_AGENCY: Final = "Cơ quan ban hành"
_STAMPS: Final = "Dấu chỉ mức độ"
_SUBJECT: Final = "Tên loại và trích yếu"
NUMBER: Final = "Số, ký hiệu"
DATE: Final = "Địa danh và ngày, tháng, năm"
MASTHEAD: Final = frozenset({_NATION, _AGENCY, _STAMPS, _SUBJECT, NUMBER, DATE})
BODY: Final = "Nội dung"
EDGE: Final = "Chân trang"
_APPENDIX: Final = "Phụ lục"

_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]")
_QUOTES: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_APOSTROPHES: Final = "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"
_PLAIN: Final = str.maketrans(
    dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, "-")
    | {"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)
_FOLIO: Final = re.compile(r"(?:trang|page)\s*:?\s*\d{1,3}(?:\s*/\s*\d{1,3})?$")
_TWO_COLUMNS: Final = re.compile(r"cong hoa xa hoi chu nghia|noi nhan\s*:?$")
_SHORTEST_EDGE: Final = 3
"""Words; a shorter header or footer is a page number."""


@dataclass(frozen=True)
class Unit:
    """A paragraph's text and its place."""

    text: str
    component: str
    paragraph: int | None = None


@dataclass(frozen=True)
class Word:
    """A run of letters and digits, or a single other sign, and where it stands."""

    sign: str
    unit: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """All that is compared of one paper."""

    units: tuple[Unit, ...]
    words: tuple[Word, ...]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Self:
        """Return the text of some paragraphs in their order."""
        held = tuple(units)
        return cls(held, tuple(_words(held)))

    @cached_property
    def signs(self) -> list[str]:
        """Return the words themselves."""
        return [word.sign for word in self.words]

    def glued(self, at: int) -> bool:
        """Say whether nothing parts a word from the one before it."""
        if not 0 < at < len(self.words):
            return False
        before, after = self.words[at - 1], self.words[at]
        return before.unit == after.unit and before.end == after.start

    def opens(self, at: int) -> bool:
        """Say whether a paragraph begins with a word, or the text has ended."""
        if not 0 < at < len(self.words):
            return True
        return self.words[at - 1].unit != self.words[at].unit

    def shown(self, start: int, end: int) -> str:
        """Return some words as they stand, on one line."""
        held = groupby(self.words[start:end], key=lambda word: word.unit)
        return " ".join(self._slice(unit, list(words)) for unit, words in held)

    def _slice(self, unit: int, words: Sequence[Word]) -> str:
        found = self.units[unit].text[words[0].start : words[-1].end]
        return " ".join(found.split())


def text_of(paper: Paper) -> Text:
    """Return what is compared of a paper, the footers of a .docx at the end."""
    named = _Components(parts(paper))
    found = (
        Unit(_plain(paragraph.text), named(paragraph), paragraph.place)
        for paragraph in _ordered(paper.paragraphs)
    )
    units = [unit for unit in found if not _FOLIO.match(fold(unit.text).strip())]
    return Text.of((*units, *_edges(paper)))


def with_edges_of(issued: Text, returned: Text) -> Text:
    """Return a copy's text with the issued letter's footers at its end as well.

    Of a PDF a footer is not known to be one: its words stand in the middle.
    """
    units, words = list(returned.units), list(returned.words)
    known = {unit.text for unit in units if unit.component == EDGE}
    for edge in issued.units:
        if edge.component != EDGE or edge.text in known:
            continue
        moved = tuple(_words([edge], first=len(units)))
        at = _find([word.sign for word in moved], [word.sign for word in words])
        if at is not None:
            words[at : at + len(moved)] = []
            words += moved
            units.append(edge)
    return Text(tuple(units), tuple(words))


def _find(wanted: list[str], signs: list[str]) -> int | None:
    ends = range(len(signs) - len(wanted) + 1)
    return next((at for at in ends if signs[at : at + len(wanted)] == wanted), None)


def _plain(text: str) -> str:
    return clean(text).translate(_PLAIN)


def _words(units: Iterable[Unit], *, first: int = 0) -> Iterator[Word]:
    for place, unit in enumerate(units, start=first):
        for found in _WORD.finditer(unit.text):
            yield Word(found[0], place, found.start(), found.end())


def _edges(paper: Paper) -> Iterator[Unit]:
    """Return each header and footer once, page numbers left out."""
    every = (
        edge.text
        for section in paper.sections
        for edge in chain(section.headers.values(), section.footers.values())
    )
    for text in dict.fromkeys(map(_plain, every)):
        if sum(map(str.isalpha, text.split())) >= _SHORTEST_EDGE:
            yield Unit(text, EDGE)


def _ordered(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Return the paragraphs; of what stands in two columns the left one first."""
    for table, group in groupby(paragraphs, key=_table):
        held = list(group)
        if table and any(_TWO_COLUMNS.search(fold(p.text).strip()) for p in held):
            held.sort(key=_column)
        yield from held


def _table(paragraph: Paragraph) -> int:
    return _outermost(paragraph.cell).table if paragraph.cell else 0


def _column(paragraph: Paragraph) -> int:
    return _outermost(paragraph.cell).column if paragraph.cell else 0


def _outermost(cell: Cell) -> Cell:
    return _outermost(cell.around) if cell.around else cell


class _Components:
    """The names of what stands where, by the place of its paragraph."""

    def __init__(self, found: Parts) -> None:
        top, end = found.masthead, found.ending
        named: dict[str, Iterable[Piece | None]] = {
            _NATION: (top.nation, top.motto),
            _AGENCY: top.agency,
            NUMBER: (top.number,),
            DATE: (top.date,),
            _STAMPS: top.stamps,
            _SUBJECT: (top.type, *top.about, *found.heading),
            "Kính gửi": found.address,
            "Căn cứ": (*found.authority, *found.bases),
            "Nơi nhận": (end.label, *end.copies),
            "Người ký": (*end.positions, end.name, end.secretary),
        }
        self._last = end.last
        self._names = {
            piece.paragraph.place: name
            for name, pieces in named.items()
            for piece in pieces
            if piece is not None
        }

    def __call__(self, paragraph: Paragraph) -> str:
        rest = _APPENDIX if paragraph.place > self._last else BODY
        return self._names.get(paragraph.place, rest)
