"""Officers: accounts, one-time links, signing in and staying signed in.

A session lives in the database, so signing out, changing the password or
disabling an account ends every copy of its cookie at once.
"""

import re
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from documents import passwords
from documents.database import wait_turn
from documents.errors import Invalid, LinkInvalid, NotFound, SignInRefused, Throttled
from documents.models import Officer, OfficerSession, OneTimeLink, SignInAttempt, Unit
from documents.viewer import Viewer
from documents.vocabulary import Role

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=8)
LINK_LIFE: Final = timedelta(hours=24)

WINDOW: Final = timedelta(minutes=15)
TRIES_PER_ACCOUNT_AND_ADDRESS: Final = 5
TRIES_PER_ADDRESS: Final = 50
"""Failed tries in a window before the next is refused unheard (T6)."""

# Tries are counted one after the other: at once they would not see each other.
_QUEUE: Final = 7_240_120

_USERNAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,30}[a-z0-9])?")
_UNIT_ROLES: Final = frozenset({Role.HANDLER, Role.HEAD})


def add(
    session: Session,
    *,
    username: str,
    full_name: str,
    role: Role,
    now: datetime,
    unit_code: str | None = None,
    position: str = "",
) -> Officer:
    """Make an account without a password; a one-time link gives it one.

    Raises:
        Invalid: a name that cannot be taken, or a unit missing or unknown.
    """
    unit = session.scalar(select(Unit).where(Unit.code == (unit_code or "")))
    wrong: dict[str, str] = {}
    if not _USERNAME.fullmatch(username):
        wrong["username"] = "Tên đăng nhập chỉ gồm chữ thường không dấu, số, . và -."
    elif session.scalar(select(Officer.id).where(Officer.username == username)):
        wrong["username"] = f"Đã có tài khoản “{username}”."
    if not full_name.strip():
        wrong["full_name"] = "Cần nhập họ và tên."
    if unit_code and unit is None:
        wrong["unit_code"] = f"Không có phòng, đơn vị mã “{unit_code}”."
    elif role in _UNIT_ROLES and unit is None:
        wrong["unit_code"] = f"Vai trò “{role.label}” cần một phòng, đơn vị."
    if wrong:
        raise Invalid(wrong)
    officer = Officer(
        username=username,
        full_name=full_name,
        position=position,
        role=role,
        unit=unit,
        created_at=now,
    )
    session.add(officer)
    session.flush()
    return officer


def get(session: Session, officer_id: int) -> Officer:
    """Return an officer, or raise NotFound."""
    officer = session.get(Officer, officer_id)
    if officer is None:
        raise NotFound("Không có tài khoản này.")
    return officer


def list_officers(session: Session) -> list[Officer]:
    """Return every account, in order of making."""
    return list(session.scalars(select(Officer).order_by(Officer.id)))


def viewer_of(officer: Officer) -> Viewer:
    """Return the officer as the rules see him."""
    return Viewer(
        officer_id=officer.id,
        username=officer.username,
        full_name=officer.full_name,
        role=officer.role,
        unit_id=officer.unit_id,
        unit_code=officer.unit.code if officer.unit else None,
        position=officer.position,
    )


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


def _use_up_links(session: Session, officer_id: int, now: datetime) -> None:
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.officer_id == officer_id, OneTimeLink.used_at.is_(None))
        .values(used_at=now)
    )


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
    return _open_session(session, officer, now)


def _set_password(
    session: Session, officer: Officer, password: str, now: datetime
) -> None:
    wrong = passwords.problems(password, officer.username)
    if wrong:
        raise Invalid({"password": " ".join(wrong)})
    officer.password_hash = passwords.hashed(password)
    _use_up_links(session, officer.id, now)
    _revoke(session, officer.id, now)


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
    return _open_session(session, officer, now)


def take_a_try(session: Session, username: str, address: str, *, now: datetime) -> None:
    """Count a try to sign in before any hashing, or refuse it (security.md T6).

    A try that succeeds is forgiven in `open_session`. An account is never
    locked: its owner signs in from another address while one is being tried.

    Raises:
        Throttled: too many failed tries of this account from this address, or
            of any account from it.
    """
    wait_turn(session, _QUEUE)
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
    return _open_session(session, officer, now)


def _open_session(session: Session, officer: Officer, now: datetime) -> str:
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


def resume(session: Session, secret: str, *, now: datetime) -> Viewer | None:
    """Return who holds a token, or None when it is unknown, ended or too old."""
    row = _session_of(session, secret)
    if row is None or row.revoked_at or not row.officer.active:
        return None
    if now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE:
        return None
    return viewer_of(row.officer)


def _session_of(session: Session, secret: str) -> OfficerSession | None:
    return session.scalar(
        select(OfficerSession).where(
            OfficerSession.token_hash == passwords.digest(secret)
        )
    )


def needs_touch(
    session: Session, secret: str, *, now: datetime, every: timedelta
) -> bool:
    """Say whether the session was last seen longer ago than `every`."""
    row = _session_of(session, secret)
    return row is not None and now - row.seen_at > every


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


def _revoke(session: Session, officer_id: int, now: datetime) -> None:
    session.execute(
        update(OfficerSession)
        .where(
            OfficerSession.officer_id == officer_id, OfficerSession.revoked_at.is_(None)
        )
        .values(revoked_at=now)
    )


def set_active(
    session: Session, officer_id: int, *, active: bool, by: Viewer, now: datetime
) -> Officer:
    """Disable an account, ending its sessions and links, or enable it again.

    Raises:
        Invalid: an administrator disables himself.
    """
    officer = get(session, officer_id)
    if not active and officer.id == by.officer_id:
        raise Invalid({"active": "Không thể tự khóa tài khoản của mình."})
    officer.active = active
    if not active:
        _use_up_links(session, officer.id, now)
        _revoke(session, officer.id, now)
    return officer
