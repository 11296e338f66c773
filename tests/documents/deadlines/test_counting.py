"""A15: due dates of the reviewed vectors, and what holds for every start and term."""

import csv
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.deadlines import (
    HANOI,
    LONGEST_TERM,
    RESOLVE,
    Calendar,
    DayKind,
    Override,
    calendar,
    counting_start,
    due_after,
    due_before,
    due_by,
    due_of_case,
    lateness,
    unit_due,
)
from documents.vocabulary import Lateness, Urgency

VECTORS = Path(__file__).parent / "calendar-vectors.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
CALENDAR = Calendar()
DAYS = st.dates(date(2019, 1, 1), date(2027, 6, 30))
TERMS = st.integers(1, 60)
FRIDAY, SATURDAY, MONDAY = date(2019, 12, 20), date(2019, 12, 21), date(2019, 12, 23)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['start']}+{row['due']}")
def test_every_reviewed_due_date_is_met(row: dict[str, str]) -> None:
    start = date.fromisoformat(row["start"])
    found = due_after(CALENDAR, start, int(row["working_days"]))
    assert found.due_on == date.fromisoformat(row["due"])


@given(DAYS, TERMS)
def test_a_due_date_is_a_later_working_day(start: date, term: int) -> None:
    due = due_after(CALENDAR, start, term).due_on
    assert due > start
    assert CALENDAR.works(due)


@given(DAYS, TERMS)
def test_a_longer_term_is_due_later(start: date, term: int) -> None:
    shorter = due_after(CALENDAR, start, term).due_on
    assert due_after(CALENDAR, start, term + 1).due_on > shorter


@given(DAYS, TERMS)
def test_counting_the_days_gives_the_term_back(start: date, term: int) -> None:
    due = due_after(CALENDAR, start, term).due_on
    assert CALENDAR.working_days_between(start, due) == term
    assert CALENDAR.working_days_between(due, start) == -term


@given(DAYS, TERMS)
def test_the_working_shows_every_day_once(start: date, term: int) -> None:
    due = due_after(CALENDAR, start, term)
    span = (due.due_on - start).days
    assert [day.on for day in due.days] == [
        start + timedelta(n) for n in range(span + 1)
    ]
    assert [day.count for day in due.days if day.count] == list(range(1, term + 1))
    assert all(not CALENDAR.works(day.on) for day in due.passed_over)


@given(DAYS, st.booleans())
def test_an_official_decision_wins_both_ways(on: date, works: bool) -> None:
    decided = Calendar({on: Override(works=works, name="Hoán đổi", basis="Công văn")})
    assert decided.works(on) is works
    assert decided.day(on).note == "Hoán đổi"


@given(DAYS)
def test_before_a_day_excludes_it_and_by_a_day_may_be_it(fixed: date) -> None:
    before, by = due_before(CALENDAR, fixed), due_by(CALENDAR, fixed)
    assert before < fixed
    assert by <= fixed
    assert CALENDAR.works(before)
    assert CALENDAR.works(by)
    assert (by == fixed) is CALENDAR.works(fixed)
    assert fixed - before < timedelta(days=14)


def test_before_sunday_22_december_means_friday_the_20th() -> None:
    assert due_before(CALENDAR, date(2019, 12, 22)) == FRIDAY
    assert due_by(CALENDAR, date(2019, 12, 22)) == FRIDAY
    assert due_before(CALENDAR, FRIDAY) == date(2019, 12, 19)
    assert due_by(CALENDAR, FRIDAY) == FRIDAY


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2019, 12, 17), DayKind.WORKING),
        (SATURDAY, DayKind.WEEKEND),
        (date(2020, 1, 1), DayKind.HOLIDAY),
        (date(2020, 1, 27), DayKind.HOLIDAY),
        (date(2024, 5, 4), DayKind.SWAPPED),
        (date(2026, 1, 2), DayKind.HOLIDAY),
        (date(2026, 1, 10), DayKind.SWAPPED),
        (date(2026, 11, 24), DayKind.HOLIDAY),
    ],
)
def test_a_day_is_what_the_state_says_it_is(on: date, kind: DayKind) -> None:
    assert CALENDAR.day(on).kind is kind


