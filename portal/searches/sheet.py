"""The results of an officer's search as a spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case, Unit
from documents.viewer import Viewer
from portal.asked import Asked
from portal.find import FindPage, answered
from portal.found import Found
from portal.tables import table
from search import EVERYTHING

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
    """Return the .xlsx."""
    return table(
        [_title(asked), _told(found, made_at)],
        _HEADINGS,
        (_cells(one, found.units, public_url) for one in found.rows),
        name="Kết quả",
        properties={"title": _title(asked), "created": made_at.replace(tzinfo=None)},
    )


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
