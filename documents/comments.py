"""What officers who see a case write to each other about it.

Never public, and in no index, list or export. The history tells only that somebody
wrote: a comment that is taken back leaves no word behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from documents import history, seeing
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import Case, CaseComment
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role

SHORTEST: Final = 2
LONGEST: Final = 2_000
"""Characters of a comment."""

TAKEN_BACK_WITHIN: Final = timedelta(minutes=15)
MOST: Final = 200
"""Comments of one page: the newest."""


@dataclass(frozen=True)
class Note:
    """What is written, and `key` of the form it came from: a form makes one comment."""

    text: str
    key: str


def write(
    session: Session, case: Case, note: Note, *, by: Viewer, now: datetime
) -> CaseComment:
    """Add a comment; a form that is sent twice gives the one it made before.

    The case is what it was: whoever has its page open is not out of date.

    Raises:
        NotFound: not his case to see. NotAllowed: an administrator.
        Invalid: too short or too long.
    """
    seeing.must_see(case, by)
    if by.role is Role.ADMIN:
        raise NotAllowed("Quản trị không trao đổi về hồ sơ.")
    text = note.text.strip()
    if not SHORTEST <= len(text) <= LONGEST:
        message = f"Cần từ {SHORTEST} đến {LONGEST} ký tự."
        raise Invalid({"text": message})
    row = CaseComment(
        case_id=case.id, key=note.key, text=text, at=now, by_id=by.officer_id
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return _made_before(session, case, note.key)
    history.record(session, case, EventKind.COMMENTED, by=by, now=now)
    return row


def _made_before(session: Session, case: Case, key: str) -> CaseComment:
    asked = select(CaseComment).where(
        CaseComment.case_id == case.id, CaseComment.key == key
    )
    return session.scalars(asked).one()


def of(session: Session, case: Case) -> Sequence[CaseComment]:
    """Return the newest comments on a case, newest last."""
    rows = session.scalars(
        select(CaseComment)
        .where(CaseComment.case_id == case.id)
        .options(joinedload(CaseComment.by))
        .order_by(CaseComment.id.desc())
        .limit(MOST)
    )
    return rows.all()[::-1]


def can_take_back(comment: CaseComment, viewer: Viewer, *, now: datetime) -> bool:
    """Say whether a viewer may still take a comment back: his own, and soon."""
    return (
        comment.by_id == viewer.officer_id
        and comment.withdrawn_at is None
        and now - comment.at <= TAKEN_BACK_WITHIN
    )


def take_back(
    session: Session, case: Case, comment_id: int, *, by: Viewer, now: datetime
) -> None:
    """Take a comment back: its words are gone, its line stays.

    Taken back twice it is taken back once.

    Raises:
        NotFound: not his case to see, or no comment on it. NotAllowed: another's.
        TransitionRefused: it has stood too long.
    """
    seeing.must_see(case, by)
    comment = session.get(CaseComment, comment_id)
    if comment is None or comment.case_id != case.id:
        raise NotFound("Không có trao đổi này.")
    if comment.by_id != by.officer_id:
        raise NotAllowed("Chỉ người viết mới thu lại được trao đổi.")
    if comment.withdrawn_at is not None:
        return
    if not can_take_back(comment, by, now=now):
        minutes = TAKEN_BACK_WITHIN // timedelta(minutes=1)
        raise TransitionRefused(f"Chỉ thu lại được trong {minutes} phút sau khi gửi.")
    comment.text, comment.withdrawn_at = "", now
