"""Each figure by itself: what it counts, as of when, for whom, by what row."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from documents.errors import NotAllowed, Unbalanced
from documents.files import FileStore
from documents.handling import (
    asking_info,
    correcting,
    declining,
    extending,
    reassigning,
    reclassifying,
    reopening,
)
from documents.handling.declining import Declining
from documents.handling.extending import MoreTime
from documents.handling.reclassifying import CHECKLIST, Finding
from documents.models import Case, CaseRound
from documents.statistics import Cut, Figures, Period, Spread, Statistics, statistics
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Channel,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.factories import CALENDAR, People

DECEMBER = Period(date(2019, 12, 1), date(2019, 12, 31))
JANUARY = Period(date(2020, 1, 1), date(2020, 1, 31))
WHY = "Người gửi báo ổ gà xuất hiện lại ở cùng đoạn đường."


def on(month: int, day: int, hour: int = 9, year: int = 2019) -> datetime:
    """Return a moment by the clock of the office."""
    return datetime(year, month, day, hour, tzinfo=UTC) - timedelta(hours=7)


def seen(
    session: Session,
    people: People,
    period: Period = DECEMBER,
    cut: Cut = Cut.UNIT,
    role: Role = Role.DIRECTOR,
) -> Statistics:
    return statistics(session, people[role], period, cut, calendar=CALENDAR)


def some(figures: Figures) -> dict[str, Any]:
    """Return the counts that are not zero."""
    told = vars(figures)
    return {name: value for name, value in told.items() if type(value) is int and value}


def case_at(
    session: Session,
    people: People,
    at: datetime,
    state: CaseState = CaseState.IN_PROGRESS,
    **told: Any,
) -> Case:
    case = factories.make_case(session, now=at, by=people[Role.CLERK], **told)
    return factories.advance_to(session, case, state, people, at)


def told(case: Case, people: People, role: Role, now: datetime) -> dict[str, Any]:
    return {"expected_version": case.version, "by": people[role], "now": now}


def finish(
    session: Session, case: Case, people: People, files: FileStore, at: datetime
) -> None:
    factories.advance_to(session, case, CaseState.RESOLVED, people, at, files=files)


def test_one_call_from_receipt_to_closing_is_one_exact_row(
    session: Session, people: People, files: FileStore
) -> None:
    """Received on the 2nd, answered and closed on the 12th: eight working days."""
    case = case_at(session, people, on(12, 2), CaseState.RECEIVED)
    factories.advance_to(session, case, CaseState.IN_PROGRESS, people, on(12, 3))
    finish(session, case, people, files, on(12, 12))
    found = seen(session, people)
    one = {"sent": 1, "received": 1, "resolved": 1, "on_time": 1}
    one |= {"complete": 1, "cases": 1}
    assert some(found.total) == one
    assert found.total.to_handle == found.total.resolved == 1
    assert found.total.on_time_rate == 1
    assert found.total.late_rate == 0
    assert found.total.taken.mean == 8
    rows = {row.label: row.figures for row in found.rows}
    assert some(rows["Phòng Quản lý kết cấu hạ tầng"]) == one
    assert some(rows["Thanh tra Sở"]) == {}
    assert some(seen(session, people, JANUARY).total) == {}


def test_a_case_counts_as_open_until_the_day_it_is_answered(
    session: Session, people: People, files: FileStore
) -> None:
    case = case_at(session, people, on(12, 2))
    finish(session, case, people, files, on(12, 20))
    week = Period(date(2019, 12, 2), date(2019, 12, 19))
    assert seen(session, people, week).total.open == 1
    assert seen(session, people, week).total.overdue == 1
    after = Period(date(2019, 12, 20), date(2019, 12, 20))
    total = seen(session, people, after).total
    assert (total.carried, total.late, total.open) == (1, 1, 0)
    assert total.late_rate == 1


def test_the_day_is_the_office_s_not_greenwich_s(
    session: Session, people: People
) -> None:
    case_at(session, people, datetime(2019, 12, 31, 17, 30, tzinfo=UTC))
    assert seen(session, people).total.received == 0
    assert seen(session, people, JANUARY).total.received == 1


def test_what_is_written_down_later_counts_on_the_day_it_came_and_is_told(
    session: Session, people: People
) -> None:
    case_at(session, people, on(1, 5, year=2020), received_at=on(12, 30))
    total = seen(session, people).total
    assert (total.received, total.written_later) == (1, 1)


def test_what_nobody_took_is_sent_and_refused_and_in_no_balance(
    session: Session, people: People
) -> None:
    by = people[Role.CLERK]
    case = factories.make_sent_case(session, now=on(12, 2), by=by)
    factories.make_sent_case(session, now=on(12, 3), by=by)
    refusal = Declining(OutcomeReason.SPAM, WHY)
    declining.decline(
        session, case, refusal, **told(case, people, Role.FOCAL, on(12, 4))
    )
    found = seen(session, people)
    assert some(found.total) == {"sent": 2, "refused": 1}
    assert found.reasons["refused"] == ((OutcomeReason.SPAM, 1),)


def test_a_question_stops_the_clock_unless_it_was_late_already(
    session: Session, people: People
) -> None:
    in_time = case_at(session, people, on(12, 2))
    too_late = case_at(session, people, on(12, 2))
    for case, day in ((in_time, 10), (too_late, 18)):
        who = told(case, people, Role.FOCAL, on(12, day))
        asking_info.ask(session, case, WHY, calendar=CALENDAR, **who)
    session.flush()
    total = seen(session, people).total
    assert (total.within, total.overdue) == (1, 1)


def test_what_happens_after_the_period_leaves_it_alone(
    session: Session, people: People, files: FileStore
) -> None:
    case = case_at(session, people, on(12, 27))
    ended = case_at(session, people, on(12, 2))
    finish(session, ended, people, files, on(12, 12))
    cuts = {cut: seen(session, people, DECEMBER, cut).rows for cut in Cut}
    later = on(1, 6, year=2020)
    asked = MoreTime(date(2020, 1, 17), WHY)
    extending.propose_extension(
        session, case, asked, calendar=CALENDAR,
        **told(case, people, Role.HEAD, later),
    )  # fmt: skip
    session.flush()
    who = told(case, people, Role.CVP, later)
    extending.extend(session, case, calendar=CALENDAR, **who)
    session.flush()
    unit = factories.unit(session, "VTPT")
    who = told(case, people, Role.FOCAL, later)
    reassigning.to_unit(session, case, unit.id, WHY, **who)
    who = told(ended, people, Role.FOCAL, later)
    correcting.correct(session, ended, "field", "safety", WHY, **who)
    session.flush()
    who = told(ended, people, Role.FOCAL, later)
    reopening.reopen(session, ended, WHY, calendar=CALENDAR, **who)
    session.flush()
    assert {cut: seen(session, people, DECEMBER, cut).rows for cut in Cut} == cuts
    january = {row.label: row.figures for row in seen(session, people, JANUARY).rows}
    assert january["Phòng Quản lý vận tải"].open == 1
    assert january["Phòng Quản lý vận tải"].extended == 1
    assert january["Phòng Quản lý kết cấu hạ tầng"].again == 1


def test_what_is_sealed_is_counted_under_no_name(
    session: Session, people: People
) -> None:
    case = case_at(session, people, on(12, 2), channel=Channel.POST)
    answers = {**dict.fromkeys(CHECKLIST, False), "accuses": True}
    finding = Finding(CaseKind.DENUNCIATION, answers, WHY)
    who = told(case, people, Role.FOCAL, on(12, 3))
    reclassifying.propose_reclassifying(session, case, finding, **who)
    session.flush()
    who = told(case, people, Role.CVP, on(12, 4))
    reclassifying.reclassify(session, case, **who)
    session.flush()
    for cut in Cut:
        found = seen(session, people, DECEMBER, cut)
        named = {row.label: row.figures for row in found.rows if some(row.figures)}
        assert list(named) == ["Hướng dẫn khiếu nại, tố cáo"], cut
        assert (found.total.guided, found.total.other) == (1, 1)
    assert seen(session, people).reasons["guided"] == ((OutcomeReason.DENUNCIATION, 1),)
    assert some(seen(session, people, role=Role.HEAD).total) == {}


def test_a_head_reads_what_his_unit_led_and_no_other_role_reads_anything(
    session: Session, people: People
) -> None:
    case_at(session, people, on(12, 2))
    moved = case_at(session, people, on(12, 3))
    vtpt = factories.unit(session, "VTPT")
    who = told(moved, people, Role.FOCAL, on(12, 9))
    reassigning.to_unit(session, moved, vtpt.id, WHY, **who)
    session.flush()
    week = Period(date(2019, 12, 2), date(2019, 12, 8))
    assert seen(session, people, role=Role.HEAD).total.received == 1
    assert seen(session, people, week, role=Role.HEAD).total.received == 2
    for role in (Role.CLERK, Role.HANDLER, Role.ADMIN):
        with pytest.raises(NotAllowed):
            seen(session, people, role=role)


def test_figures_that_do_not_add_up_are_not_given_and_say_where(
    session: Session, people: People, files: FileStore
) -> None:
    case = case_at(session, people, on(12, 2))
    finish(session, case, people, files, on(12, 12))
    backwards = update(CaseRound).values(done_at=on(11, 20))
    session.execute(backwards)
    with pytest.raises(Unbalanced, match=case.code) as refusal:
        seen(session, people)
    assert "Phòng Quản lý kết cấu hạ tầng" in refusal.value.message


def test_a_reply_that_awaits_closing_still_stands(
    session: Session, people: People, files: FileStore
) -> None:
    case = case_at(session, people, on(12, 2))
    at = on(12, 12)
    factories.advance_to(session, case, CaseState.REPLIED, people, at, files=files)
    total = seen(session, people).total
    assert (total.open, total.unclosed, total.standing) == (0, 1, 1)
    finish(session, case, people, files, on(1, 2, year=2020))
    assert seen(session, people).total.standing == 1
    assert seen(session, people, JANUARY).total.standing == 0


def test_a_spread_tells_mean_middle_and_nine_of_ten() -> None:
    spread = Spread(Counter({1: 4, 2: 4, 9: 1, 30: 1}))
    assert spread.mean == Fraction(51, 10)
    assert spread.median == 2
    assert spread.p90 == 9
    assert spread.above(2) == 2
    assert Spread(Counter({1: 1, 2: 1})).median == Fraction(3, 2)
    assert (Spread().mean, Spread().median, Spread().p90) == (None, None, None)
