"""Accounts: who the officers are."""

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound
from documents.models import Officer, Unit
from documents.viewer import Viewer
from documents.vocabulary import Role

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
    email: str = "",
) -> Officer:
    """Make an account without a password; a one-time link gives it one.

    Raises:
        Invalid: a name that cannot be taken, or a unit missing or unknown.
    """
    wait_turn(session, Queue.ACCOUNTS)
    unit = session.scalar(select(Unit).where(Unit.code == (unit_code or "")))
    wrong = _check_name(session, username)
    if not full_name.strip():
        wrong["full_name"] = "Cần nhập họ và tên."
    if told := _unit_problem(unit, unit_code, role, now):
        wrong["unit_code"] = told
    if wrong:
        raise Invalid(wrong)
    officer = Officer(
        username=username,
        full_name=full_name,
        position=position,
        role=role,
        unit=unit,
        email=email,
        created_at=now,
    )
    session.add(officer)
    session.flush()
    return officer


def _unit_problem(
    unit: Unit | None, unit_code: str | None, role: Role, now: datetime
) -> str:
    """Say why somebody cannot be of a unit; "" if he can."""
    if unit is not None:
        is_there = unit.stands_on(local_day(now))
        return "" if is_there else f"“{unit.name}” đã thôi hoạt động."
    if unit_code:
        return f"Không có phòng, đơn vị mã “{unit_code}”."
    needs_one = role in _UNIT_ROLES
    return f"Vai trò “{role.label}” cần một phòng, đơn vị." if needs_one else ""


def _check_name(session: Session, username: str) -> dict[str, str]:
    if not _USERNAME.fullmatch(username):
        return {"username": "Tên đăng nhập chỉ gồm chữ thường không dấu, số, . và -."}
    if session.scalar(select(Officer.id).where(Officer.username == username)):
        return {"username": f"Đã có tài khoản “{username}”."}
    return {}


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
