"""What the units beside the lead unit owe to a case (domain.md §5.2 X08, X09).

Each writes its own result while the case is in progress, or is let off; others may be
asked to join, and who was let off, again. None of it is a move of the case: the lead
unit hands in when nobody is awaited any more.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import case_files, history, outbox, queries, seeing
from documents.case_files import Enclosure
from documents.deadlines import Calendar, later, local_day, unit_due
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling import wording
from documents.models import Case, CaseUnit, Unit
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, FileKind, Role

_WRITERS: Final = frozenset({Role.HEAD, Role.HANDLER, Role.FOCAL, Role.CVP})
"""Who writes for his unit; focal officer and Chánh Văn phòng for the office (§6)."""

_OFFICE: Final = frozenset({Role.FOCAL, Role.CVP})
"""Who asks units to join, and lets any off, beside the head of the unit that leads."""


def owed_by(case: Case, viewer: Viewer) -> CaseUnit | None:
    """Return what the viewer's unit still owes and he may write now."""
    if viewer.role not in _WRITERS or viewer.unit_id is None:
        return None
    owed = (one for one in waited_for(case) if one.unit_id == viewer.unit_id)
    return next(owed, None)


def waited_for(case: Case) -> list[CaseUnit]:
    """Return the units whose results are awaited now."""
    if case.state is not CaseState.IN_PROGRESS:
        return []
    return [one for one in case.coordinating if one.settled_at is None]


def can_waive(case: Case, viewer: Viewer) -> bool:
    """Say whether the viewer may let a unit off now."""
    return bool(waited_for(case)) and _may_waive(case, viewer)


def _may_waive(case: Case, viewer: Viewer) -> bool:
    leads = viewer.unit_id is not None and viewer.unit_id == case.lead_unit_id
    return viewer.role in _OFFICE or (viewer.role is Role.HEAD and leads)


