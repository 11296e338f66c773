"""The end of a wait for the complainant: the clock goes on (domain.md §5.2 X05)."""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import standing
from documents.deadlines import Calendar, days_between, local_day, resume_due
from documents.models import Case


def days_waited(
    session: Session, case: Case, *, calendar: Calendar, now: datetime
) -> int:
    """Return the working days for which a case has waited by now; 0 if it does not."""
    pause = standing.open_pause(session, case)
    return days_between(calendar, pause.since, local_day(now)) if pause else 0


def end_pause(
    session: Session, case: Case, *, calendar: Calendar, now: datetime, answer: str = ""
) -> None:
    """End the wait of a case, if it waits; it is due later by the working days.

    Whatever moves a case out of its wait calls this within its own change, and
    before `ending.end`, which judges by the due date.
    """
    pause = standing.open_pause(session, case)
    if pause is None:
        return
    today, current = local_day(now), case.rounds[-1]
    days = days_between(calendar, pause.since, today)
    pause.until, pause.days, pause.answer = today, days, answer
    if days:
        current.original_due_on = current.original_due_on or case.due_on
        current.paused_days += days
        case.due_on = current.due_on = resume_due(
            calendar, case.due_on, paused_since=pause.since, resumed_on=today
        )
