"""What was passed on to the units and still waits: to be read, to be carried out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, lazyload

from documents.models import Directive, Distribution, Obligation, Unit
from documents.queries.listing import PER_PAGE, Listing, listing
from documents.vocabulary import ContentState, Purpose

_TO_DO: Final = tuple(purpose for purpose in Purpose if purpose is not Purpose.INFORM)


class WaitsFor(Enum):
    """What somebody waits for a unit to do."""

    READING = "reading"
    DOING = "doing"
    LATE = "late"
    """To carry out what a directive asks for by a day that is past."""


@dataclass(frozen=True)
class PassedFilter:
    """What the list of what waits is narrowed to; None is everything."""

    unit_id: int | None = None
    purpose: Purpose | None = None
    waits_for: WaitsFor | None = None


@dataclass(frozen=True)
class UnitFigures:
    """How much waits for a unit: so much to be read, to be done, so much of it late."""

    unit: Unit
    unread: int
    undone: int
    late: int


def is_unread(unit_id: int | None = None) -> ColumnElement[bool]:
    """Say of a distribution that its unit, or this one, has not read it."""
    return and_(Distribution.read_at.is_(None), _of(unit_id))


def is_undone(unit_id: int | None = None) -> ColumnElement[bool]:
    """Say of a distribution that its unit, or this one, has to say what it did."""
    to_do = Distribution.purpose.in_(_TO_DO)
    return and_(Distribution.done_at.is_(None), to_do, _of(unit_id))


def _of(unit_id: int | None) -> ColumnElement[bool]:
    # Told with each condition, so that each is looked up by an index of its own.
    mine = Distribution.unit_id
    return mine == unit_id if unit_id is not None else mine.is_not(None)


_DUE: Final = (
    select(func.min(Obligation.due_on))
    .where(Obligation.directive_id == Distribution.directive_id)
    .correlate(Distribution)
    .scalar_subquery()
)
"""The first day by which a directive asks for something."""


def waiting_distributions(
    session: Session,
    only: PassedFilter,
    *,
    on: date,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Listing[Distribution]:
    """Return what units have yet to read or to do: late first, then what waits longest.

    What is late on a day comes in the order of its days.
    """
    late = _is_late(on)
    query = (
        _waiting(only, on)
        .options(contains_eager(Distribution.directive).options(*_AS_A_LINE))
        .order_by(
            case((late, 0), else_=1),
            case((late, _DUE)),
            Distribution.sent_at,
            Distribution.id,
        )
    )
    return listing(session, query, page, per_page=per_page)


_AS_A_LINE: Final = (defer(Directive.body), lazyload(Directive.file))


def _waiting(only: PassedFilter, on: date) -> Select[Distribution]:
    waits = {
        None: or_(is_unread(only.unit_id), is_undone(only.unit_id)),
        WaitsFor.READING: is_unread(only.unit_id),
        WaitsFor.DOING: is_undone(only.unit_id),
        WaitsFor.LATE: and_(is_undone(only.unit_id), on > _DUE),
    }
    rows = select(Distribution).join(Distribution.directive)
    rows = rows.where(Directive.state == ContentState.PUBLISHED, waits[only.waits_for])
    return rows.where(Distribution.purpose == only.purpose) if only.purpose else rows


def _is_late(on: date) -> ColumnElement[bool]:
    return and_(is_undone(), on > _DUE)


def due_days(session: Session, directive_ids: Collection[int]) -> dict[int, date]:
    """Return by which day each of the directives asks for something first."""
    day = func.min(Obligation.due_on)
    rows = select(Obligation.directive_id, day).group_by(Obligation.directive_id)
    found = session.execute(rows.where(Obligation.directive_id.in_(directive_ids)))
    return dict(found.all())


def unit_figures(
    session: Session, only: PassedFilter, *, on: date
) -> list[UnitFigures]:
    """Return how much waits for each unit that has anything waiting, in their order."""
    waiting = _waiting(only, on).with_only_columns(
        Distribution.unit_id.label("unit_id"),
        case((is_unread(), 1), else_=0).label("unread"),
        case((is_undone(), 1), else_=0).label("undone"),
        case((_is_late(on), 1), else_=0).label("late"),
    )
    told = waiting.subquery()
    sums = (func.sum(told.c[name]) for name in ("unread", "undone", "late"))
    rows = (
        select(Unit, *sums)
        .join(told, told.c.unit_id == Unit.id)
        .group_by(Unit.id)
        .order_by(Unit.place, Unit.id)
    )
    return [UnitFigures(*row) for row in session.execute(rows)]
