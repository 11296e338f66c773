"""The report of an import as a spreadsheet."""

from collections.abc import Iterable
from typing import Final

from documents.queries.imports import ReportLine
from portal.tables import table

_COLUMNS: Final = (("Dòng", 10), ("Kết quả", 24), ("Hồ sơ", 22), ("Ghi chú", 110))


def render(title: str, rows: Iterable[ReportLine]) -> bytes:
    """Return the .xlsx."""
    cells = ((str(row.line), row.verdict.label, row.code, row.told) for row in rows)
    return table([title], _COLUMNS, cells, name="Kết quả nhập")
