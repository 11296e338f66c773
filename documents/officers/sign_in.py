"""Signing in: the throttle, the proof, the way in (security.md T6)."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import passwords, tries
from documents.errors import SignInRefused
from documents.models import Officer
from documents.officers import sessions
from documents.officers.accounts import get
from documents.tries import SIGN_IN

TRIES_PER_ACCOUNT_AND_ADDRESS: Final = SIGN_IN.each
TRIES_PER_ADDRESS: Final = SIGN_IN.all
"""Failed tries in a window before the next is refused unheard."""


def take_a_try(session: Session, username: str, address: str, *, now: datetime) -> None:
    """Count a try to sign in before any hashing, or refuse it (security.md T6).

    A try that succeeds is forgiven in `open_session`. An account is never
    locked: its owner signs in from another address while one is being tried.

    Raises:
        Throttled: too many failed tries of this account from this address, or
            of any account from it.
    """
    tries.take_a_try(session, SIGN_IN, _account(username), address, now=now)


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
    tries.forgive(session, SIGN_IN, officer.username, address)
    return sessions.begin(session, officer, now=now)
