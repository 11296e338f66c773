"""The XML of a sheet and of shared strings, as a stream of rows and of texts.

Expat fetches nothing; a document type, where entities are declared, is refused.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from documents.importing.columns import WrongFile
from documents.importing.raw import LONGEST_CELL

WIDEST: Final = 200
"""Columns that are looked at."""

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BROKEN: Final = "Tệp .xlsx hỏng: phần bảng tính không đúng cú pháp. Hãy lưu lại."
_DOCTYPE: Final = "Tệp có khai báo DOCTYPE, không phải tệp bảng tính thông thường."


@dataclass(frozen=True)
class Cell:
    """A cell: its type as the file has it, and its value."""

    kind: str
    value: str

    @property
    def is_number(self) -> bool:
        """Say whether the value is a number, which a day is too."""
        return self.kind in {"", "n"}


@dataclass(frozen=True)
class Row:
    """A row: its number in the sheet, and its cells by place from 0."""

    line: int
    cells: dict[int, Cell] = field(default_factory=dict)


class _Collector:
    """What expat tells, gathered into texts no longer than a cell may be."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._room = 0
        self._listening = False

    def listen(self) -> None:
        self._listening = True

    def begin(self) -> None:
        self._pieces, self._room = [], LONGEST_CELL

    def hear(self, text: str) -> None:
        if self._listening and self._room > 0:
            self._pieces.append(text[: self._room])
            self._room -= len(text)

    def pause(self) -> None:
        self._listening = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def _fed(
    parts: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    hear: Callable[[str], None],
) -> Iterator[None]:
    """Let expat read; yield after each piece, for what it told to be taken."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = hear
    try:
        for part in parts:
            parser.Parse(part, False)  # noqa: FBT003 - expat takes it by place
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError as error:
        raise WrongFile(_BROKEN) from error
    yield


def _refuse_doctype(*_: object) -> None:
    raise WrongFile(_DOCTYPE)


class _Strings:
    """The shared strings as they are told; how they are dressed is left out."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.text = _Collector()
        self._is_phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "si":
                self.text.begin()
            case "rPh":
                self._is_phonetic = True
            case "t" if not self._is_phonetic:
                self.text.listen()

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "si":
                self.told.append(self.text.text)
            case "rPh":
                self._is_phonetic = False
            case "t":
                self.text.pause()


def strings_of(parts: Iterator[bytes]) -> Iterator[str]:
    """Yield the shared strings in order.

    Raises:
        WrongFile: it is no XML of shared strings.
    """
    strings = _Strings()
    for _ in _fed(parts, strings.start, strings.end, strings.text.hear):
        yield from strings.told
        strings.told.clear()


class _Sheet:
    """The rows of a sheet as they are told."""

    def __init__(self) -> None:
        self.told: list[Row] = []
        self.text = _Collector()
        self._row = Row(0)
        self._kind = ""
        self._place = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = Row(self._next(attributes.get("r", "")))
                self._place = -1
            case "c":
                self._place = _place(attributes.get("r", ""), self._place + 1)
                self._kind = attributes.get("t", "")
                self.text.begin()
            case "v" | "t":
                self.text.listen()

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.told.append(self._row)
            case "c" if 0 <= self._place < WIDEST and self.text.text:
                self._row.cells[self._place] = Cell(self._kind, self.text.text)
            case "v" | "t":
                self.text.pause()

    def _next(self, told: str) -> int:
        line = int(told) if told.isdecimal() and len(told) <= 7 else self._row.line + 1
        if line <= self._row.line:
            raise WrongFile(_BROKEN)
        return line


def sheet_rows(parts: Iterator[bytes]) -> Iterator[Row]:
    """Yield the rows of a sheet.

    Raises:
        WrongFile: it is no XML of a sheet.
    """
    sheet = _Sheet()
    for _ in _fed(parts, sheet.start, sheet.end, sheet.text.hear):
        yield from sheet.told
        sheet.told.clear()


def _place(told: str, following: int) -> int:
    """Return the column from 0: AB12 is in 27."""
    found = _PLACE.fullmatch(told)
    if found is None:
        return following
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1
