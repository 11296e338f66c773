"""What leaders want done: who tells whom, until when, who answers, what stays open."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from documents import history, queries, standing, studio
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.files import FileStore
from documents.handling import instructing, reassigning
from documents.handling.instructing import Order
from documents.models import Case, Instruction
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, Role
from tests import factories
from tests.documents.handling.test_coordinating import assign
from tests.factories import CALENDAR, People

S = CaseState
TEXT = "Kiểm tra hiện trường và báo cáo ngay trong tuần."
DONE = "Đã kiểm tra hiện trường sáng nay, đang vá."
WHY = "Đã có chỉ đạo khác của Chủ tịch UBND tỉnh."
FRIDAY = date(2019, 12, 20)


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    assign(session, made, people, now, ["VTPT"])
    return made


@pytest.fixture
def helper(session: Session, people: People, now: datetime) -> Viewer:
    return factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="helper"
    )


def instruct(
    session: Session, case: Case, by: Viewer, now: datetime, **told: Any
) -> Instruction:
    unit = told.pop("unit", None)
    unit_id = factories.unit(session, unit).id if unit else None
    order = Order(**({"text": TEXT, "unit_id": unit_id} | told))
    instructing.instruct(
        session,
        case,
        order,
        calendar=CALENDAR,
        expected_version=case.version,
        by=by,
        now=now,
    )
    session.flush()
    return standing.instructions(session, case)[-1]


def answer(
    session: Session,
    case: Case,
    one: Instruction,
    by: Viewer,
    now: datetime,
    result: str = DONE,
) -> None:
    told: dict[str, Any] = {"expected_version": case.version, "by": by, "now": now}
    instructing.carry_out(session, case, one.id, result, **told)
    session.flush()


def waiting(session: Session, by: Viewer) -> list[str]:
    return [one.text for one, _ in queries.open_instructions(session, by)]


def test_a_leader_tells_a_unit_what_to_do_and_it_answers(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    director, head = people[Role.DIRECTOR], people[Role.HEAD]
    one = instruct(session, case, director, now, unit="KCHT", due_on=FRIDAY)
    told = history.of(session, case)[-1]
    assert (told.kind, told.note) == (EventKind.INSTRUCTED, TEXT)
    assert told.data == {"to_unit": "KCHT", "due_on": "2019-12-20"}
    assert case.state is S.IN_PROGRESS
    for role in (Role.HEAD, Role.HANDLER, Role.DIRECTOR):
        assert waiting(session, people[role]) == [TEXT], role
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.ADMIN):
        assert waiting(session, people[role]) == [], role
    answer(session, case, one, head, now)
    assert (one.result, one.answered_by_id) == (DONE, head.officer_id)
    assert history.of(session, case)[-1].kind is EventKind.CARRIED_OUT
    assert waiting(session, head) == waiting(session, director) == []
    with pytest.raises(TransitionRefused, match="Không có ý kiến chỉ đạo nào"):
        answer(session, case, one, head, now)


def test_what_is_told_to_no_unit_is_the_focal_officers(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    one = instruct(session, case, people[Role.CVP], now)
    assert waiting(session, people[Role.FOCAL]) == [TEXT]
    assert waiting(session, people[Role.HEAD]) == []
    with pytest.raises(TransitionRefused):
        answer(session, case, one, people[Role.HEAD], now)
    answer(session, case, one, people[Role.FOCAL], now)


def test_a_coordinating_unit_is_told_and_answers_for_itself(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    one = instruct(session, case, people[Role.CVP], now, unit="VTPT")
    assert waiting(session, helper) == [TEXT]
    for by in (people[Role.HEAD], people[Role.HANDLER], people[Role.CVP]):
        with pytest.raises(TransitionRefused):
            answer(session, case, one, by, now)
    for by in (people[Role.DIRECTOR], people[Role.CLERK]):
        with pytest.raises(NotAllowed):
            answer(session, case, one, by, now)
    answer(session, case, one, helper, now)


def test_the_focal_officer_answers_for_any_unit(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    one = instruct(session, case, people[Role.DIRECTOR], now, unit="KCHT")
    answer(session, case, one, people[Role.FOCAL], now)
    assert one.result == DONE


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DIRECTOR, Role.CVP}))
def test_nobody_else_gives_instructions(
    session: Session, people: People, now: datetime, case: Case, role: Role
) -> None:
    assert not instructing.can_instruct(case, people[role])
    with pytest.raises((NotAllowed, NotFound)):
        instruct(session, case, people[role], now)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("text", {"text": "làm đi"}),
        ("text", {"text": "." * 40}),
        ("unit_id", {"unit": "TTr"}),
        ("unit_id", {"unit_id": 999}),
        ("due_on", {"due_on": date(2019, 12, 16)}),
        ("due_on", {"due_on": date(2019, 12, 21)}),
        ("due_on", {"due_on": date(2020, 1, 1)}),
    ],
)
def test_what_cannot_be_told_is_named_at_its_field(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    field: str,
    told: dict[str, Any],
) -> None:
    with pytest.raises(Invalid) as refusal:
        instruct(session, case, people[Role.DIRECTOR], now, **told)
    assert list(refusal.value.fields) == [field]
    assert standing.instructions(session, case) == []


def test_today_is_not_too_late_and_a_case_that_nobody_leads_has_its_focal_officer(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    instruct(session, case, people[Role.DIRECTOR], now, due_on=date(2019, 12, 17))
    assert waiting(session, people[Role.FOCAL]) == [TEXT]


def test_an_ended_case_takes_no_more_but_what_is_open_is_still_answered(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    one = instruct(session, case, people[Role.DIRECTOR], now, unit="KCHT")
    for unit in case.coordinating:
        unit.waiver, unit.settled_at, unit.settled_by_id = "thôi", now, 1
    factories.advance_to(session, case, S.REPLIED, people, now, files=files)
    with pytest.raises(TransitionRefused, match="chưa kết thúc"):
        instruct(session, case, people[Role.DIRECTOR], now)
    assert waiting(session, people[Role.HEAD]) == [TEXT]
    answer(session, case, one, people[Role.HEAD], now)


def test_an_instruction_and_its_answer_are_no_answers_to_what_was_not_seen(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    seen = case.version
    instruct(session, case, people[Role.DIRECTOR], now)
    with pytest.raises(OutOfDate) as refusal:
        instructing.must_instruct(
            session, case, expected_version=seen, by=people[Role.CVP]
        )
    assert TEXT in refusal.value.changed[-1]


def test_what_a_unit_was_told_goes_with_the_lead(
    session: Session, people: People, now: datetime, case: Case, helper: Viewer
) -> None:
    done = instruct(session, case, people[Role.CVP], now, unit="KCHT")
    answer(session, case, done, people[Role.HEAD], now)
    left = instruct(session, case, people[Role.CVP], now, unit="KCHT", text=TEXT + "!")
    unit = factories.unit(session, "VTPT")
    reassigning.to_unit(
        session,
        case,
        unit.id,
        "Việc chính thuộc phòng vận tải.",
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )
    session.flush()
    assert (done.unit, left.unit) == (factories.unit(session, "KCHT"), unit)
    assert waiting(session, helper) == [TEXT + "!"]


def test_a_sealed_case_is_on_no_desk(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    instruct(session, case, people[Role.DIRECTOR], now, unit="KCHT")
    session.execute(
        text(
            "UPDATE \"case\" SET sealed = true, state = 'declined', done_at = :now,"
            " closed_at = :now, outcome = 'declined' WHERE id = :id"
        ),
        {"now": now, "id": case.id},
    )
    session.expire_all()
    for role in Role:
        assert waiting(session, people[role]) == []


def test_the_slip_of_the_assignment_carries_what_is_to_be_done(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    clerk, paper = people[Role.CLERK], "phieu-giao-xu-ly"
    by_hand = studio.for_case(session, case, paper, by=clerk).content["body"]
    done = instruct(session, case, people[Role.DIRECTOR], now, text="Đã xong việc này.")
    answer(session, case, done, people[Role.FOCAL], now)
    instruct(session, case, people[Role.DIRECTOR], now, unit="KCHT", due_on=FRIDAY)
    slip = studio.for_case(session, case, paper, by=clerk).content["body"]
    told = (
        "Kiểm tra hiện trường và báo cáo ngay trong tuần (Phòng Quản lý kết cấu hạ tầng"
        " thực hiện); hạn thực hiện 20/12/2019."
    )
    assert told in slip
    assert "Đã xong việc này" not in slip
    assert slip.splitlines()[2] == told
    assert set(by_hand.splitlines()[2]) == {"…"}


def take_back(
    session: Session,
    case: Case,
    one: Instruction,
    by: Viewer,
    now: datetime,
    why: str = WHY,
) -> None:
    told: dict[str, Any] = {"expected_version": case.version, "by": by, "now": now}
    instructing.take_back(session, case, one.id, why, **told)
    session.flush()


def test_who_gave_it_takes_it_back_and_nobody_owes_it_any_more(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    director, head = people[Role.DIRECTOR], people[Role.HEAD]
    one = instruct(session, case, director, now, unit="KCHT", due_on=FRIDAY)
    other = instruct(session, case, people[Role.CVP], now, unit="KCHT")
    with pytest.raises(Invalid, match="ít nhất 10"):
        take_back(session, case, one, director, now, "thôi")
    take_back(session, case, one, director, now)
    assert instructing.owed_by(session, case, head) == [other]
    assert [it for it, _ in queries.open_instructions(session, director)] == []
    assert [it for it, _ in queries.open_instructions(session, head)] == [other]
    with pytest.raises(Invalid):
        answer(session, case, one, head, now)
    with pytest.raises(TransitionRefused, match="không có ý kiến chỉ đạo nào"):
        take_back(session, case, one, director, now)
    line = history.of(session, case)[-1]
    assert history.title(line) == "Thu hồi ý kiến chỉ đạo"
    assert line.note == f"Thu hồi: “{TEXT}”. Lý do: {WHY}"
    paper, clerk = "phieu-giao-xu-ly", people[Role.CLERK]
    slip = studio.for_case(session, case, paper, by=clerk).content["body"]
    assert slip.count(TEXT.rstrip(".")) == 1
    assert "20/12/2019" not in slip


def test_nobody_takes_back_what_another_gave_or_what_is_carried_out(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    director, cvp, head = (people[r] for r in (Role.DIRECTOR, Role.CVP, Role.HEAD))
    one = instruct(session, case, director, now, unit="KCHT")
    mine = instruct(session, case, cvp, now, unit="KCHT")
    with pytest.raises(Invalid):
        take_back(session, case, one, cvp, now)
    for role in (Role.HEAD, Role.FOCAL, Role.CLERK, Role.HANDLER):
        with pytest.raises(NotAllowed):
            take_back(session, case, one, people[role], now)
    answer(session, case, mine, head, now)
    session.flush()
    with pytest.raises(TransitionRefused):
        take_back(session, case, mine, cvp, now)
    assert (one.taken_back_at, mine.taken_back_at) == (None, None)


def test_a_unit_that_takes_the_lead_takes_over_nothing_that_was_taken_back(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    director = people[Role.DIRECTOR]
    one = instruct(session, case, director, now, unit="KCHT")
    take_back(session, case, one, director, now)
    instructing.pass_on(session, case, case.lead_unit, factories.unit(session, "TTr"))
    assert one.unit is not None
    assert one.unit.code == "KCHT"
