"""The units beside the lead unit: what they owe, who lets them off, what they see."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import cases, drafting, history, queries, seeing, standing, studio
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.handling import coordinating, reassigning
from documents.models import Case
from documents.queries import CaseFilter
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    EventKind,
    Field,
    Role,
    Urgency,
)
from tests import factories
from tests.factories import CALENDAR, People

A, S = CaseAction, CaseState
FOUND = "Đã kiểm tra, không có xe quá tải trên tuyến."
WHY = "Đơn vị đang giải thể, việc giao phòng chủ trì."


def assign(
    session: Session,
    case: Case,
    people: People,
    now: datetime,
    beside: Sequence[str] = ("VTPT", "TTr"),
    urgency: Urgency = Urgency.NORMAL,
) -> None:
    units = [factories.unit(session, code).id for code in ("KCHT", *beside)]
    told = (CaseKind.REPORT, Field.ROADS, urgency, units[0], "", tuple(units[1:]))
    cases.assign(
        session,
        case,
        cases.Assignment(*told),
        calendar=CALENDAR,
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )
    session.flush()


@pytest.fixture
def received(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


@pytest.fixture
def case(session: Session, people: People, now: datetime, received: Case) -> Case:
    assign(session, received, people, now)
    return received


@pytest.fixture
def helper(session: Session, people: People, now: datetime) -> Viewer:
    """Return the head of a unit that works with the lead unit."""
    return factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="helper"
    )


def report(session: Session, case: Case, result: str = FOUND, **told: Any) -> None:
    version = case.version
    coordinating.report(session, case, result, expected_version=version, **told)


def waive(
    session: Session, case: Case, code: str, reason: str = WHY, **told: Any
) -> None:
    unit = factories.unit(session, code).id
    version = case.version
    coordinating.waive(session, case, unit, reason, expected_version=version, **told)


def test_each_coordinating_unit_has_its_own_day_before_the_case_is_due(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    assert case.due_on == date(2019, 12, 31)
    found = standing.coordinating(session, case)
    assert [(one.unit.code, one.due_on, one.round) for one in found] == [
        ("VTPT", date(2019, 12, 27), 1),
        ("TTr", date(2019, 12, 27), 1),
    ]
    event = history.of(session, case)[-1]
    assert event.data["coordinating"] == ["VTPT", "TTr"]
    urgent = factories.make_case(session, now=now, by=people[Role.CLERK])
    assign(session, urgent, people, now, ["VTPT"], Urgency.URGENT)
    assert [one.due_on for one in urgent.coordinating] == [urgent.due_on]


@pytest.mark.parametrize("beside", [["KCHT"], ["VTPT", "VTPT"], ["VTPT", "KCHT"]])
def test_a_unit_is_named_once_and_not_beside_itself(
    session: Session,
    people: People,
    now: datetime,
    received: Case,
    beside: list[str],
) -> None:
    with pytest.raises(Invalid) as refusal:
        assign(session, received, people, now, beside)
    assert list(refusal.value.fields) == ["coordinating"]
    assert (received.state, received.units) == (S.RECEIVED, [])


def test_the_lead_unit_hands_in_when_nobody_is_waited_for(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    factories.draft(session, case, people, now)
    hand_in: dict[str, Any] = {
        "expected_version": case.version,
        "by": people[Role.HEAD],
        "now": now,
    }
    with pytest.raises(TransitionRefused, match="Phòng Quản lý vận tải, Thanh tra Sở"):
        cases.advance(session, case, A.SUBMIT_RESULT, **hand_in)
    report(session, case, by=helper, now=now)
    with pytest.raises(TransitionRefused, match="phối hợp của Thanh tra Sở;"):
        factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    waive(session, case, "TTr", by=people[Role.HEAD], now=now)
    events = [
        (event.kind, event.note, event.data, event.actor_id)
        for event in history.of(session, case)
        if event.kind is EventKind.COORDINATED
    ]
    assert events == [
        (EventKind.COORDINATED, FOUND, {"unit": "VTPT"}, helper.officer_id),
        (
            EventKind.COORDINATED,
            f"Miễn phối hợp: {WHY}",
            {"unit": "TTr"},
            people[Role.HEAD].officer_id,
        ),
    ]
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    first, second = standing.coordinating(session, case)
    assert (first.result, first.waiver, first.settled_at) == (FOUND, "", now)
    assert (second.result, second.waiver) == ("", WHY)


def test_a_unit_answers_for_itself_once(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            report(session, case, by=people[role], now=now)
    stranger = factories.make_officer(
        session, Role.HEAD, "VP", now=now, username="stranger"
    )
    with pytest.raises(NotFound):
        report(session, case, by=stranger, now=now)
    with pytest.raises(Invalid) as refusal:
        report(session, case, "đã xem", by=helper, now=now)
    assert list(refusal.value.fields) == ["result"]
    handler = factories.make_officer(
        session, Role.HANDLER, "VTPT", now=now, username="handler2"
    )
    report(session, case, by=handler, now=now)
    with pytest.raises(TransitionRefused, match="đã nêu kết quả"):
        report(session, case, "Một kết quả khác hẳn.", by=helper, now=now)
    assert standing.coordinating(session, case)[0].result == FOUND


def test_the_office_answers_for_itself_where_it_coordinates(
    session: Session, people: People, now: datetime, received: Case
) -> None:
    assign(session, received, people, now, ["VP"])
    with pytest.raises(NotAllowed):
        report(session, received, by=people[Role.CLERK], now=now)
    report(session, received, by=people[Role.FOCAL], now=now)
    assert standing.coordinating(session, received)[0].result == FOUND


@pytest.mark.parametrize("role", [Role.HEAD, Role.FOCAL, Role.CVP])
def test_the_lead_unit_and_the_office_let_a_unit_off(
    session: Session, people: People, now: datetime, case: Case, role: Role
) -> None:
    assert coordinating.can_waive(case, people[role])
    with pytest.raises(Invalid) as refusal:
        waive(session, case, "TTr", "đã hỏi", by=people[role], now=now)
    assert list(refusal.value.fields) == ["reason"]
    with pytest.raises(Invalid) as refusal:
        waive(session, case, "VP", by=people[role], now=now)
    assert list(refusal.value.fields) == ["unit_id"]
    waive(session, case, "TTr", by=people[role], now=now)
    with pytest.raises(Invalid):
        waive(session, case, "TTr", by=people[role], now=now)
    waive(session, case, "VTPT", by=people[role], now=now)
    with pytest.raises(TransitionRefused, match="Không còn đơn vị"):
        waive(session, case, "VTPT", by=people[role], now=now)


def test_nobody_else_lets_a_unit_off(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    for viewer in (
        helper,
        people[Role.HANDLER],
        people[Role.CLERK],
        people[Role.DIRECTOR],
    ):
        assert not coordinating.can_waive(case, viewer)
        with pytest.raises(NotAllowed):
            waive(session, case, "TTr", by=viewer, now=now)


def test_units_work_together_while_the_case_is_in_progress_only(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    helper: Viewer,
    files: FileStore,
) -> None:
    waive(session, case, "TTr", by=people[Role.CVP], now=now)
    # As a case stands that was handed in before its units had to be waited for.
    case.state = S.PENDING_APPROVAL
    session.flush()
    with pytest.raises(TransitionRefused, match="đang xử lý"):
        report(session, case, by=helper, now=now)
    with pytest.raises(TransitionRefused, match="đang xử lý"):
        waive(session, case, "VTPT", by=people[Role.FOCAL], now=now)
    assert coordinating.owed_by(case, helper) is None
    assert not coordinating.can_waive(case, people[Role.FOCAL])


def test_a_coordinating_unit_sees_the_case_and_moves_nothing_else(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    today = local_day(now)
    assert cases.get(session, case.code, viewer=helper) is case
    assert case in queries.case_list(session, helper, only=CaseFilter()).rows
    assert queries.desk_figures(session, helper, today=today).open == 1
    assert case in queries.waiting_for(session, helper, today=today)
    factories.draft(session, case, people, now)
    assert cases.open_to(session, case, helper, today=today) == []
    assert not drafting.can_draft(case, helper)
    told: dict[str, Any] = {"expected_version": case.version, "by": helper, "now": now}
    for action in set(A) - {A.SUBMIT, A.RECORD}:
        with pytest.raises((NotAllowed, TransitionRefused)):
            cases.advance(session, case, action, **told)
    report(session, case, by=helper, now=now)
    assert case not in queries.waiting_for(session, helper, today=today)
    assert seeing.can_see(case, helper)
    clerk = factories.make_officer(
        session, Role.CLERK, "VTPT", now=now, username="clerk2"
    )
    assert coordinating.owed_by(case, clerk) is None


def test_a_unit_that_takes_the_lead_is_waited_for_no_longer(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    unit = factories.unit(session, "VTPT").id
    told: dict[str, Any] = {
        "expected_version": case.version,
        "by": people[Role.CVP],
        "now": now,
    }
    reason = "Việc chính thuộc phòng vận tải."
    reassigning.to_unit(session, case, unit, reason, **told)
    session.flush()
    first, second = standing.coordinating(session, case)
    assert (first.waiver, second.settled_at) == (reassigning.TAKES_THE_LEAD, None)
    assert [one.unit.code for one in coordinating.waited_for(case)] == ["TTr"]


def test_the_slip_of_the_assignment_names_who_works_with_whom(
    session: Session, people: People, case: Case
) -> None:
    clerk = people[Role.CLERK]
    start = studio.for_case(session, case, "phieu-giao-xu-ly", by=clerk)
    slip = start.content["body"]
    assert "giao Phòng Quản lý kết cấu hạ tầng chủ trì" in slip
    assert "Phòng Quản lý vận tải, Thanh tra Sở phối hợp" in slip


def test_a_later_day_does_not_let_a_unit_off(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    late = now + timedelta(days=60)
    report(session, case, by=helper, now=late)
    assert standing.coordinating(session, case)[0].settled_at == late
