"""Signing in: the throttle, the proof, the way in (security.md T6)."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from documents import passwords
from documents.database import Queue, wait_turn
from documents.errors import SignInRefused, Throttled
from documents.models import Officer, SignInAttempt
from documents.officers import sessions
from documents.officers.accounts import get

WINDOW: Final = timedelta(minutes=15)
TRIES_PER_ACCOUNT_AND_ADDRESS: Final = 5
TRIES_PER_ADDRESS: Final = 50
"""Failed tries in a window before the next is refused unheard."""


def take_a_try(session: Session, username: str, address: str, *, now: datetime) -> None:
    """Count a try to sign in before any hashing, or refuse it (security.md T6).

    A try that succeeds is forgiven in `open_session`. An account is never
    locked: its owner signs in from another address while one is being tried.

    Raises:
        Throttled: too many failed tries of this account from this address, or
            of any account from it.
    """
    # Counted at once, tries would not see each other.
    wait_turn(session, Queue.SIGN_IN)
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - WINDOW))
    name, here = _account(username), SignInAttempt.address == address
    for limit, rows in (
        (TRIES_PER_ACCOUNT_AND_ADDRESS, (SignInAttempt.username == name) & here),
        (TRIES_PER_ADDRESS, here),
    ):
        count, newest = session.execute(
            select(func.count(), func.max(SignInAttempt.at)).where(rows)
        ).one()
        if count >= limit:
            wait = ceil((newest + WINDOW - now).total_seconds())
            raise Throttled(
                "Đã thử đăng nhập sai quá nhiều lần."
                f" Hãy chờ {-(-wait // 60)} phút rồi thử lại.",
                retry_after=wait,
            )
    session.add(SignInAttempt(username=name, address=address, at=now))


def _account(username: str) -> str:
    return username.strip().casefold()[:64]


def authenticate(session: Session, username: str, password: str) -> int:
    """Return whose name and password these are.

    Raises:
        SignInRefused: the same, and as late, for every cause.
    """
    officer = session.scalar(
        select(Officer).where(Officer.username == _account(username))
    )
    known = officer.password_hash if officer else None
    right = passwords.matches(known or passwords.NOBODY, password)
    if officer is None or not right or not officer.active:
        raise SignInRefused("Tên đăng nhập hoặc mật khẩu không đúng.")
    return officer.id


def open_session(
    session: Session, officer_id: int, address: str, *, now: datetime
) -> str:
    """Sign an authenticated officer in; returns the new session's token."""
    officer = get(session, officer_id)
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.username == officer.username,
            SignInAttempt.address == address,
        )
    )
    return sessions.begin(session, officer, now=now)
