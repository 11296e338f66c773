"""What holds of every case after every step, read from the rows as they are stored."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from documents.deadlines import local_day
from documents.guards import MOST_EXTENSIONS, MOST_QUESTIONS
from documents.lifecycles import ASKING, CASE, OPEN, TERMINAL
from documents.models import (
    Approval,
    Case,
    CaseRound,
    CaseUnit,
    Event,
    Extension,
    Instruction,
    OutgoingLetter,
    PastReply,
    Pause,
    Proposal,
    Reply,
    UnitResult,
)
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Decision,
    EventKind,
    LetterState,
)
from tests.documents.test_lifecycles import ways

_TABLES: Final = (
    Case,
    CaseRound,
    CaseUnit,
    Pause,
    Extension,
    Proposal,
    Instruction,
    OutgoingLetter,
    UnitResult,
    Approval,
    PastReply,
    Reply,
)
_WAYS: Final = ways()

Rows = dict[int, Row[Any]]
Picture = dict[str, Rows]
"""Every row of every case: table → id → row."""


def picture(session: Session) -> Picture:
    session.flush()
    return {
        model.__tablename__: {
            row.id: row for row in session.execute(select(model.__table__))
        }
        for model in _TABLES
    }


def of(seen: Picture, table: str, case_id: int) -> list[Row[Any]]:
    """Return a case's rows of a table, in the order in which they were written."""
    rows = sorted(seen[table].values(), key=lambda row: row.id)
    return [row for row in rows if row.case_id == case_id]


def events_after(session: Session, last: int) -> list[Event]:
    rows = select(Event).where(Event.id > last).order_by(Event.id)
    return list(session.scalars(rows))


def rows_walked(events: list[Event], by: Viewer) -> Iterator[str]:
    """Yield the code of the row that each move followed, if it is one of the table."""
    for event in events:
        if event.kind is not EventKind.MOVED or event.subject != "case":
            continue
        before, after = event.from_state, event.to_state
        assert before is None or before == after or (before, after) in _WAYS, event
        yield _row(event.action, before, after, by)


def _row(action: str, before: str | None, after: str | None, by: Viewer) -> str:
    fitting = [
        row.code
        for row in CASE.transitions
        if row.action == action
        and (CaseState(before) if before else None) in row.sources
        and (row.target.value if row.target else before) == after
        and by.role in row.roles
        and row.wired
    ]
    assert len(fitting) == 1, (action, before, after, by.role, fitting)
    return fitting[0]


def check_step(before: Picture, after: Picture, case_id: int) -> None:
    """Judge what a step of one case has changed."""
    round_ = before["case"][case_id].round
    for table, rows in after.items():
        assert before[table].keys() <= rows.keys(), f"{table}: a row vanished"
        for number, row in rows.items():
            was = before[table].get(number)
            owner = row.id if table == "case" else row.case_id
            if row != was and (owner == case_id or not _is_tied(was, row)):
                assert owner == case_id, f"{table} {number}: of another case"
                assert (
                    was is None
                    or _is_closing(table, was, row)
                    or not _is_over(table, was, round_)
                ), (was, row)
    was, case = before["case"][case_id], after["case"][case_id]
    assert (before == after) == (was.version == case.version), "version"
    assert case.sealed >= was.sealed
    _check_approved(before, after)
    _check_due(before, after, case_id)


def _changed(was: Row[Any], row: Row[Any]) -> set[str]:
    old = was._mapping
    return {name for name, new in row._mapping.items() if new != old[name]}


def _is_closing(table: str, was: Row[Any], row: Row[Any]) -> bool:
    """Say whether a round that was answered is closed, which is said of it once."""
    is_first = table == "case_round" and was.closed_at is None
    return is_first and _changed(was, row) == {"closed_at"}


def _is_tied(was: Row[Any] | None, row: Row[Any]) -> bool:
    """Say whether nothing but what ties a case to others, told to both, is new."""
    if was is None:
        return False
    return _changed(was, row) <= {"version", "duplicate_of_id"}


_OVER: Final = {
    "case_round": "done_at",
    "pause": "until",
    "proposal": "decided_at",
    "case_unit": "result",
    "instruction": "answered_at",
    "outgoing_letter": "number",
    "reply": "sent_on",
    "extension": "at",
    "approval": "at",
}
"""The column that tells of a row that it is over: nothing of it changes any more.

A unit that was let off may be asked again.
"""


def _is_over(table: str, row: Row[Any], round_: int) -> bool:
    told = row._mapping
    number = told.get("n", told.get("round"))
    past = table != "case" and number is not None and number < round_
    return past or (table in _OVER and bool(told[_OVER[table]]))


def _check_approved(before: Picture, after: Picture) -> None:
    """Look that who approved signs, and did not draft (Điều 11; domain.md §6)."""
    for number in after["approval"].keys() - before["approval"].keys():
        approval = after["approval"][number]
        letter = before["outgoing_letter"][approval.letter_id]
        if approval.decision is Decision.APPROVED:
            assert approval.by_id == letter.signer_id
            assert approval.by_id != letter.drafter_id


