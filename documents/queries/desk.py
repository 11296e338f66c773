"""The numbers at the head of a desk, and who of a unit has how much."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session

from documents.lifecycles import OPEN
from documents.models import Case, Officer
from documents.queries.case_list import has_no_handler
from documents.queries.cases import (
    is_due,
    is_late,
    is_soon,
    next_is,
    visible_cases,
)
from documents.queries.links import is_told_again
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Role


@dataclass(frozen=True)
class DeskFigures:
    """Counts of the open cases that an officer sees, and of those that wait for him.

    Unassigned are those without a unit; to a unit's people, those it leads and
    nobody of it has. Told again are those that tell a case again, or were opened again.
    """

    open: int
    due_today: int
    overdue: int
    soon: int
    unassigned: int
    told_again: int
    mine: int


def desk_figures(
    session: Session, viewer: Viewer, *, today: date, soon_until: date | None = None
) -> DeskFigures:
    """Count the open cases the viewer may see, not one by one.

    `soon_until` is the last due date that is soon; without it none is.
    """
    seen = visible_cases(viewer)
    counts = session.execute(
        select(
            func.count(Case.id),
            _count(is_due(today)),
            _count(is_late(today)),
            _count(is_soon(today, soon_until or today)),
            _count(_is_unassigned(viewer)),
            _count(is_told_again()),
        ).where(seen, Case.state.in_(OPEN))
    ).one()
    mine = select(func.count(Case.id)).where(seen, next_is(viewer, today))
    return DeskFigures(*counts, mine=session.scalar(mine) or 0)


def _is_unassigned(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.sees_every_case:
        return Case.state == CaseState.RECEIVED
    return has_no_handler(viewer)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(sql_case((condition, Case.id)))


@dataclass(frozen=True)
class Load:
    """What one officer of a unit has to do; without an id, what nobody has yet."""

    officer_id: int | None
    full_name: str
    open: int
    due_today: int
    overdue: int


def loads(session: Session, viewer: Viewer, *, today: date) -> list[Load]:
    """Return who of the head's unit has how many of the cases it works on.

    Who is most behind comes first; whoever has none is named too.
    """
    if viewer.role is not Role.HEAD:
        return []
    works = and_(Case.lead_unit_id == viewer.unit_id, Case.state.in_(OPEN))
    figures = (func.count(Case.id), _count(is_due(today)), _count(is_late(today)))
    handled = (
        select(Officer.id, Officer.full_name, *figures)
        .join(Case, and_(Case.handler_id == Officer.id, works), isouter=True)
        .where(Officer.unit_id == viewer.unit_id)
        .where((Officer.role == Role.HANDLER) & Officer.active | Case.id.is_not(None))
        .group_by(Officer.id, Officer.full_name)
    )
    nobody = select(*figures).where(has_no_handler(viewer), works)
    rows = [Load(*row) for row in session.execute(handled)]
    free = session.execute(nobody).one()
    if free[0]:
        rows.append(Load(None, "", *free))
    return sorted(rows, key=lambda one: (-one.overdue, -one.open, one.full_name))
