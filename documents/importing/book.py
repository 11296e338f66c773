"""The rows of an .xlsx: a stream of cells, as they were last worked out."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import Any, Final

from documents.importing.columns import BY_NAME, Heading, WrongFile, heading_of
from documents.importing.guarding import unguarded
from documents.importing.lines import HEADING_ROWS, NO_HEADING
from documents.importing.package import BROKEN, must_be_safe
from documents.importing.raw import LONGEST_CELL, Fault, Raw, broken

MOST_SHEETS: Final = 50
MOST_ROWS: Final = 1_048_576
"""Of a sheet, as Excel has it; a row that says a higher number is not there."""

WIDEST: Final = 200
"""Columns that are looked at."""

_WIDE: Final = "Có ô nằm ngoài các cột có tiêu đề. Hãy xóa ô đó hoặc đặt tên cho cột."
_CODED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML cannot hold, or this very sequence when it
was typed (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""


@dataclass(frozen=True)
class Sheet:
    """A sheet with a heading: its place in the book, and where the rows begin."""

    place: int
    heading: Heading
    heading_line: int
    last_line: int


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook for reading row by row.

    Raises:
        WrongFile: it is damaged, now or further down.
    """
    # Not at the top: whoever looks at a .csv needs none of it.
    import openpyxl

    try:
        with path.open("rb") as stream:
            yield openpyxl.load_workbook(
                stream, read_only=True, data_only=True, keep_links=False
            )
    except (WrongFile, MemoryError, GeneratorExit):
        raise
    # The library raises whatever a strange file makes it stumble over.
    except Exception as error:
        raise WrongFile(BROKEN) from error


def sheet_of(path: Path) -> Sheet:
    """Return the first sheet that has a heading.

    Raises:
        WrongFile: no workbook, an unsafe one, or none of its sheets has one.
    """
    must_be_safe(path)
    with _opened(path) as book:
        for place, sheet in enumerate(book.worksheets[:MOST_SHEETS]):
            last = min(sheet.max_row or 0, MOST_ROWS)
            for line, cells in islice(_cells(sheet), HEADING_ROWS):
                heading = heading_of(_trimmed(_text(cell.value) for cell in cells))
                if heading:
                    return Sheet(place, heading, line, last)
    raise WrongFile(NO_HEADING)


def _trimmed(texts: Iterable[str]) -> list[str]:
    """Return texts without the empty ones behind the last: rows come filled up."""
    told = list(texts)
    while told and not told[-1].strip():
        told.pop()
    return told


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # What a sheet says of its size may be a lie that costs a million rows.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=WIDEST)
    return enumerate(rows, start=1)


def book_rows(path: Path, sheet: Sheet) -> Iterator[Raw]:
    """Yield the rows below the heading.

    Raises:
        WrongFile: the sheet is damaged further down.
    """
    with _opened(path) as book:
        from_1904 = book.epoch.year == 1904
        for line, cells in _cells(book.worksheets[sheet.place]):
            if line > sheet.heading_line:
                raw = _raw(line, cells, sheet.heading, from_1904=from_1904)
                if raw:
                    yield raw


def _raw(
    line: int, cells: tuple[Any, ...], heading: Heading, *, from_1904: bool
) -> Raw | None:
    told, faults = dict[str, str](), list[Fault]()
    for place, cell in enumerate(cells):
        if cell.value is None:
            continue
        text = _text(cell.value)
        column = heading.places.get(place)
        if place >= heading.width and text.strip():
            return broken(line, _WIDE)
        if column is None:
            continue
        if cell.data_type == "e":
            message = f"Ô báo lỗi {text[:20]}. Hãy gõ lại giá trị."
            faults.append(Fault(column.name, message))
            continue
        is_day = BY_NAME[column.name].is_date and cell.data_type == "n"
        told[column.name] = text.partition(".")[0] if is_day else text
    if not faults and not any(text.strip() for text in told.values()):
        return None
    return Raw(line, told, tuple(faults), from_1904)


def _text(value: Any) -> str:
    """Return a cell's value as it would be typed; a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    told = _CODED.sub(_character, str(value)).replace("\r", "")
    return unguarded(told[:LONGEST_CELL])


def _character(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))
