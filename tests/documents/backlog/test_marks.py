"""What officers say of a case for the backlog: who may, why, and taken back."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import backlog, history
from documents.backlog import Marking
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.models import BacklogMarking, Case
from documents.vocabulary import BacklogKind, BacklogMark, CaseState, Role
from tests import factories
from tests.factories import People

M = BacklogMark
WHY = "Đội duy tu đã vá xong từ tháng trước."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, CaseState.IN_PROGRESS, people, now)


def kind(session: Session, case: Case, now: datetime) -> BacklogKind | None:
    as_of = backlog.as_of(factories.CALENDAR, local_day(now))
    return backlog.situation(session, case, as_of).kind


@pytest.mark.parametrize(
    ("role", "mark", "becomes"),
    [
        (Role.HANDLER, M.RESOLVED_OFFLINE, BacklogKind.B2),
        (Role.HEAD, M.RESOLVED_OFFLINE, BacklogKind.B2),
        (Role.HEAD, M.NO_LONGER_RELEVANT, BacklogKind.B3),
        (Role.FOCAL, M.OUT_OF_COMPETENCE, BacklogKind.B4),
    ],
)
def test_a_mark_makes_the_kind_and_taking_it_back_unmakes_it(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    role: Role,
    mark: BacklogMark,
    becomes: BacklogKind,
) -> None:
    by = people[role]
    assert mark in backlog.may_mark(case, by)
    assert kind(session, case, now) is BacklogKind.B1
    told = Marking(mark, WHY)
    backlog.mark(session, case, told, expected_version=case.version, by=by, now=now)
    assert kind(session, case, now) is becomes
    backlog.unmark(session, case, told, expected_version=case.version, by=by, now=now)
    assert kind(session, case, now) is BacklogKind.B1
    lines = history.of(session, case)[-2:]
    assert [history.title(line) for line in lines] == [
        "Đánh dấu tồn đọng",
        "Bỏ dấu tồn đọng",
    ]
    assert lines[0].note == f"{mark.label}: {WHY}"
    assert lines[0].actor_id == by.officer_id
    row = session.scalars(select(BacklogMarking)).one()
    assert (row.reason, row.by_id, row.removed_by_id) == (
        WHY,
        by.officer_id,
        by.officer_id,
    )


@pytest.mark.parametrize(
    ("role", "mark"),
    [
        (Role.CLERK, M.RESOLVED_OFFLINE),
        (Role.CVP, M.RESOLVED_OFFLINE),
        (Role.HANDLER, M.NO_LONGER_RELEVANT),
        (Role.HEAD, M.OUT_OF_COMPETENCE),
        (Role.DIRECTOR, M.OUT_OF_COMPETENCE),
    ],
)
def test_nobody_marks_what_is_not_his_to_say(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    role: Role,
    mark: BacklogMark,
) -> None:
    told = Marking(mark, WHY)
    assert mark not in backlog.may_mark(case, people[role])
    with pytest.raises(NotAllowed):
        backlog.mark(
            session,
            case,
            told,
            expected_version=case.version,
            by=people[role],
            now=now,
        )


def test_another_unit_finds_no_such_case(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="other"
    )
    assert backlog.may_mark(case, stranger) == []
    with pytest.raises(NotFound):
        backlog.mark(
            session,
            case,
            Marking(M.RESOLVED_OFFLINE, WHY),
            expected_version=case.version,
            by=stranger,
            now=now,
        )


def test_a_mark_needs_a_reason_the_newest_version_and_an_open_case(
    session: Session, people: People, now: datetime, case: Case, files: Path
) -> None:
    by = people[Role.HEAD]

    def mark(told: Marking, version: int) -> None:
        backlog.mark(session, case, told, expected_version=version, by=by, now=now)

    with pytest.raises(Invalid, match="lý do"):
        mark(Marking(M.RESOLVED_OFFLINE, "xong" + "." * 20), case.version)
    with pytest.raises(OutOfDate):
        mark(Marking(M.RESOLVED_OFFLINE, WHY), case.version - 1)
    mark(Marking(M.RESOLVED_OFFLINE, WHY), case.version)
    with pytest.raises(Invalid, match="đã được đánh dấu"):
        mark(Marking(M.RESOLVED_OFFLINE, WHY), case.version)
    factories.advance_to(session, case, CaseState.APPROVED, people, now)
    assert backlog.may_mark(case, by) == []
    with pytest.raises(TransitionRefused):
        mark(Marking(M.NO_LONGER_RELEVANT, WHY), case.version)


def test_the_database_keeps_one_standing_mark_of_a_name(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for _ in range(2):
        session.add(
            BacklogMarking(
                case_id=case.id,
                round=1,
                mark=M.RESOLVED_OFFLINE,
                reason=WHY,
                at=now,
                by_id=people[Role.HEAD].officer_id,
            )
        )
    with pytest.raises(IntegrityError):
        session.flush()
