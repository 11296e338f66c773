"""Terms by rule, in working days, days and hours; pauses, extensions, lateness."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.deadlines import (
    DEFAULTS,
    HANOI,
    Calendar,
    DayKind,
    Rule,
    Terms,
    counted_until,
    days_between,
    due_by_rule,
    due_of_case,
    due_within,
    lateness,
    later,
    latest_extension,
    resume_due,
    unit_due,
)
from documents.vocabulary import (
    CaseKind,
    Lateness,
    Source,
    TermUnit,
    TimedStep,
    Urgency,
)

CALENDAR = Calendar()
DAYS = st.dates(date(2019, 1, 1), date(2027, 6, 30))
TUESDAY = datetime(2019, 12, 17, 9, 30, tzinfo=HANOI)
FRIDAY, SATURDAY, MONDAY = date(2019, 12, 20), date(2019, 12, 21), date(2019, 12, 23)
OWN = "Quyết định 12/QĐ-SGTVT"


def own(step: TimedStep, amount: int, **told: object) -> Rule:
    return Rule(step, amount, basis=OWN, **told)  # type: ignore[arg-type]  # told by name


def with_rules(*rules: Rule) -> Calendar:
    return Calendar(terms=Terms(rules))


def test_every_default_says_that_it_is_one_or_where_it_is_from() -> None:
    for rule in DEFAULTS:
        assert rule.basis.startswith("Mặc định hệ thống") or "574" in rule.basis


@pytest.mark.parametrize("step", TimedStep)
@pytest.mark.parametrize("urgency", Urgency)
def test_every_step_has_a_term(step: TimedStep, urgency: Urgency) -> None:
    assert CALENDAR.terms.find(step, FRIDAY, urgency=urgency).words


def test_the_departments_own_rule_wins_over_the_default() -> None:
    calendar = with_rules(own(TimedStep.RESOLVE, 7))
    due = due_of_case(calendar, TUESDAY, Urgency.NORMAL)
    assert (due.due_on, due.basis) == (date(2019, 12, 26), OWN)
    assert "7 ngày làm việc" in due.sentence()


def test_the_narrowest_rule_wins_and_then_the_newest() -> None:
    terms = Terms(
        (
            own(TimedStep.RESOLVE, 9, valid_from=date(2019, 1, 1)),
            own(TimedStep.RESOLVE, 8, valid_from=date(2019, 6, 1)),
            own(TimedStep.RESOLVE, 5, source=Source.PROVINCE),
            own(TimedStep.RESOLVE, 4, source=Source.PROVINCE, kind=CaseKind.QUESTION),
        )
    )

    def found(on: date, **case: object) -> int:
        return terms.find(TimedStep.RESOLVE, on, **case).amount  # type: ignore[arg-type]  # told by name

    assert found(date(2019, 3, 1)) == 9
    assert found(FRIDAY, urgency=Urgency.NORMAL) == 8
    assert found(FRIDAY, source=Source.PROVINCE) == 5
    assert found(FRIDAY, source=Source.PROVINCE, kind=CaseKind.QUESTION) == 4
    assert found(date(2018, 1, 1), urgency=Urgency.NORMAL) == 10


def test_an_ended_rule_holds_on_its_last_day_and_not_after() -> None:
    terms = Terms((own(TimedStep.APPROVE, 3, valid_to=FRIDAY),))
    assert terms.find(TimedStep.APPROVE, FRIDAY).amount == 3
    assert terms.find(TimedStep.APPROVE, SATURDAY).amount == 1


def test_the_date_the_province_gives_wins_even_when_it_is_past() -> None:
    calendar = with_rules(own(TimedStep.RESOLVE, 7))
    for given_day in (SATURDAY, date(2019, 12, 1)):
        due = due_of_case(calendar, TUESDAY, Urgency.NORMAL, external_due=given_day)
        assert due.due_on == given_day
        assert "UBND tỉnh" in due.basis


@given(DAYS, st.integers(1, 60))
def test_a_term_in_days_ends_on_a_working_day_not_before_it_is_over(
    start: date, amount: int
) -> None:
    due = due_within(CALENDAR, start, amount)
    assert CALENDAR.works(due.due_on)
    last = start + timedelta(amount)
    assert due.due_on >= last
    assert not any(
        CALENDAR.works(last + timedelta(n)) for n in range((due.due_on - last).days)
    )
    assert [day.count for day in due.days if day.count] == list(range(1, amount + 1))


def test_hours_run_past_midnight_and_never_end_on_a_day_off() -> None:
    rule = own(TimedStep.RESOLVE, 24, unit=TermUnit.HOURS, urgency=Urgency.URGENT)
    assert due_by_rule(CALENDAR, TUESDAY, rule).due_on == date(2019, 12, 18)
    friday = datetime(2019, 12, 20, 16, 0, tzinfo=HANOI)
    assert due_by_rule(CALENDAR, friday, rule).due_on == MONDAY
    assert "24 giờ" in due_by_rule(CALENDAR, friday, rule).sentence()
    short = own(TimedStep.RESOLVE, 4, unit=TermUnit.HOURS, urgency=Urgency.URGENT)
    assert due_by_rule(CALENDAR, TUESDAY, short).due_on == TUESDAY.date()


def test_a_term_of_no_days_is_the_same_working_day() -> None:
    rule = own(TimedStep.CLASSIFY, 0)
    assert due_by_rule(CALENDAR, TUESDAY, rule).due_on == TUESDAY.date()
    saturday = datetime(2019, 12, 21, 9, 0, tzinfo=HANOI)
    assert due_by_rule(CALENDAR, saturday, rule).due_on == MONDAY


def test_a_units_margin_follows_its_rule() -> None:
    calendar = with_rules(own(TimedStep.UNIT_MARGIN, 3))
    assert unit_due(calendar, MONDAY, Urgency.NORMAL) == date(2019, 12, 18)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_pause_moves_the_due_date_by_its_working_days(
    since: date, before: int, length: int
) -> None:
    due = later(CALENDAR, since, before + 1)
    resumed = since + timedelta(length)
    moved = resume_due(CALENDAR, due, paused_since=since, resumed_on=resumed)
    assert CALENDAR.working_days_between(due, moved) == days_between(
        CALENDAR, since, resumed
    )


def test_a_question_answered_the_same_day_or_over_a_weekend_moves_nothing() -> None:
    for resumed in (FRIDAY, SATURDAY, date(2019, 12, 22)):
        assert (
            resume_due(CALENDAR, MONDAY, paused_since=FRIDAY, resumed_on=resumed)
            == MONDAY
        )
    assert days_between(CALENDAR, MONDAY, FRIDAY) == 0


def test_an_extension_is_at_most_five_working_days_then_ten() -> None:
    assert latest_extension(CALENDAR, FRIDAY, times=1) == date(2019, 12, 27)
    assert latest_extension(CALENDAR, FRIDAY, times=2) == date(2020, 1, 6)


def test_days_of_a_pause_are_shown_and_not_counted() -> None:
    shown = counted_until(
        CALENDAR, date(2019, 12, 17), MONDAY, pauses=[(date(2019, 12, 18), FRIDAY)]
    )
    paused = [day.on.day for day in shown.days if day.kind is DayKind.PAUSED]
    assert paused == [19, 20]
    assert [d.count for d in shown.days if d.count] == [1, 2]
    waiting = counted_until(CALENDAR, FRIDAY, MONDAY, pauses=[(FRIDAY, None)])
    assert waiting.days[-1].kind is DayKind.PAUSED


@pytest.mark.parametrize(
    ("since", "today", "expected"),
    [
        (date(2019, 12, 18), date(2019, 12, 19), Lateness.PAUSED),
        (date(2019, 12, 18), date(2020, 3, 2), Lateness.PAUSED),
        (FRIDAY, date(2020, 3, 2), Lateness.PAUSED),
        (MONDAY, date(2020, 3, 2), Lateness.OVERDUE),
        (date(2020, 1, 2), date(2020, 3, 2), Lateness.LONG_OVERDUE),
    ],
)
def test_a_paused_case_is_not_late_unless_it_was(
    since: date, today: date, expected: Lateness
) -> None:
    found = lateness(CALENDAR, due_on=FRIDAY, today=today, paused_since=since)
    assert found is expected


def test_what_is_done_is_done_even_if_a_question_was_left_open() -> None:
    found = lateness(
        CALENDAR, due_on=FRIDAY, today=MONDAY, done_on=MONDAY, paused_since=FRIDAY
    )
    assert found is Lateness.DONE_LATE


def test_years_that_nobody_confirmed_are_named() -> None:
    calendar = Calendar(confirmed=frozenset({2019}))
    assert calendar.unconfirmed(date(2019, 12, 27), date(2020, 1, 13)) == (2020,)
    assert calendar.unconfirmed(FRIDAY, MONDAY) == ()
