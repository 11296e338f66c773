"""The list of cases: what it is narrowed to, and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeVar

from flask import request, url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.deadlines import local_day, soon_until
from documents.queries import PER_PAGE, CaseFilter, Mine, Order
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseState,
    Channel,
    Field,
    Role,
    Source,
    Term,
    Urgency,
)
from portal import wiring
from portal.asked import Chip, day_of
from portal.desk.rows import CaseRow, rows_of
from portal.jinja import date_vi
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed, page_number

OPEN: Final = "dang-mo"
"""The choice of state that means every state before the answer."""

TODAY, LATE, SOON, PAUSED = "hom-nay", "qua-han", "sap-den", "tam-dung"
WAITING: Final = "cho-toi"
NOBODY: Final = "chua-co"
"""Choices of address that mean a condition of their own."""

AGAIN, HAS_SECOND, REOPENED = "lai", "bi", "2"

_AGAIN: Final = [
    (AGAIN, "Là tái phản ánh"),
    (HAS_SECOND, "Đã được phản ánh lại"),
    (REOPENED, "Đã mở lại, từ lần 2"),
]
_MINE: Final = {"toi-xu-ly": Mine.HANDLED, "toi-nhap": Mine.RECORDED}
_ORDERS: Final = {"moi-nhan": Order.NEWEST, "cu-nhat": Order.OLDEST}
_SIZES: Final = ("50", "100")
_FIRST: Final = 5
"""Filters that stand above the list; the others are opened."""

Choices = list[tuple[str, str]]
Chosen = TypeVar("Chosen", bound=Term)


@dataclass(frozen=True)
class Period:
    """The days of receipt that a list is narrowed to."""

    first: date | None
    last: date | None

    @property
    def told(self) -> str:
        """Say it as people read it; "" for any day."""
        since = f"từ {date_vi(self.first)}" if self.first else ""
        until = f"đến {date_vi(self.last)}" if self.last else ""
        days = f"{since} {until}".strip()
        return f"tiếp nhận {days}" if days else ""


@dataclass(frozen=True, kw_only=True)
class CasesPage(Page):
    """The cases an officer may see. `order` holds how they are shown, not which."""

    template: ClassVar[str] = "desk/cases.html"
    rows: tuple[CaseRow, ...]
    total: int
    filters: tuple[Filter, ...]
    order: tuple[Filter, ...]
    period: Period
    pages: Pages
    may_record: bool
    may_recount: bool

    @property
    def count(self) -> str:
        """Say how many cases there are, in words."""
        told = narrowed(self.filters)
        days = self.period.told
        if days:
            told = f"{told}, {days}" if told else f" {days}"
        return f"{self.total} hồ sơ{told}"

    @property
    def address(self) -> str:
        """Return what the list is narrowed to, as its address says it."""
        return self.pages.url(self.pages.page).partition("?")[2]

    @property
    def first_filters(self) -> tuple[Filter, ...]:
        """Return those that everybody uses."""
        return self.filters[:_FIRST]

    @property
    def more_filters(self) -> tuple[Filter, ...]:
        """Return the others."""
        return self.filters[_FIRST:]

    @property
    def is_more_in_use(self) -> bool:
        """Say whether one of the others is set, or the order is."""
        rest = (*self.more_filters, *self.order)
        return any(filter.chosen for filter in rest) or bool(self.period.told)

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        return bool(self.chips)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Return what narrows the list, each with the address without it."""
        chosen: list[tuple[str, tuple[str, ...]]]
        chosen = [(filter.told, (filter.name,)) for filter in self.filters]
        chosen.append((self.period.told, ("tu", "den")))
        query = self.pages.query
        return tuple(
            Chip(f"{told[0].upper()}{told[1:]}", self._without(names))
            for told, names in chosen
            if any(query.get(name) for name in names)
        )

    def _without(self, names: Sequence[str]) -> str:
        query = {**self.pages.query, **dict.fromkeys(names, "")}
        return Pages(page=1, last=1, path=self.pages.path, query=query).url(1)


def cases_page(session: Session, viewer: Viewer, *, may_record: bool) -> CasesPage:
    """Return the list, narrowed as the address says."""
    wired = wiring.current()
    today, calendar = local_day(wired.clock()), wired.calendar
    filters = _read(_filters(session, viewer))
    order = _read(_order())
    period = Period(
        day_of(request.args.get("tu", "")), day_of(request.args.get("den", ""))
    )
    chosen = {name: one.chosen for name, one in (filters | order).items()}
    listing = queries.case_list(
        session,
        viewer,
        only=_only(chosen, period, today, soon_until(calendar, today)),
        order=_ORDERS.get(chosen["sap-xep"], Order.DUE),
        page=page_number(request.args.get("trang", "")),
        per_page=int(chosen["so-dong"] or PER_PAGE),
    )
    return CasesPage(
        title="Hồ sơ",
        rows=rows_of(
            session,
            listing.rows,
            calendar,
            today=today,
            new=queries.with_news(session, listing.rows, viewer),
        ),
        total=listing.total,
        filters=tuple(filters.values()),
        order=tuple(order.values()),
        period=period,
        pages=Pages(
            page=listing.page,
            last=listing.last,
            path=url_for("desk.listing"),
            query=chosen | _days(period),
        ),
        may_record=may_record,
        may_recount=viewer.role is Role.CVP,
    )


