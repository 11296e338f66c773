"""Cases: classifying and assigning them, moving them, who may see them.

They are taken down in `documents.intake` and answered in `documents.replies`.
Only `advance` gives a standing case a new state, and only along
`documents.lifecycles.CASE`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import (
    before,
    history,
    outbox,
    proposals,
    publications,
    seeing,
    sender_mails,
    standing,
    wishes,
)
from documents.deadlines import (
    Calendar,
    DueDate,
    due_of_case,
    later,
    local_day,
    unit_due,
)
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.facts import facts_of, move_of
from documents.guards import CaseFacts
from documents.lifecycles import CASE
from documents.models import Case, CaseUnit, Unit
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    EventKind,
    Field,
    Urgency,
)
from documents.workflow import Transition

_CODE: Final = re.compile(r"DDN-[0-9]{4}-[0-9]{6,9}")
"""What may be a code; anything else is not asked of the database."""

NOT_FOR_THE_HOTLINE: Final = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION})


@dataclass(frozen=True)
class Told:
    """What a move adds to its line of the history."""

    note: str = ""
    data: dict[str, Any] | None = None


Change = Callable[[], Told | None]
"""What a move does beside the new state."""

NOTHING_MORE: Final = Told()


@dataclass(frozen=True)
class Assignment:
    """How a case is classified, which unit leads it and which work with it (X08)."""

    kind: CaseKind
    field: Field
    urgency: Urgency
    lead_unit_id: int
    note: str = ""
    coordinating: tuple[int, ...] = ()


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
    """Classify a case and give it to one lead unit; the due dates follow.

    Raises:
        Invalid: a unit that does not stand, or is named twice.
        TransitionRefused: a complaint or denunciation, which the hotline does
            not handle (domain.md §3.2), or no such move from here.
    """

    def change() -> Told:
        unit = _lead_unit(session, assignment, on=local_day(now))
        others = _coordinating(session, assignment, on=local_day(now))
        due = _due(case, assignment, calendar)
        case.kind, case.field = assignment.kind, assignment.field
        case.urgency, case.lead_unit = assignment.urgency, unit
        is_extended = standing.extensions(session, case) > 0
        _set_due(case, due.due_on, calendar, is_extended=is_extended)
        _share(case, others, calendar)
        return _told(assignment, unit, others)

    advance(
        session,
        case,
        CaseAction.ASSIGN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _told(assignment: Assignment, lead: Unit, others: Sequence[Unit]) -> Told:
    data = {
        "lead_unit": lead.code,
        "urgency": assignment.urgency.value,
        "coordinating": [one.code for one in others],
    }
    return Told(assignment.note, data)


def _share(case: Case, units: Sequence[Unit], calendar: Calendar) -> None:
    """Give the units beside the lead unit their parts, due before the case is."""
    on = unit_due(calendar, case.due_on, case.urgency)
    for unit in units:
        case.units.append(CaseUnit(round=case.round, unit_id=unit.id, due_on=on))


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


def _lead_unit(session: Session, assignment: Assignment, *, on: date) -> Unit:
    if assignment.kind in NOT_FOR_THE_HOTLINE:
        raise TransitionRefused(
            "Khiếu nại, tố cáo không xử lý qua Đường dây nóng; hướng dẫn người gửi"
            " theo Luật Khiếu nại, Luật Tố cáo."
        )
    return unit_in_service(session, assignment.lead_unit_id, on=on)


def _coordinating(session: Session, assignment: Assignment, *, on: date) -> list[Unit]:
    named = assignment.coordinating
    if assignment.lead_unit_id in named:
        message = "Đơn vị chủ trì không đồng thời là đơn vị phối hợp."
        raise Invalid({"coordinating": message})
    if len({*named}) < len(named):
        raise Invalid({"coordinating": "Mỗi đơn vị phối hợp chỉ chọn một lần."})
    place = "coordinating"
    return [unit_in_service(session, one, on=on, name=place) for one in named]


def unit_in_service(
    session: Session, unit_id: int, *, on: date, name: str = "lead_unit_id"
) -> Unit:
    """Return a unit that stands on a day; Invalid, under this name, if none does."""
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise Invalid({name: "Không có phòng, đơn vị này."})
    if not unit.stands_on(on):
        message = f"{unit.name} không còn hoạt động; hãy chọn đơn vị khác."
        raise Invalid({name: message})
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
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    facts = facts_of(session, case, by, today=local_day(now))
    CASE.offered(case.state, action, role=by.role, facts=facts)


def advance(
    session: Session,
    case: Case,
    action: CaseAction,
    *,
    expected_version: int,
    by: Viewer | None,
    now: datetime,
    change: Change = lambda: None,
) -> None:
    """Make one move of a case: state, event and outbox in one transaction.

    `by` None is the sender himself, who has proved that it is his case.

    `change` judges what was typed, sets what the move brings, and tells the history
    of it; it runs only when the lifecycle allows the move.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound; and what `change` raises.
    """
    if by is not None:
        seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    move = move_of(session, case, action, by, today=local_day(now))
    state, stood = case.state, before.stood(case)
    told = change() or NOTHING_MORE
    if move.target is not None:
        case.state = move.target
    proposals.follow(session, case, action, state, by=by, now=now)
    wishes.follow(session, case, action, by=by, now=now)
    tell(session, case, action, state, by=by, now=now, told=told)
    if by is not None:
        publications.follow(session, case, by=by, now=now)
    before.keep(session, case, stood, now=now)


def tell(
    session: Session,
    case: Case,
    action: CaseAction,
    left: CaseState | None,
    *,
    by: Viewer | None,
    now: datetime,
    told: Told = NOTHING_MORE,
) -> None:
    """Write a move into the history and announce it; `by` None: the sender's own."""
    history.record(
        session,
        case,
        EventKind.MOVED,
        by=by,
        now=now,
        action=action,
        states=(left, case.state),
        note=told.note,
        data=told.data,
        who=history.SENDER,
    )
    sender_mails.queue(session, case, left, now=now)
    outbox.announce(session, outbox.case_key(case))


def open_to(
    session: Session, case: Case, viewer: Viewer, *, today: date
) -> list[Transition[CaseState, CaseAction, CaseFacts]]:
    """Return the moves whose buttons this viewer should see."""
    facts = facts_of(session, case, viewer, today=today)
    return CASE.open_to(case.state, role=viewer.role, facts=facts)


def get(session: Session, code: str, *, viewer: Viewer) -> Case:
    """Return a case by its code, or raise NotFound."""
    known = _CODE.fullmatch(code.upper())
    case = session.scalar(select(Case).where(Case.code == known[0])) if known else None
    if case is None:
        raise NotFound("Không có hồ sơ này.")
    seeing.must_see(case, viewer)
    return case
