"""The digest that an officer gets each working morning: queued, tried, settled.

One a day and officer, which the database sees to. What it says is composed when it is
sent (`portal.digest`); here is only whose turn it is, and `documents.mailing` tries.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from documents import mailing
from documents.database import Queue, wait_turn
from documents.deadlines import HANOI, Calendar, local_day
from documents.models import DigestMail, Officer
from documents.officers import viewer_of
from documents.viewer import Viewer
from documents.vocabulary import Role

EARLIEST, LATEST = time(7, 0), time(12, 0)
"""Between which a day's digests are queued; a later start waits for the next day."""

TOLD_FOR: Final = timedelta(days=7)
"""How long an administrator is told of digests that nobody got."""


@dataclass(frozen=True)
class Sending:
    """A digest that is this process's to send now."""

    digest_id: int
    on: date
    to: Viewer
    email: str


def is_morning(calendar: Calendar, now: datetime) -> bool:
    """Say whether digests of this day are queued now."""
    local = now.astimezone(HANOI)
    return calendar.works(local.date()) and EARLIEST <= local.time() < LATEST


def queue(session: Session, *, now: datetime) -> int:
    """Queue the day's digest for every officer who gets one and has none yet."""
    wait_turn(session, Queue.DIGESTS)
    day = local_day(now)
    without = session.scalars(_without(day).order_by(Officer.id)).all()
    session.add_all(DigestMail(officer_id=one, on=day, due_at=now) for one in without)
    session.flush()
    return len(without)


def is_anybody_without(session: Session, *, now: datetime) -> bool:
    """Say whether there is a digest of the day to be queued; asked without a lock."""
    return session.scalar(_without(local_day(now)).limit(1)) is not None


def _without(day: date) -> Select[int]:
    """Return the officers who get digests and have none of a day."""
    has_one = exists().where(DigestMail.officer_id == Officer.id, DigestMail.on == day)
    return select(Officer.id).where(
        Officer.active,
        Officer.email != "",
        Officer.wants_digest,
        Officer.role != Role.ADMIN,
        ~has_one,
    )


def is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a digest waits to be tried; asked without holding any lock."""
    return mailing.is_due(session, DigestMail, now=now)


def claim(session: Session, *, now: datetime) -> Sending | None:
    """Take the next digest that is due, so that no other process sends it meanwhile."""
    row = mailing.claim(session, DigestMail, now=now)
    if row is None:
        return None
    officer = row.officer
    return Sending(row.id, row.on, viewer_of(officer), officer.email)


def is_wanted(session: Session, sending: Sending, *, now: datetime) -> bool:
    """Say whether a digest is still that day's, and its officer still gets it."""
    officer = session.get_one(Officer, sending.to.officer_id)
    gets = officer.active and officer.wants_digest and officer.email == sending.email
    return gets and sending.on == local_day(now)


def given_up(session: Session, *, now: datetime) -> list[tuple[str, date, str]]:
    """Return of whom an administrator should know: name, day and why, newest first."""
    rows = select(Officer.username, DigestMail.on, DigestMail.fault).join(
        Officer, Officer.id == DigestMail.officer_id
    )
    lately = rows.where(DigestMail.ended_at >= now - TOLD_FOR, DigestMail.fault != "")
    found = session.execute(lately.order_by(DigestMail.ended_at.desc()).limit(20))
    return [(name, on, fault) for name, on, fault in found]
