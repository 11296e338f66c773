"""Queues of mail: whose turn it is, tried again and again, settled in the end.

What a mail says and where it goes is looked up when it is sent; here are rows only.
"""

import re
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from documents.database import Queue, wait_turn
from documents.models import DigestMail, SenderMail

Mail = TypeVar("Mail", DigestMail, SenderMail)
Kind = type[DigestMail] | type[SenderMail]

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 30, 60, 120))
"""How long the next try waits after each that failed; after the last it is given up."""

LONGEST_FAULT: Final = 300
_ADDRESS: Final = re.compile(r"\S*@\S*")


def is_due(session: Session, kind: Kind, *, now: datetime) -> bool:
    """Say whether mail waits to be tried; asked without holding any lock."""
    return session.scalar(select(kind.id).where(_due(kind, now)).limit(1)) is not None


def claim(session: Session, kind: type[Mail], *, now: datetime) -> Mail | None:
    """Take the next mail that is due, so that no other process sends it meanwhile.

    A claim that a killed process leaves runs out with the wait after its try.
    """
    wait_turn(session, Queue.DIGESTS)
    due = select(kind).where(_due(kind, now))
    row = session.scalar(due.order_by(kind.due_at, kind.id).limit(1))
    if row is not None:
        row.due_at = now + WAITS[min(row.tries, len(WAITS) - 1)]
        row.tries += 1
    return row


def _due(kind: Kind, now: datetime) -> ColumnElement[bool]:
    return and_(kind.ended_at.is_(None), kind.due_at <= now)


def sent(session: Session, kind: Kind, mail_id: int, *, now: datetime) -> None:
    """Note that a mail was taken by the mail server."""
    _settle(session, kind, mail_id, sent_at=now, ended_at=now, fault="")


def dropped(session: Session, kind: Kind, mail_id: int, *, now: datetime) -> None:
    """Note that a mail has nothing to tell, or is wanted no more."""
    _settle(session, kind, mail_id, ended_at=now, fault="")


def failed(
    session: Session,
    kind: Kind,
    mail_id: int,
    fault: str,
    *,
    for_good: bool,
    now: datetime,
) -> None:
    """Note why a try failed; the last one, or a refusal for good, ends it."""
    tries = session.scalar(select(kind.tries).where(kind.id == mail_id)) or 0
    told: dict[str, datetime | str] = {"fault": plain(fault)}
    if for_good or tries > len(WAITS):
        told["ended_at"] = now
    _settle(session, kind, mail_id, **told)


def plain(fault: str) -> str:
    """Return what a server said as it may be kept: on one line, without addresses."""
    return " ".join(_ADDRESS.sub("…", fault).split())[:LONGEST_FAULT]


def _settle(
    session: Session, kind: Kind, mail_id: int, **values: datetime | str
) -> None:
    session.execute(update(kind).where(kind.id == mail_id).values(**values))
