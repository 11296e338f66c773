"""How a round of a case ends, whichever move ends it (domain.md §9)."""

from datetime import datetime

from documents.deadlines import local_day
from documents.models import Case
from documents.vocabulary import Outcome, OutcomeReason


def end(
    case: Case,
    outcome: Outcome,
    *,
    now: datetime,
    text: str,
    reason: OutcomeReason | None = None,
) -> None:
    """End the current round and the case with it; the clock stops now."""
    current = case.rounds[-1]
    case.done_at = current.done_at = now
    case.closed_at = current.closed_at = now
    case.outcome = current.outcome = outcome
    current.on_time = local_day(now) <= case.due_on
    current.reason, current.reason_text = reason, text
