"""What a sender asks the office to do: to take his case back, to open it again.

The table lets him do neither by himself (domain.md §5.2 X16, X17): his wish stands on
the case until an officer carries it out or says why not.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import facts, history, wishes
from documents.deadlines import local_day
from documents.errors import TransitionRefused
from documents.handling import wording
from documents.lifecycles import WISHES
from documents.models import Case, SenderWord
from documents.own_case.words import Words, has_sent
from documents.vocabulary import CaseAction, EventKind

LONGEST: Final = 2_000
"""Characters of the reason for a wish."""

_WANTED: Final = "Hãy cho biết lý do"
_CLOSED: Final = "Lúc này không gửi được đề nghị này. Xin gọi Đường dây nóng."


def may_wish(session: Session, case: Case, action: CaseAction, *, today: date) -> bool:
    """Say whether a sender may tell a wish now: once in a round, and in time."""
    if case.state not in WISHES[action].sources:
        return False
    if action is CaseAction.REOPEN and today > facts.reopened_until(case):
        return False
    told = wishes.words_of(session, case)
    return not any(one.action is action and one.round == case.round for one in told)


def wish(
    session: Session, case: Case, action: CaseAction, words: Words, *, now: datetime
) -> None:
    """Let a wish stand on the case; the same form twice is one wish.

    Raises:
        Invalid: no reason of ten characters. TransitionRefused: not now, or it was told
        before.
    """
    if has_sent(session, case, words.key):
        return
    if not may_wish(session, case, action, today=local_day(now)):
        raise TransitionRefused(_CLOSED)
    said = wording.said("text", words.text, _WANTED)
    session.add(
        SenderWord(
            case_id=case.id,
            round=case.round,
            action=action,
            key=words.key,
            text=said,
            at=now,
        )
    )
    kind, who = EventKind.ASKED, history.SENDER
    history.record(session, case, kind, by=None, now=now, action=action, who=who)