def must_owe(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> CaseUnit:
    """Return what the viewer's unit owes, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: not an officer of a unit that coordinates.
        TransitionRefused: not in progress, or settled already.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    units = {one.unit_id for one in case.coordinating}
    if by.role not in _WRITERS or by.unit_id not in units:
        raise NotAllowed("Chỉ đơn vị phối hợp nêu kết quả phối hợp.")
    _must_be_in_progress(case)
    owed = owed_by(case, by)
    if owed is None:
        raise TransitionRefused("Đơn vị đã nêu kết quả hoặc đã được miễn phối hợp.")
    return owed


def report(
    session: Session,
    case: Case,
    result: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
    enclosed: Enclosure | None = None,
) -> None:
    """Write down what a coordinating unit found and did, with what shows it.

    Raises:
        Invalid: fewer than ten characters; and what `must_owe` raises.
    """
    owed = must_owe(session, case, expected_version=expected_version, by=by)
    owed.result = wording.said("result", result, "Cần nêu kết quả phối hợp")
    _settle(session, case, owed, by=by, now=now, note=owed.result)
    if enclosed is not None:
        case_files.attach(session, case, FileKind.FINDING, enclosed, by=by, now=now)


def must_waive(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who cannot let a unit off, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: not the lead unit's head, the focal officer or
        the Chánh Văn phòng. TransitionRefused: nobody is waited for.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if not _may_waive(case, by):
        raise NotAllowed(
            "Chỉ thủ trưởng đơn vị chủ trì, công chức đầu mối hoặc Chánh Văn phòng"
            " miễn phối hợp."
        )
    _must_be_in_progress(case)
    if not waited_for(case):
        raise TransitionRefused("Không còn đơn vị phối hợp nào phải chờ.")


def waive(
    session: Session,
    case: Case,
    unit_id: int,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Let a unit off: the case goes on without its result.

    Raises:
        Invalid: a unit that is not waited for, or no reason of ten characters; and what
        `must_waive` raises.
    """
    must_waive(session, case, expected_version=expected_version, by=by)
    found = next((one for one in waited_for(case) if one.unit_id == unit_id), None)
    if found is None:
        raise Invalid({"unit_id": "Hãy chọn một đơn vị phối hợp còn phải chờ."})
    found.waiver = wording.said("reason", reason, "Cần nêu lý do")
    note = f"Miễn phối hợp: {found.waiver}"
    _settle(session, case, found, by=by, now=now, note=note)


def can_join(session: Session, case: Case, viewer: Viewer, *, today: date) -> bool:
    """Say whether the viewer may ask another unit to join now, and there is one."""
    return (
        viewer.role in _OFFICE
        and case.state is CaseState.IN_PROGRESS
        and bool(joinable(session, case, today=today))
    )


def joinable(session: Session, case: Case, *, today: date) -> list[Unit]:
    """Return the units in service without a part in the case's round, or let off it."""
    asked = (one.unit_id for one in case.coordinating if not one.waiver)
    part = {case.lead_unit_id, *asked}
    found = queries.units_in_service(session, on=today)
    return [unit for unit in found if unit.id not in part]


def must_join(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who cannot ask a unit to join, before his form is read.

    Raises:
        NotFound, OutOfDate. NotAllowed: neither the focal officer nor the Chánh Văn
        phòng. TransitionRefused: not in progress.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if by.role not in _OFFICE:
        raise NotAllowed(
            "Chỉ công chức đầu mối hoặc Chánh Văn phòng thêm đơn vị phối hợp."
        )
    _must_be_in_progress(case)


def join(
    session: Session,
    case: Case,
    unit_id: int,
    reason: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Ask another unit to work with the lead unit in this round, or one let off again.

    It has as long as a unit that was asked at once, but never less than today, unless
    the case itself is overdue.

    Raises:
        Invalid: a unit that is out of service or has its part already, or no reason of
        ten characters; and what `must_join` raises.
    """
    must_join(session, case, expected_version=expected_version, by=by)
    today = local_day(now)
    found = joinable(session, case, today=today)
    unit = next((one for one in found if one.id == unit_id), None)
    if unit is None:
        message = "Hãy chọn một đơn vị đang hoạt động, chưa phối hợp ở lượt xử lý này."
        raise Invalid({"unit_id": message})
    said = wording.said("reason", reason, "Cần nêu rõ đơn vị phối hợp việc gì")
    due_on = unit_due(calendar, case.due_on, case.urgency)
    due_on = max(due_on, min(today, case.due_on))
    asked = "Phối hợp trở lại" if _ask(case, unit, due_on) else "Thêm đơn vị phối hợp"
    note = f"{asked}, hạn {due_on:%d/%m/%Y}: {said}"
    _tell(session, case, unit, by=by, now=now, note=note)


def _ask(case: Case, unit: Unit, due_on: date) -> bool:
    """Let a unit owe its result; say whether it had been let off before."""
    off = next((one for one in case.coordinating if one.unit_id == unit.id), None)
    if off is None:
        case.units.append(CaseUnit(round=case.round, unit=unit, due_on=due_on))
        return False
    off.due_on, off.waiver = due_on, ""
    off.settled_at, off.settled_by = None, None
    return True


def move_on(case: Case, calendar: Calendar, *, days: int | None = None) -> list[str]:
    """Give the units that are waited for more time, once their case is due later.

    They get the working `days` that a wait took; None: all that the case's new due
    date leaves them. Never more than that, and never less than they had. Returns what
    to tell of it, a sentence a unit.
    """
    last, told = unit_due(calendar, case.due_on, case.urgency), []
    for one in case.coordinating:
        before = one.due_on
        wanted = last if days is None else later(calendar, before, days)
        if one.settled_at is None and min(wanted, last) > before:
            one.due_on = min(wanted, last)
            told.append(
                f"Hạn phối hợp của {one.unit.name}: {before:%d/%m/%Y} thành"
                f" {one.due_on:%d/%m/%Y}."
            )
    return told


def _must_be_in_progress(case: Case) -> None:
    if case.state is not CaseState.IN_PROGRESS:
        raise TransitionRefused("Chỉ phối hợp khi hồ sơ đang xử lý.")


def _settle(
    session: Session,
    case: Case,
    one: CaseUnit,
    *,
    by: Viewer,
    now: datetime,
    note: str,
) -> None:
    one.settled_at, one.settled_by_id = now, by.officer_id
    _tell(session, case, one.unit, by=by, now=now, note=note)


def _tell(
    session: Session,
    case: Case,
    unit: Unit,
    *,
    by: Viewer,
    now: datetime,
    note: str,
) -> None:
    history.record(
        session,
        case,
        EventKind.COORDINATED,
        by=by,
        now=now,
        note=note,
        data={"unit": unit.code},
    )
    outbox.announce(session, outbox.case_key(case))
