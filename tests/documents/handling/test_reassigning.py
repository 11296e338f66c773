"""Giving a case on: to another unit, or to a handler of its own (X19)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import cases, drafting, history, queries, seeing, standing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.handling import reassigning
from documents.models import Case, Officer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Field,
    Role,
    Urgency,
)
from tests import factories
from tests.factories import CALENDAR, People

S = CaseState
WHY = "Việc này thuộc phạm vi quản lý vận tải."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, S.IN_PROGRESS, people, now)


def give(
    session: Session, case: Case, code: str, reason: str = WHY, **told: Any
) -> None:
    unit = factories.unit(session, code).id
    version = case.version
    reassigning.to_unit(session, case, unit, reason, expected_version=version, **told)


def hand(
    session: Session, case: Case, officer: int, reason: str = WHY, **told: Any
) -> None:
    version = case.version
    reassigning.to_handler(
        session, case, officer, reason, expected_version=version, **told
    )


@pytest.mark.parametrize("role", [Role.FOCAL, Role.CVP, Role.DIRECTOR])
def test_a_case_goes_to_another_unit_and_its_clock_runs_on(
    session: Session, people: People, now: datetime, case: Case, role: Role
) -> None:
    hand(session, case, people[Role.HANDLER].officer_id, by=people[Role.HEAD], now=now)
    before = (case.due_on, case.received_at, case.round)
    rounds = [(one.n, one.received_at, one.due_on) for one in case.rounds]
    later = now + timedelta(days=3)
    give(session, case, "VTPT", by=people[role], now=later)
    assert (case.state, case.round) == (S.IN_PROGRESS, 1)
    assert case.lead_unit is factories.unit(session, "VTPT")
    assert case.handler_id is None
    assert (case.due_on, case.received_at, case.round) == before
    assert [(one.n, one.received_at, one.due_on) for one in case.rounds] == rounds
    event = history.of(session, case)[-1]
    assert (event.action, event.note) == (CaseAction.REASSIGN, WHY)
    assert event.data == {"lead_unit": "VTPT", "from_unit": "KCHT"}
    session.flush()
    assert not seeing.can_see(case, people[Role.HEAD])
    with pytest.raises(NotFound):
        cases.get(session, case.code, viewer=people[Role.HANDLER])


def test_the_unit_that_takes_a_case_over_writes_under_its_own_symbol(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.draft(session, case, people, now)
    assert standing.reply_letter(session, case).symbol == "SGTVT-KCHT"
    give(session, case, "VTPT", by=people[Role.FOCAL], now=now)
    session.flush()
    assert drafting.waits_for_draft(session, case)
    writer = factories.make_officer(
        session, Role.HANDLER, "VTPT", now=now, username="writer"
    )
    factories.draft(session, case, {**people, Role.HANDLER: writer}, now)
    letter = standing.reply_letter(session, case)
    assert letter.symbol == "SGTVT-VTPT"
    assert letter.content["archive"]["units"] == ["VT", "VTPT"]


def test_a_case_is_not_given_to_the_unit_that_has_it_nor_to_one_that_is_gone(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    with pytest.raises(Invalid) as refusal:
        give(session, case, "KCHT", by=people[Role.FOCAL], now=now)
    assert refusal.value.fields == {
        "lead_unit_id": "Phòng, đơn vị này đang chủ trì; hãy chọn đơn vị khác."
    }
    gone = factories.unit(session, "VTPT")
    gone.until = local_day(now) - timedelta(days=1)
    with pytest.raises(Invalid, match="không còn hoạt động") as refusal:
        give(session, case, "VTPT", by=people[Role.FOCAL], now=now)
    assert list(refusal.value.fields) == ["lead_unit_id"]
    gone.until = local_day(now)
    give(session, case, "VTPT", by=people[Role.FOCAL], now=now)
    assert case.lead_unit is gone


def test_no_case_is_assigned_to_a_unit_that_is_gone(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    gone, lead = (factories.unit(session, code) for code in ("VTPT", "KCHT"))
    gone.until = local_day(now) - timedelta(days=1)
    for unit, others, place in (
        (gone.id, (), "lead_unit_id"),
        (lead.id, (gone.id,), "coordinating"),
        (999, (), "lead_unit_id"),
    ):
        told = (CaseKind.REPORT, Field.ROADS, Urgency.NORMAL, unit, "", others)
        with pytest.raises(Invalid) as refusal:
            cases.assign(
                session,
                case,
                cases.Assignment(*told),
                calendar=CALENDAR,
                expected_version=case.version,
                by=people[Role.FOCAL],
                now=now,
            )
        assert list(refusal.value.fields) == [place]
    assert case.state is S.RECEIVED
    standing_units = queries.units_in_service(session, on=local_day(now))
    assert gone not in standing_units
    assert lead in standing_units


def test_a_head_gives_a_case_to_a_handler_of_his_unit(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head, handler = people[Role.HEAD], people[Role.HANDLER]
    due_on = case.due_on
    hand(session, case, handler.officer_id, by=head, now=now)
    assert (case.handler_id, case.due_on) == (handler.officer_id, due_on)
    assert history.of(session, case)[-1].data == {"handler": handler.full_name}
    colleague = factories.make_officer(
        session, Role.HANDLER, "KCHT", now=now, username="colleague"
    )
    assert seeing.can_see(case, colleague)
    assert queries.handlers(session, case.lead_unit_id) == [
        session.get_one(Officer, one.officer_id) for one in (handler, colleague)
    ]
    with pytest.raises(Invalid, match="đang xử lý hồ sơ"):
        hand(session, case, handler.officer_id, by=head, now=now)
    hand(session, case, colleague.officer_id, by=head, now=now)
    assert case.handler_id == colleague.officer_id


def test_only_who_handles_cases_there_now_is_given_one(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    stranger = factories.make_officer(
        session, Role.HANDLER, "VTPT", now=now, username="stranger"
    )
    gone = factories.make_officer(
        session, Role.HANDLER, "KCHT", now=now, username="gone"
    )
    session.get_one(Officer, gone.officer_id).active = False
    head = people[Role.HEAD]
    for officer in (stranger.officer_id, gone.officer_id, head.officer_id, 999):
        with pytest.raises(Invalid) as refusal:
            hand(session, case, officer, by=head, now=now)
        assert list(refusal.value.fields) == ["handler_id"]
    assert case.handler_id is None


def test_a_head_moves_no_case_out_of_his_unit_and_the_office_picks_no_handler(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    with pytest.raises(NotAllowed):
        give(session, case, "VTPT", by=people[Role.HEAD], now=now)
    handler = people[Role.HANDLER].officer_id
    for role in (Role.FOCAL, Role.CVP, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            hand(session, case, handler, by=people[role], now=now)
    for role in (Role.CLERK, Role.HANDLER):
        with pytest.raises(NotAllowed):
            give(session, case, "VTPT", by=people[role], now=now)
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    with pytest.raises(NotFound):
        hand(session, case, handler, by=stranger, now=now)


def test_a_reassignment_says_why_and_waits_for_no_handed_in_case(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    handler = people[Role.HANDLER].officer_id
    with pytest.raises(Invalid) as refusal:
        give(session, case, "VTPT", "sai phòng", by=people[Role.FOCAL], now=now)
    assert list(refusal.value.fields) == ["reason"]
    with pytest.raises(Invalid) as refusal:
        hand(session, case, handler, "bận", by=people[Role.HEAD], now=now)
    assert list(refusal.value.fields) == ["reason"]
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    with pytest.raises(TransitionRefused):
        give(session, case, "VTPT", by=people[Role.FOCAL], now=now)
    with pytest.raises(TransitionRefused):
        hand(session, case, handler, by=people[Role.HEAD], now=now)
