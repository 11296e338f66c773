"""What a sitting urges: the chair's instruction to the unit that leads (T19, T38)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from documents.backlog.kinds import UNSOLVED
from documents.handling import instructing
from documents.models import BacklogReview, Case, Instruction, ReviewedCase
from documents.viewer import Viewer
from documents.vocabulary import ReviewDecision


def order(
    session: Session,
    review: BacklogReview,
    row: ReviewedCase,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    """Let a case's unit carry out what it is urged to; take back what no longer holds.

    What was carried out or taken back stays as it is: urged again, it is another one.
    """
    before, row.instruction = row.instruction, None
    open_one = before if before is not None and before.is_open else None
    if row.decision is ReviewDecision.URGE:
        given = open_one or Instruction(case_id=row.case.id, by_id=review.chair_id)
        given.text, given.due_on = row.said, row.due_on
        given.unit_id, given.at = _urged(row.case), now
        row.instruction = given
    elif open_one is not None:
        why = f"Rà soát tồn đọng kết luận lại: {row.decision.label}. {row.said}"
        instructing.recall(session, row.case, open_one, why, by=by, now=now)


def _urged(case: Case) -> int | None:
    """Return which unit is urged; None, the focal officer, once its work is done."""
    return case.lead_unit_id if case.state in UNSOLVED else None


def told(row: ReviewedCase) -> dict[str, Any]:
    """Return what the history is told of who is urged, and until when."""
    if row.instruction is None:
        return {}
    unit = row.case.lead_unit if row.instruction.unit_id else None
    return instructing.told(unit, row.instruction.due_on)
