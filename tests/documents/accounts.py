"""Accounts as their owners use them: what the tests of officers share."""

from datetime import datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import func, select

from documents import officers
from documents.database import Database
from documents.errors import SignInRefused
from documents.models import Officer
from documents.viewer import Viewer
from documents.vocabulary import Role
from tests import factories

PASSWORD: Final = "Biển xanh, cát trắng"
ANOTHER: Final = "núi lớn rồi núi nhỏ"
HERE: Final = "203.0.113.7"
THERE: Final = "198.51.100.9"
SECOND: Final = timedelta(seconds=1)


def person(
    database: Database, now: datetime, role: Role = Role.CLERK, *, password: str = ""
) -> Viewer:
    """Make an officer, and give him a password if one is told."""
    with database.writing() as session:
        if not session.scalar(select(func.count(Officer.id))):
            factories.make_units(session)
        viewer = factories.make_officer(session, role, now=now)
        if password:
            secret = officers.issue_link(session, viewer.officer_id, now=now)
            officers.accept_link(session, secret, password, now=now)
        session.commit()
    return viewer


def link_of(database: Database, viewer: Viewer, now: datetime) -> str:
    with database.writing() as session:
        secret = officers.issue_link(session, viewer.officer_id, now=now)
        session.commit()
    return secret


def accept(
    database: Database, secret: str, now: datetime, password: str = PASSWORD
) -> str:
    with database.writing() as session:
        token = officers.accept_link(session, secret, password, now=now)
        session.commit()
    return token


def sign_in(
    database: Database,
    now: datetime,
    password: str = PASSWORD,
    *,
    username: str = "clerk",
    address: str = HERE,
) -> str:
    """Sign in as the door does: count the try, hash without a lock, let in."""
    with database.writing() as session:
        officers.take_a_try(session, username, address, now=now)
        session.commit()
    with database.reading() as session:
        officer_id = officers.authenticate(session, username, password)
    with database.writing() as session:
        token = officers.open_session(session, officer_id, address, now=now)
        session.commit()
    return token


def holder(database: Database, token: str, now: datetime) -> Viewer | None:
    with database.reading() as session:
        found = officers.resume(session, token, now=now)
        return found.viewer if found else None


def seen(database: Database, token: str, now: datetime) -> datetime | None:
    with database.reading() as session:
        found = officers.resume(session, token, now=now)
        return found.seen_at if found else None


def fail(database: Database, now: datetime, times: int, **told: str) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            sign_in(database, now, "không phải mật khẩu", **told)