def test_the_working_is_told_in_one_sentence() -> None:
    due = due_after(CALENDAR, date(2019, 12, 30), 2)
    assert due.sentence() == (
        "Tính từ 30/12/2019 (không tính ngày đầu), 2 ngày làm việc, hạn 02/01/2020."
        " Không tính: 01/01/2020 (Tết Dương lịch)."
    )


def test_neighbouring_days_off_are_told_together() -> None:
    december = due_after(CALENDAR, date(2019, 12, 17), 5).sentence()
    assert december.endswith("Không tính: 21–22/12/2019 (cuối tuần).")
    october = due_after(CALENDAR, date(2026, 10, 30), 1).sentence()
    assert october.endswith("Không tính: 31/10–01/11/2026 (cuối tuần).")


@pytest.mark.parametrize("term", [-1, 0, LONGEST_TERM + 1])
def test_a_term_that_is_none_is_refused(term: int) -> None:
    with pytest.raises(ValueError, match="Số ngày làm việc"):
        due_after(CALENDAR, FRIDAY, term)


@pytest.mark.parametrize(
    ("received", "start"),
    [
        (datetime(2019, 12, 20, 0, 0), FRIDAY),
        (datetime(2019, 12, 20, 17, 0), FRIDAY),
        (datetime(2019, 12, 20, 17, 0, 1), MONDAY),
        (datetime(2019, 12, 21, 9, 0), MONDAY),
        (datetime(2019, 12, 22, 23, 59), MONDAY),
        (datetime(2019, 12, 31, 17, 30), date(2020, 1, 2)),
    ],
)
def test_what_comes_after_hours_counts_from_the_next_working_day(
    received: datetime, start: date
) -> None:
    at = received.replace(tzinfo=HANOI)
    assert counting_start(CALENDAR, at) == start
    assert counting_start(CALENDAR, at.astimezone(UTC)) == start


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        (Urgency.URGENT, date(2019, 12, 18)),
        (Urgency.QUICK, FRIDAY),
        (Urgency.NORMAL, date(2019, 12, 31)),
        (Urgency.COMPLEX, date(2020, 1, 8)),
    ],
)
def test_a_case_is_due_by_its_urgency(
    urgency: Urgency, due: date, now: datetime
) -> None:
    assert due_of_case(CALENDAR, now, urgency).due_on == due
    assert "3229/QĐ-UBND" in RESOLVE[urgency].basis


def test_the_unit_hands_in_two_working_days_earlier_unless_it_is_urgent() -> None:
    assert unit_due(CALENDAR, MONDAY, Urgency.NORMAL) == date(2019, 12, 19)
    assert unit_due(CALENDAR, date(2020, 1, 2), Urgency.QUICK) == date(2019, 12, 30)
    assert unit_due(CALENDAR, MONDAY, Urgency.URGENT) == MONDAY


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 12, 17), Lateness.ON_TRACK),
        (date(2019, 12, 18), Lateness.DUE_SOON),
        (FRIDAY, Lateness.DUE_SOON),
        (SATURDAY, Lateness.OVERDUE),
        (MONDAY, Lateness.OVERDUE),
        (date(2019, 12, 27), Lateness.OVERDUE),
        (date(2019, 12, 30), Lateness.LONG_OVERDUE),
    ],
)
def test_lateness_is_counted_in_working_days(today: date, expected: Lateness) -> None:
    assert lateness(CALENDAR, due_on=FRIDAY, today=today) is expected


def test_what_is_done_stays_on_time_or_late_for_good() -> None:
    much_later = date(2021, 1, 1)
    done = {
        on: lateness(CALENDAR, due_on=FRIDAY, today=much_later, done_on=on)
        for on in (FRIDAY, SATURDAY)
    }
    assert done == {FRIDAY: Lateness.DONE_ON_TIME, SATURDAY: Lateness.DONE_LATE}


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_no_thread_sees_a_year_half_filled() -> None:
    together = Barrier(8)

    def works_on_a_day_off(_thread: int) -> bool:
        together.wait()
        return CALENDAR.works(date(2024, 4, 29))

    for _ in range(10):
        calendar._official_calendar.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            assert not any(pool.map(works_on_a_day_off, range(8)))
