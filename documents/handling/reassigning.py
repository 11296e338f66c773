"""Giving a case in progress to another unit, or within its unit (domain.md §5.2 X19).

The clock is not reset: due date, round and what stands of the draft remain.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from documents import cases, standing
from documents.cases import Told
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed
from documents.handling import instructing, wording
from documents.lifecycles import ASSIGNERS
from documents.models import Case, Officer, Unit
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Role

TAKES_THE_LEAD = "Chuyển sang chủ trì hồ sơ."
"""Why a unit that coordinated until now is waited for no longer."""


def to_unit(
    session: Session,
    case: Case,
    unit_id: int,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Give a case to another unit, which leads it from now on (X19a).

    Its handler was of the unit that had it; what that was told to do is the new one's.

    Raises:
        Invalid: the unit that has it already, one that is no longer in service, or no
        reason of ten characters. NotAllowed: not who assigns cases; and what else
        `cases.advance` raises.
    """

    def change() -> Told:
        if by.role not in ASSIGNERS:
            raise NotAllowed("Thủ trưởng chỉ giao lại cho công chức của đơn vị mình.")
        said = wording.said("reason", reason, "Cần nêu lý do")
        before, unit = case.lead_unit, _another(session, case, unit_id, local_day(now))
        case.lead_unit, case.handler_id = unit, None
        _wait_no_longer(session, case, unit, by=by, now=now)
        instructing.pass_on(session, case, before, unit)
        left = before.code if before else ""
        return Told(said, {"lead_unit": unit.code, "from_unit": left})

    cases.advance(
        session,
        case,
        CaseAction.REASSIGN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _another(session: Session, case: Case, unit_id: int, on: date) -> Unit:
    unit = cases.unit_in_service(session, unit_id, on=on)
    if unit is case.lead_unit:
        message = "Phòng, đơn vị này đang chủ trì; hãy chọn đơn vị khác."
        raise Invalid({"lead_unit_id": message})
    return unit


def _wait_no_longer(
    session: Session, case: Case, unit: Unit, *, by: Viewer, now: datetime
) -> None:
    for one in standing.coordinating(session, case):
        if one.unit_id == unit.id and one.settled_at is None:
            one.waiver, one.settled_at = TAKES_THE_LEAD, now
            one.settled_by_id = by.officer_id


def to_handler(
    session: Session,
    case: Case,
    officer_id: int,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Give a case to a handler of the unit that leads it (X19b).

    Raises:
        Invalid: nobody who handles cases there now, who has it already, or no reason of
        ten characters. NotAllowed: not the unit's head; and what else `cases.advance`
        raises.
    """

    def change() -> Told:
        if by.role is not Role.HEAD:
            raise NotAllowed("Chỉ thủ trưởng đơn vị chủ trì giao hồ sơ cho công chức.")
        said = wording.said("reason", reason, "Cần nêu lý do")
        case.handler = officer = _handler(session, case, officer_id)
        return Told(said, {"handler": officer.full_name})

    cases.advance(
        session,
        case,
        CaseAction.REASSIGN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _handler(session: Session, case: Case, officer_id: int) -> Officer:
    officer = session.get(Officer, officer_id)
    if (
        officer is None
        or not officer.active
        or officer.role is not Role.HANDLER
        or officer.unit_id != case.lead_unit_id
    ):
        message = "Hãy chọn một công chức xử lý đang công tác tại đơn vị chủ trì."
        raise Invalid({"handler_id": message})
    if officer.id == case.handler_id:
        message = "Công chức này đang xử lý hồ sơ; hãy chọn người khác."
        raise Invalid({"handler_id": message})
    return officer
