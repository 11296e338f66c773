"""The rows of an .xlsx: a stream of cells, as they were last worked out.

Shared strings lie in a temporary file, so that memory does not grow with the book.
"""

import posixpath
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from documents.importing.cells import Cell, Row, sheet_rows, strings_of
from documents.importing.columns import BY_NAME, Heading, WrongFile, heading_of
from documents.importing.guarding import unguarded
from documents.importing.lines import HEADING_ROWS, NO_HEADING
from documents.importing.package import Package
from documents.importing.raw import Fault, Raw, broken
from documents.letters.paper.markup import tree
from documents.sandbox import Unreadable

MOST_SHEETS: Final = 50

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STRINGS: Final = "sharedStrings"
_SHEET: Final = "worksheet"
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE: Final = re.compile(r"-?\d{1,15}")
_WIDE: Final = "Có ô nằm ngoài các cột có tiêu đề. Hãy xóa ô đó hoặc đặt tên cho cột."


@dataclass(frozen=True)
class Sheet:
    """A sheet with a heading: its part, and where the rows begin."""

    part: str
    strings: str
    from_1904: bool
    heading: Heading
    heading_line: int


class _Strings:
    """The shared strings, on the disk; one is read when a cell asks for it."""

    def __init__(self, package: Package, part: str, store: IO[bytes]) -> None:
        self._store = store
        self._ends = array("Q", [0])
        for text in strings_of(package.stream(part)) if part in package else ():
            self._ends.append(self._ends[-1] + store.write(text.encode("utf-8")))
        store.flush()

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends) - 1:
            return ""
        start, end = self._ends[index], self._ends[index + 1]
        self._store.seek(start)
        return self._store.read(end - start).decode("utf-8")


@contextmanager
def _opened(path: Path, strings: str) -> Iterator[tuple[Package, _Strings]]:
    with Package(path) as package, TemporaryFile() as store:
        yield package, _Strings(package, strings, store)


def sheet_of(path: Path) -> Sheet:
    """Return the first sheet that has a heading.

    Raises:
        WrongFile: no workbook, an unsafe one, or none of its sheets has one.
    """
    with Package(path) as package:
        parts, strings, from_1904 = _book(package)
    with _opened(path, strings) as (package, texts):
        for part in parts[:MOST_SHEETS]:
            found = _heading_in(package, part, texts)
            if found:
                line, heading = found
                return Sheet(part, strings, from_1904, heading, line)
    raise WrongFile(NO_HEADING)


def _book(package: Package) -> tuple[list[str], str, bool]:
    """Return the parts of the sheets, of the shared strings, and the calendar."""
    try:
        book = tree(package.small(_WORKBOOK))
        relations = tree(package.small(_RELATIONS))
    except Unreadable as error:
        raise WrongFile(error.message) from error
    kinds: dict[str, tuple[str, str]] = {}
    strings = ""
    for row in relations.iter("rel|Relationship"):
        kind = row.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/xl", row.get("Target", "")))
        kinds[row.get("Id", "")] = kind, target.lstrip("/")
        strings = target.lstrip("/") if kind == _STRINGS else strings
    from_1904 = any(
        row.get("date1904") in {"1", "true"} for row in book.iter("x|workbookPr")
    )
    told = (kinds.get(row.get("r|id", ""), ("", "")) for row in book.iter("x|sheet"))
    parts = [part for kind, part in told if kind == _SHEET and part in package]
    return parts, strings, from_1904


def _heading_in(
    package: Package, part: str, texts: _Strings
) -> tuple[int, Heading] | None:
    rows = sheet_rows(package.stream(part))
    for row in islice(rows, HEADING_ROWS):
        width = max(row.cells, default=-1) + 1
        told = [""] * width
        for place, cell in row.cells.items():
            told[place] = _text(cell, texts)
        heading = heading_of(told)
        if heading:
            return row.line, heading
    return None


def book_rows(path: Path, sheet: Sheet) -> Iterator[Raw]:
    """Yield the rows below the heading.

    Raises:
        WrongFile: the sheet is damaged further down.
    """
    with _opened(path, sheet.strings) as (package, texts):
        for row in sheet_rows(package.stream(sheet.part)):
            if row.line > sheet.heading_line and row.cells:
                raw = _raw(row, sheet, texts)
                if raw:
                    yield raw


def _raw(row: Row, sheet: Sheet, texts: _Strings) -> Raw | None:
    told, faults = dict[str, str](), list[Fault]()
    for place, cell in row.cells.items():
        text = _text(cell, texts)
        column = sheet.heading.places.get(place)
        if place >= sheet.heading.width and text.strip():
            return broken(row.line, _WIDE)
        if column is None:
            continue
        if cell.kind == "e":
            message = f"Ô báo lỗi {text[:20]}. Hãy gõ lại giá trị."
            faults.append(Fault(column.name, message))
            continue
        is_day = BY_NAME[column.name].is_date
        told[column.name] = (
            text.partition(".")[0] if is_day and cell.is_number else text
        )
    if not faults and not any(text.strip() for text in told.values()):
        return None
    return Raw(row.line, told, tuple(faults), sheet.from_1904)


def _text(cell: Cell, texts: _Strings) -> str:
    """Return a cell's value as it would be typed."""
    if cell.kind == "s":
        index = int(cell.value) if _WHOLE.fullmatch(cell.value) else -1
        return unguarded(_unescaped(texts[index]))
    if cell.is_number:
        return _number(cell.value)
    return unguarded(_unescaped(cell.value))


def _number(value: str) -> str:
    if _WHOLE.fullmatch(value):
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    is_whole = number.is_integer() and abs(number) < 1e15
    return str(int(number) if is_whole else number)


def _unescaped(text: str) -> str:
    """Return text without the escapes that Excel writes for control characters."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
