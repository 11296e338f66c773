"""Pages whose moment has come: shown from a minute on, or no longer shown.

Readers are answered by the clock (`queries.is_live`); here what keeps copies is told
that it has struck: kept pages, and the search index.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox, queries
from documents.history import Line
from documents.models import SitePage
from documents.vocabulary import EventKind


def is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a page's moment has come that nobody was told of."""
    found = select(SitePage.id).where(queries.has_turned(now)).limit(1)
    return session.scalar(found) is not None


def turn(session: Session, *, now: datetime) -> int:
    """Tell of the pages whose moment has come; return how many there were.

    Nobody who has one of them open is out of date: its version stays.
    """
    rows = session.scalars(select(SitePage).where(queries.has_turned(now))).all()
    for page in rows:
        page.is_open = not page.is_open
    history.record_many(session, [_line(page, now) for page in rows])
    outbox.announce_many(session, [outbox.page_key(page) for page in rows])
    return len(rows)


def _line(page: SitePage, now: datetime) -> Line:
    kind = EventKind.PUBLISHED if page.is_open else EventKind.WITHDRAWN
    note = "Đến giờ đăng" if page.is_open else "Đến giờ gỡ xuống"
    return Line(SitePage.__tablename__, page.id, kind, now, note=note)
