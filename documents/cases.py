"""Cases: classifying and assigning them, moving them, who may see them.

They are taken down in `documents.intake` and answered in `documents.replies`.
Only `advance` gives a standing case a new state, and only along
`documents.lifecycles.CASE`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox, proposals, standing
from documents.deadlines import Calendar, DueDate, due_of_case, later, local_day
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.facts import facts_of
from documents.guards import CaseFacts
from documents.lifecycles import CASE
from documents.models import (
    Case,
    Unit,
)
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
from documents.workflow import Transition

_CODE: Final = re.compile(r"DDN-[0-9]{4}-[0-9]{6,9}")
"""What may be a code; anything else is not asked of the database."""

NOT_FOR_THE_HOTLINE: Final = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION})


@dataclass(frozen=True)
class Assignment:
    """How a case is classified, and which unit leads it (X08)."""

    kind: CaseKind
    field: Field
    urgency: Urgency
    lead_unit_id: int
    note: str = ""


def assign(
    session: Session,
    case: Case,
    assignment: Assignment,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Classify a case and give it to one lead unit; the due date follows.

    Raises:
        TransitionRefused: a complaint or denunciation, which the hotline does
            not handle (domain.md §3.2), or no such move from here.
    """
    unit = _lead_unit(session, assignment)
    due = _due(case, assignment, calendar)

    def change() -> None:
        case.kind, case.field = assignment.kind, assignment.field
        case.urgency, case.lead_unit = assignment.urgency, unit
        is_extended = standing.extensions(session, case) > 0
        _set_due(case, due.due_on, calendar, is_extended=is_extended)

    advance(
        session,
        case,
        CaseAction.ASSIGN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
        note=assignment.note,
        data={"lead_unit": unit.code, "urgency": assignment.urgency.value},
    )


def _due(case: Case, assignment: Assignment, calendar: Calendar) -> DueDate:
    return due_of_case(
        calendar,
        case.received_at,
        assignment.urgency,
        source=case.source,
        kind=assignment.kind,
        external_due=case.external_due,
    )


def _set_due(
    case: Case, due_on: date, calendar: Calendar, *, is_extended: bool
) -> None:
    """Give a case its due date by its urgency.

    The days it waited for its sender come on top, and a date that somebody granted
    is not taken back.
    """
    current = case.rounds[-1]
    moved = later(calendar, due_on, current.paused_days)
    if is_extended:
        moved = max(moved, case.due_on)
    case.due_on = current.due_on = moved
    current.original_due_on = due_on if moved != due_on else None
    case.calendar_version = calendar.version


def _lead_unit(session: Session, assignment: Assignment) -> Unit:
    if assignment.kind in NOT_FOR_THE_HOTLINE:
        raise TransitionRefused(
            "Khiếu nại, tố cáo không xử lý qua Đường dây nóng; hướng dẫn người gửi"
            " theo Luật Khiếu nại, Luật Tố cáo."
        )
    unit = session.get(Unit, assignment.lead_unit_id)
    if unit is None:
        raise Invalid({"lead_unit_id": "Không có phòng, đơn vị này."})
    return unit


def must_be_open(
    session: Session,
    case: Case,
    action: CaseAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Refuse a move that the viewer cannot make, before its form is read.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound: as `advance` does.
    """
    must_see(case, by)
    history.expect_version(session, case, expected_version)
    facts = facts_of(session, case, by, today=local_day(now))
    CASE.offered(case.state, action, role=by.role, facts=facts)


def advance(
    session: Session,
    case: Case,
    action: CaseAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
    change: Callable[[], None] | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Make one move of a case: state, event and outbox in one transaction.

    `change` sets what the move brings; it runs only when the lifecycle allows
    the move.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound.
    """
    must_see(case, by)
    history.expect_version(session, case, expected_version)
    facts = facts_of(session, case, by, today=local_day(now))
    move = CASE.step(case.state, action, role=by.role, facts=facts)
    before = case.state
    if change is not None:
        change()
    if move.target is not None:
        case.state = move.target
    proposals.follow(session, case, action, before, by=by, now=now)
    tell(session, case, action, before, by=by, now=now, note=note, data=data)


def tell(
    session: Session,
    case: Case,
    action: CaseAction,
    before: CaseState | None,
    *,
    by: Viewer,
    now: datetime,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write a move into the history and announce it to the index."""
    history.record(
        session,
        case,
        EventKind.MOVED,
        by=by,
        now=now,
        action=action,
        states=(before, case.state),
        note=note,
        data=data,
    )
    outbox.announce(session, outbox.case_key(case))


def open_to(
    session: Session, case: Case, viewer: Viewer, *, today: date
) -> list[Transition[CaseState, CaseAction, CaseFacts]]:
    """Return the moves whose buttons this viewer should see."""
    facts = facts_of(session, case, viewer, today=today)
    return CASE.open_to(case.state, role=viewer.role, facts=facts)


def can_see(case: Case, viewer: Viewer) -> bool:
    """Say whether a case exists for this viewer (domain.md §6)."""
    if case.sealed:
        return viewer.keeps_the_sealed
    if viewer.sees_every_case:
        return True
    in_unit = viewer.unit_id is not None and viewer.unit_id == case.lead_unit_id
    return in_unit and viewer.role in {Role.HEAD, Role.HANDLER}


def must_see(case: Case, viewer: Viewer) -> None:
    """Raise NotFound for a case that is not the viewer's to see (security T5)."""
    if not can_see(case, viewer):
        raise NotFound("Không có hồ sơ này.")


def get(session: Session, code: str, *, viewer: Viewer) -> Case:
    """Return a case by its code, or raise NotFound."""
    known = _CODE.fullmatch(code.upper())
    case = session.scalar(select(Case).where(Case.code == known[0])) if known else None
    if case is None:
        raise NotFound("Không có hồ sơ này.")
    must_see(case, viewer)
    return case
