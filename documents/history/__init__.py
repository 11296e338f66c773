"""Lines of the history: written with every change, read as a timeline, verified."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.deadlines import HANOI
from documents.errors import OutOfDate
from documents.history.lines import (
    LEAVES_VERSION,
    SENDER,
    Line,
    Subject,
    configured,
    record,
    record_many,
)
from documents.history.verifying import Anchor, Fault, anchor, verify
from documents.models import Case, Event, OutgoingLetter
from documents.remembering import remembered
from documents.vocabulary import CaseAction, EventKind, LetterAction, Term

__all__ = [
    "SENDER",
    "Anchor",
    "Fault",
    "Line",
    "Subject",
    "anchor",
    "configured",
    "expect_version",
    "newer",
    "of",
    "record",
    "record_many",
    "title",
    "verify",
]

_ACTIONS: Final[dict[str, type[Term]]] = {
    Case.__tablename__: CaseAction,
    OutgoingLetter.__tablename__: LetterAction,
}
"""Whose moves a line of the kind MOVED tells."""

MOST_TOLD: Final = 5
"""Lines of what changed that somebody reads before trying again."""


@remembered
def of(
    session: Session, subject: Subject, *, kinds: frozenset[EventKind] | None = None
) -> list[Event]:
    """Return a thing's history, oldest first; by order of writing, not by clock.

    With `kinds` only the lines of these.
    """
    rows = select(Event).where(
        Event.subject == subject.__tablename__, Event.subject_id == subject.id
    )
    if kinds is not None:
        rows = rows.where(Event.kind.in_(kinds))
    return list(session.scalars(rows.order_by(Event.id)))


def expect_version(session: Session, subject: Subject, expected: int) -> None:
    """Refuse a change made on a version that is no longer the newest.

    Raises:
        OutOfDate: with the newest lines of the history, for the person to read.
    """
    if subject.version == expected:
        return
    raise OutOfDate(
        "Nội dung này vừa được người khác thay đổi. Phần bạn đã nhập được giữ lại"
        " bên dưới; hãy xem thay đổi rồi thực hiện lại.",
        changed=[_told(event) for event in newer(session, subject, expected)],
    )


def newer(session: Session, subject: Subject, version: int) -> list[Event]:
    """Return the lines of what changed since a version, as far as one reads them."""
    behind = min(max(1, subject.version - version), MOST_TOLD)
    lines = [e for e in of(session, subject) if e.kind not in LEAVES_VERSION]
    return lines[-behind:]


_OF_MOVES: Final = frozenset(
    {EventKind.MOVED, EventKind.ASKED, EventKind.REFUSED, EventKind.LAPSED}
)
"""Lines about a move: made, asked for, not agreed to, overtaken by another one."""


_MARKED: Final = {True: "Đánh dấu tồn đọng", False: "Bỏ dấu tồn đọng"}
"""What the line of a case's mark tells: it stands, or was taken back."""


def title(event: Event) -> str:
    """Name what a line tells: which move of a case or letter, or what was done."""
    if event.kind is EventKind.EDITED and "mark" in event.data:
        return _MARKED[event.data["stands"]]
    if event.kind is EventKind.INSTRUCTED and "taken_back" in event.data:
        return "Thu hồi ý kiến chỉ đạo"
    if event.kind not in _OF_MOVES:
        return event.kind.label
    action = _ACTIONS[event.subject](event.action).label
    if event.kind is EventKind.MOVED:
        return action
    return f"{event.kind.label}: {action[0].lower()}{action[1:]}"


def _told(event: Event) -> str:
    at = event.at.astimezone(HANOI)
    note = f": {event.note}" if event.note else ""
    return f"{at:%H:%M %d/%m/%Y} – {event.actor_name} – {title(event)}{note}"
