"""The end of a wait for the complainant: the clock goes on (domain.md §5.2 X05)."""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import standing
from documents.deadlines import Calendar, days_between, local_day, resume_due
from documents.models import Case


def end_pause(
    session: Session, case: Case, *, calendar: Calendar, now: datetime, answer: str = ""
) -> int:
    """End the wait of a case, if it waits; return for how many working days it did.

    It is due later by those days. Whatever moves a case out of its wait calls this
    within its own change, and before `ending.end`, which judges by the due date.
    """
    pause = standing.open_pause(session, case)
    if pause is None:
        return 0
    today, current = local_day(now), case.rounds[-1]
    days = days_between(calendar, pause.since, today)
    pause.until, pause.days, pause.answer = today, days, answer
    if days:
        current.original_due_on = current.original_due_on or case.due_on
        current.paused_days += days
        case.due_on = current.due_on = resume_due(
            calendar, case.due_on, paused_since=pause.since, resumed_on=today
        )
    return days
