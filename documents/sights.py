"""What a sender is told of his case: where it stands, what happened, in public words.

No content, nobody's name, nothing of what goes on inside (domain.md §5.1, §12).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history
from documents.deadlines import local_day
from documents.lifecycles import OPEN
from documents.models import Case, Event, HeldRequest, Reply
from documents.vocabulary import (
    CaseAction,
    CaseState,
    EventKind,
    Outcome,
    SendChannel,
)

PUBLIC: Final[Mapping[CaseState, str]] = {
    CaseState.SUBMITTED: "Đã gửi",
    CaseState.AWAITING_INFO: "Cần bổ sung",
    CaseState.RECEIVED: "Đang xử lý",
    CaseState.IN_PROGRESS: "Đang xử lý",
    CaseState.PENDING_APPROVAL: "Đang xử lý",
    CaseState.APPROVED: "Đang xử lý",
    CaseState.REPLIED: "Đã trả lời",
    CaseState.RESOLVED: "Đã trả lời",
    CaseState.TRANSFERRED: "Đã chuyển cơ quan có thẩm quyền",
    CaseState.CLOSED_UNRESOLVED: "Đã kết thúc",
    CaseState.DECLINED: "Không tiếp nhận",
    CaseState.WITHDRAWN: "Đã rút",
}
"""Where a case stands, in words for its sender (domain.md §5.1, public label)."""

KEPT_OUT: Final = PUBLIC[CaseState.DECLINED]
WAITS: Final = "Chờ kiểm tra"
"""Where a request stands that is no case: kept out, or waiting to be looked at."""

_MOVES: Final[Mapping[CaseAction, str]] = {
    CaseAction.SUBMIT: "Đã gửi",
    CaseAction.RECORD: "Đã tiếp nhận",
    CaseAction.ACCEPT: "Đã tiếp nhận",
    CaseAction.ASK_INFO: "Cần bổ sung",
    CaseAction.SUPPLEMENT: "Đã nhận thông tin bổ sung",
    CaseAction.ASSIGN: "Đang xử lý",
    CaseAction.EXTEND: "Gia hạn trả lời",
    CaseAction.REOPEN: "Mở lại, đang xử lý",
}
"""Moves that a sender is told of while his case is open; the others are internal."""

_WISHED: Final[Mapping[CaseAction, str]] = {
    CaseAction.WITHDRAW: "Bạn xin rút phản ánh",
    CaseAction.REOPEN: "Bạn đề nghị mở lại",
}
_DONE: Final[Mapping[EventKind, str]] = {
    EventKind.WROTE: "Bạn viết thêm",
    EventKind.RATED: "Bạn đã đánh giá",
}
"""What a sender did himself; the same words of officers are internal."""


@dataclass(frozen=True)
class Stop:
    """One line of what happened, in public words."""

    on: date
    told: str


@dataclass(frozen=True)
class Sight:
    """What a sender is told of his case: no content, nobody's name.

    `expected` is the day by which it is answered, of a case that was taken, is open
    and does not wait for him; `waits_to_be_taken` says that the office takes it up
    first. `sent_by` and `sent_on` say how and when the reply went out.
    """

    code: str
    state: str
    expected: date | None
    answered_on: date | None
    sent_by: SendChannel | None
    sent_on: date | None
    agency: str
    stops: tuple[Stop, ...]
    reason: str = ""
    waits_to_be_taken: bool = False


_WITHOUT_DAY: Final = frozenset({CaseState.SUBMITTED, CaseState.AWAITING_INFO})
"""Where no day of an answer can be told: nobody has taken it, or it waits for him."""


def of_case(session: Session, case: Case) -> Sight:
    """Return what the sender of a case is told."""
    current = case.rounds[-1]
    has_day = case.state in OPEN - _WITHOUT_DAY
    answered = case.answered_at
    sent = _sent(session, case) if answered else None
    return Sight(
        code=case.code,
        state=PUBLIC[case.state],
        expected=case.due_on if has_day else None,
        answered_on=local_day(answered) if answered else None,
        sent_by=sent.send_channel if sent else None,
        sent_on=sent.sent_on if sent else None,
        agency=current.agency if case.outcome is Outcome.TRANSFERRED else "",
        stops=tuple(_stops(session, case)),
        waits_to_be_taken=case.state is CaseState.SUBMITTED,
    )


def _sent(session: Session, case: Case) -> Reply | None:
    """Return the reply of the current round once it went out."""
    mine = (Reply.case_id == case.id) & (Reply.round == case.round)
    reply = session.scalar(select(Reply).where(mine))
    return reply if reply is not None and reply.sent_on else None


def _stops(session: Session, case: Case) -> Iterator[Stop]:
    """Yield what happened in public words, oldest first, no word twice in a row.

    What the sender does in between parts no two words of the office: that it closed
    what it had answered is not told.
    """
    last = office = ""
    for event in history.of(session, case):
        own = _own_words(event)
        words = own or _words(event)
        if not words or words == (last if own else office):
            continue
        last = words
        office = office if own else words
        came = event.action == CaseAction.RECORD
        at = case.rounds[0].received_at if came else event.at
        yield Stop(local_day(at), words)
    # A case that came out of a file has one line, whatever became of it.
    if case.done_at is not None and office != PUBLIC[case.state]:
        yield Stop(local_day(case.done_at), PUBLIC[case.state])


def _words(event: Event) -> str:
    if event.kind is not EventKind.MOVED:
        return ""
    action, state = CaseAction(event.action), event.to_state
    if state is not None and state != event.from_state:
        to = CaseState(state)
        if to not in OPEN and event.from_state is not None:
            return PUBLIC[to]
    return _MOVES.get(action, "")


def _own_words(event: Event) -> str:
    if event.actor_id is not None or event.actor_name != history.SENDER:
        return ""
    if event.kind is EventKind.ASKED:
        return _WISHED[CaseAction(event.action)]
    return _DONE.get(event.kind, "")


def of_held(held: HeldRequest) -> Sight:
    """Return what is told of a request that is no case: it waits, or was kept out."""
    stops = [Stop(local_day(held.sent_at), "Đã gửi")]
    if held.settled_at is not None:
        stops.append(Stop(local_day(held.settled_at), KEPT_OUT))
    return Sight(
        code=held.reference,
        state=KEPT_OUT if held.settled_at else WAITS,
        expected=None,
        answered_on=None,
        sent_by=None,
        sent_on=None,
        agency="",
        stops=tuple(stops),
        reason=held.reason,
    )
