"""Reads of pages and news: what is read now, by whom, and where it leads.

`now` decides to the minute: a page is there from its moment on, and gone after it.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from documents.errors import NotFound
from documents.models import PageAddress, PageFile, PageTag, SitePage, StoredFile
from documents.queries.content import is_content_staff
from documents.queries.listing import Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import ContentState, PageKind

MOST_IN_NAVIGATION: Final = 4
"""Top pages in the menu of every public page: the first in their order."""

MOST_BELOW: Final = 40
"""Pages below one that its page lists."""

MOST_IN_MAP: Final = 20_000
"""Pages and news in the map of the site, of which a file may hold 50,000."""

MOST_ABOVE: Final = 6

_NO_PAGE: Final = "Không có trang này, hoặc đã được gỡ."
_PER_PAGE: Final = 50
_NO_FILE: Final = "Không có tệp này, hoặc đã được gỡ."
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PATH: Final = re.compile(r"[a-z0-9/-]{1,400}")
"""What may be an address; anything else is not asked of the database."""


def is_live(page: SitePage, now: datetime) -> bool:
    """Say whether visitors read a page now."""
    return (
        page.state is ContentState.PUBLISHED
        and page.trashed_at is None
        and (page.publish_at is None or page.publish_at <= now)
        and (page.expire_at is None or page.expire_at > now)
    )


def live(now: datetime) -> ColumnElement[bool]:
    """Return the condition of `is_live`."""
    return and_(
        SitePage.state == ContentState.PUBLISHED,
        SitePage.trashed_at.is_(None),
        or_(SitePage.publish_at.is_(None), SitePage.publish_at <= now),
        or_(SitePage.expire_at.is_(None), SitePage.expire_at > now),
    )


def has_turned(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a page is not what it was last announced to be."""
    return or_(and_(live(now), ~SitePage.is_open), and_(~live(now), SitePage.is_open))


def next_turn(session: Session, *, now: datetime) -> datetime | None:
    """Return the next moment at which a published page comes or goes, if any."""
    published = SitePage.state == ContentState.PUBLISHED
    moments = (
        session.scalar(select(func.min(moment)).where(moment > now, published))
        for moment in (SitePage.publish_at, SitePage.expire_at)
    )
    return min((moment for moment in moments if moment), default=None)


def may_see_page(page: SitePage, viewer: Viewer | None, now: datetime) -> bool:
    """Say whether a page exists for this viewer."""
    if page.trashed_at is not None:
        return False
    return is_content_staff(viewer) or is_live(page, now)


def page(
    session: Session,
    kind: PageKind,
    path: str,
    viewer: Viewer | None,
    *,
    now: datetime,
) -> SitePage:
    """Return the page at an address that it has or had, or raise NotFound."""
    if not _PATH.fullmatch(path):
        raise NotFound(_NO_PAGE)
    path = path.strip("/")
    at = SitePage.kind == kind, SitePage.path == path
    found = session.scalar(select(SitePage).where(*at)) or session.scalar(
        select(SitePage)
        .join(PageAddress, PageAddress.page_id == SitePage.id)
        .where(PageAddress.kind == kind, PageAddress.path == path)
    )
    if found is None or not may_see_page(found, viewer, now):
        raise NotFound(_NO_PAGE)
    return found


def page_file(
    session: Session, digest: str, viewer: Viewer | None, *, now: datetime
) -> PageFile:
    """Return what pages show or list, by the SHA-256 of its bytes, or raise NotFound.

    Visitors get what stands of a page that they read now.
    """
    if not _DIGEST.fullmatch(digest):
        raise NotFound(_NO_FILE)
    rows = (
        select(PageFile)
        .join(StoredFile, StoredFile.id == PageFile.file_id)
        .join(SitePage, SitePage.id == PageFile.page_id)
        .where(StoredFile.sha256 == digest, PageFile.removed_at.is_(None))
        .order_by(PageFile.id)
        .limit(1)
    )
    if not is_content_staff(viewer):
        rows = rows.where(PageFile.is_shown, live(now))
    found = session.scalar(rows)
    if found is None:
        raise NotFound(_NO_FILE)
    return found


