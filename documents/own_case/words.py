"""What a sender sends to the office himself: the answer he owes, more words (X05)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from documents import case_files, history, standing
from documents.case_files import Enclosure
from documents.deadlines import Calendar
from documents.errors import Invalid, TransitionRefused
from documents.handling import asking_info
from documents.lifecycles import OPEN
from documents.models import Case, Pause, SenderWord
from documents.vocabulary import CaseAction, CaseState, EventKind, FileKind

LONGEST: Final = 5_000
"""Characters of what is written at a time."""

MOST: Final = 20
"""Times that words are sent in addition in one round."""

_WANTED: Final = "Hãy viết rõ hơn"
_FULL: Final = f"Bạn đã viết thêm {MOST} lần. Cần nói thêm, xin gọi Đường dây nóng."
_NO_MORE_FILES: Final = (
    "Hồ sơ không nhận thêm tệp được nữa. Hãy gửi bớt tệp, hoặc gọi Đường dây nóng."
)
_OVER: Final = (
    "Hồ sơ đã trả lời hoặc kết thúc nên không viết thêm được; bạn vẫn có thể đề nghị mở"
    " lại hoặc gửi phản ánh mới."
)


@dataclass(frozen=True)
class Words:
    """What a sender wrote, and `key` of its form, which counts once."""

    text: str
    key: str


def has_sent(session: Session, case: Case, key: str) -> bool:
    """Say whether a form was taken already."""
    word = exists().where(SenderWord.case_id == case.id, SenderWord.key == key)
    answer = exists().where(Pause.case_id == case.id, Pause.answer_key == key)
    return bool(session.scalar(select(or_(word, answer))))


def send(
    session: Session,
    case: Case,
    words: Words,
    *,
    calendar: Calendar,
    enclosed: Enclosure | None,
    now: datetime,
) -> None:
    """Take words and files: as the answer where the case waits for one (X05).

    At any other open step they are the sender's words beside it; officers who have the
    case open are not out of date.

    Raises:
        Invalid: too little is said, or too many files. TransitionRefused: the case was
        answered or has ended, or he has written too often.
    """
    if has_sent(session, case, words.key):
        return
    if case.state not in OPEN:
        raise TransitionRefused(_OVER)
    said = asking_info.answered(words.text, enclosed, field="text", wanted=_WANTED)
    try:
        if case.state is CaseState.AWAITING_INFO:
            _answer(session, case, words, calendar, enclosed, now)
        else:
            _add(session, case, Words(said, words.key), enclosed, now)
    except Invalid as refusal:
        if "files" in refusal.fields:
            # How many files the office keeps there is not the sender's to know.
            raise Invalid({"files": _NO_MORE_FILES}) from None
        raise


def _answer(
    session: Session,
    case: Case,
    words: Words,
    calendar: Calendar,
    enclosed: Enclosure | None,
    now: datetime,
) -> None:
    asked = standing.open_pause(session, case)
    asking_info.supplement(
        session,
        case,
        words.text,
        calendar=calendar,
        expected_version=case.version,
        by=None,
        now=now,
        enclosed=enclosed,
    )
    if asked is not None:
        asked.answer_key = words.key


def _add(
    session: Session,
    case: Case,
    words: Words,
    enclosed: Enclosure | None,
    now: datetime,
) -> None:
    if _count(session, case) >= MOST:
        raise TransitionRefused(_FULL)
    session.add(
        SenderWord(
            case_id=case.id,
            round=case.round,
            action=CaseAction.SUPPLEMENT,
            key=words.key,
            text=words.text,
            at=now,
        )
    )
    who = history.SENDER
    history.record(session, case, EventKind.WROTE, by=None, now=now, who=who)
    if enclosed is not None:
        kind = FileKind.SUPPLEMENT
        case_files.attach(session, case, kind, enclosed, by=None, now=now)


def _count(session: Session, case: Case) -> int:
    rows = select(func.count(SenderWord.id)).where(
        SenderWord.case_id == case.id,
        SenderWord.round == case.round,
        SenderWord.action == CaseAction.SUPPLEMENT,
    )
    return session.scalar(rows) or 0
