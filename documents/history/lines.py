"""Writing lines of the history, one or very many, each chained to the one before."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from documents.database import Queue, wait_turn
from documents.history import chain
from documents.models import (
    CannedReply,
    Case,
    Contact,
    Directive,
    Event,
    FieldSetting,
    Notice,
    OutgoingLetter,
    SitePage,
    Unit,
)
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Term

Subject = (
    CannedReply
    | Case
    | Contact
    | Directive
    | FieldSetting
    | Notice
    | OutgoingLetter
    | SitePage
    | Unit
)

SYSTEM: Final = "Hệ thống"
SENDER: Final = "Người gửi"
"""Who acted when no officer did: the portal, or who sent the case."""

LEAVES_VERSION: Final = frozenset(
    {
        EventKind.UNSEALED,
        EventKind.STARTED,
        EventKind.COMMENTED,
        EventKind.FILE_ADDED,
        EventKind.FILE_WITHDRAWN,
        EventKind.FILE_AUDIENCE,
        EventKind.DISTRIBUTED,
        EventKind.ACKNOWLEDGED,
        EventKind.WROTE,
        EventKind.RATED,
    }
)
"""Lines after which a thing is what it was: nobody who has it open is out of date."""

_SALT: Final = 8
_AT_ONCE: Final = 1_000
"""Lines sent to the database together."""


@dataclass(frozen=True)
class Line:
    """One line to be written: about what, what was done, by whom and when.

    `subject` names the table of the thing; `states` is (from, to) of a case or
    letter; `who` acted where no officer did.
    """

    subject: str
    subject_id: int
    kind: EventKind
    at: datetime
    by: Viewer | None = None
    action: Term | None = None
    states: tuple[Term | None, Term | None] = (None, None)
    note: str = ""
    data: dict[str, Any] | None = None
    who: str = SYSTEM


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
    who: str = SYSTEM,
) -> None:
    """Add a line to a thing's history, and raise its version.

    `states` is (from, to) of a case or letter. A line of LEAVES_VERSION changes
    nothing of the thing. `who` names who acted where no officer did.
    """
    if subject in session.new:
        session.flush()
    if kind not in LEAVES_VERSION:
        subject.version += 1
    told = Line(
        subject.__tablename__,
        subject.id,
        kind,
        now,
        by,
        action,
        states,
        note,
        data,
        who,
    )
    record_many(session, [told])


def record_many(session: Session, lines: Iterable[Line]) -> None:
    """Add lines in their order, in this transaction; versions are left alone.

    Writers of the history take their turn to the end of their transactions, so
    the chain has the order of the commits. Lines are taken as they come: a
    hundred thousand need no more memory than a thousand.
    """
    session.flush()
    # The same queue as the outbox, which the same transactions stand in: with
    # two queues, two transactions could each wait for the other's.
    wait_turn(session, Queue.OUTBOX)
    rows = _chained(lines, *newest(session))
    while batch := list(islice(rows, _AT_ONCE)):
        session.execute(insert(Event), batch)


def configured(
    session: Session,
    table: str,
    row_id: int,
    *,
    by: Viewer,
    now: datetime,
    note: str,
    data: dict[str, Any] | None = None,
) -> None:
    """Add the line that an administrator decided something about a row of a table."""
    line = Line(table, row_id, EventKind.CONFIGURED, now, by=by, note=note, data=data)
    record_many(session, [line])


def newest(session: Session) -> tuple[int, str]:
    """Return the number and the hash of the newest line; of none, 0 and START."""
    last = select(Event.id, Event.hash).order_by(Event.id.desc()).limit(1)
    found = session.execute(last).first()
    return (found.id, found.hash) if found else (0, chain.START)


def _chained(
    lines: Iterable[Line], last: int, prev_hash: str
) -> Iterator[dict[str, Any]]:
    # Numbers without gaps, given here: two writers that followed the same line
    # would collide on the primary key.
    for number, line in enumerate(lines, start=last + 1):
        content, salt = _content(line, number), secrets.token_hex(_SALT)
        digest = chain.digest(content, salt=salt, prev_hash=prev_hash)
        yield vars(content) | {
            "kind": line.kind,
            "salt": salt,
            "prev_hash": prev_hash,
            "hash": digest,
        }
        prev_hash = digest


def _content(line: Line, number: int) -> chain.Content:
    before, after = line.states
    return chain.Content(
        id=number,
        at=line.at,
        subject=line.subject,
        subject_id=line.subject_id,
        kind=line.kind.value,
        action=line.action.value if line.action else "",
        actor_id=line.by.officer_id if line.by else None,
        actor_name=line.by.full_name if line.by else line.who,
        from_state=before.value if before else None,
        to_state=after.value if after else None,
        note=line.note,
        data=chain.stored(line.data or {}),
    )
