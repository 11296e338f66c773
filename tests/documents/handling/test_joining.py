"""Units that join later, and how long units have when the case has more time."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import history, queries, seeing, standing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.files import FileStore
from documents.handling import asking_info, coordinating, extending, reopening
from documents.handling.extending import MoreTime
from documents.models import Case, CaseUnit
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, Role, Urgency
from tests import factories
from tests.documents.handling.test_coordinating import FOUND, assign, report
from tests.factories import CALENDAR, People

S = CaseState
WHY = "Kiểm tra tải trọng các xe chở đá trên tuyến."
OFF = "Phòng đang bận việc khác trong tuần này."
LATER = "Nhà thầu chờ thảm nhựa vì mưa kéo dài."


@pytest.fixture
def received(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


@pytest.fixture
def case(session: Session, people: People, now: datetime, received: Case) -> Case:
    assign(session, received, people, now, ["VTPT"])
    return received


@pytest.fixture
def inspector(session: Session, people: People, now: datetime) -> Viewer:
    return factories.make_officer(
        session, Role.HEAD, "TTr", now=now, username="inspector"
    )


def join(
    session: Session,
    case: Case,
    by: Viewer,
    now: datetime,
    code: str = "TTr",
    reason: str = WHY,
) -> None:
    coordinating.join(
        session,
        case,
        factories.unit(session, code).id,
        reason,
        calendar=CALENDAR,
        expected_version=case.version,
        by=by,
        now=now,
    )
    session.flush()


def told(case: Case, by: Viewer, now: datetime) -> dict[str, Any]:
    return {"expected_version": case.version, "by": by, "now": now}


def due(case: Case) -> dict[str, date]:
    return {one.unit.code: one.due_on for one in case.coordinating}


@pytest.mark.parametrize("role", [Role.FOCAL, Role.CVP])
def test_a_unit_that_joins_later_sees_the_case_and_is_waited_for(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    inspector: Viewer,
    role: Role,
) -> None:
    assert not seeing.can_see(case, inspector)
    join(session, case, people[role], now + timedelta(days=1))
    assert due(case) == {"VTPT": date(2019, 12, 27), "TTr": date(2019, 12, 27)}
    line = history.of(session, case)[-1]
    assert (line.kind, line.data) == (EventKind.COORDINATED, {"unit": "TTr"})
    assert line.note == f"Thêm đơn vị phối hợp, hạn 27/12/2019: {WHY}"
    assert case in queries.waiting_for(session, inspector, today=local_day(now))
    factories.draft(session, case, people, now)
    with pytest.raises(TransitionRefused, match="Phòng Quản lý vận tải, Thanh tra Sở"):
        factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    report(session, case, by=inspector, now=now)
    assert standing.coordinating(session, case)[1].result == FOUND


def test_a_unit_that_was_let_off_joins_again_in_the_same_round(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    cvp, unit = people[Role.CVP], factories.unit(session, "VTPT")
    vtpt = factories.make_officer(session, Role.HEAD, "VTPT", now=now, username="vt")
    coordinating.waive(session, case, unit.id, OFF, **told(case, cvp, now))
    session.flush()
    later = now + timedelta(days=12)
    join(session, case, people[Role.FOCAL], later, "VTPT")
    (row,) = case.coordinating
    assert (row.waiver, row.settled_at, row.settled_by) == ("", None, None)
    assert row.due_on == local_day(later)
    assert coordinating.owed_by(case, vtpt) is row
    off, back = (line.note for line in history.of(session, case)[-2:])
    assert off == f"Miễn phối hợp: {OFF}"
    assert back == f"Phối hợp trở lại, hạn {row.due_on:%d/%m/%Y}: {WHY}"
    report(session, case, by=vtpt, now=later)
    with pytest.raises(Invalid):
        join(session, case, people[Role.FOCAL], later, "VTPT")
    assert case.coordinating == [row]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.FOCAL, Role.CVP}))
def test_nobody_else_asks_a_unit_to_join(
    session: Session, people: People, now: datetime, case: Case, role: Role
) -> None:
    today = local_day(now)
    assert not coordinating.can_join(session, case, people[role], today=today)
    with pytest.raises((NotAllowed, NotFound)):
        join(session, case, people[role], now)


@pytest.mark.parametrize(
    ("field", "code", "reason"),
    [
        ("unit_id", "KCHT", WHY),
        ("unit_id", "VTPT", WHY),
        ("unit_id", "VP", WHY),
        ("reason", "TTr", "hỗ trợ"),
    ],
)
def test_a_unit_with_a_part_or_out_of_service_does_not_join(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    field: str,
    code: str,
    reason: str,
) -> None:
    factories.unit(session, "VP").until = date(2019, 12, 1)
    with pytest.raises(Invalid) as refusal:
        join(session, case, people[Role.CVP], now, code, reason)
    assert list(refusal.value.fields) == [field]
    assert list(due(case)) == ["VTPT"]


def test_units_join_while_the_case_is_in_progress_only(
    session: Session, people: People, now: datetime, received: Case
) -> None:
    with pytest.raises(TransitionRefused, match="đang xử lý"):
        join(session, received, people[Role.FOCAL], now)
    assign(session, received, people, now, [])
    seen = received.version
    join(session, received, people[Role.FOCAL], now)
    with pytest.raises(OutOfDate):
        coordinating.must_join(
            session, received, expected_version=seen, by=people[Role.CVP]
        )


def test_a_unit_that_joins_late_has_at_least_today(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    join(
        session, case, people[Role.FOCAL], datetime(2019, 12, 30, 3, tzinfo=now.tzinfo)
    )
    assert due(case)["TTr"] == date(2019, 12, 30)
    after = datetime(2020, 2, 3, 3, tzinfo=now.tzinfo)
    join(session, case, people[Role.FOCAL], after, "VP")
    assert due(case)["VP"] == case.due_on == date(2019, 12, 31)


def test_a_reopened_round_has_units_of_its_own(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    vtpt = factories.make_officer(session, Role.HEAD, "VTPT", now=now, username="vt")
    report(session, case, by=vtpt, now=now)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    reopening.reopen(
        session, case, WHY, calendar=CALENDAR, **told(case, people[Role.FOCAL], now)
    )
    session.flush()
    assert due(case) == {}
    join(session, case, people[Role.FOCAL], now, "VTPT")
    rows = session.query(CaseUnit).order_by(CaseUnit.id)
    assert [(one.round, one.result) for one in rows] == [(1, FOUND), (2, "")]


def pause(
    session: Session, people: People, case: Case, now: datetime, days: int
) -> None:
    focal = people[Role.FOCAL]
    asking_info.ask(session, case, WHY, calendar=CALENDAR, **told(case, focal, now))
    session.flush()
    asking_info.supplement(
        session,
        case,
        WHY,
        calendar=CALENDAR,
        **told(case, focal, now + timedelta(days=days)),
    )
    session.flush()


def test_units_have_the_days_that_a_wait_took(
    session: Session, people: People, now: datetime, case: Case, inspector: Viewer
) -> None:
    join(session, case, people[Role.FOCAL], now)
    report(session, case, by=inspector, now=now)
    pause(session, people, case, now, days=2)
    assert case.due_on == date(2020, 1, 3)
    assert due(case) == {"VTPT": date(2019, 12, 31), "TTr": date(2019, 12, 27)}
    assert history.of(session, case)[-1].note == (
        "Thời hạn lùi 2 ngày làm việc. Hạn phối hợp của Phòng Quản lý vận tải:"
        " 27/12/2019 thành 31/12/2019."
    )


def test_units_have_what_an_extension_leaves_them(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    extending.propose_extension(
        session,
        case,
        MoreTime(date(2020, 1, 8), LATER),
        calendar=CALENDAR,
        **told(case, people[Role.HEAD], now),
    )
    session.flush()
    extending.extend(
        session, case, calendar=CALENDAR, **told(case, people[Role.CVP], now)
    )
    session.flush()
    assert due(case) == {"VTPT": date(2020, 1, 6)}
    assert history.of(session, case)[-1].note == (
        f"Hạn cũ 31/12/2019, hạn mới 08/01/2020. {LATER} Hạn phối hợp của Phòng Quản lý"
        " vận tải: 27/12/2019 thành 06/01/2020."
    )


def test_no_unit_has_more_time_than_the_case_leaves_nor_less_than_it_had(
    session: Session, people: People, now: datetime, received: Case
) -> None:
    assign(session, received, people, now, ["VTPT"], Urgency.URGENT)
    (one,) = received.coordinating
    for had, left in (
        (date(2019, 12, 17), date(2019, 12, 20)),
        (date(2020, 2, 3),) * 2,
    ):
        one.due_on, received.due_on = had, date(2019, 12, 20)
        coordinating.move_on(received, CALENDAR, days=30)
        assert one.due_on == left
