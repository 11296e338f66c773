"""The verbs of a file that came in: take, confirm, discard, take up again.

Reading the file takes a while and happens before any transaction: `look`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents import content, directives
from documents.database import Queue, wait_turn
from documents.deadlines import HANOI, Calendar
from documents.directives import DirectiveFields
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.files import FileStore
from documents.incoming.due import due_of
from documents.incoming.matching import as_known, twin
from documents.letters.incoming import Deadline, Proposal, read_incoming
from documents.models import Directive, IncomingFile, Obligation
from documents.viewer import Viewer
from documents.vocabulary import IncomingState

SHORTEST_REASON: Final = 5
MOST_CLOSED: Final = 10
"""Files that were dealt with, as the inbox still shows them."""


@dataclass(frozen=True)
class Dropped:
    """A file somebody dropped, read: nothing is kept of it yet."""

    content: bytes
    name: str
    media_type: str
    proposal: Proposal


@dataclass(frozen=True)
class Taken:
    """A file of the inbox; `is_new` is False when these bytes were there before."""

    row: IncomingFile
    is_new: bool


@dataclass(frozen=True)
class Confirmation:
    """What is entered of a file: the record, and the deadlines that count.

    `received_on` is the first day of terms that count from receipt.
    """

    fields: DirectiveFields
    deadlines: tuple[Deadline, ...]
    received_on: date


def look(content: bytes, *, name: str, media_type: str) -> Dropped:
    """Read a file in a child process.

    Raises:
        Unreadable: it is no document, is not safe, or bears a secrecy stamp.
    """
    return Dropped(content, name, media_type, read_incoming(content))


def take(
    session: Session,
    dropped: Dropped,
    *,
    store: FileStore,
    by: Viewer | None,
    now: datetime,
) -> Taken:
    """Keep a file in the inbox; the same bytes are there once.

    `by` None is a command.
    """
    if by is not None:
        content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    sha256 = hashlib.sha256(dropped.content).hexdigest()
    known = session.scalar(select(IncomingFile).where(IncomingFile.sha256 == sha256))
    if known is not None:
        return Taken(known, is_new=False)
    file = store.keep(
        session,
        dropped.content,
        name=dropped.name,
        media_type=dropped.media_type,
        by=by,
        now=now,
    )
    row = IncomingFile(
        file=file,
        sha256=sha256,
        state=IncomingState.WAITING,
        proposal=as_known(session, dropped.proposal).data(),
        taken_at=now,
        taken_by_id=by.officer_id if by else None,
    )
    session.add(row)
    session.flush()
    return Taken(row, is_new=True)


def proposal_of(row: IncomingFile) -> Proposal:
    """Return what was read from a file."""
    return Proposal.of(row.proposal)


def get(session: Session, incoming_id: int) -> IncomingFile:
    """Return a file of the inbox, or raise NotFound."""
    row = session.get(IncomingFile, incoming_id)
    if row is None:
        raise NotFound("Không có tệp này trong danh sách tiếp nhận.")
    return row


def waiting(session: Session) -> list[IncomingFile]:
    """Return what waits to be confirmed, oldest first."""
    query = select(IncomingFile).where(IncomingFile.state == IncomingState.WAITING)
    return list(session.scalars(query.order_by(IncomingFile.id)))


def waiting_count(session: Session) -> int:
    """Return how many files wait."""
    query = select(func.count(IncomingFile.id))
    waits = IncomingFile.state == IncomingState.WAITING
    return session.scalar(query.where(waits)) or 0


def closed(session: Session) -> list[IncomingFile]:
    """Return what was dealt with last, newest first."""
    query = select(IncomingFile).where(IncomingFile.closed_at.is_not(None))
    newest = query.order_by(IncomingFile.closed_at.desc(), IncomingFile.id.desc())
    return list(session.scalars(newest.limit(MOST_CLOSED)))


def confirm(
    session: Session,
    row: IncomingFile,
    told: Confirmation,
    *,
    calendar: Calendar,
    by: Viewer | None,
    now: datetime,
) -> Directive:
    """Enter a file as the draft of a directive, with its file and obligations.

    Raises:
        TransitionRefused: somebody has dealt with the file meanwhile.
        Invalid: the register holds this document already.
    """
    _hold(session, row)
    fields = told.fields
    known = twin(
        session, fields.number, issued_on=fields.issued_on, issuer=fields.issuer
    )
    if known is not None:
        where = " (trong thùng rác)" if known.trashed_at else ""
        raise Invalid({"number": f"Sổ đã có văn bản này{where}: {known.citation}."})
    directive = directives.add(
        session,
        fields,
        by=by,
        now=now,
        note=f"Tiếp nhận từ tệp “{row.file.name}”",
    )
    session.add_all(_obligations(directive, told, calendar))
    row.directive = directive
    _close(row, IncomingState.CONFIRMED, by=by, now=now)
    session.flush()
    return directive


def _hold(session: Session, row: IncomingFile) -> None:
    """Let one decide at a time, on what stands now; refuse when it is decided."""
    wait_turn(session, Queue.DIRECTIVES)
    session.refresh(row)
    if row.state is IncomingState.WAITING:
        return
    who = row.closed_by.full_name if row.closed_by else "Hệ thống"
    done = row.state.label[:1].lower() + row.state.label[1:]
    where = f": {row.directive.kind} số {row.directive.number}" if row.directive else ""
    raise TransitionRefused(f"Tệp này {done}{_when(row.closed_at)}, bởi {who}{where}.")


def _when(at: datetime | None) -> str:
    return f" lúc {at.astimezone(HANOI):%H:%M %d/%m/%Y}" if at else ""


def _obligations(
    directive: Directive, told: Confirmation, calendar: Calendar
) -> Sequence[Obligation]:
    issued_on = directive.issued_on
    computed = (
        (d, due_of(d, calendar, issued_on=issued_on, received_on=told.received_on))
        for d in told.deadlines
    )
    return [
        Obligation(
            directive=directive,
            text=deadline.text,
            mode=deadline.mode,
            stated_on=due.stated_on,
            days=deadline.days,
            counted_from=due.counted_from,
            due_on=due.due_on,
            calendar=calendar.version,
        )
        for deadline, due in computed
        if due is not None
    ]


def discard(
    session: Session, row: IncomingFile, *, reason: str, by: Viewer, now: datetime
) -> None:
    """Put a file aside that is no directive, and say why.

    Raises:
        TransitionRefused: somebody has dealt with the file meanwhile.
    """
    content.must_be_editor(by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid({"reason": "Cần nêu lý do bỏ tệp, ít nhất 5 ký tự."})
    _hold(session, row)
    row.reason = reason.strip()
    _close(row, IncomingState.DISCARDED, by=by, now=now)
    session.flush()


def restore(session: Session, row: IncomingFile, *, by: Viewer) -> None:
    """Let a file that was discarded wait again; why it was stays to be read."""
    content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    session.refresh(row)
    if row.state is not IncomingState.DISCARDED:
        raise TransitionRefused("Chỉ tệp đã bỏ mới đưa lại được vào danh sách chờ.")
    _close(row, IncomingState.WAITING, by=None, now=None)
    session.flush()


def _close(
    row: IncomingFile, state: IncomingState, *, by: Viewer | None, now: datetime | None
) -> None:
    row.state, row.closed_at = state, now
    row.closed_by_id = by.officer_id if by else None


def obligations_of(session: Session, directive: Directive) -> list[Obligation]:
    """Return what a directive asks for, the nearest first."""
    query = select(Obligation).where(Obligation.directive_id == directive.id)
    return list(session.scalars(query.order_by(Obligation.due_on, Obligation.id)))
