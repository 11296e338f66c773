"""The register as a spreadsheet: the same columns, every cell a text."""

from dataclasses import astuple
from datetime import datetime
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from documents.letters import LEDGER_COLUMNS, LEDGER_TITLE, Ledger

_FONT: Final = {"font_name": "Times New Roman", "font_size": 11}
_HEAD: Final = 4
"""Rows above the lines: agency, title, period, and the heading itself."""

_MM: Final = 0.52
"""Characters of a column's width that a millimetre takes at this size."""

_A4: Final = 9
_TEXT: Final = 49
"""The spreadsheet's own number for "@": a cell that holds text."""

_BEGINNING: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the format keeps no zone


def render_sheet(ledger: Ledger) -> bytes:
    """Return the register as .xlsx; the same register gives the same bytes.

    Every cell is written as a text and marked as one, so that what begins with =, +,
    - or @ is never a formula, not even when somebody edits it.
    """
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties(
        {
            "title": f"{LEDGER_TITLE.capitalize()}, {ledger.period}",
            "author": ledger.profile.full_name,
            "created": _BEGINNING,
        }
    )
    sheet = book.add_worksheet("Văn bản đi")
    plain = _format(book, border=1, text_wrap=True, valign="top")
    _head(book, sheet, ledger)
    for row, line in enumerate(ledger.lines, start=_HEAD):
        for column, told in enumerate(astuple(line)):
            sheet.write_string(row, column, told, plain)
    _page(sheet)
    book.close()
    return target.getvalue()


def _head(book: Workbook, sheet: Worksheet, ledger: Ledger) -> None:
    last = len(LEDGER_COLUMNS) - 1
    sheet.write_string(0, 0, ledger.profile.name.upper(), _format(book, bold=True))
    for row, told, size in ((1, LEDGER_TITLE, 16), (2, ledger.period, 12)):
        dressed = _format(book, bold=row == 1, align="center", font_size=size)
        sheet.merge_range(row, 0, row, last, "", dressed)
        sheet.write_string(row, 0, told, dressed)
    heading = _format(
        book, bold=True, border=1, text_wrap=True, align="center", valign="vcenter"
    )
    for column, (name, width) in enumerate(LEDGER_COLUMNS):
        sheet.write_string(_HEAD - 1, column, name, heading)
        sheet.set_column(column, column, width * _MM)


def _format(book: Workbook, **told: object) -> Format:
    return book.add_format({**_FONT, "num_format": _TEXT, "quote_prefix": True, **told})


def _page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD - 1)
    sheet.freeze_panes(_HEAD, 0)
    sheet.set_footer("&C&P/&N")
