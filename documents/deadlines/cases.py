"""The deadlines of a case: when it is due, pauses, extensions, how it stands."""

from datetime import date, datetime, timedelta
from typing import Final

from documents.deadlines.calendar import Calendar
from documents.deadlines.counting import (
    HANOI,
    LONGEST_TERM,
    DueDate,
    counted_until,
    counting_start,
    due_after,
    due_before,
    due_by_rule,
)
from documents.vocabulary import CaseKind, Lateness, Source, TimedStep, Urgency

DUE_SOON: Final = 2
LONG_OVERDUE: Final = 5
"""Working days: from here on a case is nearly due, or long overdue."""

_GIVEN: Final = "Thời hạn ghi trong văn bản giao của UBND tỉnh"


def due_of_case(
    calendar: Calendar,
    received_at: datetime,
    urgency: Urgency,
    *,
    source: Source | None = None,
    kind: CaseKind | None = None,
    external_due: date | None = None,
) -> DueDate:
    """Return when a case received at a moment must be resolved.

    The date that the province gives wins over every rule (domain.md §7, PROVINCE
    case); it may be past already.
    """
    if external_due is not None:
        start = min(counting_start(calendar, received_at), external_due)
        given = counted_until(calendar, start, external_due)
        return DueDate(start, external_due, given.days, "thời hạn tỉnh giao", _GIVEN)
    on = received_at.astimezone(HANOI).date()
    rule = calendar.terms.find(
        TimedStep.RESOLVE, on, source=source, urgency=urgency, kind=kind
    )
    return due_by_rule(calendar, received_at, rule)


def unit_due(calendar: Calendar, due_on: date, urgency: Urgency) -> date:
    """Return when the lead unit must hand in: earlier, unless urgent."""
    margin = calendar.terms.find(TimedStep.UNIT_MARGIN, due_on, urgency=urgency)
    on = due_on
    for _ in range(margin.amount):
        on = due_before(calendar, on)
    return on


def days_between(calendar: Calendar, since: date, until_day: date) -> int:
    """Return the working days a pause took: after its first day, with its last.

    A question that is answered on the day it was asked took none.
    """
    return max(0, calendar.working_days_between(since, until_day))


def later(calendar: Calendar, due_on: date, working_days: int) -> date:
    """Return a due date moved on by working days; 0 leaves it.

    A wait may take longer than any term: it is counted in parts.
    """
    on, left = due_on, working_days
    while left > 0:
        part = min(left, LONGEST_TERM)
        on, left = due_after(calendar, on, part).due_on, left - part
    return on


def resume_due(
    calendar: Calendar, due_on: date, *, paused_since: date, resumed_on: date
) -> date:
    """Return the due date after a pause: later by its working days (X05)."""
    return later(calendar, due_on, days_between(calendar, paused_since, resumed_on))


def latest_extension(calendar: Calendar, original_due_on: date, *, times: int) -> date:
    """Return the last day that the first or second extension may give (X18)."""
    step = TimedStep.EXTEND if times == 1 else TimedStep.EXTEND_TOTAL
    most = calendar.terms.find(step, original_due_on).amount
    return later(calendar, original_due_on, most)


def soon_until(calendar: Calendar, today: date) -> date:
    """Return the last due date that is soon on a day, as `lateness` says."""
    return due_after(calendar, today, DUE_SOON + 1).due_on - timedelta(1)


def lateness(
    calendar: Calendar,
    *,
    due_on: date,
    today: date,
    done_on: date | None = None,
    paused_since: date | None = None,
) -> Lateness:
    """Return how a case stands against its due date (domain.md §5.1).

    The clock of a paused case stands still: it is neither due nor late, unless it
    was late already when the question was asked.
    """
    if done_on is not None:
        return Lateness.DONE_ON_TIME if done_on <= due_on else Lateness.DONE_LATE
    if paused_since is not None:
        if paused_since <= due_on:
            return Lateness.PAUSED
        today = min(today, paused_since)
    if today > due_on:
        late = calendar.working_days_between(due_on, today)
        return Lateness.LONG_OVERDUE if late > LONG_OVERDUE else Lateness.OVERDUE
    left = calendar.working_days_between(today, due_on)
    return Lateness.DUE_SOON if left <= DUE_SOON else Lateness.ON_TRACK
