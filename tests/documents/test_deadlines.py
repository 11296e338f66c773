"""Due dates: the reviewed vectors, and what holds for every start and term."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.deadlines import Calendar, Override, due_after, due_before, due_by

VECTORS = Path(__file__).parent / "calendar-vectors.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
CALENDAR = Calendar()
DAYS = st.dates(date(2019, 1, 1), date(2027, 6, 30))
TERMS = st.integers(1, 60)


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


@given(DAYS, st.booleans())
def test_an_official_decision_wins_both_ways(on: date, works: bool) -> None:
    decided = Calendar({on: Override(works=works, name="Hoán đổi", basis="Công văn")})
    assert decided.works(on) is works


@given(DAYS)
def test_before_a_day_excludes_it_and_by_a_day_may_be_it(fixed: date) -> None:
    before, by = due_before(CALENDAR, fixed), due_by(CALENDAR, fixed)
    assert before < fixed
    assert by <= fixed
    assert CALENDAR.works(before)
    assert CALENDAR.works(by)
    assert (by == fixed) is CALENDAR.works(fixed)
    assert fixed - before < timedelta(days=14)
