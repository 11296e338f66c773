"""What a sender wishes done about his case, until an officer answers it.

He is answered by the move itself (domain.md §5.2 X16, X17), or told why not. He tells
his wishes in `documents.own_case`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from documents import history, queries, seeing
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.lifecycles import WISHES
from documents.models import Case, SenderWord
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Decision, EventKind

SHORTEST_REFUSAL: Final = 10
"""Characters that say why not; the sender reads them."""

LAPSED: Final = "Hồ sơ đã sang bước khác."
MOST: Final = 200
"""Wishes of one list."""


@remembered
def words_of(session: Session, case: Case) -> Sequence[SenderWord]:
    """Return what the sender of a case wrote of his own accord, oldest first."""
    rows = select(SenderWord).where(SenderWord.case_id == case.id)
    who = joinedload(SenderWord.settled_by)
    return session.scalars(rows.order_by(SenderWord.id).options(who)).all()


def standing(
    session: Session, case: Case, action: CaseAction | None = None
) -> SenderWord | None:
    """Return the wish that waits for an answer; None if none does."""
    return next(
        (
            one
            for one in words_of(session, case)
            if one.is_standing and action in (None, one.action)
        ),
        None,
    )


def may_answer(word: SenderWord, viewer: Viewer) -> bool:
    """Say whether a viewer says yes or no to a wish that stands."""
    return word.is_standing and viewer.role in WISHES[word.action].answered_by


def to_answer(session: Session, viewer: Viewer) -> Sequence[tuple[SenderWord, Case]]:
    """Return the wishes that this viewer answers, the oldest first."""
    his = [action for action, it in WISHES.items() if viewer.role in it.answered_by]
    if not his:
        return ()
    rows = session.execute(
        select(SenderWord, Case)
        .join(Case, Case.id == SenderWord.case_id)
        .where(
            SenderWord.decision.is_(None),
            or_(*(SenderWord.action == action for action in his)),
            queries.visible_cases(viewer),
        )
        .order_by(SenderWord.id)
        .limit(MOST)
    )
    return [(word, case) for word, case in rows]


def refuse(
    session: Session,
    case: Case,
    word_id: int,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Say no to a wish, and why; its sender reads it, and the case is what it was.

    Raises:
        Invalid: no reason of ten characters. NotAllowed: not who answers it.
        TransitionRefused: it was answered meanwhile. NotFound, OutOfDate.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    word = session.get(SenderWord, word_id)
    if word is None or word.case_id != case.id:
        raise NotFound("Hồ sơ không có đề nghị này của người gửi.")
    if not word.is_standing:
        raise TransitionRefused("Đề nghị này của người gửi đã được trả lời.")
    if not may_answer(word, by):
        raise NotAllowed("Vai trò của bạn không trả lời đề nghị này của người gửi.")
    said = reason.strip()
    if len(said) < SHORTEST_REFUSAL:
        least = f"ít nhất {SHORTEST_REFUSAL} ký tự; người gửi đọc được lý do này"
        raise Invalid({"reason": f"Cần nêu lý do, {least}."})
    _settle(word, Decision.RETURNED, by=by, now=now, answer=said)
    kind, action = EventKind.REFUSED, word.action
    history.record(session, case, kind, by=by, now=now, action=action, note=said)


def follow(
    session: Session,
    case: Case,
    action: CaseAction,
    *,
    by: Viewer | None,
    now: datetime,
) -> None:
    """Settle what a move of the case has carried out, or overtaken."""
    word = standing(session, case)
    if word is None:
        return
    if word.action is action:
        _settle(word, Decision.APPROVED, by=by, now=now)
    elif case.state not in WISHES[word.action].sources:
        _settle(word, Decision.RETURNED, by=by, now=now, answer=LAPSED)


def _settle(
    word: SenderWord,
    decision: Decision,
    *,
    by: Viewer | None,
    now: datetime,
    answer: str = "",
) -> None:
    word.decision, word.answer, word.settled_at = decision, answer, now
    word.settled_by_id = by.officer_id if by else None
