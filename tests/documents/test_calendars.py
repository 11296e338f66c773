"""The department's calendar: decided, confirmed, and never moving a case unasked."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import calendars, history
from documents.database import Database
from documents.deadlines import OFFICIAL, Calendar, Override
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import CalendarDay, Case, Event, Extension
from documents.vocabulary import CaseState, EventKind, Role
from tests import factories
from tests.factories import People

OFF = Override(works=False, name="Nghỉ bù", basis="Công văn 1/VPCP")
WORKED = Override(works=True, name="Làm bù", basis="Công văn 1/VPCP")
CHRISTMAS_EVE, SATURDAY = date(2019, 12, 24), date(2019, 12, 28)
WHY = "Theo thông báo hoán đổi ngày làm việc."


def decide(
    session: Session, people: People, now: datetime, on: date, told: Override = OFF
) -> CalendarDay:
    return calendars.decide_day(session, on, told, by=people[Role.ADMIN], now=now)


def case(session: Session, people: People, now: datetime, **told: object) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK], **told)
    factories.advance_to(session, made, CaseState.IN_PROGRESS, people, now)
    session.flush()
    return made


def count_again(session: Session, people: People, now: datetime, *codes: str) -> int:
    return calendars.count_again(
        session,
        codes,
        calendars.current(session),
        reason=WHY,
        by=people[Role.CVP],
        now=now,
    )


def test_without_a_decision_the_calendar_is_the_one_we_ship(session: Session) -> None:
    assert calendars.current(session) == Calendar()


def test_a_decided_day_is_what_was_decided_until_it_is_taken_back(
    session: Session, people: People, now: datetime
) -> None:
    row = decide(session, people, now, CHRISTMAS_EVE)
    decide(session, people, now, SATURDAY, WORKED)
    calendar = calendars.current(session)
    assert not calendar.works(CHRISTMAS_EVE)
    assert calendar.works(SATURDAY)
    assert calendar.day(SATURDAY).note == "Làm bù"
    assert set(OFFICIAL) < set(calendar.overrides)
    calendars.take_back_day(session, row.id, by=people[Role.ADMIN], now=now)
    after = calendars.current(session)
    assert after.works(CHRISTMAS_EVE)
    assert len({Calendar().version, calendar.version, after.version}) == 3
    with pytest.raises(NotFound):
        calendars.take_back_day(session, row.id, by=people[Role.ADMIN], now=now)
    assert decide(session, people, now, CHRISTMAS_EVE).id != row.id


def test_a_departments_decision_wins_over_an_official_swap(
    session: Session, people: People, now: datetime
) -> None:
    decide(session, people, now, date(2026, 1, 2), WORKED)
    assert calendars.current(session).works(date(2026, 1, 2))


@given(on=st.dates(date(2019, 1, 1), date(2027, 12, 31)), works=st.booleans())
@settings(max_examples=40)
def test_any_day_can_be_decided_both_ways(on: date, *, works: bool) -> None:
    told = Override(works=works, name="x", basis="y")
    assert Calendar({**OFFICIAL, on: told}).works(on) is works


@pytest.mark.parametrize(
    ("on", "told", "field"),
    [
        (CHRISTMAS_EVE, Override(works=False, name=" ", basis="x"), "name"),
        (CHRISTMAS_EVE, Override(works=False, name="x", basis=" "), "basis"),
        (date(1999, 1, 1), OFF, "on"),
        (SATURDAY, WORKED, "on"),
    ],
)
def test_a_decision_without_basis_or_a_second_one_is_refused(
    session: Session,
    people: People,
    now: datetime,
    on: date,
    told: Override,
    field: str,
) -> None:
    decide(session, people, now, SATURDAY)
    with pytest.raises(Invalid) as refusal:
        decide(session, people, now, on, told)
    assert set(refusal.value.fields) == {field}


def test_two_administrators_decide_a_day_once(
    database: Database, now: datetime
) -> None:
    with database.writing() as session:
        admin = factories.make_officer(session, Role.ADMIN, now=now)
        session.commit()

    def act() -> bool:
        with database.writing() as session:
            try:
                calendars.decide_day(session, CHRISTMAS_EVE, OFF, by=admin, now=now)
            except Invalid:
                return False
            session.commit()
            return True

    assert sum(factories.at_once(act, times=4)) == 1


def test_a_year_is_confirmed_once_and_says_by_whom(
    session: Session, people: People, now: datetime
) -> None:
    for _ in range(2):
        calendars.confirm_year(session, 2020, by=people[Role.ADMIN], now=now)
    assert calendars.current(session).confirmed == {2020}
    found = calendars.confirmation(session, 2020)
    assert found is not None
    assert found.confirmed_by_id == people[Role.ADMIN].officer_id
    with pytest.raises(Invalid):
        calendars.confirm_year(session, 1000, by=people[Role.ADMIN], now=now)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_administrators_decide(
    session: Session, people: People, now: datetime, role: Role
) -> None:
    by = people[role]
    with pytest.raises(NotAllowed):
        calendars.decide_day(session, CHRISTMAS_EVE, OFF, by=by, now=now)
    with pytest.raises(NotAllowed):
        calendars.take_back_day(session, 1, by=by, now=now)
    with pytest.raises(NotAllowed):
        calendars.confirm_year(session, 2020, by=by, now=now)


def test_decisions_are_lines_of_the_history(
    session: Session, people: People, now: datetime
) -> None:
    row = decide(session, people, now, CHRISTMAS_EVE)
    calendars.take_back_day(session, row.id, by=people[Role.ADMIN], now=now)
    calendars.confirm_year(session, 2020, by=people[Role.ADMIN], now=now)
    told = session.scalars(
        select(Event.subject).where(Event.kind == EventKind.CONFIGURED)
    ).all()
    assert told == ["calendar_day", "calendar_day", "calendar_year"]
    assert history.verify(session)[1] is None


def test_a_changed_calendar_lists_a_case_and_moves_none(
    session: Session, people: People, now: datetime
) -> None:
    moved = case(session, people, now)
    before, version = moved.due_on, moved.version
    assert calendars.moved(session, calendars.current(session)) == []
    decide(session, people, now, CHRISTMAS_EVE)
    (listed,) = calendars.moved(session, calendars.current(session))
    assert (listed.case, listed.due_on) == (moved, date(2020, 1, 2))
    assert (moved.due_on, moved.version) == (before, version)


def test_the_chief_has_a_case_counted_again_with_a_line_in_its_history(
    session: Session, people: People, now: datetime
) -> None:
    chosen, left = case(session, people, now), case(session, people, now)
    decide(session, people, now, CHRISTMAS_EVE)
    assert count_again(session, people, now, chosen.code) == 1
    assert chosen.due_on == chosen.rounds[-1].due_on == date(2020, 1, 2)
    assert left.due_on == date(2019, 12, 31)
    line = history.of(session, chosen)[-1]
    assert line.kind is EventKind.RECOMPUTED
    assert WHY in line.note
    assert "31/12/2019" in line.note
    (listed,) = calendars.moved(session, calendars.current(session))
    assert listed.case is left


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CVP}))
def test_nobody_else_has_cases_counted_again(
    session: Session, people: People, now: datetime, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        calendars.count_again(
            session, ["x"], Calendar(), reason=WHY, by=people[role], now=now
        )


def test_counting_again_needs_a_reason_and_a_case(
    session: Session, people: People, now: datetime
) -> None:
    moved = case(session, people, now)
    decide(session, people, now, CHRISTMAS_EVE)
    with pytest.raises(Invalid):
        count_again(session, people, now, "DDN-2019-999999")
    with pytest.raises(Invalid):
        calendars.count_again(
            session,
            [moved.code],
            calendars.current(session),
            reason="  ",
            by=people[Role.CVP],
            now=now,
        )


def test_a_closed_case_keeps_its_due_date(
    session: Session, people: People, now: datetime, tmp_path: Path
) -> None:
    done = case(session, people, now)
    store = factories.store(tmp_path)
    factories.advance_to(session, done, CaseState.RESOLVED, people, now, files=store)
    decide(session, people, now, CHRISTMAS_EVE)
    assert calendars.moved(session, calendars.current(session)) == []


def test_paused_days_stay_when_a_case_is_counted_again(
    session: Session, people: People, now: datetime
) -> None:
    paused = case(session, people, now)
    current = paused.rounds[-1]
    current.original_due_on, current.paused_days = paused.due_on, 2
    paused.due_on = current.due_on = date(2020, 1, 3)
    session.flush()
    decide(session, people, now, CHRISTMAS_EVE)
    (listed,) = calendars.moved(session, calendars.current(session))
    assert listed.due_on == date(2020, 1, 6)
    assert count_again(session, people, now, paused.code) == 1
    assert (current.original_due_on, current.due_on) == (
        date(2020, 1, 2),
        date(2020, 1, 6),
    )


def test_a_date_somebody_granted_only_leaves_a_day_off(
    session: Session, people: People, now: datetime
) -> None:
    extended = case(session, people, now)
    granted = date(2020, 1, 6)
    session.add(
        Extension(
            case_id=extended.id,
            round=1,
            old_due_on=extended.due_on,
            new_due_on=granted,
            reason="Cần đo đạc lại.",
            asked_by_id=people[Role.HEAD].officer_id,
            granted_by_id=people[Role.CVP].officer_id,
            at=now,
        )
    )
    extended.due_on = extended.rounds[-1].due_on = granted
    session.flush()
    decide(session, people, now, CHRISTMAS_EVE)
    assert calendars.moved(session, calendars.current(session)) == []
    decide(session, people, now, granted)
    (listed,) = calendars.moved(session, calendars.current(session))
    assert listed.due_on == granted + timedelta(1)


def test_the_provinces_date_is_not_counted_again(
    session: Session, people: People, now: datetime
) -> None:
    given_day = date(2019, 12, 22)
    ordered = case(session, people, now, external_due=given_day)
    assert ordered.due_on == given_day
    decide(session, people, now, date(2019, 12, 20))
    assert calendars.moved(session, calendars.current(session)) == []
