"""Working days, due dates and the working behind them (domain.md §3.6, §7).

Pure arithmetic: a calendar, a start and a number of days give a due date and
every day that was counted or passed over. Days are local, Asia/Ho_Chi_Minh.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from documents.vocabulary import Lateness, Term, Urgency

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
CUTOFF: Final = time(17, 0)
"""What arrives later counts from the next working day (domain.md §7, CUTOFF)."""

LONGEST_TERM: Final = 400
"""Working days; beyond it a term is a mistake, not a deadline."""


@dataclass(frozen=True)
class Override:
    """An official decision that a day is worked, or is not."""

    works: bool
    name: str
    basis: str


OFFICIAL: Final[Mapping[date, Override]] = {
    date(2026, 1, 2): Override(
        works=False,
        name="Nghỉ hoán đổi dịp Tết Dương lịch",
        basis="Công văn 12729/VPCP-KGVX ngày 25/12/2025",
    ),
    date(2026, 1, 10): Override(
        works=True,
        name="Làm bù ngày nghỉ hoán đổi 02/01/2026",
        basis="Công văn 12729/VPCP-KGVX ngày 25/12/2025",
    ),
}
"""Official swaps that the holidays package (0.109) does not know."""


class DayKind(Term):
    """What a day is on the strip under a due date."""

    START = "start", "Ngày nhận, không tính"
    WORKING = "working", "Ngày làm việc"
    SWAPPED = "swapped", "Làm bù"
    WEEKEND = "weekend", "Cuối tuần"
    HOLIDAY = "holiday", "Nghỉ lễ"


@dataclass(frozen=True)
class Day:
    """One day of the working: what it is, and its place in the count."""

    on: date
    kind: DayKind
    note: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Calendar:
    """Which days the department works."""

    overrides: Mapping[date, Override] = field(default_factory=lambda: OFFICIAL)

    @property
    def version(self) -> str:
        """Name what a due date was computed with."""
        return f"holidays-{version('holidays')}+{len(self.overrides)}"

    def day(self, on: date) -> Day:
        """Say what a day is, with the name of the holiday or swap."""
        override = self.overrides.get(on)
        if override is not None:
            return Day(on, _overridden(on, works=override.works), override.name)
        name, works = _official_day(on)
        if works:
            if on.weekday() >= 5:
                return Day(on, DayKind.SWAPPED, name or "Làm bù theo lịch hoán đổi")
            return Day(on, DayKind.WORKING)
        return Day(on, DayKind.HOLIDAY if name else DayKind.WEEKEND, name)

    def works(self, on: date) -> bool:
        """Say whether the day is a working day."""
        return self.day(on).kind in {DayKind.WORKING, DayKind.SWAPPED}

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days after `start` up to and with `end`; negative back."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.works(start + timedelta(n)) for n in range(1, span + 1))


def _overridden(on: date, *, works: bool) -> DayKind:
    if works:
        return DayKind.SWAPPED if on.weekday() >= 5 else DayKind.WORKING
    return DayKind.WEEKEND if on.weekday() >= 5 else DayKind.HOLIDAY


def _official_day(on: date) -> tuple[str, bool]:
    """Return a day's holiday, if it is one, and whether the package has it worked."""
    # The package fills a year at its first question and says so before it is
    # done: a second thread would meanwhile take a holiday for a working day.
    with _FILLING:
        official = _official_calendar()
        return official.get(on, ""), official.is_working_day(on)


@lru_cache(maxsize=1)
def _official_calendar() -> holidays.HolidayBase:
    # The language fixes the names it gives.
    return holidays.country_holidays("VN", language="vi")


_FILLING: Final = Lock()


@dataclass(frozen=True)
class DueDate:
    """A due date together with how it came about."""

    start: date
    due_on: date
    days: tuple[Day, ...]

    @property
    def passed_over(self) -> tuple[Day, ...]:
        """Return the days between that did not count."""
        return tuple(d for d in self.days[1:] if d.count is None)

    def sentence(self) -> str:
        """Tell the working in one Vietnamese sentence."""
        counted = sum(day.count is not None for day in self.days)
        text = (
            f"Tính từ {_date(self.start)} (không tính ngày đầu),"
            f" {counted} ngày làm việc, hạn {_date(self.due_on)}"
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
    for day in _following(calendar, start):
        works = day.kind in {DayKind.WORKING, DayKind.SWAPPED}
        counted += works
        days.append(Day(day.on, day.kind, day.note, counted if works else None))
        if counted == working_days:
            break
    return DueDate(start, days[-1].on, tuple(days))


def _following(calendar: Calendar, start: date) -> Iterator[Day]:
    on = start
    while True:
        on += timedelta(1)
        yield calendar.day(on)


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
    on += timedelta(1)
    while not calendar.works(on):
        on += timedelta(1)
    return on


@dataclass(frozen=True)
class Rule:
    """How many working days a case may take, and on what basis."""

    working_days: int
    basis: str


_DEFAULT_BASIS: Final = (
    "Mặc định hệ thống – cần đối chiếu Quy chế ban hành kèm theo"
    " Quyết định 3229/QĐ-UBND ngày 14/11/2016"
)
RESOLVE: Final[Mapping[Urgency, Rule]] = {
    Urgency.URGENT: Rule(1, _DEFAULT_BASIS),
    Urgency.QUICK: Rule(3, _DEFAULT_BASIS),
    Urgency.NORMAL: Rule(10, _DEFAULT_BASIS),
    Urgency.COMPLEX: Rule(15, _DEFAULT_BASIS),
}
"""Working days to resolve a case, by urgency (domain.md §7, RESOLVE)."""

APPROVAL_MARGIN: Final = 2
"""Working days a unit hands in before the case is due (domain.md §7, UNIT_DUE)."""

DUE_SOON: Final = 2
LONG_OVERDUE: Final = 5
"""Working days: from here on a case is nearly due, or long overdue."""


def due_of_case(calendar: Calendar, received_at: datetime, urgency: Urgency) -> DueDate:
    """Return when a case received at a moment must be resolved."""
    start = counting_start(calendar, received_at)
    return due_after(calendar, start, RESOLVE[urgency].working_days)


def unit_due(calendar: Calendar, due_on: date, urgency: Urgency) -> date:
    """Return when the lead unit must hand in: earlier, unless urgent."""
    on = due_on
    for _ in range(0 if urgency is Urgency.URGENT else APPROVAL_MARGIN):
        on = due_before(calendar, on)
    return on


def lateness(
    calendar: Calendar, *, due_on: date, today: date, done_on: date | None = None
) -> Lateness:
    """Return how a case stands against its due date (domain.md §5.1)."""
    if done_on is not None:
        return Lateness.DONE_ON_TIME if done_on <= due_on else Lateness.DONE_LATE
    if today > due_on:
        late = calendar.working_days_between(due_on, today)
        return Lateness.LONG_OVERDUE if late > LONG_OVERDUE else Lateness.OVERDUE
    left = calendar.working_days_between(today, due_on)
    return Lateness.DUE_SOON if left <= DUE_SOON else Lateness.ON_TRACK
