"""When what a document asks for is due (domain.md §0.7, §7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from documents.deadlines import Calendar, due_after, due_before, due_by
from documents.letters.incoming import Deadline
from documents.vocabulary import DeadlineMode


@dataclass(frozen=True)
class Due:
    """A due date with what it was computed from: a stated date, or a first day."""

    due_on: date
    stated_on: date | None = None
    counted_from: date | None = None


def due_of(
    deadline: Deadline, calendar: Calendar, *, issued_on: date, received_on: date
) -> Due | None:
    """Return when a deadline is due; None where its year has no such day.

    A term in plain days ends on a working day at the latest: earlier is safe.
    """
    stated = deadline.stated_on(issued_on)
    if deadline.days is None:
        if stated is None:
            return None
        last = due_before if deadline.mode is DeadlineMode.BEFORE else due_by
        return Due(last(calendar, stated), stated_on=stated)
    start = stated or (received_on if deadline.from_receipt else issued_on)
    if deadline.mode is DeadlineMode.WITHIN:
        due_on = due_after(calendar, start, deadline.days).due_on
    else:
        due_on = due_by(calendar, start + timedelta(deadline.days))
    return Due(due_on, counted_from=start)
