"""Reads of cases: which a viewer may see, and which wait for him."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session

from documents.lifecycles import OPEN
from documents.models import (
    REPLY,
    Case,
    CaseUnit,
    Officer,
    OutgoingLetter,
    Pause,
    Unit,
)
from documents.queries.listing import Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Field, LetterState, Role, Urgency

_FOCAL_STATES: Final = (CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.REPLIED)


def units(session: Session) -> list[Unit]:
    """Return the department's units in their order."""
    return list(session.scalars(select(Unit).order_by(Unit.place, Unit.id)))


def units_in_service(session: Session, *, on: date) -> list[Unit]:
    """Return the units that may be given a case on a day, in their order."""
    return [unit for unit in units(session) if unit.stands_on(on)]


def handlers(session: Session, unit_id: int | None) -> list[Officer]:
    """Return who handles cases in a unit now, by name."""
    query = select(Officer).where(
        Officer.unit_id == unit_id, Officer.role == Role.HANDLER, Officer.active
    )
    return list(session.scalars(query.order_by(Officer.full_name, Officer.id)))


def visible_cases(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which lists show the viewer a case (§6).

    A sealed one is in no list; `seeing.can_see` says who may open it (§12).
    """
    if viewer.sees_every_case:
        return ~Case.sealed
    if viewer.role in {Role.HEAD, Role.HANDLER} and viewer.unit_id is not None:
        leads = Case.lead_unit_id == viewer.unit_id
        return and_(~Case.sealed, or_(leads, _coordinates(viewer)))
    return false()


def _coordinates(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer's unit works with the lead unit now."""
    return Case.units.any(
        and_(CaseUnit.unit_id == viewer.unit_id, CaseUnit.round == Case.round)
    )


def _is_waited_for(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer's unit owes its part of a case."""
    mine = and_(CaseUnit.unit_id == viewer.unit_id, CaseUnit.round == Case.round)
    owed = Case.units.any(and_(mine, CaseUnit.settled_at.is_(None)))
    return and_(Case.state == CaseState.IN_PROGRESS, owed)


def is_due(today: date) -> ColumnElement[bool]:
    """Return the condition that an open case is due today and its clock runs."""
    return and_(Case.state.in_(OPEN - {CaseState.AWAITING_INFO}), Case.due_on == today)


def is_late(today: date) -> ColumnElement[bool]:
    """Return the condition that an open case is late, as `deadlines.lateness` says.

    Who waits for an answer is not, unless he asked when it was late already.
    """
    asked_in_time = exists().where(
        Pause.case_id == Case.id, Pause.until.is_(None), Pause.since <= Case.due_on
    )
    return and_(Case.state.in_(OPEN), Case.due_on < today, ~asked_in_time)


@dataclass(frozen=True)
class CaseFilter:
    """What the list of cases is narrowed to."""

    state: CaseState | None = None
    field: Field | None = None
    urgency: Urgency | None = None
    unit_code: str | None = None
    only_open: bool = False
    due_on: date | None = None
    overdue_on: date | None = None


def case_list(
    session: Session, viewer: Viewer, *, only: CaseFilter, page: int = 1
) -> Listing[Case]:
    """Return cases the viewer may see: open by due date, then the last answered."""
    query = select(Case).where(visible_cases(viewer))
    for column, value in (
        (Case.state, only.state),
        (Case.field, only.field),
        (Case.urgency, only.urgency),
    ):
        if value is not None:
            query = query.where(column == value)
    if only.unit_code is not None:
        query = query.where(Case.lead_unit.has(Unit.code == only.unit_code))
    if only.only_open:
        query = query.where(Case.state.in_(OPEN))
    if only.due_on:
        query = query.where(is_due(only.due_on))
    if only.overdue_on:
        query = query.where(is_late(only.overdue_on))
    is_done = Case.done_at.is_not(None)
    order = (is_done, sql_case((~is_done, Case.due_on)), Case.done_at.desc(), Case.id)
    return listing(session, query.order_by(*order), page)


def waiting_for(session: Session, viewer: Viewer, *, today: date) -> list[Case]:
    """Return the cases whose next move is this viewer's, most urgent first.

    A role's states are those it has a move from; a signer waits only for what
    he signs, a clerk for what is to be numbered. Whom a complainant did not answer in
    time comes back to the focal officer (X06).
    """
    query = select(Case).where(visible_cases(viewer), _next_is(viewer, today))
    rows = session.scalars(query.order_by(Case.due_on, Case.id).limit(100))
    return list(rows.unique())


def _next_is(viewer: Viewer, today: date) -> ColumnElement[bool]:
    own_unit = (
        Case.lead_unit_id == viewer.unit_id if viewer.unit_id is not None else false()
    )
    in_progress = and_(Case.state == CaseState.IN_PROGRESS, own_unit)
    match viewer.role:
        case Role.CLERK:
            return Case.id.in_(_letters(LetterState.APPROVED))
        case Role.FOCAL:
            issued = Case.id.in_(_letters(LetterState.ISSUED))
            return or_(
                Case.state.in_(_FOCAL_STATES),
                and_(Case.state == CaseState.APPROVED, issued),
                and_(Case.state == CaseState.AWAITING_INFO, _wait_is_over(today)),
                in_progress,
            )
        case Role.HANDLER | Role.HEAD:
            return or_(in_progress, _is_waited_for(viewer))
        case Role.DIRECTOR:
            mine = select(OutgoingLetter.case_id).where(
                OutgoingLetter.signer_id == viewer.officer_id,
                OutgoingLetter.round == Case.round,
                OutgoingLetter.paper == REPLY,
            )
            return and_(Case.state == CaseState.PENDING_APPROVAL, Case.id.in_(mine))
        case Role.CVP:
            return or_(Case.state == CaseState.PENDING_APPROVAL, in_progress)
        case Role.ADMIN:
            return false()


def _wait_is_over(today: date) -> ColumnElement[bool]:
    return exists().where(
        Pause.case_id == Case.id, Pause.until.is_(None), Pause.expires_on < today
    )


def _letters(state: LetterState) -> Select[int | None]:
    return select(OutgoingLetter.case_id).where(
        OutgoingLetter.state == state,
        OutgoingLetter.round == Case.round,
        OutgoingLetter.paper == REPLY,
    )


@dataclass(frozen=True)
class DeskFigures:
    """The numbers at the head of the desk."""

    open: int
    due_today: int
    overdue: int


def desk_figures(session: Session, viewer: Viewer, *, today: date) -> DeskFigures:
    """Count the open cases the viewer may see, those due today and those late."""
    seen = and_(visible_cases(viewer), Case.state.in_(OPEN))

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count(Case.id)).where(seen, *conditions)) or 0

    return DeskFigures(
        open=count(),
        due_today=count(is_due(today)),
        overdue=count(is_late(today)),
    )
