"""Past cases written as files that import reads back: the template, and exports."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from documents.importing.columns import COLUMNS
from documents.importing.guarding import guarded
from documents.vocabulary import CaseKind, Channel, Field, PastOutcome

Cells = Mapping[str, str]
"""A row: what stands under each column's name."""

_TEXT: Final = 49
"""The spreadsheet's own number for "@": a cell that holds text."""

_BOM: Final = "\ufeff"
"""Without it Excel takes a .csv for a code page of its own."""

_TERMS: Final = {
    "channel": Channel,
    "kind": CaseKind,
    "field": Field,
    "outcome": PastOutcome,
}
_WIDE: Final = 24
_WIDEST: Final = 90


def examples() -> list[Cells]:
    """Return the rows that the template shows."""
    return [{column.name: column.examples[n] for column in COLUMNS} for n in range(2)]


def csv_of(rows: Iterable[Cells]) -> Iterator[str]:
    """Yield a .csv piece by piece; no cell of it is a formula (security.md T19)."""
    yield _BOM + _line(column.label for column in COLUMNS)
    for row in rows:
        yield _line(guarded(row.get(column.name, "")) for column in COLUMNS)


def _line(cells: Iterable[str]) -> str:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(cells)
    return out.getvalue()


def jsonl_of(rows: Iterable[Cells]) -> Iterator[str]:
    """Yield a .jsonl line by line, under the names of design.md §4."""
    for row in rows:
        told = {column.name: row.get(column.name, "") for column in COLUMNS}
        yield json.dumps(told, ensure_ascii=False) + "\n"


def xlsx_of(rows: Iterable[Cells]) -> bytes:
    """Return an .xlsx: every cell a text, a second sheet that explains the columns."""
    target = BytesIO()
    book = Workbook(target, {"constant_memory": True})
    text = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": _TEXT, "bold": True})
    sheet = book.add_worksheet("Hồ sơ")
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDE, text)
        sheet.write_string(0, place, column.label, bold)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(COLUMNS):
            sheet.write_string(line, place, row.get(column.name, ""), text)
    sheet.freeze_panes(1, 0)
    _explain(book.add_worksheet("Hướng dẫn"), bold=bold, text=text)
    book.close()
    return target.getvalue()


def _explain(sheet: Worksheet, *, bold: Format, text: Format) -> None:
    sheet.set_column(0, 1, _WIDE, text)
    sheet.set_column(2, 2, _WIDEST, text)
    for place, heading in enumerate(("Cột", "Tên trong .jsonl", "Cách ghi")):
        sheet.write_string(0, place, heading, bold)
    for line, column in enumerate(COLUMNS, start=1):
        told = (column.label, column.name, explained(column.name, column.help))
        for place, cell in enumerate(told):
            sheet.write_string(line, place, cell, text)


def explained(name: str, told: str) -> str:
    """Return how a column is filled in, with the words that it takes."""
    terms = _TERMS.get(name)
    if terms is None or name == "outcome":
        return told
    return f"{told} Ghi một trong: {', '.join(term.label for term in terms)}."
