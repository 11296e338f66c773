"""Lines of the history: written with every change, read as a timeline."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case, Contact, Directive, Event
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, Term

Subject = Case | Contact | Directive


def record(
    session: Session,
    subject: Subject,
    kind: EventKind,
    *,
    by: Viewer | None,
    now: datetime,
    action: Term | None = None,
    states: tuple[CaseState | None, CaseState | None] = (None, None),
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add a line to a thing's history; `states` is (from, to) of a case."""
    session.flush()
    event = Event(
        at=now,
        subject=subject.__tablename__,
        subject_id=subject.id,
        kind=kind,
        action=action.value if action else "",
        actor_id=by.officer_id if by else None,
        actor_name=by.full_name if by else "Hệ thống",
        from_state=states[0],
        to_state=states[1],
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
