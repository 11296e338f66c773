"""The end of a wait for the complainant: the clock goes on (domain.md §5.2 X05)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from documents import standing
from documents.deadlines import Calendar, days_between, local_day, resume_due
from documents.handling import coordinating
from documents.models import Case


@dataclass(frozen=True)
class Pausing:
    """For how many working days a case waited, and what else is to be told of it."""

    days: int = 0
    told: tuple[str, ...] = ()


def end_pause(
    session: Session, case: Case, *, calendar: Calendar, now: datetime, answer: str = ""
) -> Pausing:
    """End the wait of a case, if it waits; return for how long it did.

    It is due later by those days, and so are the units that work with the lead unit.
    Whatever moves a case out of its wait calls this within its own change, and before
    `ending.end`, which judges by the due date.
    """
    pause = standing.open_pause(session, case)
    if pause is None:
        return Pausing()
    today, current = local_day(now), case.rounds[-1]
    days = days_between(calendar, pause.since, today)
    pause.until, pause.days, pause.answer = today, days, answer
    if not days:
        return Pausing()
    current.original_due_on = current.original_due_on or case.due_on
    current.paused_days += days
    case.due_on = current.due_on = resume_due(
        calendar, case.due_on, paused_since=pause.since, resumed_on=today
    )
    return Pausing(days, tuple(coordinating.move_on(case, calendar, days=days)))
