"""The cells of a workbook, row by row: values as they were last worked out."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from documents.extract.passage import Passage, PlaceKind, grouped
from documents.letters.paper.archive import EXCEL, Archive
from documents.letters.paper.markup import refuse_document_type
from documents.sandbox import Unreadable

MOST_SHEETS: Final = 200
MOST_ROWS: Final = 100_000
"""Of one sheet."""

LONGEST_CELL: Final = 32_767
"""Characters, as Excel has it."""


def passages(content: bytes) -> Iterator[Passage]:
    """Yield the text of every sheet.

    Raises:
        Unreadable: it is no .xlsx, or not a safe one.
    """
    archive = Archive(content, EXCEL)
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            refuse_document_type(archive.content(name))
    book = _opened(content)
    for sheet in book.worksheets[:MOST_SHEETS]:
        # What a sheet says of its size may be a lie that costs a million rows.
        sheet.reset_dimensions()
        yield from grouped(_rows(sheet), PlaceKind.SHEET, str(sheet.title))


def _opened(content: bytes) -> Any:
    # Not at the top: the portal imports this module's neighbours.
    import openpyxl

    try:
        return openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
    # The library raises whatever a strange file makes it stumble over.
    except Exception as error:
        raise Unreadable(
            "Không đọc được tệp .xlsx: tệp hỏng hoặc có cấu trúc lạ."
        ) from error


def _rows(sheet: Any) -> Iterator[tuple[int, str]]:
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
    for number, row in enumerate(rows, start=1):
        told = (_told(cell) for cell in row if cell is not None)
        yield number, " | ".join(text for text in told if text)


def _told(cell: Any) -> str:
    """Return a value as an office writes it."""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell)[:LONGEST_CELL].split())
