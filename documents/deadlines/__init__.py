"""Working days, terms, due dates and the working behind them (domain.md §3.6, §7).

Pure arithmetic: a calendar, a start and a term give a due date and every day that
was counted or passed over. Days are local, Asia/Ho_Chi_Minh. Where the department's
own days and terms are kept is `documents.calendars` and `documents.rules`.
"""

from documents.deadlines.calendar import (
    OFFICIAL,
    WORKED,
    Calendar,
    Day,
    DayKind,
    Override,
)
from documents.deadlines.cases import (
    DUE_SOON,
    LONG_OVERDUE,
    days_between,
    due_of_case,
    lateness,
    later,
    latest_extension,
    resume_due,
    soon_until,
    unit_due,
)
from documents.deadlines.counting import (
    CUTOFF,
    HANOI,
    LONGEST_TERM,
    DueDate,
    PausedSpan,
    counted_until,
    counting_start,
    due_after,
    due_before,
    due_by,
    due_by_rule,
    due_within,
    local_day,
    next_working_day,
)
from documents.deadlines.terms import DEFAULTS, RESOLVE, SHIPPED_BASIS, Rule, Terms

__all__ = [
    "CUTOFF",
    "DEFAULTS",
    "DUE_SOON",
    "HANOI",
    "LONGEST_TERM",
    "LONG_OVERDUE",
    "OFFICIAL",
    "RESOLVE",
    "SHIPPED_BASIS",
    "WORKED",
    "Calendar",
    "Day",
    "DayKind",
    "DueDate",
    "Override",
    "PausedSpan",
    "Rule",
    "Terms",
    "counted_until",
    "counting_start",
    "days_between",
    "due_after",
    "due_before",
    "due_by",
    "due_by_rule",
    "due_of_case",
    "due_within",
    "lateness",
    "later",
    "latest_extension",
    "local_day",
    "next_working_day",
    "resume_due",
    "soon_until",
    "unit_due",
]
