"""What leaders want done about a case, and what came of it (domain.md T19).

Neither is a move of the case: it goes its way meanwhile, and an instruction that is not
carried out when the case ends stays one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import history, seeing, standing
from documents.deadlines import Calendar, local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling import wording
from documents.lifecycles import OPEN
from documents.models import Case, Instruction, Unit
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role

_LEADERS: Final = frozenset({Role.DIRECTOR, Role.CVP})
_OF_A_UNIT: Final = frozenset({Role.HEAD, Role.HANDLER, Role.CVP})
"""Who answers for his unit; the focal officer answers for any, and for the office."""


@dataclass(frozen=True)
class Order:
    """What is to be done; by which unit (None: the focal officer); until when."""

    text: str
    unit_id: int | None = None
    due_on: date | None = None


def can_instruct(case: Case, viewer: Viewer) -> bool:
    """Say whether a viewer may give an instruction on this case now."""
    return viewer.role in _LEADERS and case.state in OPEN


def must_instruct(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who cannot give an instruction, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: no leader. TransitionRefused: it has ended.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if by.role not in _LEADERS:
        raise NotAllowed("Chỉ Lãnh đạo Sở, Chánh Văn phòng cho ý kiến chỉ đạo.")
    if case.state not in OPEN:
        raise TransitionRefused("Chỉ cho ý kiến chỉ đạo khi hồ sơ chưa kết thúc.")


def addressed(case: Case) -> list[Unit]:
    """Return the units that may be told to do something: who leads, who works along."""
    lead = [case.lead_unit] if case.lead_unit else []
    return [*lead, *(one.unit for one in case.coordinating)]


def instruct(
    session: Session,
    case: Case,
    order: Order,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Give an instruction.

    Raises:
        Invalid: fewer than ten characters, a unit that has no part in the case, a day
        that is past or not worked; and what `must_instruct` raises.
    """
    must_instruct(session, case, expected_version=expected_version, by=by)
    text = wording.said("text", order.text, "Cần nêu rõ ý kiến chỉ đạo")
    unit = _addressee(case, order.unit_id)
    _check_day(order.due_on, calendar, today=local_day(now))
    session.add(
        Instruction(
            case_id=case.id,
            text=text,
            at=now,
            by_id=by.officer_id,
            unit_id=order.unit_id,
            due_on=order.due_on,
        )
    )
    data = told(unit, order.due_on)
    given = EventKind.INSTRUCTED
    history.record(session, case, given, by=by, now=now, note=text, data=data)


def _addressee(case: Case, unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    found = next((unit for unit in addressed(case) if unit.id == unit_id), None)
    if found is None:
        message = "Chỉ chọn đơn vị chủ trì hoặc đơn vị phối hợp của hồ sơ."
        raise Invalid({"unit_id": message})
    return found


def _check_day(on: date | None, calendar: Calendar, *, today: date) -> None:
    if on is None:
        return
    if on < today:
        raise Invalid({"due_on": "Hạn thực hiện không thể ở quá khứ."})
    if not calendar.works(on):
        raise Invalid({"due_on": "Hạn thực hiện phải là ngày làm việc."})


def told(unit: Unit | None, on: date | None) -> dict[str, str | None]:
    """Return what the history tells of whom an instruction is for, and its day."""
    return {
        "to_unit": unit.code if unit else None,
        "due_on": on.isoformat() if on else None,
    }


def owed_by(session: Session, case: Case, viewer: Viewer) -> list[Instruction]:
    """Return the open instructions that a viewer may answer, oldest first."""
    given = standing.instructions(session, case)
    return [one for one in given if _may_answer(one, viewer)]


def _may_answer(one: Instruction, viewer: Viewer) -> bool:
    """Say whether it waits for a viewer's answer: never for his who gave it."""
    if not one.is_open or one.by_id == viewer.officer_id:
        return False
    if viewer.role is Role.FOCAL:
        return True
    in_unit = viewer.unit_id is not None and viewer.unit_id == one.unit_id
    return viewer.role in _OF_A_UNIT and in_unit


def must_owe(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> list[Instruction]:
    """Return what a viewer may answer, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: a role that answers none.
        TransitionRefused: nothing waits for his answer.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if by.role not in _OF_A_UNIT | {Role.FOCAL}:
        raise NotAllowed("Chỉ đơn vị được giao, công chức đầu mối nêu kết quả.")
    owed = owed_by(session, case, by)
    if not owed:
        raise TransitionRefused("Không có ý kiến chỉ đạo nào chờ bạn thực hiện.")
    return owed


def carry_out(
    session: Session,
    case: Case,
    instruction_id: int,
    result: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Write down what was done about an instruction.

    Raises:
        Invalid: none of those that he may answer, or fewer than ten characters; and
        what `must_owe` raises.
    """
    owed = must_owe(session, case, expected_version=expected_version, by=by)
    found = _chosen(owed, instruction_id)
    said = wording.said("result", result, "Cần nêu kết quả thực hiện")
    found.result, found.answered_at = said, now
    found.answered_by_id = by.officer_id
    done = EventKind.CARRIED_OUT
    history.record(session, case, done, by=by, now=now, note=said)


def _chosen(offered: list[Instruction], instruction_id: int) -> Instruction:
    found = next((one for one in offered if one.id == instruction_id), None)
    if found is None:
        raise Invalid({"instruction_id": "Hãy chọn một ý kiến chỉ đạo."})
    return found


def given_by(session: Session, case: Case, viewer: Viewer) -> list[Instruction]:
    """Return what a leader told to be done and may take back, oldest first."""
    if viewer.role not in _LEADERS:
        return []
    given = standing.instructions(session, case)
    return [one for one in given if one.is_open and one.by_id == viewer.officer_id]


def must_have_given(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> list[Instruction]:
    """Return what a leader may take back, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: no leader. TransitionRefused: nothing that he
        told to be done waits for its result.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if by.role not in _LEADERS:
        raise NotAllowed("Chỉ người đã cho ý kiến chỉ đạo thu hồi ý kiến đó.")
    given = given_by(session, case, by)
    if not given:
        raise TransitionRefused("Bạn không có ý kiến chỉ đạo nào còn chờ thực hiện.")
    return given


def take_back(
    session: Session,
    case: Case,
    instruction_id: int,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take back what nobody has carried out yet; who was to, reads why.

    Raises:
        Invalid: none of those that he may take back, or fewer than ten characters; and
        what `must_have_given` raises.
    """
    mine = must_have_given(session, case, expected_version=expected_version, by=by)
    found = _chosen(mine, instruction_id)
    why = wording.said("reason", reason, "Cần nêu lý do thu hồi")
    recall(session, case, found, why, by=by, now=now)


def recall(
    session: Session,
    case: Case,
    one: Instruction,
    why: str,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    """Mark an open instruction as taken back, and tell the case's history why."""
    one.taken_back_at, one.taken_back_why = now, why
    note = f"Thu hồi: “{one.text}”. Lý do: {why}"
    data = {**told(one.unit, one.due_on), "taken_back": one.id}
    given = EventKind.INSTRUCTED
    history.record(session, case, given, by=by, now=now, note=note, data=data)


def pass_on(session: Session, case: Case, before: Unit | None, after: Unit) -> None:
    """Let the unit that leads a case now carry out what the last one was told to."""
    if before is None or before in [one.unit for one in case.coordinating]:
        return
    for one in standing.instructions(session, case):
        if one.is_open and one.unit_id == before.id:
            one.unit = after
