"""The report of an import as a spreadsheet in which nothing is a formula."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

from documents.queries.imports import ReportLine
from documents.text import clean

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEADINGS: Final = (("Dòng", 10), ("Kết quả", 24), ("Hồ sơ", 22), ("Ghi chú", 110))
_TEXT: Final = 49
"""The spreadsheet's own number for "@": a cell that holds text."""

_LONGEST_CELL: Final = 32_767


def render(title: str, rows: Iterable[ReportLine]) -> bytes:
    """Return the .xlsx. Every cell is written as a text and marked as one."""
    target = BytesIO()
    book = Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet("Kết quả nhập")
    plain = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": _TEXT, "bold": True})
    for column, (_, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, clean(title)[:_LONGEST_CELL], bold)
    for column, (heading, _) in enumerate(_HEADINGS):
        sheet.write_string(1, column, heading, bold)
    for place, row in enumerate(rows, start=2):
        cells = (str(row.line), row.verdict.label, row.code, row.told)
        for column, told in enumerate(cells):
            sheet.write_string(place, column, clean(told)[:_LONGEST_CELL], plain)
    sheet.freeze_panes(2, 0)
    book.close()
    return target.getvalue()