def pages_among(
    session: Session, ids: Iterable[int], viewer: Viewer | None, *, now: datetime
) -> list[SitePage]:
    """Return those of the pages that the viewer may see."""
    rows = session.scalars(select(SitePage).where(SitePage.id.in_(list(ids))))
    return [row for row in rows if may_see_page(row, viewer, now)]


def pages_above(
    session: Session, row: SitePage, viewer: Viewer | None, *, now: datetime
) -> list[SitePage]:
    """Return the pages from the top down to the one above, as far as they are seen."""
    parts = row.path.split("/")
    paths = ["/".join(parts[:n]) for n in range(1, min(len(parts), MOST_ABOVE))]
    if row.kind is PageKind.NEWS or not paths:
        return []
    above = select(SitePage).where(SitePage.kind == row.kind, SitePage.path.in_(paths))
    rows = session.scalars(above.order_by(SitePage.path))
    return [one for one in rows if may_see_page(one, viewer, now)]


def pages_below(session: Session, row: SitePage, *, now: datetime) -> list[SitePage]:
    """Return what visitors read just below a page, in order."""
    rows = session.scalars(
        select(SitePage)
        .where(SitePage.parent_id == row.id, live(now))
        .order_by(SitePage.place, SitePage.id)
        .limit(MOST_BELOW)
    )
    return list(rows)


def top_pages(session: Session, *, now: datetime) -> list[SitePage]:
    """Return the pages in the menu of the public site."""
    rows = session.scalars(
        select(SitePage)
        .where(SitePage.parent_id.is_(None), SitePage.kind == PageKind.PAGE, live(now))
        .order_by(SitePage.place, SitePage.id)
        .limit(MOST_IN_NAVIGATION)
    )
    return list(rows)


def news(
    session: Session, *, now: datetime, tag: str = "", page: int = 1
) -> Listing[SitePage]:
    """Return the news that visitors read, newest first, of one tag or of all."""
    query = select(SitePage).where(SitePage.kind == PageKind.NEWS, live(now))
    if tag:
        tagged = select(PageTag.page_id).where(PageTag.name == tag)
        query = query.where(SitePage.id.in_(tagged))
    newest = query.order_by(SitePage.dated_at.desc(), SitePage.id.desc())
    return listing(session, newest, page)


def newest_news(session: Session, most: int, *, now: datetime) -> list[SitePage]:
    """Return so many of the newest news that visitors read: for home and feed."""
    rows = session.scalars(
        select(SitePage)
        .where(SitePage.kind == PageKind.NEWS, live(now))
        .order_by(SitePage.dated_at.desc(), SitePage.id.desc())
        .limit(most)
    )
    return list(rows)


def live_pages(session: Session, *, now: datetime) -> list[SitePage]:
    """Return the pages and news that visitors read, the newest: for the site's map."""
    newest = select(SitePage).where(live(now)).order_by(SitePage.dated_at.desc())
    return list(session.scalars(newest.limit(MOST_IN_MAP)))


def content_pages(
    session: Session,
    viewer: Viewer | None,
    *,
    kind: PageKind,
    state: ContentState | None = None,
    in_trash: bool = False,
    page: int = 1,
) -> Listing[SitePage]:
    """Return pages by their addresses, or news newest first, for who works on them."""
    lies = (
        SitePage.trashed_at.isnot(None) if in_trash else SitePage.trashed_at.is_(None)
    )
    query = select(SitePage).where(SitePage.kind == kind, lies)
    if not is_content_staff(viewer):
        query = query.where(false())
    if state is not None:
        query = query.where(SitePage.state == state)
    order = (
        [SitePage.path.asc()]
        if kind is PageKind.PAGE
        else [SitePage.dated_at.desc(), SitePage.id.desc()]
    )
    return listing(session, query.order_by(*order), page, per_page=_PER_PAGE)


def possible_parents(session: Session, row: SitePage | None) -> list[SitePage]:
    """Return the pages under which one may be put: not itself, nor those below it."""
    query = select(SitePage).where(
        SitePage.kind == PageKind.PAGE,
        SitePage.trashed_at.is_(None),
        SitePage.state != ContentState.ARCHIVED,
    )
    if row is not None and row.path:
        within = or_(SitePage.id == row.id, SitePage.path.startswith(f"{row.path}/"))
        query = query.where(~within)
    return list(session.scalars(query.order_by(SitePage.path).limit(500)))
