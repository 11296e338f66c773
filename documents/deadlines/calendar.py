"""Which days the department works: the state's holidays, and decisions about days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import Final

import holidays

from documents.deadlines.terms import SHIPPED, Terms
from documents.vocabulary import Term


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


_PACKAGE: Final = f"holidays-{version('holidays')}"
"""Asked once: looking the package up takes longer than counting a due date."""


class DayKind(Term):
    """What a day is on the strip under a due date."""

    START = "start", "Ngày nhận, không tính"
    WORKING = "working", "Ngày làm việc"
    SWAPPED = "swapped", "Làm bù"
    WEEKEND = "weekend", "Cuối tuần"
    HOLIDAY = "holiday", "Nghỉ lễ"
    PAUSED = "paused", "Tạm dừng"


WORKED: Final = frozenset({DayKind.WORKING, DayKind.SWAPPED})


@dataclass(frozen=True)
class Day:
    """One day of the working: what it is, and its place in the count."""

    on: date
    kind: DayKind
    note: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Calendar:
    """Which days the department works, and how long each step may take.

    `revision` counts the decisions about days and terms that the department took;
    `confirmed` holds the years whose days an administrator has looked through.
    """

    overrides: Mapping[date, Override] = field(default_factory=lambda: OFFICIAL)
    confirmed: frozenset[int] = frozenset()
    terms: Terms = SHIPPED
    revision: int = 0

    @property
    def version(self) -> str:
        """Name what a due date was computed with."""
        shipped = f"{_PACKAGE}+{len(self.overrides)}"
        return f"{shipped}.r{self.revision}" if self.revision else shipped

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
        return self.day(on).kind in WORKED

    def days_after(self, start: date) -> Iterator[Day]:
        """Yield every day after a day, without end."""
        on = start
        while True:
            on += timedelta(1)
            yield self.day(on)

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days after `start` up to and with `end`; negative back."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.works(start + timedelta(n)) for n in range(1, span + 1))

    def unconfirmed(self, start: date, end: date) -> tuple[int, ...]:
        """Return the years of a span that no administrator has confirmed."""
        years = range(start.year, end.year + 1)
        return tuple(year for year in years if year not in self.confirmed)


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
