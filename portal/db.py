"""One transaction a request, committed here and nowhere else.

A safe method reads in a transaction that the database keeps read-only. An
unsafe one commits when its answer is a success, and is rolled back otherwise.
What must outlive a refusal (a failed sign-in) is written `apart`. A refusal ends its
transaction before it is told: the page that tells it takes many times as long, and
nobody has to wait for it to write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from documents import outbox
from documents.deadlines import local_day
from portal import wiring
from portal.notices import Banner
from portal.site import Site

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class SchemaUnknown(Exception):
    """The database has another schema than this code; `flask migrate` mends it."""


class Transactional(Flask):
    """A Flask whose every dispatched request ends its transaction.

    Here, and not in `after_request`, because a commit that fails must still
    become an error page of ours.
    """

    def dispatch_request(self) -> Response:
        """Answer the request, then commit or roll back what it wrote."""
        response: Response = self.make_response(super().dispatch_request())
        _settle(response)
        return response


def init_app(app: Flask) -> None:
    """Close the request's session whatever happened."""
    app.teardown_request(_close)


def session() -> Session:
    """Return the request's session, opened at its first use."""
    if "database_session" not in g:
        _must_know_schema()
        database = wiring.current().database
        writes = request.method not in SAFE and "is_refused" not in g
        g.database_session = database.writing() if writes else database.reading()
    found: Session = g.database_session
    return found


def refused() -> None:
    """Undo what the request has written: all that is left to do is to say why."""
    if request.method in SAFE or "is_refused" in g:
        return
    g.is_refused = True
    opened: Session | None = g.get("database_session")
    if opened is not None:
        opened.rollback()
        wiring.current().database.only_read(opened)


def when_kept(act: Callable[[], None]) -> None:
    """Do something once what the request writes is committed, and not if that fails.

    At once where the request's own session writes nothing.
    """
    if "database_session" not in g:
        act()
        return
    g.setdefault("when_kept", []).append(act)


def close() -> None:
    """End the request's transaction, if it has one; nothing of it is kept."""
    opened: Session | None = g.pop("database_session", None)
    if opened is not None:
        opened.close()


Edition = tuple[int, date, tuple[Banner, ...]]
"""Under what public pages are kept: the newest revision, the day in Hanoi, notices.

On a new day people begin in a post or leave it, and at any moment the time of a
notice comes or is over, though nobody writes anything.
"""


def edition(parts: wiring.Wiring | None = None) -> Edition:
    """Return what public pages are to be kept under now."""
    told = parts or wiring.current()
    revision = newest(told)
    return revision, local_day(told.clock()), told.notices.shown(revision)


def newest(parts: wiring.Wiring) -> int:
    """Return the newest revision of anything the portal publishes."""
    _must_know_schema(parts)
    return int(parts.database.ask(outbox.NEWEST))


def site() -> Site:
    """Return whose portal this is, as it stands while a request is answered."""
    if "site" not in g:
        parts = wiring.current()
        g.site = parts.site.at(newest(parts))
    found: Site = g.site
    return found


def settle_site(*, may_ask: bool) -> None:
    """Settle whose portal a refusal or fault names; trouble is no reason for more.

    What was seen last is said where the database cannot, or must not, be asked.
    """
    parts = wiring.current()
    try:
        g.site = parts.site.at(newest(parts)) if may_ask else parts.site.last
    except (SQLAlchemyError, SchemaUnknown):
        g.site = parts.site.last


@contextmanager
def reading_apart() -> Iterator[Session]:
    """Yield a session of its own, which holds no lock that others wait for."""
    _must_know_schema()
    with wiring.current().database.reading() as apart:
        yield apart


@contextmanager
def writing_apart() -> Iterator[Session]:
    """Yield a session whose writes are kept even if the request is refused.

    Not while the request's own session is writing: SQLite has one writer.
    """
    _must_know_schema()
    with wiring.current().database.writing() as apart:
        yield apart
        apart.commit()


def is_busy(error: OperationalError) -> bool:
    """Say whether waiting may help: another writer, a full disk, a server away."""
    told = str(error.orig).casefold()
    return any(
        word in told
        for word in ("locked", "busy", "full", "disk i/o", "connection", "readonly")
    )


def _settle(response: Response) -> None:
    opened: Session | None = g.get("database_session")
    if opened is None:
        return
    if request.method in SAFE or response.status_code >= 400:
        opened.rollback()
        return
    opened.commit()
    for act in g.pop("when_kept", ()):
        act()
    wiring.current().search.wake()


def _close(_error: BaseException | None) -> None:
    close()


def _must_know_schema(parts: wiring.Wiring | None = None) -> None:
    if not (parts or wiring.current()).database.is_known():
        raise SchemaUnknown
