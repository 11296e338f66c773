"""Writing at a draft: saving, what is not saved yet, versions.

Two people who write at the same letter: the later one is told what changed and keeps
his text. What is typed and not saved is kept apart, for its typist only.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents import delegations, history, outgoing
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound
from documents.models import LetterAutosave, LetterVersion, Officer, OutgoingLetter
from documents.outgoing import Content
from documents.studio.access import must_write
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role


def save(
    session: Session,
    letter: OutgoingLetter,
    content: Content,
    *,
    signer_id: int,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Keep what was written as the letter's newest version, finished or not.

    The signature is computed: who signs, and in whose place, on this day.

    Raises:
        OutOfDate: somebody saved another version since. Invalid: the signer may not
        sign today. What `must_write` raises.
    """
    must_write(session, letter, by)
    history.expect_version(session, letter, expected_version)
    signer = session.get(Officer, signer_id)
    on = local_day(now)
    signature = delegations.signature(session, signer, on=on) if signer else None
    if signer is None or signature is None:
        raise Invalid({"signer_id": "Người này không có thẩm quyền ký hôm nay."})
    if letter.is_reply and signer.role is not Role.DIRECTOR:
        raise Invalid({"signer_id": "Văn bản trả lời hồ sơ do Lãnh đạo Sở ký."})
    whole = {**content, "signer": signature}
    forget_unsaved(session, letter, by)
    if whole == letter.content and signer_id == letter.signer_id:
        return
    letter.signer_id = signer_id
    outgoing.write(session, letter, whole, by=by, now=now)
    if letter.is_reply and letter.case is not None:
        history.record(session, letter.case, EventKind.DRAFTED, by=by, now=now)


def keep_unsaved(
    session: Session,
    letter: OutgoingLetter,
    content: Content,
    *,
    base_version: int,
    by: Viewer,
    now: datetime,
    taken: str = "",
) -> None:
    """Keep what somebody has typed so far, for him alone.

    `taken` are the marks of what he took over meanwhile (`documents.borrowing`).

    Raises:
        What `must_write` raises.
    """
    must_write(session, letter, by)
    row = unsaved(session, letter, by) or LetterAutosave(
        letter_id=letter.id, officer_id=by.officer_id
    )
    row.content, row.base_version, row.at = content, base_version, now
    row.taken = taken
    session.add(row)
    session.flush()


def unsaved(
    session: Session, letter: OutgoingLetter, by: Viewer
) -> LetterAutosave | None:
    """Return what an officer typed at a letter and did not save."""
    return session.get(LetterAutosave, (letter.id, by.officer_id))


def forget_unsaved(session: Session, letter: OutgoingLetter, by: Viewer) -> None:
    """Let go of what an officer typed and did not save."""
    row = unsaved(session, letter, by)
    if row is not None:
        session.delete(row)
        session.flush()


def versions(session: Session, letter: OutgoingLetter) -> list[LetterVersion]:
    """Return every version of a letter, oldest first."""
    rows = (
        select(LetterVersion)
        .where(LetterVersion.letter_id == letter.id)
        .options(joinedload(LetterVersion.by))
        .order_by(LetterVersion.number)
    )
    return list(session.scalars(rows))


def version(session: Session, letter: OutgoingLetter, number: int) -> LetterVersion:
    """Return one version of a letter, or raise NotFound."""
    row = session.scalar(
        select(LetterVersion).where(
            LetterVersion.letter_id == letter.id, LetterVersion.number == number
        )
    )
    if row is None:
        raise NotFound("Không có phiên bản này.")
    return row


def restore(
    session: Session,
    letter: OutgoingLetter,
    number: int,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Make the text of an older version the newest one; nothing is lost by it.

    Raises:
        NotFound; and what `save` raises.
    """
    save(
        session,
        letter,
        version(session, letter, number).content,
        signer_id=letter.signer_id,
        expected_version=expected_version,
        by=by,
        now=now,
    )
