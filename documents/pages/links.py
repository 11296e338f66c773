"""Which pages lead to which: none is taken away under those that lead to it."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from documents import rich_text
from documents.errors import TransitionRefused
from documents.models import PageAddress, PageLink, SitePage
from documents.pages.tree import ROOTS
from documents.vocabulary import ContentState, PageKind

MOST_NAMED: Final = 5

_ENDS: Final = re.compile(r"[?#].*\Z")


def relink(session: Session, page: SitePage) -> None:
    """Note anew to which pages a page's words lead, the waiting ones too."""
    texts = [page.body, (page.proposal or {}).get("body", "")]
    wanted = {
        target
        for text in texts
        for target in _targets(session, rich_text.links(text))
        if target != page.id
    }
    session.execute(delete(PageLink).where(PageLink.from_id == page.id))
    session.add_all(PageLink(from_id=page.id, to_id=to) for to in sorted(wanted))


def _targets(session: Session, links: Iterable[str]) -> set[int]:
    paths: dict[PageKind, set[str]] = {kind: set() for kind in ROOTS}
    for link in links:
        place = _ENDS.sub("", link).rstrip("/")
        for kind, root in ROOTS.items():
            if place.startswith(root):
                paths[kind].add(place.removeprefix(root))
    found: set[int] = set()
    for kind, named in paths.items():
        here = (SitePage.kind == kind) & SitePage.path.in_(named)
        once = (PageAddress.kind == kind) & PageAddress.path.in_(named)
        if named:
            found.update(session.scalars(select(SitePage.id).where(here)))
            found.update(session.scalars(select(PageAddress.page_id).where(once)))
    return found


def leading_to(session: Session, page: SitePage) -> list[SitePage]:
    """Return the pages that are or may be read and whose words lead to a page."""
    rows = session.scalars(
        select(SitePage)
        .join(PageLink, PageLink.from_id == SitePage.id)
        .where(
            PageLink.to_id == page.id,
            SitePage.trashed_at.is_(None),
            SitePage.state != ContentState.ARCHIVED,
        )
        .order_by(SitePage.path)
    )
    return list(rows)


def below(session: Session, page: SitePage) -> list[SitePage]:
    """Return the pages just below one that do not lie in the trash."""
    rows = session.scalars(
        select(SitePage)
        .where(SitePage.parent_id == page.id, SitePage.trashed_at.is_(None))
        .order_by(SitePage.place, SitePage.id)
    )
    return list(rows)


def must_be_unneeded(
    session: Session, page: SitePage, under: list[SitePage], doing: str
) -> None:
    """Refuse to take a page away while others need it.

    `under` are those below it that stand in the way, `doing` what was asked for.

    Raises:
        TransitionRefused: naming those pages.
    """
    linking = leading_to(session, page)
    reasons = []
    if under:
        reasons.append(f"còn trang con: {_named(under)}")
    if linking:
        reasons.append(f"còn trang dẫn liên kết đến: {_named(linking)}")
    if reasons:
        raise TransitionRefused(
            f"Chưa {doing} trang “{page.title}” được vì {'; '.join(reasons)}."
            " Hãy gỡ hoặc sửa các trang ấy trước."
        )


def _named(pages: list[SitePage]) -> str:
    named = ", ".join(f"“{page.title}”" for page in pages[:MOST_NAMED])
    more = len(pages) - MOST_NAMED
    return f"{named} và {more} trang nữa" if more > 0 else named
