"""Lines of the history: written with every change, read as a timeline."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.deadlines import HANOI
from documents.errors import OutOfDate
from documents.models import Case, Contact, Directive, Event, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, EventKind, LetterAction, Term

Subject = Case | Contact | Directive | OutgoingLetter

_ACTIONS: Final[dict[str, type[Term]]] = {
    Case.__tablename__: CaseAction,
    OutgoingLetter.__tablename__: LetterAction,
}
"""Whose moves a line of the kind MOVED tells."""

_LEAVES_VERSION: Final = frozenset({EventKind.UNSEALED, EventKind.STARTED})

MOST_TOLD: Final = 5
"""Lines of what changed that somebody reads before trying again."""


def record(
    session: Session,
    subject: Subject,
    kind: EventKind,
    *,
    by: Viewer | None,
    now: datetime,
    action: Term | None = None,
    states: tuple[Term | None, Term | None] = (None, None),
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add a line to a thing's history, and raise its version.

    `states` is (from, to) of a case or letter. Looking at an identity changes nothing,
    so it leaves the version alone; so does the line that a thing was begun.
    """
    session.flush()
    if kind not in _LEAVES_VERSION:
        subject.version += 1
    event = Event(
        at=now,
        subject=subject.__tablename__,
        subject_id=subject.id,
        kind=kind,
        action=action.value if action else "",
        actor_id=by.officer_id if by else None,
        actor_name=by.full_name if by else "Hệ thống",
        from_state=states[0].value if states[0] else None,
        to_state=states[1].value if states[1] else None,
        note=note,
        data=data or {},
    )
    session.add(event)
    return event


def of(session: Session, subject: Subject) -> list[Event]:
    """Return a thing's history, oldest first; by order of writing, not by clock."""
    rows = session.scalars(
        select(Event)
        .where(Event.subject == subject.__tablename__, Event.subject_id == subject.id)
        .order_by(Event.id)
    )
    return list(rows)


def expect_version(session: Session, subject: Subject, expected: int) -> None:
    """Refuse a change made on a version that is no longer the newest.

    Raises:
        OutOfDate: with the newest lines of the history, for the person to read.
    """
    if subject.version == expected:
        return
    behind = min(max(1, subject.version - expected), MOST_TOLD)
    newer = [e for e in of(session, subject) if e.kind is not EventKind.UNSEALED]
    raise OutOfDate(
        "Nội dung này vừa được người khác thay đổi. Phần bạn đã nhập được giữ lại"
        " bên dưới; hãy xem thay đổi rồi thực hiện lại.",
        changed=[_told(event) for event in newer[-behind:]],
    )


def title(event: Event) -> str:
    """Name what a line tells: which move of a case or letter, or what was done."""
    if event.kind is EventKind.MOVED:
        return _ACTIONS[event.subject](event.action).label
    return event.kind.label


def _told(event: Event) -> str:
    at = event.at.astimezone(HANOI)
    note = f": {event.note}" if event.note else ""
    return f"{at:%H:%M %d/%m/%Y} – {event.actor_name} – {title(event)}{note}"
