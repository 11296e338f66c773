"""Asking a complainant: the clock stops, goes on where it stood, or the case ends."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import calendars, cases, history, queries, standing
from documents.deadlines import (
    LONGEST_TERM,
    Calendar,
    Rule,
    Terms,
    days_between,
    local_day,
)
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.facts import facts_of
from documents.handling import accepting, asking_info, pausing, withdrawing
from documents.handling.accepting import Looked
from documents.models import Case, Pause
from documents.queries import CaseFilter
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Field,
    Outcome,
    OutcomeReason,
    Role,
    SimilarCheck,
    TimedStep,
    Urgency,
)
from tests import factories
from tests.factories import CALENDAR, People

S = CaseState
QUESTION = "Xin cho biết ổ gà ở làn nào, hướng nào?"
ANSWER = "Làn ngoài cùng, hướng đi Bà Rịa."
REASON = "Không rõ vị trí nên không kiểm tra được."
WEEK = timedelta(days=7)
NEW_YEAR = date(2019, 12, 31)
"""Ten working days after Tuesday 17 December 2019, when every case is received."""


class Desk:
    """One case, and its officers at work."""

    def __init__(
        self, session: Session, people: People, now: datetime, state: CaseState
    ) -> None:
        self.session, self.people, self.now = session, people, now
        make = partial(factories.make_case, session, now=now, by=people[Role.CLERK])
        if state is S.SUBMITTED:
            make = partial(
                factories.make_sent_case, session, now=now, by=people[Role.CLERK]
            )
        self.case: Case = make()
        if state is not S.SUBMITTED:
            factories.advance_to(session, self.case, state, people, now)

    def _told(self, role: Role, later: timedelta) -> dict[str, Any]:
        return {
            "expected_version": self.case.version,
            "by": self.people[role],
            "now": self.now + later,
        }

    def ask(
        self,
        question: str = QUESTION,
        *,
        role: Role = Role.FOCAL,
        later: timedelta = timedelta(),
        calendar: Calendar = CALENDAR,
    ) -> Pause:
        told = self._told(role, later)
        asking_info.ask(self.session, self.case, question, calendar=calendar, **told)
        return standing.pauses(self.session, self.case)[-1]

    def answer(
        self, text: str = ANSWER, *, role: Role = Role.CLERK, later: timedelta = WEEK
    ) -> None:
        told = self._told(role, later)
        asking_info.supplement(self.session, self.case, text, calendar=CALENDAR, **told)

    def expire(
        self, text: str = REASON, *, role: Role = Role.FOCAL, later: timedelta
    ) -> None:
        told = self._told(role, later)
        asking_info.expire(self.session, self.case, text, calendar=CALENDAR, **told)

    def accept(self, *, role: Role = Role.CLERK, later: timedelta) -> None:
        told, answer = self._told(role, later), Looked(SimilarCheck.KEPT_APART)
        accepting.accept(self.session, self.case, answer, calendar=CALENDAR, **told)

    def last_note(self) -> str:
        return history.of(self.session, self.case)[-1].note


@pytest.fixture
def received(session: Session, people: People, now: datetime) -> Desk:
    return Desk(session, people, now, S.RECEIVED)


@pytest.fixture
def sent(session: Session, people: People, now: datetime) -> Desk:
    return Desk(session, people, now, S.SUBMITTED)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.RECEIVED, S.IN_PROGRESS])
def test_a_case_goes_on_where_it_was_and_is_due_later_by_the_wait(
    session: Session, people: People, now: datetime, state: CaseState
) -> None:
    desk = Desk(session, people, now, state)
    pause = desk.ask()
    assert desk.case.state is S.AWAITING_INFO
    assert (pause.since, pause.expires_on) == (date(2019, 12, 17), NEW_YEAR)
    assert desk.last_note() == QUESTION
    desk.answer()
    case, current = desk.case, desk.case.rounds[-1]
    assert case.state is state
    assert (pause.until, pause.days, pause.answer) == (date(2019, 12, 24), 5, ANSWER)
    assert case.due_on == current.due_on == date(2020, 1, 8)
    assert (current.original_due_on, current.paused_days) == (NEW_YEAR, 5)


def test_the_history_tells_how_long_it_took_not_what_the_sender_said(
    received: Desk,
) -> None:
    received.ask()
    received.answer()
    told = [event.note for event in history.of(received.session, received.case)]
    assert "Thời hạn lùi 5 ngày làm việc." in told
    assert not any(ANSWER in note for note in told)


def test_an_answer_on_the_same_day_moves_no_due_date(received: Desk) -> None:
    received.ask()
    received.answer(later=timedelta(hours=2))
    current = received.case.rounds[-1]
    assert received.case.due_on == NEW_YEAR
    assert (current.original_due_on, current.paused_days) == (None, 0)


def test_the_wait_is_counted_in_working_days_and_by_the_departments_own_rule(
    received: Desk, session: Session, people: People, now: datetime
) -> None:
    eve_of_tet = datetime(2020, 1, 22, 9, tzinfo=now.tzinfo) - now
    assert received.ask(later=eve_of_tet).expires_on == date(2020, 2, 12)
    five = Calendar(terms=Terms((Rule(TimedStep.SUPPLEMENT, 5),)))
    other = Desk(session, people, now, S.RECEIVED)
    assert other.ask(calendar=five).expires_on == date(2019, 12, 24)


def test_two_questions_are_asked_and_no_third(received: Desk) -> None:
    for week in (0, 1):
        received.ask(later=week * WEEK)
        received.answer(later=(week + 1) * WEEK)
    assert received.case.rounds[-1].paused_days == 10
    assert received.case.rounds[-1].original_due_on == NEW_YEAR
    with pytest.raises(TransitionRefused, match="2 lần"):
        received.ask(later=2 * WEEK)


def test_before_receipt_one_question_is_asked(sent: Desk) -> None:
    sent.ask(role=Role.CLERK)
    sent.answer()
    with pytest.raises(TransitionRefused, match="hãy tiếp nhận"):
        sent.ask(role=Role.CLERK)
    sent.accept(later=WEEK)
    sent.ask(later=WEEK)
    assert sent.case.state is S.AWAITING_INFO


def test_who_asks_and_of_whom(
    received: Desk, session: Session, people: People, now: datetime
) -> None:
    for role in set(Role) - {Role.FOCAL, Role.ADMIN, Role.HEAD, Role.HANDLER}:
        with pytest.raises(NotAllowed):
            received.ask(role=role)
    received.case.anonymous = True
    with pytest.raises(TransitionRefused, match="không có cách liên hệ"):
        received.ask()
    assert received.case.state is S.RECEIVED


def test_what_says_nothing_is_refused(received: Desk) -> None:
    with pytest.raises(Invalid) as padded:
        received.ask("ở    \u00a0   đâu ?")
    assert "ít nhất 10 ký tự" in padded.value.fields["question"]
    received.ask()
    with pytest.raises(Invalid) as short:
        received.answer("làn trái")
    assert "ít nhất 10 ký tự" in short.value.fields["answer"]
    with pytest.raises(Invalid) as why:
        received.expire("Không trả lời.", later=3 * WEEK)
    assert "ít nhất 20 ký tự" in why.value.fields["reason_text"]
    assert received.case.state is S.AWAITING_INFO
    assert received.case.due_on == NEW_YEAR


@pytest.mark.parametrize(
    ("state", "ended", "outcome"),
    [
        (S.SUBMITTED, S.DECLINED, Outcome.DECLINED),
        (S.RECEIVED, S.CLOSED_UNRESOLVED, Outcome.NO_RESOLUTION),
        (S.IN_PROGRESS, S.CLOSED_UNRESOLVED, Outcome.NO_RESOLUTION),
    ],
)
def test_a_case_without_an_answer_ends_after_the_last_day_and_not_on_it(
    session: Session,
    people: People,
    now: datetime,
    state: CaseState,
    ended: CaseState,
    outcome: Outcome,
) -> None:
    desk = Desk(session, people, now, state)
    pause = desk.ask()
    with pytest.raises(TransitionRefused, match="Chưa hết thời hạn"):
        desk.expire(later=timedelta(days=14))
    with pytest.raises(NotAllowed):
        desk.expire(role=Role.CLERK, later=timedelta(days=15))
    desk.expire(later=timedelta(days=16))
    case, current = desk.case, desk.case.rounds[-1]
    assert (case.state, case.outcome, current.outcome) == (ended, outcome, outcome)
    assert current.reason is OutcomeReason.MISSING_INFORMATION
    assert current.reason_text == REASON
    assert (pause.until, pause.days, pause.answer) == (date(2020, 1, 2), 11, "")
    assert current.on_time is True
    session.flush()


def test_a_case_that_was_late_when_asked_stays_as_late_as_it_was(
    received: Desk,
) -> None:
    asked = datetime(2020, 1, 3, 9, tzinfo=received.now.tzinfo) - received.now
    received.ask(later=asked)
    session, today = received.session, date(2020, 1, 10)
    assert facts_of(
        session, received.case, received.people[Role.FOCAL], today=today
    ).is_overdue
    received.answer(later=asked + WEEK)
    late = CALENDAR.working_days_between
    assert late(received.case.due_on, today) == late(NEW_YEAR, date(2020, 1, 3)) == 2


def test_who_waits_is_not_late_in_any_list_unless_he_was(
    session: Session, people: People, now: datetime
) -> None:
    in_time, late = (Desk(session, people, now, S.RECEIVED) for _ in range(2))
    in_time.ask(later=WEEK)
    late.ask(later=timedelta(days=20))
    session.flush()
    far = local_day(now) + timedelta(days=60)
    viewer = people[Role.FOCAL]
    listed = queries.case_list(session, viewer, only=CaseFilter(overdue_on=far))
    assert [*listed.rows] == [late.case]
    assert queries.desk_figures(session, viewer, today=far).overdue == 1
    assert queries.desk_figures(session, viewer, today=NEW_YEAR).due_today == 0
    facts = facts_of(session, in_time.case, viewer, today=far)
    assert not facts.is_overdue
    assert standing.paused_since(session, [in_time.case, late.case]) == {
        in_time.case.id: date(2019, 12, 24),
        late.case.id: date(2020, 1, 6),
    }


def test_a_wait_that_is_over_comes_back_to_the_focal_officer(received: Desk) -> None:
    received.ask()
    received.session.flush()

    def waiting(role: Role, today: date) -> list[Case]:
        viewer = received.people[role]
        return queries.waiting_for(received.session, viewer, today=today)

    assert waiting(Role.FOCAL, NEW_YEAR) == []
    assert waiting(Role.FOCAL, date(2020, 1, 1)) == [received.case]
    assert waiting(Role.CVP, date(2020, 1, 1)) == []


def test_the_days_of_a_wait_stay_when_the_case_is_assigned(received: Desk) -> None:
    received.ask()
    received.answer()
    lead = factories.unit(received.session, "KCHT")
    quick = cases.Assignment(CaseKind.REPORT, Field.ROADS, Urgency.QUICK, lead.id)
    cases.assign(
        received.session,
        received.case,
        quick,
        calendar=CALENDAR,
        expected_version=received.case.version,
        by=received.people[Role.FOCAL],
        now=received.now + WEEK,
    )
    current = received.case.rounds[-1]
    assert received.case.due_on == current.due_on == date(2019, 12, 27)
    assert current.original_due_on == date(2019, 12, 20)
    received.session.flush()


def test_the_days_of_a_wait_stay_on_top_of_the_provinces_date(
    session: Session, people: People, now: datetime
) -> None:
    desk = Desk(session, people, now, S.RECEIVED)
    desk.case.external_due = desk.case.due_on
    desk.ask()
    desk.answer()
    desk.case.calendar_version = "another"
    session.flush()
    assert calendars.moved(session, CALENDAR) == []


def test_a_sent_case_is_taken_now_whatever_was_asked_before(sent: Desk) -> None:
    sent.ask(role=Role.CLERK)
    sent.answer()
    sent.accept(later=WEEK)
    case, current = sent.case, sent.case.rounds[-1]
    assert case.state is S.RECEIVED
    assert case.received_at == current.received_at == sent.now + WEEK
    assert case.due_on == current.due_on == date(2020, 1, 8)
    assert (current.original_due_on, current.paused_days) == (None, 0)
    assert sent.last_note() == "Có hồ sơ tương tự, vẫn tiếp nhận riêng"


def test_only_who_takes_cases_down_accepts_them_and_only_once(sent: Desk) -> None:
    for role in (Role.CVP, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            sent.accept(role=role, later=WEEK)
    sent.accept(role=Role.FOCAL, later=WEEK)
    with pytest.raises(TransitionRefused):
        sent.accept(later=WEEK)


def test_a_case_taken_back_while_it_waits_waits_no_longer(received: Desk) -> None:
    pause = received.ask()
    withdrawing.withdraw(
        received.session,
        received.case,
        "Người gửi gọi lại, xin rút.",
        calendar=CALENDAR,
        expected_version=received.case.version,
        by=received.people[Role.CLERK],
        now=received.now + WEEK,
    )
    assert received.case.state is S.WITHDRAWN
    assert (pause.until, pause.days, pause.answer) == (date(2019, 12, 24), 5, "")
    assert received.case.rounds[-1].paused_days == 5


def test_a_case_that_does_not_wait_is_left_alone(received: Desk) -> None:
    wait = partial(pausing.end_pause, received.session, received.case)
    wait(calendar=CALENDAR, now=received.now + WEEK)
    assert received.case.due_on == NEW_YEAR
    assert received.case.rounds[-1].original_due_on is None


@pytest.mark.parametrize("way", ["answer", "expire"])
def test_a_wait_of_three_years_ends_too(received: Desk, way: str) -> None:
    before, years = received.case.due_on, timedelta(days=1100)
    received.ask()
    if way == "answer":
        received.answer(later=years)
    else:
        received.expire(later=years)
    days = received.case.rounds[-1].paused_days
    assert days > LONGEST_TERM
    assert days_between(CALENDAR, before, received.case.due_on) == days
