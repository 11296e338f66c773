"""Addresses of what the public sees of cases: of this one, and which ones wait."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import queries
from documents.errors import NotFound
from documents.lifecycles import PUBLICATION_STAFF
from documents.models import Case, Publication
from documents.queries import Listing
from documents.vocabulary import PublicationState
from portal import db
from portal.desk.moves import opened_case
from portal.desk.publishing import EDIT_LIST, TO_EDIT
from portal.jinja import moment_vi
from portal.pages import Page
from portal.paging import Pages, page_number
from portal.public_answers import AnswerView, answer_of
from portal.security import CASE_ROLES, acting, officers

_P = PublicationState
_WHY_NOT: Final = {
    None: "Hồ sơ chưa được soạn để công khai.",
    _P.PRIVATE: "Bản công khai đã được trả lại cho người soạn.",
    _P.PENDING: "Bản công khai đang chờ Chánh Văn phòng hoặc Lãnh đạo Sở duyệt.",
    _P.PUBLIC: "Hồ sơ không còn đủ điều kiện công khai.",
    _P.WITHDRAWN: "Bản công khai đã được gỡ bỏ.",
}


@dataclass(frozen=True, kw_only=True)
class AsPublicPage(Page):
    """What a visitor reads of a case now; None: nothing, and why."""

    template: ClassVar[str] = "desk/as_public.html"
    code: str
    answer: AnswerView | None
    why_not: str


@dataclass(frozen=True)
class Shelf:
    """One list of texts: those in a state; of private ones, to be edited or not."""

    name: str
    label: str
    state: PublicationState
    to_edit: bool | None = None
    nothing: str = "Không có bản nào trong danh sách này"


_SHELVES: Final = (
    Shelf(
        "pending", _P.PENDING.label, _P.PENDING, nothing="Không có bản nào chờ duyệt"
    ),
    Shelf(
        EDIT_LIST,
        TO_EDIT,
        _P.PRIVATE,
        to_edit=True,
        nothing="Không có bản nào chờ biên tập",
    ),
    Shelf("public", _P.PUBLIC.label, _P.PUBLIC),
    Shelf("withdrawn", _P.WITHDRAWN.label, _P.WITHDRAWN),
    Shelf("private", _P.PRIVATE.label, _P.PRIVATE, to_edit=False),
)


@dataclass(frozen=True)
class Tab:
    """One list of texts, by their state."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Row:
    """A text as a line of a list."""

    code: str
    title: str
    url: str
    prepared: str
    decided: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PublicationsPage(Page):
    """What waits to be released or edited, what stands, what is gone."""

    template: ClassVar[str] = "desk/publications.html"
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    total: int
    nothing: str
    waits: bool
    pages: Pages


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the desk's blueprint."""
    blueprint.get("/ho-so/cong-khai")(publications)
    blueprint.get("/ho-so/<code>/nguoi-dan-thay")(as_public)


@officers(*CASE_ROLES)
def as_public(code: str) -> Response:
    """Show exactly what a visitor sees of a case: asked where his pages ask."""
    opened = opened_case(code)
    answer, why_not = None, ""
    try:
        answer = answer_of(opened.session, opened.case.code)
    except NotFound:
        why_not = _why_not(opened.session, opened.case)
    return AsPublicPage(
        title=f"Hồ sơ {opened.case.code}, như người dân thấy",
        code=opened.case.code,
        answer=answer,
        why_not=why_not,
    ).render()


def _why_not(session: Session, case: Case) -> str:
    if case.sealed:
        return "Hồ sơ đã niêm phong."
    if case.opted_out:
        return "Người gửi không đồng ý công khai."
    row = queries.publication(session, case)
    if row is None and case.state not in queries.ANSWERED:
        return "Hồ sơ chưa được trả lời."
    return _WHY_NOT[row.state if row else None]


@officers(*sorted(PUBLICATION_STAFF))
def publications() -> Response:
    """Show what waits to be released, or another of the lists."""
    typed = request.args.get("trang-thai", "")
    shelf = next((one for one in _SHELVES if one.name == typed), _SHELVES[0])
    page = page_number(request.args.get("trang", ""))
    found = queries.publications(
        db.session(), acting(), shelf.state, to_edit=shelf.to_edit, page=page
    )
    return _listed(shelf, found).render()


def _listed(shelf: Shelf, found: Listing[Publication]) -> PublicationsPage:
    path, query = url_for("desk.publications"), {"trang-thai": shelf.name}
    return PublicationsPage(
        title="Công khai câu trả lời",
        tabs=tuple(_tab(one, shelf) for one in _SHELVES),
        rows=tuple(map(_row, found.rows)),
        total=found.total,
        nothing=shelf.nothing,
        waits=shelf.state is _P.PENDING,
        pages=Pages(found.page, found.last, path, query),
    )


def _tab(shelf: Shelf, current: Shelf) -> Tab:
    path = url_for("desk.publications")
    url = path if shelf is _SHELVES[0] else f"{path}?trang-thai={shelf.name}"
    return Tab(shelf.label, url, is_current=shelf is current)


def _row(row: Publication) -> Row:
    moments = [at for at in (row.withdrawn_at, row.released_at) if at]
    return Row(
        code=row.case.code,
        title=row.title,
        url=url_for("desk.publication", code=row.case.code),
        prepared=f"{row.prepared_by.full_name}, {moment_vi(row.prepared_at)}",
        decided=moment_vi(moments[0]) if moments else "",
        why=row.why,
    )
