"""Pages and news as their readers see them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import url_for
from sqlalchemy.orm import Session

from documents import pages, queries, rich_text
from documents.deadlines import local_day
from documents.models import SitePage
from documents.pages import PageFields
from documents.queries import Listing
from documents.rich_text import Node
from documents.viewer import Viewer
from documents.vocabulary import PageKind
from portal import wiring
from portal.content.files import Linked, linked
from portal.pages import Page
from portal.paging import Pages


@dataclass(frozen=True)
class Tag:
    """A word that a page is filed under, and where its like are listed."""

    name: str
    url: str


@dataclass(frozen=True)
class Line:
    """A page or a news item as a line of a list."""

    title: str
    url: str
    summary: str
    on: date


@dataclass(frozen=True)
class Words:
    """What is read of a page, and listed under it: published, or waiting."""

    title: str
    summary: str
    body: Node
    tags: tuple[Tag, ...]
    files: tuple[Linked, ...]
    on: date | None


@dataclass(frozen=True, kw_only=True)
class ReadPage(Page):
    """A page of the tree or a news item; `hint` is told to its editors only."""

    template: ClassVar[str] = "content/show.html"
    words: Words
    trail: tuple[tuple[str, str], ...]
    below: tuple[Line, ...]
    desk_url: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class NewsPage(Page):
    """The news, newest first."""

    template: ClassVar[str] = "content/news.html"
    rows: tuple[Line, ...]
    total: int
    tag: str
    pages: Pages


def line_of(row: SitePage) -> Line:
    """Return a line of a list."""
    return Line(row.title, pages.address(row), row.summary, local_day(row.dated_at))


def words_of(session: Session, row: SitePage, typed: PageFields) -> Words:
    """Return what is read of a page as it was typed."""
    is_news = typed.kind is PageKind.NEWS
    tags = typed.tags if is_news else ()
    every = pages.of_page(session, row)
    return Words(
        title=typed.title,
        summary=typed.summary,
        body=rich_text.read(typed.body, pages.pictures(every)),
        tags=tuple(Tag(name, url_for("content.news", the=name)) for name in tags),
        files=linked(pages.listed(every, typed.files)),
        on=local_day(row.dated_at) if is_news else None,
    )


def read_page(session: Session, row: SitePage, seen_by: Viewer | None) -> ReadPage:
    """Return a page as its readers see it, with what its editors should know."""
    now = wiring.current().clock()
    is_staff = queries.is_content_staff(seen_by)
    return ReadPage(
        title=row.title,
        words=words_of(session, row, pages.standing(row)),
        trail=trail_of(session, row, seen_by),
        below=tuple(line_of(one) for one in queries.pages_below(session, row, now=now)),
        desk_url=url_for("content.desk", page_id=row.id) if is_staff else "",
        hint=standing_of(row),
    )


def trail_of(
    session: Session, row: SitePage, seen_by: Viewer | None
) -> tuple[tuple[str, str], ...]:
    """Return the way from the first page down to a page."""
    if row.kind is PageKind.NEWS:
        return ("Trang chủ", "/"), ("Tin tức", url_for("content.news"))
    now = wiring.current().clock()
    above = queries.pages_above(session, row, seen_by, now=now)
    return ("Trang chủ", "/"), *((one.title, pages.address(one)) for one in above)


def standing_of(row: SitePage) -> str:
    """Say why visitors do not read a page now; "" when they do."""
    now = wiring.current().clock()
    if row.trashed_at is not None:
        return "Trong thùng rác"
    if queries.is_live(row, now):
        return ""
    if row.publish_at is not None and row.publish_at > now and row.published_at:
        return "Chưa đến giờ đăng"
    if row.expire_at is not None and row.expire_at <= now and row.published_at:
        return "Đã hết thời hạn đăng"
    return row.state.label


def news_page(found: Listing[SitePage], tag: str) -> NewsPage:
    """Return one page of the list of news."""
    return NewsPage(
        title=f"Tin tức về “{tag}”" if tag else "Tin tức",
        rows=tuple(map(line_of, found.rows)),
        total=found.total,
        tag=tag,
        pages=Pages(found.page, found.last, url_for("content.news"), {"the": tag}),
    )
