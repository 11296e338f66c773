"""Counting from a start to a due date, and the working behind it (domain.md §3.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from documents.deadlines.calendar import WORKED, Calendar, Day, DayKind
from documents.deadlines.terms import Rule
from documents.vocabulary import TermUnit

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
CUTOFF: Final = time(17, 0)
"""What arrives later counts from the next working day (domain.md §7, CUTOFF)."""

LONGEST_TERM: Final = 400
"""Days; beyond it a term is a mistake, not a deadline."""


def local_day(at: datetime) -> date:
    """Return the day of a moment where the department is."""
    return at.astimezone(HANOI).date()


@dataclass(frozen=True)
class DueDate:
    """A due date together with how it came about."""

    start: date
    due_on: date
    days: tuple[Day, ...]
    words: str = ""
    basis: str = ""

    @property
    def passed_over(self) -> tuple[Day, ...]:
        """Return the days between that did not count."""
        return tuple(d for d in self.days[1:] if d.count is None)

    def sentence(self) -> str:
        """Tell the working in one Vietnamese sentence."""
        counted = sum(day.count is not None for day in self.days)
        text = (
            f"Tính từ {_date(self.start)} (không tính ngày đầu),"
            f" {self.words or f'{counted} ngày làm việc'}, hạn {_date(self.due_on)}"
        )
        if self.passed_over:
            text += f". Không tính: {'; '.join(_skipped(self.passed_over))}"
        return text + "."


def _date(on: date) -> str:
    return f"{on.day:02}/{on.month:02}/{on.year}"


def _skipped(days: Sequence[Day]) -> Iterator[str]:
    """Yield "21–22/12/2019 (cuối tuần)": neighbours of one kind are told together."""

    def run(numbered: tuple[int, Day]) -> tuple[int, str]:
        place, day = numbered
        return day.on.toordinal() - place, day.note or day.kind.label.lower()

    for (_, why), group in groupby(enumerate(days), key=run):
        told = [day.on for _, day in group]
        yield f"{_span(told[0], told[-1])} ({why})"


def _span(first: date, last: date) -> str:
    if first == last:
        return _date(last)
    if first.month == last.month:
        return f"{first.day:02}–{_date(last)}"
    return f"{first.day:02}/{first.month:02}–{_date(last)}"


def due_after(calendar: Calendar, start: date, working_days: int) -> DueDate:
    """Return the day that lies `working_days` after `start`.

    The first day is not counted (Bộ luật Dân sự 2015, Điều 147); the term ends
    on a working day by construction.

    Raises:
        ValueError: the number of days is below 1 or beyond LONGEST_TERM.
    """
    if not 1 <= working_days <= LONGEST_TERM:
        raise ValueError(f"Số ngày làm việc phải từ 1 đến {LONGEST_TERM}.")
    days = [Day(start, DayKind.START)]
    counted = 0
    for day in calendar.days_after(start):
        works = day.kind in WORKED
        counted += works
        days.append(Day(day.on, day.kind, day.note, counted if works else None))
        if counted == working_days:
            break
    return DueDate(start, days[-1].on, tuple(days))


def due_within(calendar: Calendar, start: date, calendar_days: int) -> DueDate:
    """Return the day a term in calendar days ends on.

    A last day off moves to the next working day (Bộ luật Dân sự 2015, Điều 148
    khoản 5).
    """
    days = [Day(start, DayKind.START)]
    for counted, day in enumerate(calendar.days_after(start), start=1):
        within = counted <= calendar_days
        days.append(Day(day.on, day.kind, day.note, counted if within else None))
        if counted >= calendar_days and day.kind in WORKED:
            break
    return DueDate(start, days[-1].on, tuple(days))


def due_by_rule(calendar: Calendar, received_at: datetime, rule: Rule) -> DueDate:
    """Return when something received at a moment is due by a rule."""
    start = counting_start(calendar, received_at)
    match rule.unit:
        case TermUnit.WORKING_DAYS if rule.amount == 0:
            found = DueDate(start, start, (Day(start, DayKind.START),))
        case TermUnit.WORKING_DAYS:
            found = due_after(calendar, start, rule.amount)
        case TermUnit.CALENDAR_DAYS:
            found = due_within(calendar, start, rule.amount)
        case TermUnit.HOURS:
            found = _after_hours(calendar, received_at, rule.amount)
        case _:
            assert_never(rule.unit)
    return DueDate(found.start, found.due_on, found.days, rule.words, rule.basis)


def _after_hours(calendar: Calendar, received_at: datetime, hours: int) -> DueDate:
    """Return the day on which a number of hours is over; a day off gives the next."""
    start = received_at.astimezone(HANOI).date()
    over = (received_at + timedelta(hours=hours)).astimezone(HANOI).date()
    return counted_until(calendar, start, next_working_day(calendar, over))


PausedSpan = tuple[date, date | None]
"""The day a question was asked and the day it was answered; None: it still waits."""


def counted_until(
    calendar: Calendar,
    start: date,
    due_on: date,
    *,
    pauses: Sequence[PausedSpan] = (),
) -> DueDate:
    """Return the working of a due date that was given or moved.

    Every working day counts, but those on which the clock stood still.
    """
    days, counted = [Day(start, DayKind.START)], 0
    for day in calendar.days_after(start):
        if day.on > due_on:
            break
        works = day.kind in WORKED
        if works and any(_stands_still(day.on, span) for span in pauses):
            days.append(Day(day.on, DayKind.PAUSED, "Chờ người gửi bổ sung"))
            continue
        counted += works
        days.append(Day(day.on, day.kind, day.note, counted if works else None))
    return DueDate(start, due_on, tuple(days))


def _stands_still(on: date, span: PausedSpan) -> bool:
    since, until = span
    return since < on and (until is None or on <= until)


def next_working_day(calendar: Calendar, on: date) -> date:
    """Return a day if it is worked, else the next one that is."""
    while not calendar.works(on):
        on += timedelta(1)
    return on


def due_before(calendar: Calendar, fixed: date) -> date:
    """Return the last working day before a date ("trước ngày": exclusive)."""
    return due_by(calendar, fixed - timedelta(1))


def due_by(calendar: Calendar, fixed: date) -> date:
    """Return the last working day up to and with a date ("chậm nhất")."""
    on = fixed
    while not calendar.works(on):
        on -= timedelta(1)
    return on


def counting_start(calendar: Calendar, received_at: datetime) -> date:
    """Return day 0 of a term for something received at a moment (domain.md §7).

    After the cutoff, or on a day off, it is the next working day.
    """
    local = received_at.astimezone(HANOI)
    on = local.date()
    if calendar.works(on) and local.time() <= CUTOFF:
        return on
    return next_working_day(calendar, on + timedelta(1))
