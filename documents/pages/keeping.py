"""Writing a page, moving it along its life, its versions, and the trash."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from documents import content, history, outbox, queries
from documents.content import Values
from documents.database import Queue, wait_turn
from documents.errors import NotFound, TransitionRefused
from documents.models import PageTag, PageVersion, SitePage
from documents.pages import files, links, tree
from documents.pages.fields import (
    PageFields,
    fields_of,
    from_values,
    values_of,
    with_words_of,
)
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, ContentState, EventKind


def add(session: Session, typed: PageFields, *, by: Viewer, now: datetime) -> SitePage:
    """Begin a page as a draft.

    Raises:
        Invalid: its address is another page's, or lies too deep.
    """
    content.must_be_editor(by)
    wait_turn(session, Queue.PAGES)
    if not typed.slug:
        typed = replace(typed, slug=tree.free_slug(session, typed))
    page = SitePage(
        kind=typed.kind,
        path="",
        dated_at=now,
        edited_at=now,
        edited_by_id=by.officer_id,
    )
    values = values_of(typed)
    _apply(session, page, values)
    session.add(page)
    history.record(session, page, EventKind.EDITED, by=by, now=now, data=values)
    _kept(session, page, values, by=by, now=now)
    return page


def edit(
    session: Session,
    page: SitePage,
    typed: PageFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a page; a published one keeps showing until it is published anew.

    Raises:
        Invalid: its address is another page's, or lies too deep.
        OutOfDate: somebody else kept it meanwhile.
        TransitionRefused: it is archived, or lies in the trash.
    """
    wait_turn(session, Queue.PAGES)
    _must_not_lie_in_trash(page)
    typed = replace(typed, kind=page.kind, slug=typed.slug or page.slug)
    tree.check(session, page, typed)
    values = values_of(typed)
    content.edit(
        session,
        page,
        values,
        apply=lambda told: _apply(session, page, told),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    _kept(session, page, values, by=by, now=now)


def _apply(session: Session, page: SitePage, values: Values) -> None:
    typed = from_values(values)
    tree.settle(session, page, typed)
    page.title, page.summary, page.body = typed.title, typed.summary, typed.body
    page.publish_at, page.expire_at = typed.publish_at, typed.expire_at
    page.tags, page.files = list(typed.tags), list(typed.files)


def _kept(
    session: Session, page: SitePage, values: Values, *, by: Viewer, now: datetime
) -> None:
    newest = session.scalar(
        select(func.max(PageVersion.number)).where(PageVersion.page_id == page.id)
    )
    number = (newest or 0) + 1
    session.add(
        PageVersion(
            page_id=page.id, number=number, content=values, at=now, by_id=by.officer_id
        )
    )
    _told(session, page, now)


def _told(session: Session, page: SitePage, now: datetime) -> None:
    """See to what hangs on a page's words and state, and tell that it changed."""
    links.relink(session, page)
    files.follow(session, page)
    session.execute(delete(PageTag).where(PageTag.page_id == page.id))
    session.add_all(PageTag(page_id=page.id, name=name) for name in page.tags)
    page.is_open = queries.is_live(page, now)
    outbox.announce(session, outbox.page_key(page))


def advance(
    session: Session,
    page: SitePage,
    action: ContentAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Submit, publish, return, archive or revive a page.

    Raises:
        TransitionRefused: the page above it is not published, or others need it.
    """
    wait_turn(session, Queue.PAGES)
    _must_not_lie_in_trash(page)
    was_public = page.state is ContentState.PUBLISHED
    if action is ContentAction.ARCHIVE:
        shown = ContentState.ARCHIVED
        under = [one for one in links.below(session, page) if one.state is not shown]
        links.must_be_unneeded(session, page, under, "gỡ")
    if action is ContentAction.PUBLISH:
        _must_hang_on_public(session, fields_of(page))
    content.advance(
        session,
        page,
        action,
        apply=lambda values: _apply(session, page, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    if action is ContentAction.PUBLISH and (page.publish_at or not was_public):
        page.dated_at = page.publish_at or now
    _told(session, page, now)


def _must_hang_on_public(session: Session, typed: PageFields) -> None:
    parent = session.get(SitePage, typed.parent_id) if typed.parent_id else None
    if parent is not None and parent.state is not ContentState.PUBLISHED:
        raise TransitionRefused(
            f"Trang cha “{parent.title}” chưa công bố. Hãy công bố trang ấy trước."
        )


def versions(session: Session, page: SitePage) -> list[PageVersion]:
    """Return what was kept of a page, oldest first."""
    rows = session.scalars(
        select(PageVersion)
        .where(PageVersion.page_id == page.id)
        .order_by(PageVersion.number)
    )
    return list(rows)


def restore(
    session: Session,
    page: SitePage,
    number: int,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Make the words of an older version the newest; address and moments stay.

    Raises:
        NotFound: there is no such version.
    """
    kept = session.scalar(
        select(PageVersion).where(
            PageVersion.page_id == page.id, PageVersion.number == number
        )
    )
    if kept is None:
        raise NotFound("Không có phiên bản này.")
    typed = with_words_of(fields_of(page), from_values(kept.content))
    edit(session, page, typed, expected_version=expected_version, by=by, now=now)


def trash(
    session: Session,
    page: SitePage,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Put a page that is not public into the trash; its address stays its own.

    Raises:
        TransitionRefused: it is published, or others need it.
    """
    content.must_be_editor(by)
    wait_turn(session, Queue.PAGES)
    _must_not_lie_in_trash(page)
    history.expect_version(session, page, expected_version)
    if page.state is ContentState.PUBLISHED:
        raise TransitionRefused("Trang đang công bố. Hãy gỡ xuống rồi mới xóa.")
    links.must_be_unneeded(session, page, links.below(session, page), "xóa")
    page.trashed_at = now
    note = "Bỏ vào thùng rác"
    history.record(session, page, EventKind.EDITED, by=by, now=now, note=note)
    _told(session, page, now)


def take_out(
    session: Session,
    page: SitePage,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a page out of the trash, as it was.

    Raises:
        TransitionRefused: it is not there, or the page above it is.
    """
    content.must_be_editor(by)
    wait_turn(session, Queue.PAGES)
    history.expect_version(session, page, expected_version)
    if page.trashed_at is None:
        raise TransitionRefused("Trang này không nằm trong thùng rác.")
    if page.parent is not None and page.parent.trashed_at is not None:
        raise TransitionRefused(
            f"Trang cha “{page.parent.title}” còn trong thùng rác. Hãy lấy lại trước."
        )
    page.trashed_at = None
    note = "Lấy lại từ thùng rác"
    history.record(session, page, EventKind.EDITED, by=by, now=now, note=note)
    _told(session, page, now)


def _must_not_lie_in_trash(page: SitePage) -> None:
    if page.trashed_at is not None:
        raise TransitionRefused("Trang này nằm trong thùng rác. Hãy lấy lại trước.")
