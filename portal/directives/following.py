"""Which units have not read, or not carried out, what was passed on to them.

Who passes directives on sees all units; the others see what waits for their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final
from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import citations, distributions, queries
from documents.deadlines import HANOI, local_day
from documents.errors import NotAllowed
from documents.models import Distribution
from documents.queries import PassedFilter, UnitFigures, WaitsFor
from documents.viewer import Viewer
from documents.vocabulary import Purpose
from portal import db, uploads, wiring
from portal.jinja import date_vi
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed, page_number
from portal.security import CASE_ROLES, acting, officers
from portal.tables import MEDIA_TYPE, table

MOST: Final = 5_000
"""Rows of a spreadsheet."""

_WAITS: Final = {
    "chua-doc": (WaitsFor.READING, "Chưa đọc"),
    "chua-lam": (WaitsFor.DOING, "Chưa ghi kết quả"),
    "qua-han": (WaitsFor.LATE, "Quá hạn"),
}
_COLUMNS: Final = (
    ("Đơn vị", 34),
    ("Văn bản", 30),
    ("Trích yếu", 60),
    ("Để", 14),
    ("Ghi chú", 34),
    ("Chuyển ngày", 13),
    ("Hạn", 12),
    ("Còn chờ", 26),
    ("Số ngày quá hạn", 16),
)


@dataclass(frozen=True)
class Row:
    """A directive that waits for a unit; `days_late` is 0 while it is not late."""

    unit: str
    name: str
    about: str
    url: str
    purpose: str
    note: str
    sent_at: datetime
    due_on: date | None
    days_late: int
    is_unread: bool
    is_undone: bool

    @property
    def waits_for(self) -> str:
        """Say what the unit has yet to do."""
        if self.is_unread and self.is_undone:
            return "Chưa đọc, chưa ghi kết quả"
        return "Chưa đọc" if self.is_unread else "Chưa ghi kết quả"


@dataclass(frozen=True)
class UnitRow:
    """A unit's figures, and its own list."""

    name: str
    url: str
    unread: int
    undone: int
    late: int


@dataclass(frozen=True, kw_only=True)
class FollowPage(Page):
    """What waits, late first; `units` are for who follows all of them."""

    template: ClassVar[str] = "directives/follow.html"
    rows: tuple[Row, ...]
    units: tuple[UnitRow, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    sheet_url: str

    @property
    def count(self) -> str:
        """Say how much there is, in words."""
        return f"{self.total} lượt chuyển còn chờ{narrowed(self.filters)}"


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the register's blueprint."""
    blueprint.get("/van-ban/theo-doi")(follow)
    blueprint.get("/van-ban/theo-doi.xlsx")(follow_sheet)


@officers(*CASE_ROLES)
def follow() -> Response:
    """Show what waits, narrowed as the address says."""
    session, today = db.session(), _today()
    only, filters = _asked(session, acting())
    number = page_number(request.args.get("trang", ""))
    found = queries.waiting_distributions(session, only, on=today, page=number)
    query = {choice.name: choice.chosen for choice in filters}
    path = url_for("directives.follow")
    return FollowPage(
        title="Theo dõi đọc và thực hiện văn bản",
        rows=tuple(_rows(session, found, today)),
        units=tuple(_units(session, only, today)),
        total=found.total,
        filters=filters,
        pages=Pages(found.page, found.last, path, query),
        sheet_url=Pages(1, 1, url_for("directives.follow_sheet"), query).url(1),
    ).render()


@officers(*CASE_ROLES)
def follow_sheet() -> Response:
    """Send the same list, whole, as a spreadsheet."""
    session, now = db.session(), wiring.current().clock()
    only, filters = _asked(session, acting())
    today = local_day(now)
    found = queries.waiting_distributions(session, only, on=today, per_page=MOST)
    content = table(
        list(_head(found.total, filters, now)),
        _COLUMNS,
        (_cells(row) for row in _rows(session, found, today)),
        name="Theo dõi",
    )
    name = f"theo-doi-van-ban-{today:%Y-%m-%d}.xlsx"
    return uploads.download(content, name=name, media_type=MEDIA_TYPE)


def _today() -> date:
    return local_day(wiring.current().clock())


def _asked(session: Session, by: Viewer) -> tuple[PassedFilter, tuple[Filter, ...]]:
    """Return what is listed, and the filters that say so.

    Raises:
        NotAllowed: an officer without a unit, who passes nothing on.
    """
    whole = distributions.followed_by(by)
    if whole is None:
        raise NotAllowed("Bạn chưa thuộc phòng, đơn vị nào.")
    purpose = _filter("muc-dich", "Mục đích", {it.value: it.label for it in Purpose})
    waits = _filter("con-cho", "Còn chờ", {key: it[1] for key, it in _WAITS.items()})
    only = replace(
        whole,
        purpose=Purpose(purpose.chosen) if purpose.chosen else None,
        waits_for=_WAITS[waits.chosen][0] if waits.chosen else None,
    )
    if only.unit_id is not None:
        return only, (purpose, waits)
    names = {str(unit.id): unit.name for unit in queries.units(session)}
    unit = _filter("don-vi", "Phòng, đơn vị", names)
    chosen = int(unit.chosen) if unit.chosen else None
    return replace(only, unit_id=chosen), (unit, purpose, waits)


def _filter(name: str, label: str, choices: Mapping[str, str]) -> Filter:
    typed = request.args.get(name, "")
    return Filter(name, label, typed if typed in choices else "", (*choices.items(),))


def _units(session: Session, only: PassedFilter, today: date) -> Iterator[UnitRow]:
    """Yield the figures of every unit, for who passes directives on."""
    if not distributions.may_distribute(acting()):
        return
    for one in queries.unit_figures(session, replace(only, unit_id=None), on=today):
        yield _unit_row(one)


def _unit_row(one: UnitFigures) -> UnitRow:
    url = f"{url_for('directives.follow')}?{urlencode({'don-vi': one.unit.id})}"
    return UnitRow(one.unit.name, url, one.unread, one.undone, one.late)


def _rows(
    session: Session, found: queries.Listing[Distribution], today: date
) -> Iterator[Row]:
    due = queries.due_days(session, {one.directive_id for one in found.rows})
    for one in found.rows:
        yield _row(one, due.get(one.directive_id), today)


def _row(one: Distribution, due_on: date | None, today: date) -> Row:
    is_late = distributions.is_late(one, due_on, today)
    row, is_undone = one.directive, distributions.is_due(one)
    return Row(
        unit=one.unit.name,
        name=citations.short(row),
        about=row.abstract,
        url=f"{url_for('directives.show', slug=row.slug)}#phan-phoi",
        purpose=one.purpose.label,
        note=one.note,
        sent_at=one.sent_at,
        due_on=due_on if is_undone else None,
        days_late=(today - due_on).days if is_late and due_on else 0,
        is_unread=one.read_at is None,
        is_undone=is_undone,
    )


def _head(total: int, filters: tuple[Filter, ...], now: datetime) -> Iterator[str]:
    yield "Văn bản các phòng, đơn vị chưa đọc, chưa thực hiện"
    first = f"; tệp này ghi {MOST} lượt đầu" if total > MOST else ""
    at = now.astimezone(HANOI)
    yield f"Có {total} lượt chuyển{narrowed(filters)}{first}, lập {at:%H:%M %d/%m/%Y}."


def _cells(row: Row) -> Iterator[str | int]:
    yield from (row.unit, row.name, row.about, row.purpose, row.note)
    yield date_vi(row.sent_at)
    yield date_vi(row.due_on) if row.due_on else ""
    yield row.waits_for
    yield row.days_late or ""
