"""The list of cases: what it is narrowed to, in which order, how much of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from documents.deadlines import HANOI
from documents.models import Case, Unit
from documents.queries.cases import (
    is_due,
    is_late,
    is_paused,
    is_soon,
    next_is,
    visible_cases,
    walked,
)
from documents.queries.links import has_second_submission, is_told_again
from documents.queries.listing import PER_PAGE, Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Channel, Field, Source, Urgency


class Mine(StrEnum):
    """In which way a case is the viewer's own."""

    HANDLED = "handled"
    RECORDED = "recorded"


class Order(StrEnum):
    """What a list begins with; DUE: open ones by due date, then the last answered."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """What the list of cases is narrowed to.

    `again` are those that were opened again; `told_again` also those that tell another
    one again, `has_second` those that another one tells again.
    `due_on`, `overdue_on`, `waiting_on` and the first of `soon` are the day on which
    one looks, the second of `soon` the last due date that is soon. `received` are the
    first and last day of a period, local time; None leaves it open.
    """

    state: CaseState | None = None
    only_open: bool = False
    due_on: date | None = None
    overdue_on: date | None = None
    soon: tuple[date, date] | None = None
    paused: bool = False
    waiting_on: date | None = None
    mine: Mine | None = None
    unit_code: str | None = None
    handler_id: int | None = None
    has_no_handler: bool = False
    field: Field | None = None
    urgency: Urgency | None = None
    channel: Channel | None = None
    source: Source | None = None
    again: bool = False
    told_again: bool = False
    has_second: bool = False
    received: tuple[date | None, date | None] = (None, None)


def case_list(
    session: Session,
    viewer: Viewer,
    *,
    only: CaseFilter,
    order: Order = Order.DUE,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Listing[Case]:
    """Return a page of the cases the viewer may see."""
    query = select(Case).where(visible_cases(viewer), *_narrowed(only, viewer))
    return listing(session, query.order_by(*_ordered(order)), page, per_page=per_page)


def chosen_cases(session: Session, viewer: Viewer, codes: Sequence[str]) -> list[Case]:
    """Return those of the named cases that lists show the viewer, in their order."""
    rows = select(Case).where(Case.code.in_(codes), visible_cases(viewer))
    found = {case.code: case for case in session.scalars(rows).unique()}
    return [found[code] for code in codes if code in found]


def _narrowed(only: CaseFilter, viewer: Viewer) -> Iterator[ColumnElement[bool]]:
    if only.state is not None:
        yield walked(Case.state == only.state)
    for column, value in (
        (Case.field, only.field),
        (Case.urgency, only.urgency),
        (Case.channel, only.channel),
        (Case.source, only.source),
    ):
        if value is not None:
            yield column == value
    if only.handler_id is not None:
        yield walked(Case.handler_id == only.handler_id)
    if only.unit_code is not None:
        named = select(Unit.id).where(Unit.code == only.unit_code).scalar_subquery()
        yield walked(Case.lead_unit_id == named)
    if only.only_open:
        yield Case.done_at.is_(None)
    if only.has_no_handler:
        yield has_no_handler(viewer)
    yield from _told_again(only)
    yield from _standing(only)
    yield from _mine(only, viewer)
    yield from _received(*only.received)


def _standing(only: CaseFilter) -> Iterator[ColumnElement[bool]]:
    if only.due_on is not None:
        yield is_due(only.due_on)
    if only.overdue_on is not None:
        yield is_late(only.overdue_on)
    if only.soon is not None:
        yield is_soon(*only.soon)
    if only.paused:
        yield is_paused()


def _told_again(only: CaseFilter) -> Iterator[ColumnElement[bool]]:
    if only.again:
        yield Case.round >= 2
    if only.told_again:
        yield is_told_again()
    if only.has_second:
        yield has_second_submission()


def _mine(only: CaseFilter, viewer: Viewer) -> Iterator[ColumnElement[bool]]:
    if only.waiting_on is not None:
        yield next_is(viewer, only.waiting_on)
    if only.mine is Mine.HANDLED:
        yield Case.handler_id == viewer.officer_id
    if only.mine is Mine.RECORDED:
        yield Case.recorded_by_id == viewer.officer_id


def has_no_handler(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a unit works on a case, and nobody of it by name.

    Who sees only what his own unit has to do with is told of what it leads.
    """
    nobody = and_(Case.state == CaseState.IN_PROGRESS, Case.handler_id.is_(None))
    if viewer.sees_every_case:
        return nobody
    return and_(nobody, Case.lead_unit_id == viewer.unit_id)


def _received(first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    if first is not None:
        yield Case.received_at >= _begin(first)
    if last is not None:
        yield Case.received_at < _begin(last + timedelta(1))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def _ordered(order: Order) -> tuple[ColumnElement[Any], ...]:
    if order is Order.NEWEST:
        return (Case.received_at.desc(), Case.id.desc())
    if order is Order.OLDEST:
        return (Case.received_at.asc(), Case.id.asc())
    # As `ix_case_listed` holds them: what is open is NULL there, and comes first.
    return (Case.done_at.desc().nulls_first(), Case.due_on.asc(), Case.id.asc())
