"""The list of cases: what it is narrowed to, and its pages."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeVar

from flask import request, url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.deadlines import local_day
from documents.queries import CaseFilter
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Field, Role, Term, Urgency
from portal import wiring
from portal.desk.rows import CaseRow, rows_of
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed, page_number

OPEN: Final = "dang-mo"
"""The choice of state that means every state before the answer."""

TODAY, LATE = "hom-nay", "qua-han"

Chosen = TypeVar("Chosen", bound=Term)


@dataclass(frozen=True, kw_only=True)
class CasesPage(Page):
    """The cases an officer may see."""

    template: ClassVar[str] = "desk/cases.html"
    rows: tuple[CaseRow, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    may_record: bool
    may_recount: bool

    @property
    def count(self) -> str:
        """Say how many cases there are, in words."""
        return f"{self.total} hồ sơ{narrowed(self.filters)}"

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        return any(filter.chosen for filter in self.filters)


def cases_page(session: Session, viewer: Viewer, *, may_record: bool) -> CasesPage:
    """Return the list, narrowed as the address says."""
    wired = wiring.current()
    today, calendar = local_day(wired.clock()), wired.calendar
    filters = _filters(session, viewer)
    listing = queries.case_list(
        session,
        viewer,
        only=_only(filters, today),
        page=page_number(request.args.get("trang", "")),
    )
    return CasesPage(
        title="Hồ sơ",
        rows=rows_of(session, listing.rows, calendar, today=today),
        total=listing.total,
        filters=tuple(filters.values()),
        pages=Pages(
            page=listing.page,
            last=listing.last,
            path=url_for("desk.listing"),
            query={filter.name: filter.chosen for filter in filters.values()},
        ),
        may_record=may_record,
        may_recount=viewer.role is Role.CVP,
    )


def _filters(session: Session, viewer: Viewer) -> dict[str, Filter]:
    """Return the filters by name; a value that is none of theirs is dropped."""
    units = [(unit.code, unit.name) for unit in queries.units(session)]
    told: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("buoc", "Bước", [(OPEN, "Đang mở"), *_choices(CaseState)]),
        ("han", "Thời hạn", [(TODAY, "Đến hạn hôm nay"), (LATE, "Quá hạn")]),
        ("linh-vuc", "Lĩnh vực", _choices(Field)),
        ("muc-do", "Mức độ", _choices(Urgency)),
    ]
    if viewer.sees_every_case:
        told.append(("don-vi", "Đơn vị chủ trì", units))
    found = {}
    for name, label, choices in told:
        typed = request.args.get(name, "")
        chosen = typed if typed in dict(choices) else ""
        found[name] = Filter(name, label, chosen, tuple(choices))
    return found


def _choices(terms: type[Term]) -> list[tuple[str, str]]:
    return [(term.value, term.label) for term in terms]


def _only(filters: dict[str, Filter], today: date) -> CaseFilter:
    state, due = filters["buoc"].chosen, filters["han"].chosen
    unit = filters["don-vi"].chosen if "don-vi" in filters else ""
    return CaseFilter(
        state=None if state == OPEN else _term(CaseState, state),
        field=_term(Field, filters["linh-vuc"].chosen),
        urgency=_term(Urgency, filters["muc-do"].chosen),
        unit_code=unit or None,
        only_open=state == OPEN,
        due_on=today if due == TODAY else None,
        overdue_on=today if due == LATE else None,
    )


def _term(terms: type[Chosen], value: str) -> Chosen | None:
    return terms(value) if value else None
