"""One file's way from its bytes to its text, in steps that may each be the last.

A step that is cut off is done again: the claim runs out. A file that cuts off every
step is given up after a few.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from documents import extract, outbox
from documents.attachments.naming import names_complainants
from documents.attachments.owners import keep_from_units, owner
from documents.extract import Text, Unreadable
from documents.files import FileDamaged, FileStore
from documents.models import FileText, StoredFile
from documents.sandbox import SLOW
from documents.vault import Vault
from documents.vocabulary import TextState

MOST_TRIES: Final = 3
LEASE: Final = timedelta(minutes=2)
"""After which a claim that nobody finished is anybody's; reading takes less."""

_MOST_CLOSED: Final = 50
_WITH_SCANS: Final = "+ocr"
_GIVEN_UP: Final = "Đã thử đọc tệp nhiều lần, lần nào cũng dừng giữa chừng."


@dataclass(frozen=True)
class Task:
    """A file that was claimed, and which try this is."""

    file: StoredFile
    tries: int
    with_scans: bool = False


@dataclass(frozen=True)
class Outcome:
    """What reading a file gave: its text, or why there is none.

    What `is_passing` may go better another time: a busy machine, a disk away.
    """

    text: Text = field(default_factory=Text)
    reason: str = ""
    is_passing: bool = False


def is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a file waits to be read; costs next to nothing."""
    return session.scalar(_due(now)) is not None


def begun(session: Session, *, now: datetime, with_scans: bool = False) -> Task | None:
    """Claim the next file; None when none is due. New ones go first.

    Those that are not to be read are closed on the way, some at a time.
    """
    for _ in range(_MOST_CLOSED):
        row = session.scalar(_due(now).with_for_update(skip_locked=True))
        if row is None:
            return None
        if not owner(session, row.file_id).may_be_read:
            _close(session, row, TextState.WITHHELD, now=now)
        elif row.tries >= MOST_TRIES:
            _close(session, row, TextState.UNREADABLE, reason=_GIVEN_UP, now=now)
        else:
            row.tries += 1
            row.due_at = now + LEASE
            file = session.get_one(StoredFile, row.file_id)
            return Task(file, row.tries, with_scans)
    return None


def _due(now: datetime) -> Select[FileText]:
    return (
        select(FileText)
        .where(FileText.state == TextState.WAITING, FileText.due_at <= now)
        .order_by(FileText.extractor, FileText.due_at)
        .limit(1)
    )


def read(task: Task, *, store: FileStore) -> Outcome:
    """Read a claimed file, in child processes; touches no database."""
    try:
        text = extract.extract(
            store.read(task.file),
            name=task.file.name,
            media_type=task.file.media_type,
            scans=task.with_scans,
        )
    except Unreadable as refusal:
        return Outcome(reason=refusal.message, is_passing=refusal.message == SLOW)
    except (FileDamaged, OSError) as error:
        return Outcome(reason=str(error) or _GIVEN_UP, is_passing=True)
    return Outcome(text)


def finish(
    session: Session, task: Task, outcome: Outcome, *, vault: Vault, now: datetime
) -> bool:
    """Keep what was read, and let the index learn of it; False if it came too late.

    Whose the file is, is asked again: meanwhile it may have become a letter's that
    names a complainant. So may the text itself, whatever its letter says; a file that
    came from him is then the office's alone.
    """
    row = session.get_one(FileText, task.file.id, with_for_update=True)
    if row.state is not TextState.WAITING or row.tries != task.tries:
        return False
    if outcome.is_passing and task.tries < MOST_TRIES:
        return False
    row.extractor = _version(with_scans=task.with_scans)
    whose, told = owner(session, row.file_id), f"{task.file.name}\n{outcome.text.whole}"
    named = names_complainants(session, whose.case_ids, told, vault=vault)
    if named:
        keep_from_units(session, row.file_id)
    if named or not whose.may_be_read:
        _close(session, row, TextState.WITHHELD, now=now)
    elif outcome.reason:
        _close(session, row, TextState.UNREADABLE, reason=outcome.reason, now=now)
    elif not outcome.text.passages:
        _close(session, row, TextState.EMPTY, now=now)
    else:
        _close(session, row, TextState.READ, text=outcome.text, now=now)
    return True


def _close(
    session: Session,
    row: FileText,
    state: TextState,
    *,
    now: datetime,
    text: Text | None = None,
    reason: str = "",
) -> None:
    """Write the outcome; those whose attachment says something else are announced."""
    passages = text.data()["passages"] if text else None
    is_news = passages != row.passages
    row.state, row.reason, row.passages = state, reason, passages
    row.is_cut = text is not None and text.is_cut
    row.read_at = now
    row.extractor = row.extractor or _version(with_scans=False)
    session.flush()
    if is_news:
        for key in sorted(owner(session, row.file_id).keys):
            outbox.announce(session, key)


def read_again(session: Session, *, now: datetime, with_scans: bool = False) -> None:
    """Let wait what an older reader read, or what could not be read then but now."""
    plain = _version(with_scans=False)
    known = (plain, _version(with_scans=True))
    older: list[ColumnElement[bool]] = [FileText.extractor.not_in(known)]
    if with_scans:
        blank = FileText.state == TextState.EMPTY
        older.append(and_(blank, FileText.extractor == plain))
    if extract.old_word.program():
        older.append(FileText.reason == extract.old_word.MISSING)
    session.execute(
        update(FileText)
        .where(FileText.state != TextState.WAITING, or_(*older))
        .values(state=TextState.WAITING, tries=0, due_at=now, reason="")
    )


def withhold(session: Session, file_ids: Collection[str], *, now: datetime) -> None:
    """Forget what was read of files that nobody may find any more."""
    session.execute(
        update(FileText)
        .where(FileText.file_id.in_(file_ids))
        .values(state=TextState.WITHHELD, passages=None, reason="", read_at=now)
    )


def read_anew(session: Session, file_ids: Collection[str], *, now: datetime) -> None:
    """Let wait what was withheld and may be found now; whether it may is asked then."""
    session.execute(
        update(FileText)
        .where(FileText.file_id.in_(file_ids))
        .values(state=TextState.WAITING, tries=0, due_at=now, reason="")
    )


def _version(*, with_scans: bool) -> str:
    return f"{extract.VERSION}{_WITH_SCANS if with_scans else ''}"