def _check_due(before: Picture, after: Picture, case_id: int) -> None:
    """Look that a round only falls due later, once its case is classified."""
    was, case = before["case"][case_id], after["case"][case_id]
    granted = [
        one
        for one in of(before, "extension", case_id)
        if one.round == case.round and was.state is not CaseState.SUBMITTED
    ]
    classified = was.state in {CaseState.SUBMITTED, CaseState.RECEIVED}
    if was.round == case.round and (granted or not classified):
        assert case.due_on >= was.due_on


def check_case(seen: Picture, case_id: int) -> None:
    """Judge how a case stands."""
    case = seen["case"][case_id]
    rounds = of(seen, "case_round", case_id)
    current = rounds[-1]
    assert [one.n for one in rounds] == list(range(1, case.round + 1))
    assert (case.state in OPEN) == (case.done_at is None) == (case.outcome is None)
    assert (case.state in TERMINAL) == (case.closed_at is not None)
    assert (current.done_at, current.outcome) == (case.done_at, case.outcome)
    assert (current.on_time is None) == (current.done_at is None)
    assert all(one.done_at is not None for one in rounds[:-1])
    assert case.due_on == current.due_on
    assert not case.sealed or case.state is CaseState.DECLINED
    assert case.sealed or case.kind is not CaseKind.DENUNCIATION
    _check_waiting(seen, case)
    _check_letter(seen, case)


def _check_waiting(seen: Picture, case: Row[Any]) -> None:
    """Judge what is open beside a case: questions, proposals, other units."""
    pauses = of(seen, "pause", case.id)
    waiting = [one for one in pauses if one.until is None]
    assert len(waiting) == (case.state is CaseState.AWAITING_INFO)
    assert len(pauses) <= MOST_QUESTIONS
    extended = [one.round for one in of(seen, "extension", case.id)]
    assert all(extended.count(n) <= MOST_EXTENSIONS for n in extended)
    pending = [one for one in of(seen, "proposal", case.id) if one.decided_at is None]
    assert len(pending) <= 1
    for proposal in pending:
        assert proposal.round == case.round
        assert case.state in _asked_in(proposal.action)
    units = [one for one in of(seen, "case_unit", case.id) if one.round == case.round]
    if case.state in {CaseState.PENDING_APPROVAL, CaseState.APPROVED}:
        assert all(one.settled_at is not None for one in units)


def _asked_in(action: CaseAction) -> set[CaseState | None]:
    return {
        state
        for row in ASKING.transitions
        if row.action is action
        for state in row.sources
    }


_LETTERS: Final = {
    CaseState.PENDING_APPROVAL: {LetterState.DRAFT},
    CaseState.APPROVED: {LetterState.APPROVED, LetterState.ISSUED},
    CaseState.REPLIED: {LetterState.ISSUED},
    CaseState.RESOLVED: {LetterState.ISSUED},
}
"""How the reply of the round stands by then; until then it is a draft, or none.

Of a round that is answered by a letter signed outside it stays what it was.
"""


def _check_letter(seen: Picture, case: Row[Any]) -> None:
    letters = of(seen, "outgoing_letter", case.id)
    here = [one for one in letters if one.round == case.round]
    assert len(here) <= 1
    replies = [one for one in of(seen, "reply", case.id) if one.round == case.round]
    outside = [one for one in replies if one.past_reply_id is not None]
    allowed = None if outside else _LETTERS.get(case.state)
    assert allowed is None or len(here) == 1
    for letter in here:
        assert letter.state in (allowed or {LetterState.DRAFT})
    assert len(replies) == (case.state in {CaseState.REPLIED, CaseState.RESOLVED})
    for reply in outside:
        _check_outside(seen, case, reply)
    if case.state is CaseState.RESOLVED:
        assert replies[0].sent_on is not None
        assert case.source != "province" or replies[0].province_report


def _check_outside(seen: Picture, case: Row[Any], reply: Row[Any]) -> None:
    """Judge a letter that was signed outside: proved, confirmed, judged by its day."""
    letter = seen["past_reply"][reply.past_reply_id]
    current = of(seen, "case_round", case.id)[-1]
    assert (letter.case_id, letter.round) == (case.id, case.round)
    assert reply.signed_file_id
    assert letter.number
    assert letter.signer
    assert local_day(current.received_at) <= letter.issued_on
    assert letter.issued_on <= local_day(reply.entered_at)
    assert current.on_time == (letter.issued_on <= case.due_on)
    confirmed = [
        one
        for one in of(seen, "proposal", case.id)
        if one.action is CaseAction.ENTER_OUTSIDE
        and one.decision is Decision.APPROVED
        and one.round == case.round
    ]
    assert len(confirmed) == 1
    assert confirmed[0].decided_by_id == reply.entered_by_id
    assert confirmed[0].proposed_by_id != reply.entered_by_id
