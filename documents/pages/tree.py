"""Where a page lies: its parent, its address, and the addresses that it had."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from documents.errors import Invalid, NotFound
from documents.models import PageAddress, SitePage
from documents.pages.fields import PageFields, slug_of
from documents.vocabulary import PageKind

ROOTS: Final = {PageKind.PAGE: "/trang/", PageKind.NEWS: "/tin-tuc/"}
"""Where the addresses of pages and of news begin."""

DEEPEST: Final = 4
"""Levels of the tree: a reader keeps his way in mind."""


def get(session: Session, page_id: int) -> SitePage:
    """Return a page, in the trash or not; or raise NotFound."""
    page = session.get(SitePage, page_id)
    if page is None:
        raise NotFound("Không có trang này.")
    return page


def address(page: SitePage) -> str:
    """Return where visitors read a page: `/trang/gioi-thieu/lich-su`."""
    return f"{ROOTS[page.kind]}{page.path}"


def free_slug(session: Session, typed: PageFields) -> str:
    """Return a slug made of the title that no sibling has."""
    stem = slug_of(typed.title)
    path = _path(session, typed, stem)
    taken = set(
        session.scalars(
            select(SitePage.path).where(
                SitePage.kind == typed.kind, SitePage.path.startswith(path)
            )
        )
    )
    candidates = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if _path(session, typed, slug) not in taken)


def check(session: Session, page: SitePage, typed: PageFields) -> str:
    """Return the path that a page would have.

    Raises:
        Invalid: it is another page's, too deep, or below the page itself.
    """
    path = _path(session, typed, typed.slug)
    with session.no_autoflush:
        twin = session.scalar(
            select(SitePage).where(SitePage.kind == typed.kind, SitePage.path == path)
        )
    if twin is not None and twin.id != page.id:
        where = " trong thùng rác" if twin.trashed_at else ""
        raise Invalid({"slug": f"Địa chỉ này là của trang “{twin.title}”{where}."})
    if path.count("/") >= DEEPEST:
        raise Invalid({"parent_id": f"Cây trang chỉ sâu {DEEPEST} cấp."})
    if page.path and f"{path}/".startswith(f"{page.path}/") and path != page.path:
        raise Invalid({"parent_id": "Trang không thể nằm dưới chính nó."})
    return path


def _path(session: Session, typed: PageFields, slug: str) -> str:
    if typed.parent_id is None:
        return slug
    parent = session.get(SitePage, typed.parent_id)
    if parent is None or parent.trashed_at or parent.kind is PageKind.NEWS:
        raise Invalid({"parent_id": "Không có trang cha này."})
    return f"{parent.path}/{slug}"


def settle(session: Session, page: SitePage, typed: PageFields) -> None:
    """Give a page its place; the addresses that it and those below had lead there."""
    path = check(session, page, typed)
    before, page.path = page.path, path
    page.slug, page.parent_id, page.place = typed.slug, typed.parent_id, typed.place
    if before and before != path:
        for below in _below(session, page.kind, before):
            _leave(session, below, below.path)
            below.path = path + below.path.removeprefix(before)
            _arrive(session, below)
        _leave(session, page, before)
    _arrive(session, page)


def _below(session: Session, kind: PageKind, path: str) -> list[SitePage]:
    with session.no_autoflush:
        rows = session.scalars(
            select(SitePage).where(
                SitePage.kind == kind, SitePage.path.startswith(f"{path}/")
            )
        )
        return list(rows)


def _leave(session: Session, page: SitePage, path: str) -> None:
    session.add(PageAddress(kind=page.kind, path=path, page_id=page.id))


def _arrive(session: Session, page: SitePage) -> None:
    """Take an address back from a page that had it once: who is there answers."""
    with session.no_autoflush:
        session.execute(
            delete(PageAddress).where(
                PageAddress.kind == page.kind, PageAddress.path == page.path
            )
        )
