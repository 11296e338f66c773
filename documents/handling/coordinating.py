"""What the units beside the lead unit owe to a case (domain.md §5.2 X08, X09).

Each writes its own result while the case is in progress, or is let off. Neither is a
move of the case: the lead unit hands in when nobody is waited for any more.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import case_files, history, outbox, seeing
from documents.case_files import Enclosure
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling import wording
from documents.models import Case, CaseUnit
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, FileKind, Role

_WRITERS: Final = frozenset({Role.HEAD, Role.HANDLER, Role.FOCAL, Role.CVP})
"""Who writes for his unit; focal officer and Chánh Văn phòng for the office (§6)."""

_WAIVERS: Final = frozenset({Role.FOCAL, Role.CVP})
"""Who lets any unit off, beside the head of the unit that leads."""


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
    return viewer.role in _WAIVERS or (viewer.role is Role.HEAD and leads)


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
    history.record(
        session,
        case,
        EventKind.COORDINATED,
        by=by,
        now=now,
        note=note,
        data={"unit": one.unit.code},
    )
    outbox.announce(session, outbox.case_key(case))
