"""How a round ended or stood, to the day: S09–S14, and how long it took (S16)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from documents.ending import end
from documents.files import FileStore
from documents.handling import asking_info
from documents.models import Case, Pause
from documents.statistics import Period
from documents.vocabulary import CaseState, Outcome, OutcomeReason, Role, TransferMode
from tests.documents.statistics.test_statistics import (
    DECEMBER,
    JANUARY,
    WHY,
    case_at,
    finish,
    on,
    seen,
    told,
)
from tests.factories import CALENDAR, People

ENDS = [
    (Outcome.TRANSFERRED, CaseState.TRANSFERRED, "transferred"),
    (Outcome.NO_RESOLUTION, CaseState.CLOSED_UNRESOLVED, "unresolved"),
    (Outcome.WITHDRAWN, CaseState.WITHDRAWN, "withdrawn"),
    (Outcome.DECLINED, CaseState.DECLINED, "guided"),
]
"""How a round ends without a reply, and the figure it is counted in (S09–S11)."""


def ended(
    session: Session, case: Case, outcome: Outcome, state: CaseState, at: datetime
) -> None:
    case.rounds[-1].agency = "UBND thành phố"
    case.rounds[-1].mode = TransferMode.FORWARD
    has_reason = outcome in {Outcome.NO_RESOLUTION, Outcome.DECLINED}
    why = OutcomeReason.SPAM if has_reason else None
    end(case, outcome, now=at, text=WHY, reason=why)
    case.state = state
    session.flush()


@pytest.mark.parametrize(("outcome", "state", "figure"), ENDS)
def test_an_end_without_a_reply_counts_in_the_period_it_falls_in(
    session: Session, people: People, outcome: Outcome, state: CaseState, figure: str
) -> None:
    """At midnight after the last day: the case stood in December, and left it."""
    case = case_at(session, people, on(12, 2))
    ended(session, case, outcome, state, on(1, 1, hour=0, year=2020))
    december = seen(session, people).total
    assert (december.open, getattr(december, figure)) == (1, 0)
    january = seen(session, people, JANUARY).total
    assert (january.carried, january.open, getattr(january, figure)) == (1, 0, 1)
    assert january.taken.n == january.resolved == 0


def test_a_case_is_overdue_from_the_day_after_it_was_due(
    session: Session, people: People
) -> None:
    due_on = case_at(session, people, on(12, 2)).due_on
    last = seen(session, people, Period(DECEMBER.first, due_on)).total
    assert (last.within, last.overdue) == (1, 0)
    after = Period(DECEMBER.first, due_on + timedelta(days=1))
    total = seen(session, people, after).total
    assert (total.within, total.overdue) == (0, 1)


def test_a_question_stops_the_clock_until_the_day_it_is_answered(
    session: Session, people: People
) -> None:
    case = case_at(session, people, on(12, 2))
    who = told(case, people, Role.FOCAL, on(12, 10))
    asking_info.ask(session, case, WHY, calendar=CALENDAR, **who)
    session.flush()
    answered_on = case.due_on + timedelta(days=4)
    session.execute(update(Pause).values(until=answered_on, days=0))
    day = timedelta(days=1)
    waits = seen(session, people, Period(DECEMBER.first, answered_on - day)).total
    assert (waits.within, waits.overdue) == (1, 0)
    total = seen(session, people, Period(DECEMBER.first, answered_on)).total
    assert (total.within, total.overdue) == (0, 1)


@pytest.mark.parametrize(("paused_days", "taken"), [(0, 8), (3, 5), (9, 0)])
def test_the_days_of_a_question_are_not_those_of_the_work(
    session: Session, people: People, files: FileStore, paused_days: int, taken: int
) -> None:
    case = case_at(session, people, on(12, 2))
    finish(session, case, people, files, on(12, 12))
    case.rounds[-1].paused_days = paused_days
    session.flush()
    assert seen(session, people).total.taken.mean == taken


def test_what_took_no_reply_does_not_shorten_the_mean(
    session: Session, people: People, files: FileStore
) -> None:
    finish(session, case_at(session, people, on(12, 2)), people, files, on(12, 12))
    other = case_at(session, people, on(12, 2))
    ended(session, other, Outcome.WITHDRAWN, CaseState.WITHDRAWN, on(12, 3))
    total = seen(session, people).total
    assert (total.resolved, total.withdrawn) == (1, 1)
    assert total.taken.n == 1
    assert total.taken.mean == 8