def _days(period: Period) -> dict[str, str]:
    return {
        "tu": date_vi(period.first) if period.first else "",
        "den": date_vi(period.last) if period.last else "",
    }


def _filters(session: Session, viewer: Viewer) -> list[tuple[str, str, Choices]]:
    """Return name, label and choices of each filter, in their order."""
    mine = [
        (WAITING, "Đến lượt tôi"),
        ("toi-xu-ly", "Tôi xử lý"),
        ("toi-nhap", "Tôi nhập"),
    ]
    due = [
        (TODAY, "Đến hạn hôm nay"),
        (LATE, "Quá hạn"),
        (SOON, "Sắp đến hạn"),
        (PAUSED, "Tạm dừng"),
    ]
    handlers = queries.all_handlers(session)
    told: list[tuple[str, str, Choices]] = [
        ("buoc", "Bước", [(OPEN, "Đang mở"), *_choices(CaseState)]),
        ("han", "Thời hạn", due),
        ("cua-toi", "Việc của tôi", mine),
    ]
    if viewer.sees_every_case:
        units = [(unit.code, unit.name) for unit in queries.units(session)]
        told.append(("don-vi", "Đơn vị chủ trì", units))
    else:
        handlers = [one for one in handlers if one.unit_id == viewer.unit_id]
    named = [(str(one.id), one.full_name) for one in handlers]
    return [
        *told,
        ("xu-ly", "Công chức xử lý", [(NOBODY, "Chưa có ai"), *named]),
        ("linh-vuc", "Lĩnh vực", _choices(Field)),
        ("muc-do", "Mức độ", _choices(Urgency)),
        ("hinh-thuc", "Hình thức tiếp nhận", _choices(Channel)),
        ("nguon", "Nguồn", _choices(Source)),
        ("lan", "Tái phản ánh", _AGAIN),
    ]


def _order() -> list[tuple[str, str, Choices]]:
    sizes = [(size, f"{size} hồ sơ") for size in _SIZES]
    orders = [("moi-nhan", "Mới tiếp nhận trước"), ("cu-nhat", "Cũ nhất trước")]
    return [("sap-xep", "Thứ tự", orders), ("so-dong", "Mỗi trang", sizes)]


_ANY: Final = {"sap-xep": "Hạn gần nhất trước", "so-dong": f"{PER_PAGE} hồ sơ"}
"""What nothing chosen means, where that is not everything."""


def _read(told: list[tuple[str, str, Choices]]) -> dict[str, Filter]:
    """Return the filters by name; a value that is none of theirs is dropped."""
    found = {}
    for name, label, choices in told:
        typed = request.args.get(name, "")
        chosen = typed if typed in dict(choices) else ""
        any_of_them = _ANY.get(name, "Tất cả")
        found[name] = Filter(name, label, chosen, tuple(choices), any_of_them)
    return found


def _choices(terms: type[Term]) -> Choices:
    return [(term.value, term.label) for term in terms]


def _only(
    chosen: Mapping[str, str], period: Period, today: date, soon: date
) -> CaseFilter:
    state, due, mine = chosen["buoc"], chosen["han"], chosen["cua-toi"]
    handler = chosen["xu-ly"]
    return CaseFilter(
        state=None if state == OPEN else _term(CaseState, state),
        only_open=state == OPEN,
        due_on=today if due == TODAY else None,
        overdue_on=today if due == LATE else None,
        soon=(today, soon) if due == SOON else None,
        paused=due == PAUSED,
        waiting_on=today if mine == WAITING else None,
        mine=_MINE.get(mine),
        unit_code=chosen.get("don-vi") or None,
        handler_id=int(handler) if handler.isdecimal() else None,
        has_no_handler=handler == NOBODY,
        field=_term(Field, chosen["linh-vuc"]),
        urgency=_term(Urgency, chosen["muc-do"]),
        channel=_term(Channel, chosen["hinh-thuc"]),
        source=_term(Source, chosen["nguon"]),
        again=chosen["lan"] == REOPENED,
        told_again=chosen["lan"] == AGAIN,
        has_second=chosen["lan"] == HAS_SECOND,
        received=(period.first, period.last),
    )


def _term(terms: type[Chosen], value: str) -> Chosen | None:
    return terms(value) if value else None
