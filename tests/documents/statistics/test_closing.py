"""A closed period: what was reported stays, and who corrects what was in it (X21)."""

from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from documents import history, proposals
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.handling import correcting
from documents.history import chain
from documents.models import Case, ClosedPeriod
from documents.statistics import Period, Statistics, closing
from documents.vocabulary import CaseState, EventKind, Field, Role
from tests.documents.statistics.test_statistics import (
    DECEMBER,
    WHY,
    case_at,
    finish,
    on,
    seen,
    told,
)
from tests.factories import CALENDAR, People

LATER = on(1, 6, year=2020)
KCHT = "Phòng Quản lý kết cấu hạ tầng"


@pytest.fixture
def ended(session: Session, people: People, files: FileStore) -> Case:
    case = case_at(session, people, on(12, 2))
    finish(session, case, people, files, on(12, 12))
    return case


def close(session: Session, people: People, period: Period = DECEMBER) -> None:
    closing.close(session, period, calendar=CALENDAR, by=people[Role.CVP], now=LATER)


@pytest.mark.parametrize("role", Role)
def test_who_closes_a_period(session: Session, people: People, role: Role) -> None:

    def closes() -> None:
        by = people[role]
        closing.close(session, DECEMBER, calendar=CALENDAR, by=by, now=LATER)

    if role in {Role.CVP, Role.DIRECTOR}:
        closes()
        return
    with pytest.raises(NotAllowed):
        closes()
    close(session, people)
    with pytest.raises(NotAllowed):
        closing.open_again(session, DECEMBER, WHY, by=people[role], now=LATER)


def test_a_period_is_closed_once_it_is_over_and_once(
    session: Session, people: People
) -> None:
    with pytest.raises(TransitionRefused, match="chưa kết thúc"):
        close(session, people, Period(date(2020, 1, 1), date(2020, 1, 6)))
    close(session, people, Period(date(2020, 1, 1), date(2020, 1, 5)))
    close(session, people)
    with pytest.raises(TransitionRefused, match="đã chốt"):
        close(session, people)


def test_what_was_reported_stays_and_what_changed_since_is_told(
    session: Session, people: People, ended: Case
) -> None:
    close(session, people)
    closed = closing.standing(session, DECEMBER)
    assert closed is not None
    assert dict(closed.figures["rows"])[KCHT]["resolved"] == 1
    assert closed.figures["total"]["taken"] == 8
    assert closed.sha256 == sha256(chain.canonical(closed.figures)).hexdigest()
    session.refresh(closed)
    assert closed.sha256 == sha256(chain.canonical(closed.figures)).hexdigest()

    case_at(session, people, LATER, received_at=on(12, 30))
    director = seen(session, people)
    told = {
        (row, name): (was, now) for row, name, was, now in changed(closed, director)
    }
    assert told["", "received"] == told["", "cases"] == (1, 2)
    assert told["", "written_later"] == (0, 1)
    assert told["Chưa giao đơn vị", "received"] == (0, 1)
    assert KCHT not in {row for row, _ in told}
    head = seen(session, people, role=Role.HEAD)
    assert changed(closed, head, of_one_unit=True) == []
    closed.figures["rows"] = [[KCHT, {"resolved": 2}]]
    rows = {(row, name) for row, name, *_ in changed(closed, head, of_one_unit=True)}
    assert (KCHT, "resolved") in rows
    assert {row for row, _ in rows} == {KCHT}


def changed(
    closed: ClosedPeriod, found: Statistics, *, of_one_unit: bool = False
) -> list[tuple[str, str, int, int]]:
    rows = closing.differences(closed, found, of_one_unit=of_one_unit)
    return [(one.row, one.figure, one.reported, one.now) for one in rows]


def test_what_was_in_a_closed_period_is_corrected_by_two(
    session: Session, people: People, ended: Case
) -> None:
    given = (ended, "field", "safety", WHY)
    with pytest.raises(TransitionRefused, match="không cần đề nghị"):
        correcting.propose(session, *given, **told(ended, people, Role.FOCAL, LATER))
    close(session, people)
    for role, why in ((Role.FOCAL, "đã chốt"), (Role.CVP, "Chưa có đề nghị")):
        with pytest.raises(TransitionRefused, match=why):
            correcting.correct(session, *given, **told(ended, people, role, LATER))
    correcting.propose(session, *given, **told(ended, people, Role.FOCAL, LATER))
    session.flush()
    session.refresh(ended)
    assert ended.field is Field.ROADS
    with pytest.raises(TransitionRefused):
        correcting.correct(session, *given, **told(ended, people, Role.FOCAL, LATER))
    other = (ended, "title", "Tên khác", WHY)
    correcting.correct(session, *other, **told(ended, people, Role.CVP, LATER))
    assert (ended.field, ended.title) == (Field.SAFETY, "Ổ gà trên Quốc lộ 51")
    asked, made = history.of(session, ended)[-2:]
    assert (asked.kind, made.kind) == (EventKind.ASKED, EventKind.MOVED)
    note = f"Lĩnh vực: Hạ tầng đường bộ → {Field.SAFETY.label}. Lý do: {WHY}"
    assert asked.note == made.note == note
    closed = closing.standing(session, DECEMBER)
    assert closed is not None
    for role in (Role.DIRECTOR, Role.HEAD):
        listed = closing.corrections(session, closed, people[role])
        assert listed == [(made, ended.code)]


def test_a_proposal_that_cannot_stand_is_not_taken_and_one_may_be_refused(
    session: Session, people: People, ended: Case
) -> None:
    close(session, people)
    with pytest.raises(Invalid):
        correcting.propose(
            session, ended, "field", "sky", WHY,
            **told(ended, people, Role.FOCAL, LATER),
        )  # fmt: skip
    correcting.propose(
        session, ended, "field", "safety", WHY,
        **told(ended, people, Role.FOCAL, LATER),
    )  # fmt: skip
    session.flush()
    proposals.refuse(session, ended, WHY, **told(ended, people, Role.CVP, LATER))
    session.flush()
    session.refresh(ended)
    assert ended.field is Field.ROADS


def test_a_period_that_is_opened_again_is_corrected_by_one(
    session: Session, people: People, ended: Case
) -> None:
    close(session, people)
    cvp = people[Role.CVP]
    with pytest.raises(Invalid) as refusal:
        closing.open_again(session, DECEMBER, " sai  ", by=cvp, now=LATER)
    assert list(refusal.value.fields) == ["reason"]
    closing.open_again(session, DECEMBER, WHY, by=cvp, now=LATER)
    session.flush()
    with pytest.raises(TransitionRefused):
        closing.open_again(session, DECEMBER, WHY, by=cvp, now=LATER)
    who = told(ended, people, Role.FOCAL, LATER)
    correcting.correct(session, ended, "field", "safety", WHY, **who)
    close(session, people)
    closed = closing.standing(session, DECEMBER)
    assert closed is not None


def test_a_case_outside_the_closed_period_is_corrected_by_one(
    session: Session, people: People, ended: Case
) -> None:
    close(session, people, Period(date(2019, 12, 13), date(2019, 12, 31)))
    close(session, people, Period(date(2019, 11, 1), date(2019, 12, 1)))
    assert ended.state is CaseState.RESOLVED
    who = told(ended, people, Role.FOCAL, LATER)
    correcting.correct(session, ended, "field", "safety", WHY, **who)
