"""The cases of one cell of the backlog: what each lacks, and the step to it (§8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import backlog, queries
from documents.backlog import AsOf, Cell, Situation, reviews
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import AgeBand, BacklogKind, CaseAction, Role
from portal import db
from portal.desk.backlog import many
from portal.desk.backlog.workbench import CLOSING, NO_UNIT, READERS, as_of_today
from portal.desk.steps.step import proposing
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed, page_number
from portal.security import acting, officers


@dataclass(frozen=True)
class Act:
    """What the officer can do with many cases at once: a button and where it leads."""

    label: str
    url: str
    value: str


@dataclass(frozen=True)
class BacklogRow:
    """A case of the backlog: how long it stands, and what keeps it from its end."""

    code: str
    title: str
    url: str
    under: str
    kind: str
    age: int
    missing: str
    step_url: str
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BacklogListPage(Page):
    """The cases of a cell."""

    template: ClassVar[str] = "desk/backlog/list.html"
    rows: tuple[BacklogRow, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    rule: str
    acts: tuple[Act, ...]

    @property
    def count(self) -> str:
        """Say how many cases there are, in words."""
        return f"{self.total} hồ sơ tồn đọng{narrowed(self.filters)}"


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the list."""
    blueprint.get("/ho-so/ton-dong/danh-sach")(backlog_list)


@officers(*READERS)
def backlog_list() -> Response:
    """Show the cases of the cell that the address names, the oldest first."""
    return _page(db.session(), acting(), as_of_today()).render()


def _page(session: Session, viewer: Viewer, as_of: AsOf) -> BacklogListPage:
    filters = _filters(session)
    number = page_number(request.args.get("trang", ""))
    only = _cell(filters)
    listing = backlog.listed(session, viewer, as_of, only=only, page=number)
    path, query = (
        url_for("desk.backlog_list"),
        {one.name: one.chosen for one in filters},
    )
    pages = Pages(listing.page, listing.last, path, query)
    return BacklogListPage(
        title="Hồ sơ tồn đọng",
        rows=rows_of(session, listing.rows, as_of),
        total=listing.total,
        filters=filters,
        pages=pages,
        rule=CLOSING[only.kind] if only.kind else "",
        acts=_acts(session, viewer),
    )


def rows_of(
    session: Session, cases: Sequence[Case], as_of: AsOf
) -> tuple[BacklogRow, ...]:
    """Return cases as lines of the backlog."""
    found = backlog.situations(session, cases, as_of)
    return tuple(_row(case, found[case.id]) for case in cases)


def _row(case: Case, situation: Situation) -> BacklogRow:
    unit = case.lead_unit.name if case.lead_unit else "chưa giao"
    url = url_for("desk.show", code=case.code)
    missing = backlog.missing(case, situation)
    return BacklogRow(
        code=case.code,
        title=case.title,
        url=url,
        under=f"{case.code} · {unit} · {case.state.label}",
        kind=situation.kind.name if situation.kind else "",
        age=situation.facts.age,
        missing=missing.words,
        step_url=f"{url}#viec-can-lam" if missing.step else "",
        marks=tuple(row.mark.label for row in situation.marks),
    )


_NAMES: Final = {kind: f"{kind.name} – {kind.label}" for kind in BacklogKind}


def _filters(session: Session) -> tuple[Filter, ...]:
    units = [(unit.code, unit.name) for unit in queries.units(session)]
    told = (
        ("loai", "Loại", [(kind.value, name) for kind, name in _NAMES.items()]),
        ("don-vi", "Đơn vị chủ trì", [(NO_UNIT, "Chưa giao đơn vị"), *units]),
        ("tuoi", "Số ngày tồn", [(band.value, band.label) for band in AgeBand]),
    )
    found = []
    for name, label, choices in told:
        typed = request.args.get(name, "")
        chosen = typed if typed in dict(choices) else ""
        found.append(Filter(name, label, chosen, tuple(choices)))
    return tuple(found)


def _cell(filters: tuple[Filter, ...]) -> Cell:
    kind, unit, band = (one.chosen for one in filters)
    return Cell(
        kind=BacklogKind(kind) if kind else None,
        unit_code={NO_UNIT: "", "": None}.get(unit, unit),
        band=AgeBand(band) if band else None,
    )


def _acts(session: Session, viewer: Viewer) -> tuple[Act, ...]:
    """Return what is done with chosen cases at once: as many single decisions."""
    at_once = many.step_url()
    close, transfer = CaseAction.CLOSE_UNRESOLVED, CaseAction.TRANSFER
    outside = CaseAction.ENTER_OUTSIDE
    review = reviews.open_now(session) if viewer.role in reviews.KEEPERS else None
    sitting = (
        (Act("Ghi vào phiên rà soát", url_for("desk.review", review_id=review.id), ""),)
        if review
        else ()
    )
    match viewer.role:
        case Role.FOCAL:
            return (
                Act("Đề nghị kết thúc có lý do", at_once, proposing(close)),
                Act("Đề nghị chuyển, trả", at_once, proposing(transfer)),
                Act("Soạn văn bản kết thúc", url_for("desk.backlog_letters"), ""),
                *sitting,
            )
        case Role.CVP | Role.DIRECTOR:
            return (
                Act("Đồng ý kết thúc", at_once, close.value),
                Act("Đồng ý chuyển, trả", at_once, transfer.value),
                Act("Xác nhận văn bản ký ngoài", at_once, outside.value),
                *sitting,
            )
        case _:
            return ()
