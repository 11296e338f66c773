"""How a due date is shown: lateness in icon, word and colour, and its working."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from documents.deadlines import (
    HANOI,
    RESOLVE,
    Calendar,
    Day,
    DayKind,
    due_of_case,
    lateness,
    unit_due,
)
from documents.models import Case
from documents.vocabulary import CaseState, Lateness

_DRESS: Final = {
    Lateness.ON_TRACK: ("clock", "green"),
    Lateness.DUE_SOON: ("warning", "yellow"),
    Lateness.OVERDUE: ("alert", "red"),
    Lateness.LONG_OVERDUE: ("stop", "crimson"),
    Lateness.DONE_ON_TIME: ("check-circle", "blue"),
    Lateness.DONE_LATE: ("history", "violet"),
    Lateness.PAUSED: ("pause", "outline"),
}
"""Icon and tone of each standing; the word is the label (domain.md §7)."""

_WEEKDAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_CELLS: Final = {
    DayKind.START: "start",
    DayKind.WORKING: "working",
    DayKind.SWAPPED: "swap",
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
}


@dataclass(frozen=True)
class Due:
    """A due date against today."""

    on: date
    icon: str
    tone: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One day of the strip under a due date."""

    label: str
    day: str
    kind: str
    note: str
    is_due: bool


@dataclass(frozen=True)
class Working:
    """How a due date came about: the sentence, the days, the rule behind them."""

    sentence: str
    cells: tuple[Cell, ...]
    basis: str
    unit_due: date | None


def local_day(at: datetime) -> date:
    """Return the day of a moment where the department is."""
    return at.astimezone(HANOI).date()


def due_of(case: Case, calendar: Calendar, *, today: date) -> Due:
    """Return how a case stands against its due date."""
    done_on = local_day(case.done_at) if case.done_at else None
    standing = lateness(calendar, due_on=case.due_on, today=today, done_on=done_on)
    icon, tone = _DRESS[standing]
    if standing is Lateness.ON_TRACK and case.state is CaseState.RECEIVED:
        icon, tone = "inbox", "grey"
    return Due(case.due_on, icon, tone, _words(case, calendar, standing, today))


def _words(case: Case, calendar: Calendar, standing: Lateness, today: date) -> str:
    days = calendar.working_days_between(today, case.due_on)
    if standing in {Lateness.OVERDUE, Lateness.LONG_OVERDUE}:
        return f"{standing.label} {max(1, -days)} ngày"
    if standing in {Lateness.ON_TRACK, Lateness.DUE_SOON}:
        left = "Đến hạn hôm nay" if case.due_on == today else f"Còn {days} ngày"
        return f"Chưa giao · {left.lower()}" if _waits(case, standing) else left
    return standing.label


def _waits(case: Case, standing: Lateness) -> bool:
    return case.state is CaseState.RECEIVED and standing is Lateness.ON_TRACK


def working_of(case: Case, calendar: Calendar) -> Working:
    """Return the working behind a case's due date.

    A calendar changed since leaves the stored date standing (domain.md §7); the
    strip, which would show another, is then left out.
    """
    current = case.rounds[-1]
    found = due_of_case(calendar, current.received_at, case.urgency)
    agrees = found.due_on == case.due_on
    return Working(
        sentence=found.sentence()
        if agrees
        else "Hạn này tính theo lịch làm việc khi tiếp nhận; lịch đã thay đổi sau đó.",
        cells=tuple(_cells(found.days, case.due_on)) if agrees else (),
        basis=RESOLVE[case.urgency].basis,
        unit_due=unit_due(calendar, case.due_on, case.urgency)
        if case.lead_unit_id
        else None,
    )


def _cells(days: Sequence[Day], due_on: date) -> Iterator[Cell]:
    """Yield the strip; a month is named where it begins."""
    notes = {DayKind.START: "nhận", DayKind.HOLIDAY: "lễ", DayKind.WEEKEND: "nghỉ"}
    for place, day in enumerate(days):
        named = place == 0 or day.on.day == 1
        yield Cell(
            label=_WEEKDAYS[day.on.weekday()],
            day=f"{day.on.day}/{day.on.month}" if named else str(day.on.day),
            kind=_CELLS[day.kind],
            note=str(day.count) if day.count is not None else notes.get(day.kind, ""),
            is_due=day.on == due_on,
        )
