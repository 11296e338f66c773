"""Reads of cases: which a viewer may see, and which wait for him."""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session, aliased

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
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import CaseState, LetterState, Role

_worked = aliased(Case)
_FOCAL_STATES: Final = (CaseState.SUBMITTED, CaseState.RECEIVED, CaseState.REPLIED)


@remembered
def units(session: Session) -> list[Unit]:
    """Return the department's units in their order."""
    return list(session.scalars(select(Unit).order_by(Unit.place, Unit.id)))


def units_in_service(session: Session, *, on: date) -> list[Unit]:
    """Return the units that may be given a case on a day, in their order."""
    return [unit for unit in units(session) if unit.stands_on(on)]


def handlers(session: Session, unit_id: int | None) -> list[Officer]:
    """Return who handles cases in a unit now, by name."""
    return [one for one in all_handlers(session) if one.unit_id == unit_id]


def all_handlers(session: Session) -> list[Officer]:
    """Return who handles cases in any unit now, by name."""
    query = select(Officer).where(Officer.role == Role.HANDLER, Officer.active)
    return list(session.scalars(query.order_by(Officer.full_name, Officer.id)))


def visible_cases(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which lists show the viewer a case (§6).

    A sealed one is in no list; `seeing.can_see` says who may open it (§12).
    """
    if viewer.sees_every_case:
        return ~Case.sealed
    if viewer.role in {Role.HEAD, Role.HANDLER} and viewer.unit_id is not None:
        leads = walked(Case.lead_unit_id == viewer.unit_id)
        return and_(~Case.sealed, or_(leads, coordinates(viewer)))
    return false()


def unsealed(case: Any) -> ColumnElement[bool]:
    """Return the condition that a case is not sealed, for whatever finds few cases.

    No index answers it: as nearly every case is, one over it would find them all.
    """
    return walked(~case.sealed)


def walked(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return a condition in words that no index answers.

    What a great part of all cases are is not looked up: each would be read, while a
    list's own index, which is walked in its order, tells enough of them.
    """
    return sql_case((condition, 1), else_=0) == 1


def coordinates(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer's unit works with the lead unit now.

    The few cases of which it is so are gathered once, not asked for every case.
    """
    theirs = (
        select(CaseUnit.case_id)
        .join(_worked, _worked.id == CaseUnit.case_id)
        .where(CaseUnit.unit_id == viewer.unit_id, CaseUnit.round == _worked.round)
    )
    return Case.id.in_(theirs)


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
    return and_(Case.state.in_(OPEN), Case.due_on < today, ~_asked_in_time())


def is_soon(today: date, until: date) -> ColumnElement[bool]:
    """Return the condition that an open case is due after today, up to a day."""
    running = Case.state.in_(OPEN - {CaseState.AWAITING_INFO})
    return and_(running, Case.due_on > today, Case.due_on <= until)


def is_paused() -> ColumnElement[bool]:
    """Return the condition that the clock of a case stands still."""
    return and_(Case.state == CaseState.AWAITING_INFO, _asked_in_time())


def _asked_in_time() -> ColumnElement[bool]:
    """Return the condition that a sender is asked who was asked before the due date."""
    return exists().where(
        Pause.case_id == Case.id, Pause.until.is_(None), Pause.since <= Case.due_on
    )


def waiting_for(session: Session, viewer: Viewer, *, today: date) -> list[Case]:
    """Return the cases whose next move is this viewer's, most urgent first.

    A role's states are those it has a move from; a signer waits only for what
    he signs, a clerk for what is to be numbered. Whom a complainant did not answer in
    time comes back to the focal officer (X06).
    """
    query = select(Case).where(visible_cases(viewer), next_is(viewer, today))
    rows = session.scalars(query.order_by(Case.due_on, Case.id).limit(100))
    return list(rows.unique())


def next_is(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """Return the condition that the next move of a case is this viewer's."""
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
