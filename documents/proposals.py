"""What one officer asks for and another one decides: one waits on a case at a time.

The decision is a move of the case like any other (`documents.cases.advance`); here is
what becomes of the proposal (domain.md §5.2 X14, X15, X17, X18, X20).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import history, outbox, seeing, standing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.facts import facts_of
from documents.lifecycles import ASKING, CASE
from documents.models import Case, Proposal
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseState, Decision, EventKind

SHORTEST_REFUSAL: Final = 10
"""Characters that say why not."""

LAPSED: Final = "Hồ sơ đã sang bước khác."


@dataclass(frozen=True)
class Asked:
    """What a move would bring, as JSON, and the same in words for the history."""

    content: dict[str, Any]
    note: str


def open_to(
    session: Session, case: Case, viewer: Viewer, *, today: date
) -> list[CaseAction]:
    """Return what this viewer may ask for now."""
    facts = facts_of(session, case, viewer, today=today)
    rows = ASKING.open_to(case.state, role=viewer.role, facts=facts)
    return [row.action for row in rows]


def must_be_open(
    session: Session,
    case: Case,
    action: CaseAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Refuse what the viewer cannot ask for, before his form is read.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    facts = facts_of(session, case, by, today=local_day(now))
    ASKING.offered(case.state, action, role=by.role, facts=facts)


def propose(
    session: Session,
    case: Case,
    action: CaseAction,
    judged: Callable[[], Asked],
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask for a move that another officer decides; the case stays where it is.

    `judged` says what is asked for, or refuses what was typed; it runs only when
    the officer may ask.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound; and what `judged` raises.
    """
    must_be_open(
        session, case, action, expected_version=expected_version, by=by, now=now
    )
    asked = judged()
    proposal = Proposal(
        case_id=case.id,
        round=case.round,
        action=action,
        content=asked.content,
        proposed_at=now,
        proposed_by_id=by.officer_id,
    )
    session.add(proposal)
    history.record(
        session, case, EventKind.ASKED, by=by, now=now, action=action, note=asked.note
    )
    outbox.announce(session, outbox.case_key(case))
    return proposal


def waiting(session: Session, case: Case, action: CaseAction) -> Proposal:
    """Return the proposal that a decision is about; TransitionRefused if none is."""
    proposal = standing.pending(session, case)
    if proposal is None or proposal.action is not action:
        raise TransitionRefused(
            f"Không còn đề nghị “{action.label}” nào chờ quyết định."
        )
    return proposal


def refuse(
    session: Session,
    case: Case,
    comment: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Say no to what was proposed, and why; the case goes on as before.

    Who proposed it may so take it back.

    Raises:
        Invalid: no reason of ten characters. NotAllowed: neither the proposer nor an
        officer who could agree. OutOfDate, TransitionRefused.
    """
    proposal = must_be_refusable(
        session, case, expected_version=expected_version, by=by
    )
    if len(comment.strip()) < SHORTEST_REFUSAL:
        message = f"Cần nêu lý do, ít nhất {SHORTEST_REFUSAL} ký tự."
        raise Invalid({"comment": message})
    said, who = comment.strip(), by.officer_id
    _settle(proposal, Decision.RETURNED, by=who, now=now, comment=said)
    history.record(
        session,
        case,
        EventKind.REFUSED,
        by=by,
        now=now,
        action=proposal.action,
        note=said,
    )
    outbox.announce(session, outbox.case_key(case))


def must_be_refusable(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> Proposal:
    """Return the proposal that the viewer may refuse now.

    Raises:
        OutOfDate, NotFound. TransitionRefused: nothing waits. NotAllowed.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    proposal = standing.pending(session, case)
    if proposal is None:
        raise TransitionRefused("Không còn đề nghị nào chờ quyết định.")
    if not may_refuse(proposal, case, by):
        raise NotAllowed("Chỉ người đề nghị hoặc người quyết định mới bỏ đề nghị.")
    return proposal


def may_refuse(proposal: Proposal, case: Case, viewer: Viewer) -> bool:
    """Say whether a viewer may say no: who could say yes, and who asked."""
    deciding = (
        row
        for row in CASE.transitions
        if row.action is proposal.action and case.state in row.sources
    )
    return proposal.proposed_by_id == viewer.officer_id or any(
        viewer.role in row.roles for row in deciding
    )


def follow(
    session: Session,
    case: Case,
    action: CaseAction,
    before: CaseState | None,
    *,
    by: Viewer | None,
    now: datetime,
) -> None:
    """Settle what was pending when a case has moved: agreed to, or overtaken.

    What was overtaken has a line of its own in the history, before the move's. What
    the sender's own move overtakes (`by` None) falls back to who proposed it.
    """
    proposal = standing.pending(session, case)
    if proposal is None:
        return
    if proposal.action is action and by is not None:
        _settle(proposal, Decision.APPROVED, by=by.officer_id, now=now, comment="")
    elif case.state is not before:
        who = by.officer_id if by else proposal.proposed_by_id
        _settle(proposal, Decision.RETURNED, by=who, now=now, comment=LAPSED)
        _tell_lapse(session, case, proposal, by=by, now=now)


def _tell_lapse(
    session: Session,
    case: Case,
    proposal: Proposal,
    *,
    by: Viewer | None,
    now: datetime,
) -> None:
    history.record(
        session,
        case,
        EventKind.LAPSED,
        by=by,
        now=now,
        action=proposal.action,
        note=LAPSED,
        who=history.SENDER,
    )


def _settle(
    proposal: Proposal, decision: Decision, *, by: int, now: datetime, comment: str
) -> None:
    proposal.decision, proposal.comment = decision, comment
    proposal.decided_at, proposal.decided_by_id = now, by
