"""The results of an officer's search as a spreadsheet in which nothing is a formula."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from documents.models import Case, Unit
from documents.text import clean
from documents.viewer import Viewer
from portal.asked import Asked
from portal.find import FindPage, answered
from portal.found import Found
from search import EVERYTHING

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST: Final = 1000
"""Rows of a file."""

_PAGE: Final = 100
_HEADINGS: Final = (
    ("Số", 22),
    ("Loại", 20),
    ("Tên, trích yếu", 70),
    ("Ngày", 12),
    ("Trạng thái", 30),
    ("Đơn vị", 36),
    ("Địa chỉ", 60),
)
_TEXT: Final = 49
"""The spreadsheet's own number for "@": a cell that holds text."""

_LONGEST_CELL: Final = 32_767


@dataclass(frozen=True)
class Findings:
    """What goes into the file: the rows, and of how many."""

    rows: tuple[Found, ...]
    total: int
    units: Mapping[str, str]


def gather(session: Session, asked: Asked, viewer: Viewer) -> Findings:
    """Return the first MOST results as the page shows them, each once."""
    rows: dict[str, Found] = {}
    total, last = 0, 1
    for number in range(1, MOST // _PAGE + 1):
        wanted = replace(asked, page=number, per_page=_PAGE)
        page = answered(session, FindPage(title="", asked=wanted), viewer)
        rows |= {hit.key: hit for hit in page.hits}
        total, last = page.total, page.pages.last if page.pages else 1
        if number >= last:
            break
    return Findings(tuple(rows.values())[:MOST], total, _units(session, rows))


def _units(session: Session, keys: Mapping[str, Found]) -> dict[str, str]:
    codes = [key.partition(":")[2] for key in keys if key.startswith("case:")]
    told = (
        select(Case.code, Unit.name)
        .join(Unit, Case.lead_unit_id == Unit.id)
        .where(Case.code.in_(codes))
    )
    return {f"case:{code}": name for code, name in session.execute(told)}


def render(
    asked: Asked, found: Findings, *, public_url: str, made_at: datetime
) -> bytes:
    """Return the .xlsx. Every cell is written as a text and marked as one."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties(
        {"title": _title(asked), "created": made_at.replace(tzinfo=None)}
    )
    sheet = book.add_worksheet("Kết quả")
    plain = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": _TEXT, "bold": True})
    sheet.write_string(0, 0, _title(asked), bold)
    sheet.write_string(1, 0, _told(found, made_at), plain)
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, heading, bold)
    for place, one in enumerate(found.rows, start=3):
        for column, told in enumerate(_cells(one, found.units, public_url)):
            sheet.write_string(place, column, clean(told)[:_LONGEST_CELL], plain)
    sheet.freeze_panes(3, 0)
    book.close()
    return target.getvalue()


def file_name(asked: Asked, on: date) -> str:
    """Return the file's name, which says what was asked and when."""
    words = asked.query.replace(EVERYTHING, "")[:60].strip() or "tat ca"
    safe = "".join(char if char.isalnum() else "-" for char in words)
    return f"tìm-kiếm-{safe}-{on:%Y-%m-%d}.xlsx"


def _title(asked: Asked) -> str:
    lifted = [chip.label for chip in asked.chips()]
    return " · ".join([f"Tìm kiếm “{asked.query}”", *lifted])


def _told(found: Findings, made_at: datetime) -> str:
    when = f"lập {made_at:%H:%M %d/%m/%Y}"
    if found.total > len(found.rows):
        first = f"tệp này ghi {len(found.rows)} kết quả đầu"
        return f"Có {found.total} kết quả; {first}, {when}."
    return f"Có {found.total} kết quả, {when}."


def _cells(one: Found, units: Mapping[str, str], public_url: str) -> Iterator[str]:
    yield from (one.number, one.kind, one.title)
    yield f"{one.on:%d/%m/%Y}" if one.on else ""
    yield from (one.state, units.get(one.key, ""), public_url + one.url)
