"""Lists as spreadsheets in which nothing is a formula (security.md, exports)."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

from documents.text import clean

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_TEXT: Final = 49
"""The spreadsheet's own number for "@": a cell that holds text."""

_LONGEST_CELL: Final = 32_767


def table(
    head: Sequence[str],
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Iterable[str | int]],
    *,
    name: str,
    properties: dict[str, object] | None = None,
) -> bytes:
    """Return an .xlsx of lines that tell what it is, headings, and rows of texts.

    `columns` are headings and widths in characters, `name` is the sheet's. The first
    line is bold, as the headings are, which stay in view. A text is written as a text
    and marked as one, so that nothing is a formula; a number can be summed. Rows are
    written as they come, so a long list needs no memory.
    """
    target = BytesIO()
    book = Workbook(target, {"constant_memory": True})
    book.set_properties(properties or {})
    sheet = book.add_worksheet(name)
    plain = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": _TEXT, "bold": True})
    number = book.add_format({"num_format": "#,##0", "valign": "top"})
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    for place, line in enumerate(head):
        sheet.write_string(
            place, 0, clean(line)[:_LONGEST_CELL], plain if place else bold
        )
    for column, (heading, _) in enumerate(columns):
        sheet.write_string(len(head), column, heading, bold)
    for place, row in enumerate(rows, start=len(head) + 1):
        for column, told in enumerate(row):
            if isinstance(told, int):
                sheet.write_number(place, column, told, number)
            else:
                sheet.write_string(place, column, clean(told)[:_LONGEST_CELL], plain)
    sheet.freeze_panes(len(head) + 1, 0)
    book.close()
    return target.getvalue()
