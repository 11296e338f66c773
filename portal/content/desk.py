"""The desk of pages and news: what there is, and one of them with what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import history, pages, queries
from documents.models import Event, PageFile, SitePage
from documents.pages import PageFields
from documents.viewer import Viewer
from documents.vocabulary import ContentState, PageKind
from portal import db
from portal.content.pages import Words, standing_of, words_of
from portal.jinja import moment_vi
from portal.pages import Page
from portal.paging import Filter, Pages, page_number
from portal.publishing import CONTENT_STAFF, WRITERS, Lines, StaffSide, staff_side
from portal.security import acting, officers

TRASH: Final = "trash"
MOST_TOLD: Final = 30
"""Lines of a page's history that its desk shows: the newest."""

_KINDS: Final = tuple((kind.value, kind.label) for kind in PageKind)
_STATES: Final = (
    *((state.value, state.label) for state in ContentState),
    (TRASH, "Trong thùng rác"),
)


@dataclass(frozen=True)
class Row:
    """A page as a line of its editors' list; `depth` is how far down the tree."""

    title: str
    url: str
    address: str
    state: str
    is_public: bool
    is_waiting: bool
    depth: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """A line of a page's history."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    """Pages by their place in the tree, or news by their day."""

    template: ClassVar[str] = "content/index.html"
    rows: tuple[Row, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """One page: its state, what waits, what may be done, what was done."""

    template: ClassVar[str] = "content/desk.html"
    page_id: int
    address: str
    is_public: bool
    standing: str
    staff: StaffSide
    words: Words
    is_waiting: bool
    in_trash: bool
    may_write: bool
    may_trash: bool
    linking: tuple[Row, ...]
    told: tuple[Told, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the desk's addresses to the blueprint of pages."""
    blueprint.get("/noi-dung/")(index)
    blueprint.get("/noi-dung/<id:page_id>")(desk)


@officers(*CONTENT_STAFF)
def index() -> Response:
    """List the pages or the news, narrowed to a state; or what lies in the trash."""
    kind, state = _filter("loai", "Loại", _KINDS), _filter("trang-thai", "", _STATES)
    chosen = state.chosen if state.chosen != TRASH else ""
    found = queries.content_pages(
        db.session(),
        acting(),
        kind=PageKind(kind.chosen or PageKind.PAGE.value),
        state=ContentState(chosen) if chosen else None,
        in_trash=state.chosen == TRASH,
        page=page_number(request.args.get("trang", "")),
    )
    return _list_page(found, kind, state).render()


def _filter(name: str, label: str, choices: tuple[tuple[str, str], ...]) -> Filter:
    typed = request.args.get(name, "")
    chosen = typed if typed in dict(choices) else ""
    nothing = PageKind.PAGE.label if name == "loai" else "Tất cả, trừ thùng rác"
    shown = choices[1:] if name == "loai" else choices
    return Filter(name, label or "Trạng thái", chosen, shown, any_of_them=nothing)


def _list_page(
    found: queries.Listing[SitePage], kind: Filter, state: Filter
) -> ListPage:
    query = {kind.name: kind.chosen, state.name: state.chosen}
    return ListPage(
        title="Trang và tin tức",
        rows=tuple(map(row_of, found.rows)),
        total=found.total,
        filters=(kind, state),
        pages=Pages(found.page, found.last, url_for("content.index"), query),
        may_write=acting().role in WRITERS,
    )


def row_of(row: SitePage) -> Row:
    """Return a line of the editors' list."""
    hidden = standing_of(row)
    return Row(
        title=row.title,
        url=url_for("content.desk", page_id=row.id),
        address=pages.address(row),
        state=hidden or row.state.label,
        is_public=not hidden,
        is_waiting=row.proposal is not None,
        depth=row.path.count("/"),
        at=row.edited_at,
    )


@officers(*CONTENT_STAFF)
def desk(page_id: int) -> Response:
    """Show a page as its editors work on it: what waits is read as it would be."""
    session = db.session()
    return desk_page(session, pages.get(session, page_id), acting()).render()


def desk_page(session: Session, row: SitePage, by: Viewer) -> DeskPage:
    """Return a page's desk."""
    hidden, may_write = standing_of(row), by.role in WRITERS
    in_trash = row.trashed_at is not None
    told = history.of(session, row)[-MOST_TOLD:]
    return DeskPage(
        title=row.title,
        page_id=row.id,
        address=pages.address(row),
        is_public=not hidden,
        standing=hidden or row.state.label,
        staff=_staff(session, row, by),
        words=words_of(session, row, pages.fields_of(row)),
        is_waiting=row.proposal is not None,
        in_trash=in_trash,
        may_write=may_write and not in_trash,
        may_trash=may_write and row.state is not ContentState.PUBLISHED,
        linking=tuple(map(row_of, pages.leading_to(session, row))),
        told=tuple(_told(reversed(told))),
    )


def _told(events: Iterable[Event]) -> Iterable[Told]:
    for event in events:
        note = f": {event.note}" if event.note else ""
        yield Told(event.at, event.actor_name, f"{history.title(event)}{note}")


def _staff(session: Session, row: SitePage, by: Viewer) -> StaffSide:
    every = pages.of_page(session, row)
    found = staff_side(
        row,
        by,
        published=_lines(session, pages.standing(row), every),
        proposed=_lines(session, pages.fields_of(row), every),
    )
    assert found is not None  # noqa: S101 - the guard lets content's staff in only
    return found


def _lines(session: Session, typed: PageFields, files: Sequence[PageFile]) -> Lines:
    named = (one.file.name for one in pages.listed(files, typed.files))
    parent = session.get(SitePage, typed.parent_id) if typed.parent_id else None
    return [
        ("Tiêu đề", typed.title),
        ("Tóm tắt", typed.summary),
        ("Nội dung", typed.body),
        ("Tệp kèm dưới trang", ", ".join(named)),
        ("Nằm dưới trang", parent.title if parent else ""),
        ("Thứ tự", str(typed.place)),
        ("Địa chỉ", typed.slug),
        ("Thẻ", ", ".join(typed.tags)),
        ("Đăng từ", moment_vi(typed.publish_at) if typed.publish_at else ""),
        ("Gỡ xuống", moment_vi(typed.expire_at) if typed.expire_at else ""),
    ]
