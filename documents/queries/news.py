"""Reads of what an officer has not seen yet in the histories of cases.

Comments have their lines there too. What he did himself is no news to him, nor is it
that somebody looked at who sent the case.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from documents.models import Case, CaseSeen, Event
from documents.queries.cases import coordinates, next_is, visible_cases
from documents.viewer import Viewer
from documents.vocabulary import EventKind

_Asked = TypeVar("_Asked", bound=Select[*tuple[Any, ...]])

MOST_LINES: Final = 5
"""New lines that a case's page tells: the newest."""

MOST_CASES: Final = 12
"""Cases that the desk tells of: those that changed last."""

LOOKED_THROUGH: Final = 2_000
"""Lines of the whole history in which the desk looks for news: the newest.

A department writes some fifty a day. It keeps the desk as quick with a million lines.
"""


def new_lines(session: Session, case: Case, viewer: Viewer) -> Sequence[Event]:
    """Return the newest lines of a case that a viewer has not seen, oldest first."""
    rows = session.scalars(
        _unseen(select(Event), viewer)
        .where(Event.subject_id == case.id)
        .order_by(Event.id.desc())
        .limit(MOST_LINES)
    )
    return rows.all()[::-1]


def has_opened(session: Session, case: Case, viewer: Viewer) -> bool:
    """Say whether a viewer has ever looked at a case."""
    return session.get(CaseSeen, (viewer.officer_id, case.id)) is not None


def with_news(
    session: Session, cases: Collection[Case], viewer: Viewer
) -> frozenset[int]:
    """Return the ids of those of the cases in which a viewer finds something new."""
    if not cases:
        return frozenset()
    rows = _unseen(select(Event.subject_id), viewer).where(
        Event.subject_id.in_([case.id for case in cases])
    )
    return frozenset(session.scalars(rows.distinct()))


def news_for(
    session: Session, viewer: Viewer, *, today: date
) -> list[tuple[Case, Event]]:
    """Return the cases that concern a viewer and hold news, with their newest line.

    One question, however many cases and lines there are; the newest come first.
    """
    recent = select(Event).order_by(Event.id.desc()).limit(LOOKED_THROUGH).subquery()
    line = aliased(Event, recent)
    last = func.max(line.id).label("last")
    told = (
        _unseen(select(line.subject_id, last), viewer, line)
        .group_by(line.subject_id)
        .subquery()
    )
    rows = session.execute(
        select(Case, Event)
        .join(told, told.c.subject_id == Case.id)
        .join(Event, Event.id == told.c.last)
        .where(visible_cases(viewer), _concerns(viewer, today))
        .order_by(Event.id.desc())
        .limit(MOST_CASES)
    )
    return [(case, event) for case, event in rows]


def _unseen(asked: _Asked, viewer: Viewer, line: type[Event] = Event) -> _Asked:
    """Narrow a question about lines of cases to those that are news to a viewer."""
    his_mark = and_(
        CaseSeen.case_id == line.subject_id, CaseSeen.officer_id == viewer.officer_id
    )
    return asked.outerjoin(CaseSeen, his_mark).where(
        line.subject == Case.__tablename__,
        line.kind != EventKind.UNSEALED,
        line.actor_id.is_distinct_from(viewer.officer_id),
        line.id > func.coalesce(CaseSeen.line, 0),
    )


def _concerns(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """Return the condition that a case is a viewer's affair.

    His unit leads it or works with the lead unit, he handles it, its next move is his,
    or he has done something about it.
    """
    own = aliased(Event)
    acted = exists().where(
        own.subject == Case.__tablename__,
        own.subject_id == Case.id,
        own.actor_id == viewer.officer_id,
    )
    of_unit: ColumnElement[bool] = false()
    if viewer.unit_id is not None:
        of_unit = or_(Case.lead_unit_id == viewer.unit_id, coordinates(viewer))
    handled = Case.handler_id == viewer.officer_id
    return or_(of_unit, handled, next_is(viewer, today), acted)
