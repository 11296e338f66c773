"""Staying signed in: a session lives in the database.

So signing out, changing the password or locking an account ends every copy of
its cookie at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from documents import passwords
from documents.models import Officer, OfficerSession
from documents.officers.accounts import viewer_of
from documents.remembering import remembered
from documents.viewer import Viewer

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=8)


def begin(session: Session, officer: Officer, *, now: datetime) -> str:
    """Sign an officer in; returns the new session's token."""
    secret = passwords.token()
    officer.last_sign_in_at = now
    session.add(
        OfficerSession(
            token_hash=passwords.digest(secret),
            officer_id=officer.id,
            created_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return secret


@dataclass(frozen=True)
class Resumed:
    """Who holds a token, and when he was last noted to use it."""

    viewer: Viewer
    seen_at: datetime


def resume(session: Session, secret: str, *, now: datetime) -> Resumed | None:
    """Return who holds a token, or None when it is unknown, ended or too old."""
    row = _session_of(session, secret)
    if row is None or row.revoked_at or not row.officer.active:
        return None
    if now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    return Resumed(viewer_of(row.officer), row.seen_at)


@remembered
def _session_of(session: Session, secret: str) -> OfficerSession | None:
    return session.scalar(
        select(OfficerSession).where(
            OfficerSession.token_hash == passwords.digest(secret)
        )
    )


def touch(session: Session, secret: str, *, now: datetime) -> None:
    """Note that a session is in use."""
    row = _session_of(session, secret)
    if row is not None:
        row.seen_at = max(row.seen_at, now)


def sign_out(session: Session, secret: str, *, now: datetime) -> None:
    """End one session."""
    row = _session_of(session, secret)
    if row is not None and row.revoked_at is None:
        row.revoked_at = now


def revoke(session: Session, officer_id: int, *, now: datetime) -> None:
    """End every session of an officer."""
    session.execute(
        update(OfficerSession)
        .where(
            OfficerSession.officer_id == officer_id, OfficerSession.revoked_at.is_(None)
        )
        .values(revoked_at=now)
    )
