"""A letter's row: begun once, written over with every version kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import agency, history, letters, outbox
from documents.models import REPLY, Approval, Case, LetterVersion, OutgoingLetter
from documents.outgoing.content import Content, content_sha256, symbol_of
from documents.viewer import Viewer
from documents.vocabulary import Decision, EventKind


def begun(
    content: Content,
    *,
    case: Case | None,
    by: Viewer,
    now: datetime,
    paper: str = REPLY,
) -> OutgoingLetter:
    """Return a letter that is not written yet; who signs it is the caller's."""
    return OutgoingLetter(
        case_id=case.id if case else None,
        round=case.round if case else None,
        paper=paper,
        book=content["kind"],
        drafter_id=by.officer_id,
        drafted_at=now,
    )


def write(
    session: Session,
    letter: OutgoingLetter,
    content: Content,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    """Give a letter its content: one version more, one line of its history.

    A case's letters are found under the case, any other by itself. An agency that the
    content only names is written into it as it stands now, and stays so.
    """
    is_new, content = letter.id is None, _of_today(session, content)
    letter.content, letter.drafted_at = content, now
    letter.subject, letter.symbol = content["subject"], symbol_of(content)
    session.add(letter)
    kind = EventKind.STARTED if is_new else EventKind.EDITED
    history.record(session, letter, kind, by=by, now=now)
    session.add(
        LetterVersion(
            letter_id=letter.id,
            number=letter.version,
            content=content,
            at=now,
            by_id=by.officer_id,
        )
    )
    outbox.announce(session, outbox.letter_key(letter))
    session.flush()


def _of_today(session: Session, content: Content) -> Content:
    named = content["profile"]
    if named != letters.DEFAULT_PROFILE:
        return content
    return {**content, "profile": letters.filed(agency.current(session))}


def decided(
    letter: OutgoingLetter,
    decision: Decision,
    *,
    comment: str,
    by: Viewer,
    now: datetime,
) -> Approval:
    """Return what an approver said of a letter as it stands; adding it is the caller's.

    The newest decision counts: one that sends back voids those before it.
    """
    return Approval(
        case_id=letter.case_id,
        round=letter.round,
        letter_id=letter.id,
        decision=decision,
        by_id=by.officer_id,
        at=now,
        comment=comment,
        content_sha256=content_sha256(letter.content),
    )
