"""Opening an ended case again: a new round, the old one untouched (X17)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import cases, history, proposals, queries, seeing, standing, studio
from documents.deadlines import local_day
from documents.ending import end
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.handling import coordinating, reopening
from documents.models import Case, CaseRound, OutgoingLetter, Reply, UnitResult
from documents.models.base import Base
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Field,
    Outcome,
    OutcomeReason,
    Role,
    Source,
    Urgency,
)
from tests import factories
from tests.factories import CALENDAR, People

S = CaseState
WHY = "Người gửi báo ổ gà xuất hiện lại ở cùng đoạn đường."
LATER = timedelta(days=30)


@pytest.fixture
def case(session: Session, people: People, now: datetime, files: FileStore) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, S.RESOLVED, people, now, files=files)


def reopen(session: Session, case: Case, reason: str = WHY, **told: Any) -> None:
    told.setdefault("expected_version", case.version)
    reopening.reopen(session, case, reason, calendar=CALENDAR, **told)


def propose(session: Session, case: Case, reason: str = WHY, **told: Any) -> None:
    version = case.version
    reopening.propose(session, case, reason, expected_version=version, **told)


def columns(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def of_round(session: Session, case: Case, number: int) -> list[dict[str, Any]]:
    """Return every column of a round, its letter, its reply and its result."""
    told = [
        session.scalars(
            select(CaseRound).where(CaseRound.case_id == case.id, CaseRound.n == number)
        ).one()
    ]
    parts: tuple[Any, ...] = (OutgoingLetter, Reply, UnitResult)
    rows = (
        session.scalars(
            select(part).where(part.case_id == case.id, part.round == number)
        ).one()
        for part in parts
    )
    return [columns(row) for row in (*told, *rows)]


def test_a_reopened_case_begins_anew_and_leaves_its_old_round_as_it_was(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    case.handler_id = people[Role.HANDLER].officer_id
    before, again = of_round(session, case, 1), now + LATER
    reopen(session, case, by=people[Role.FOCAL], now=again)
    session.flush()
    session.expire_all()
    assert of_round(session, case, 1) == before
    assert (case.state, case.round) == (S.IN_PROGRESS, 2)
    ended = (case.outcome, case.done_at, case.answered_at, case.closed_at)
    assert ended == (None, None, None, None)
    new = case.rounds[-1]
    assert (new.n, new.received_at, new.outcome) == (2, again, None)
    # Thursday 16 January 2020; Tết is off from 23 to 29 January.
    assert new.due_on == case.due_on == date(2020, 2, 6)
    assert case.handler_id == people[Role.HANDLER].officer_id
    assert case.received_at == now
    event = history.of(session, case)[-1]
    assert (event.action, event.note) == (CaseAction.REOPEN, WHY)
    # The whole way once more: another letter, another number.
    factories.advance_to(session, case, S.RESOLVED, people, again, files=files)
    session.flush()
    session.expire_all()
    assert of_round(session, case, 1) == before
    letter = of_round(session, case, 2)[1]
    assert (letter["year"], letter["number"]) == (2020, 1)
    assert [one.on_time for one in case.rounds] == [True, True]


def test_a_late_round_stays_late_when_it_is_opened_again(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    late = now + LATER
    factories.advance_to(session, case, S.RESOLVED, people, late, files=files)
    again = late + LATER
    reopen(session, case, by=people[Role.FOCAL], now=again)
    factories.advance_to(session, case, S.RESOLVED, people, again, files=files)
    assert [one.on_time for one in case.rounds] == [False, True]


def test_the_letter_of_an_old_round_is_written_by_nobody(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, case, people, now)
    factories.draft(session, case, people, now)
    old = standing.reply_letter(session, case)
    _closed(session, case, now)
    reopen(session, case, by=people[Role.FOCAL], now=now + LATER)
    assert standing.current_letter(session, case) is None
    for role in (Role.HANDLER, Role.HEAD):
        assert not studio.can_write(old, people[role])
        with pytest.raises(TransitionRefused, match="lần xử lý 1"):
            studio.must_write(session, old, people[role])
    factories.draft(session, case, people, now + LATER)
    assert studio.can_write(standing.reply_letter(session, case), people[Role.HANDLER])


def _closed(session: Session, case: Case, now: datetime) -> None:
    """Leave a case as one that ended without a solution is left."""
    reason = OutcomeReason.CONCLUDED
    text = "Sở đã trả lời việc này trong hồ sơ trước."
    end(case, Outcome.NO_RESOLUTION, now=now, text=text, reason=reason)
    case.state = S.CLOSED_UNRESOLVED
    session.flush()


def test_an_ended_case_of_another_signer_waits_for_the_new_one_only(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    again, today = now + LATER, local_day(now + LATER)
    reopen(session, case, by=people[Role.FOCAL], now=again)
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, again)
    deputy = factories.make_officer(
        session, Role.DIRECTOR, now=now, username="deputy", position="Phó Giám đốc"
    )
    standing.reply_letter(session, case).signer_id = deputy.officer_id
    session.flush()
    waiting = [
        case in queries.waiting_for(session, viewer, today=today)
        for viewer in (deputy, people[Role.DIRECTOR])
    ]
    assert waiting == [True, False]


def test_the_second_reopening_is_proposed_and_confirmed_by_another(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    focal, chief = people[Role.FOCAL], people[Role.CVP]
    reopen(session, case, by=focal, now=now)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    with pytest.raises(TransitionRefused, match="cần Chánh Văn phòng xác nhận"):
        reopen(session, case, by=focal, now=now)
    with pytest.raises(TransitionRefused, match="Chưa có đề nghị"):
        reopen(session, case, by=chief, now=now)
    again = "Đoạn đường vừa vá lại hỏng sau trận mưa lớn."
    propose(session, case, again, by=focal, now=now)
    assert (case.state, case.round) == (S.RESOLVED, 2)
    reopen(session, case, "", by=chief, now=now)
    assert (case.state, case.round) == (S.IN_PROGRESS, 3)
    assert history.of(session, case)[-1].note == again
    assert standing.pending(session, case) is None


def test_a_second_reopening_that_is_refused_leaves_the_case_ended(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    reopen(session, case, by=people[Role.FOCAL], now=now)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    propose(session, case, by=people[Role.FOCAL], now=now)
    told: dict[str, Any] = {
        "by": people[Role.CVP],
        "now": now,
        "expected_version": case.version,
    }
    comment = "Người gửi nêu việc khác, hãy nhập hồ sơ mới."
    proposals.refuse(session, case, comment, **told)
    assert (case.state, case.round) == (S.RESOLVED, 2)
    with pytest.raises(TransitionRefused, match="Chưa có đề nghị"):
        reopen(session, case, by=people[Role.CVP], now=now)


def test_the_first_reopening_needs_no_proposal(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    with pytest.raises(TransitionRefused, match="lần đầu không cần đề nghị"):
        propose(session, case, by=people[Role.FOCAL], now=now)


def test_a_case_is_opened_again_within_ninety_days_and_not_later(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    late = now + timedelta(days=91)
    with pytest.raises(TransitionRefused, match="nhập hồ sơ mới và ghi mã"):
        reopen(session, case, by=people[Role.FOCAL], now=late)
    offered = cases.open_to(session, case, people[Role.FOCAL], today=local_day(late))
    assert CaseAction.REOPEN not in {row.action for row in offered}
    reopen(session, case, by=people[Role.FOCAL], now=now + timedelta(days=90))
    assert case.round == 2


def test_a_case_that_no_unit_ever_led_is_told_anew(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    _closed(session, case, now)
    with pytest.raises(TransitionRefused, match=r"chưa từng được giao; hãy nhập hồ sơ"):
        reopen(session, case, by=people[Role.FOCAL], now=now)


@pytest.mark.parametrize("state", [S.RECEIVED, S.IN_PROGRESS, S.APPROVED])
def test_an_open_case_is_not_opened_again(
    session: Session, people: People, now: datetime, state: CaseState
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.advance_to(session, case, state, people, now)
    with pytest.raises(TransitionRefused):
        reopen(session, case, by=people[Role.FOCAL], now=now)


def test_others_do_not_open_a_case_again(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for role in (Role.CLERK, Role.HEAD, Role.HANDLER, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            reopen(session, case, by=people[role], now=now)
        with pytest.raises(NotAllowed):
            propose(session, case, by=people[role], now=now)
    assert case.round == 1


def test_a_reopening_says_why(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    with pytest.raises(Invalid) as refusal:
        reopen(session, case, "lại hỏng", by=people[Role.FOCAL], now=now)
    assert list(refusal.value.fields) == ["reason"]
    reopen(session, case, by=people[Role.FOCAL], now=now)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    with pytest.raises(Invalid):
        propose(session, case, "lại hỏng", by=people[Role.FOCAL], now=now)
    assert case.round == 2


@pytest.mark.parametrize(
    ("given", "due_on", "kept"),
    [
        (date(2019, 12, 20), date(2020, 2, 6), None),
        (date(2020, 1, 20), date(2020, 1, 20), date(2020, 1, 20)),
    ],
)
def test_the_provinces_date_holds_in_a_new_round_while_it_lies_ahead(
    session: Session,
    people: People,
    now: datetime,
    files: FileStore,
    given: date,
    due_on: date,
    kept: date | None,
) -> None:
    case = factories.make_case(
        session,
        now=now,
        by=people[Role.CLERK],
        source=Source.PROVINCE,
        external_ref="T-77",
        external_due=given,
    )
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    reopen(session, case, by=people[Role.FOCAL], now=now + LATER)
    assert (case.due_on, case.external_due) == (due_on, kept)
    assert case.rounds[0].due_on == given


def test_the_units_beside_the_lead_unit_are_not_those_of_the_new_round(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    beside = factories.unit(session, "VTPT")
    lead = factories.unit(session, "KCHT").id
    cases.assign(
        session,
        case,
        cases.Assignment(
            CaseKind.REPORT,
            Field.ROADS,
            Urgency.NORMAL,
            lead,
            coordinating=(beside.id,),
        ),
        calendar=CALENDAR,
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )
    helper = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="helper"
    )
    told: dict[str, Any] = {"expected_version": case.version, "by": helper, "now": now}
    coordinating.report(session, case, "Đã kiểm tra xe quá tải.", **told)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    reopen(session, case, by=people[Role.FOCAL], now=now + LATER)
    session.flush()
    assert case.coordinating == []
    assert [one.result for one in case.units] == ["Đã kiểm tra xe quá tải."]
    assert not seeing.can_see(case, helper)
