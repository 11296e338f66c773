"""Marking a case for the backlog, and taking the mark back (domain.md §8).

A unit ticks what it solved outside the system, the focal officer flags what is not the
department's, a head flags what is no longer worth handling. A mark is of one round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox, seeing
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling import wording
from documents.models import BacklogMarking, Case
from documents.viewer import Viewer
from documents.vocabulary import BacklogMark, CaseState, EventKind, Role

_WHY: Final = "Cần nêu rõ lý do"
_OPEN: Final = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.IN_PROGRESS,
        CaseState.AWAITING_INFO,
        CaseState.PENDING_APPROVAL,
    }
)
_UNIT: Final = frozenset({Role.HANDLER, Role.HEAD})
"""Roles that mark the cases of their own unit only."""

MARKERS: Final = {
    BacklogMark.RESOLVED_OFFLINE: frozenset({Role.HANDLER, Role.HEAD, Role.FOCAL}),
    BacklogMark.OUT_OF_COMPETENCE: frozenset({Role.FOCAL}),
    BacklogMark.NO_LONGER_RELEVANT: frozenset({Role.HEAD, Role.FOCAL}),
}
"""Who says what; the focal officer also for the cases that no unit leads yet."""


@dataclass(frozen=True)
class Marking:
    """What is said of a case, and why."""

    mark: BacklogMark
    reason: str


def standing(session: Session, case: Case) -> Sequence[BacklogMarking]:
    """Return the marks of a case's current round that nobody took back."""
    rows = select(BacklogMarking).where(
        BacklogMarking.case_id == case.id,
        BacklogMarking.round == case.round,
        BacklogMarking.removed_at.is_(None),
    )
    return session.scalars(rows.order_by(BacklogMarking.id)).all()


def may_mark(case: Case, viewer: Viewer) -> list[BacklogMark]:
    """Return what this viewer may say of a case, or take back, now."""
    if case.state not in _OPEN or not seeing.can_see(case, viewer):
        return []
    of_its_unit = viewer.unit_id is not None and viewer.unit_id == case.lead_unit_id
    if viewer.role in _UNIT and not of_its_unit:
        return []
    return [mark for mark, roles in MARKERS.items() if viewer.role in roles]


def mark(
    session: Session,
    case: Case,
    marking: Marking,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> BacklogMarking:
    """Say of a case what its moves do not tell.

    Raises:
        Invalid: said already, or no reason of ten characters. NotFound, OutOfDate,
        NotAllowed. TransitionRefused: it has its answer, or has ended.
    """
    _must(session, case, marking.mark, expected_version=expected_version, by=by)
    reason = wording.said("reason", marking.reason, _WHY)
    if _found(session, case, marking.mark) is not None:
        raise Invalid({"mark": "Hồ sơ đã được đánh dấu như vậy."})
    row = BacklogMarking(
        case_id=case.id,
        round=case.round,
        mark=marking.mark,
        reason=reason,
        at=now,
        by_id=by.officer_id,
    )
    session.add(row)
    _tell(session, case, row, reason, by=by, now=now)
    return row


def unmark(
    session: Session,
    case: Case,
    marking: Marking,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a mark back, for a reason.

    Raises:
        Invalid: there is no such mark, or no reason; and what `mark` raises.
    """
    _must(session, case, marking.mark, expected_version=expected_version, by=by)
    reason = wording.said("reason", marking.reason, _WHY)
    row = _found(session, case, marking.mark)
    if row is None:
        raise Invalid({"mark": "Hồ sơ không còn dấu này."})
    row.removed_at, row.removed_by_id = now, by.officer_id
    _tell(session, case, row, reason, by=by, now=now)


def _must(
    session: Session,
    case: Case,
    mark: BacklogMark,
    *,
    expected_version: int,
    by: Viewer,
) -> None:
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if case.state not in _OPEN:
        raise TransitionRefused(
            f"Hồ sơ đang ở bước “{case.state.label}” nên không đánh dấu được."
        )
    if mark not in may_mark(case, by):
        raise NotAllowed(f"Bạn không được đánh dấu “{mark.label}” cho hồ sơ này.")


def _found(session: Session, case: Case, mark: BacklogMark) -> BacklogMarking | None:
    return next((row for row in standing(session, case) if row.mark is mark), None)


def _tell(
    session: Session,
    case: Case,
    row: BacklogMarking,
    why: str,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    history.record(
        session,
        case,
        EventKind.EDITED,
        by=by,
        now=now,
        note=f"{row.mark.label}: {why}",
        data={"mark": row.mark.value, "stands": row.removed_at is None},
    )
    outbox.announce(session, outbox.case_key(case))
