"""Giving and taking access: one-time links, passwords, locking."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from documents import passwords
from documents.deadlines import local_day
from documents.errors import Invalid, LinkInvalid
from documents.models import Officer, OneTimeLink
from documents.officers import sessions
from documents.officers.accounts import get
from documents.viewer import Viewer

LINK_LIFE: Final = timedelta(hours=24)


def issue_link(session: Session, officer_id: int, *, now: datetime) -> str:
    """Return a one-time secret for setting a password; older links die."""
    officer = get(session, officer_id)
    _use_up_links(session, officer.id, now)
    secret = passwords.token()
    session.add(
        OneTimeLink(
            token_hash=passwords.digest(secret),
            officer_id=officer.id,
            expires_at=now + LINK_LIFE,
        )
    )
    session.flush()
    return secret


def officer_of_link(session: Session, secret: str, *, now: datetime) -> Officer:
    """Return whose link it is, without using it up; raises LinkInvalid."""
    link = session.scalar(
        select(OneTimeLink).where(OneTimeLink.token_hash == passwords.digest(secret))
    )
    if link is None or link.used_at or link.expires_at <= now:
        raise LinkInvalid(
            "Đường dẫn kích hoạt không đúng, đã dùng hoặc đã hết hạn."
            " Hãy xin quản trị cấp lại."
        )
    if not link.officer.active:
        raise LinkInvalid("Tài khoản đang bị khóa. Hãy liên hệ quản trị.")
    return link.officer


def accept_link(session: Session, secret: str, password: str, *, now: datetime) -> str:
    """Set the password, use the link up, sign in; returns the session's token."""
    officer = officer_of_link(session, secret, now=now)
    _set_password(session, officer, password, now)
    return sessions.begin(session, officer, now=now)


def change_password(
    session: Session, officer_id: int, *, old: str, new: str, now: datetime
) -> str:
    """Change the password, end every session, return a new token.

    Raises:
        Invalid: the old password is wrong, or the new one too weak.
    """
    officer = get(session, officer_id)
    if not passwords.matches(officer.password_hash or passwords.NOBODY, old):
        raise Invalid({"old": "Mật khẩu hiện tại không đúng."})
    _set_password(session, officer, new, now)
    return sessions.begin(session, officer, now=now)


def _set_password(
    session: Session, officer: Officer, password: str, now: datetime
) -> None:
    wrong = passwords.problems(password, officer.username)
    if wrong:
        raise Invalid({"password": " ".join(wrong)})
    officer.password_hash = passwords.hashed(password)
    _use_up_links(session, officer.id, now)
    sessions.revoke(session, officer.id, now=now)


def set_active(
    session: Session, officer_id: int, *, active: bool, by: Viewer, now: datetime
) -> Officer:
    """Disable an account, ending its sessions and links, or enable it again.

    Raises:
        Invalid: an administrator disables himself; or the unit is no longer there.
    """
    officer = get(session, officer_id)
    if not active and officer.id == by.officer_id:
        raise Invalid({"active": "Không thể tự khóa tài khoản của mình."})
    if active and officer.unit and not officer.unit.stands_on(local_day(now)):
        raise Invalid({"active": f"“{officer.unit.name}” đã thôi hoạt động."})
    officer.active = active
    if not active:
        _use_up_links(session, officer.id, now)
        sessions.revoke(session, officer.id, now=now)
    return officer


def _use_up_links(session: Session, officer_id: int, now: datetime) -> None:
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.officer_id == officer_id, OneTimeLink.used_at.is_(None))
        .values(used_at=now)
    )
