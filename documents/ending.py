"""How a round of a case ends, whichever move ends it (domain.md §9)."""

from datetime import date, datetime

from documents.deadlines import local_day
from documents.models import Case
from documents.vocabulary import Outcome, OutcomeReason


def finish(
    case: Case, outcome: Outcome, *, now: datetime, judged_on: date | None = None
) -> None:
    """End the work on the current round: the clock stops now.

    Whether it was in time is judged by today, or by the day that is given.
    """
    current = case.rounds[-1]
    case.done_at = current.done_at = now
    case.outcome = current.outcome = outcome
    current.on_time = (judged_on or local_day(now)) <= case.due_on


def end(
    case: Case,
    outcome: Outcome,
    *,
    now: datetime,
    text: str,
    reason: OutcomeReason | None = None,
) -> None:
    """End the current round and the case with it."""
    finish(case, outcome, now=now)
    current = case.rounds[-1]
    case.closed_at = current.closed_at = now
    current.reason, current.reason_text = reason, text
