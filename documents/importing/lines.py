"""Rows of .csv and .jsonl, one after the other; a line's length bounds the memory."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from documents.importing.columns import (
    Heading,
    WrongFile,
    column_of,
    heading_of,
    must_have,
)
from documents.importing.guarding import unguarded
from documents.importing.raw import Fault, Raw, broken

LONGEST_LINE: Final = 200_000
"""Characters; no case is told in more."""

HEADING_ROWS: Final = 10
"""Rows in which the names of the columns are looked for: a title may stand above."""

_DELIMITERS: Final = ",;\t|"
_TOO_LONG: Final = (
    f"Dòng dài quá {LONGEST_LINE} ký tự nên bị bỏ qua. Hãy kiểm tra dấu xuống dòng."
)
_QUOTES: Final = (
    "Dấu nháy kép không khớp. Hãy đặt cả ô trong nháy kép, và viết hai nháy liền"
    " nhau cho mỗi nháy bên trong."
)
_WIDE: Final = (
    "Có nhiều ô hơn dòng tiêu đề. Ô có dấu phân cách bên trong phải đặt trong nháy kép."
)
NO_HEADING: Final = (
    "Không thấy dòng tiêu đề có tên các cột trong"
    f" {HEADING_ROWS} dòng đầu. Hãy dùng dòng tiêu đề của tệp mẫu."
)


class _LineTooLong(Exception):
    """A line that is not read; the next one is."""


class _Lines:
    """The lines of a text, numbered; none of them longer than can be held."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > LONGEST_LINE and not _ends(line):
            while (more := self._stream.readline(LONGEST_LINE)) and not _ends(more):
                pass
            raise _LineTooLong
        return line


def _ends(line: str) -> bool:
    return line.endswith(("\n", "\r"))


@contextmanager
def _lines_of(path: Path, codec: str) -> Iterator[_Lines]:
    # Bytes that a code page leaves undefined are refused in the row they stand in.
    with path.open(encoding=codec, errors="replace", newline="") as stream:
        yield _Lines(stream)


@dataclass(frozen=True)
class Layout:
    """How a .csv is laid out: its delimiter, its heading and the heading's place."""

    delimiter: str
    heading: Heading
    record: int


def layout_of(path: Path, codec: str) -> Layout:
    """Return the layout whose heading names most columns.

    Raises:
        WrongFile: no heading is there, or a bad one.
    """
    found = [layout for mark in _DELIMITERS if (layout := _laid(path, codec, mark))]
    if not found:
        raise WrongFile(NO_HEADING)
    return max(found, key=lambda layout: len(layout.heading.places))


def _laid(path: Path, codec: str, delimiter: str) -> Layout | None:
    with _lines_of(path, codec) as lines:
        head = islice(_records(lines, delimiter), HEADING_ROWS)
        for record, (_, cells) in enumerate(head):
            heading = heading_of(cells) if isinstance(cells, list) else None
            if heading:
                return Layout(delimiter, heading, record)
    return None


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record with the line it begins on; a broken one as what is wrong."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.number + 1
        try:
            yield first, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield first, _QUOTES
        except _LineTooLong:
            # What the reader held of the record is gone with the exception.
            yield first, _TOO_LONG


def csv_rows(path: Path, codec: str, layout: Layout) -> Iterator[Raw]:
    """Yield the rows below the heading."""
    with _lines_of(path, codec) as lines:
        records = _records(lines, layout.delimiter)
        for line, cells in islice(records, layout.record + 1, None):
            if isinstance(cells, str):
                yield broken(line, cells)
            elif any(cell.strip() for cell in cells):
                yield _csv_row(line, cells, layout.heading)


def _csv_row(line: int, cells: list[str], heading: Heading) -> Raw:
    if any(cell.strip() for cell in cells[heading.width :]):
        return broken(line, _WIDE)
    told = {
        column.name: unguarded(cells[place])
        for place, column in heading.places.items()
        if place < len(cells)
    }
    return Raw(line, told)


def json_rows(path: Path, codec: str) -> Iterator[Raw]:
    """Yield the objects of a .jsonl, one a line."""
    with _lines_of(path, codec) as lines:
        while True:
            try:
                line = next(lines)
            except StopIteration:
                return
            except _LineTooLong:
                yield broken(lines.number, _TOO_LONG)
                continue
            if line.strip("\ufeff \t\r\n\x00"):
                yield _json_row(lines.number, line)


def json_heading(path: Path, codec: str) -> tuple[str, ...]:
    """Return what the first object calls nobody's column.

    Raises:
        WrongFile: there is none, or a column that must be there is not.
    """
    with _lines_of(path, codec) as lines:
        try:
            told = json.loads(next(lines))
        except (StopIteration, ValueError, RecursionError, _LineTooLong):
            told = None
    if not isinstance(told, dict):
        raise WrongFile(
            "Dòng đầu của tệp .jsonl không phải một đối tượng JSON dạng"
            ' {"received_on": …, "title": …, "content": …}.'
        )
    known = {name: column_of(name) for name in told}
    must_have(column.name for column in known.values() if column)
    return tuple(name for name, column in known.items() if column is None)


def _json_row(line: int, text: str) -> Raw:
    try:
        told = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return broken(line, "Dòng không đúng cú pháp JSON. Hãy sửa rồi gửi lại.")
    if not isinstance(told, dict):
        return broken(line, "Mỗi dòng phải là một đối tượng JSON {…}.")
    cells: dict[str, str] = {}
    faults: list[Fault] = []
    for name, value in told.items():
        column = column_of(name)
        if column is None:
            continue
        is_odd = isinstance(value, bool) and not column.is_mark
        if is_odd or isinstance(value, dict | list):
            faults.append(Fault(column.name, "Hãy ghi một chuỗi ký tự hoặc một số."))
        else:
            cells[column.name] = _json_cell(value)
    return Raw(line, cells, tuple(faults))


def _json_cell(value: Any) -> str:
    if value is None:
        return ""
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if is_whole else value)


def _no_number(name: str) -> Any:
    raise ValueError(name)
