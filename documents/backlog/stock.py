"""The backlog as the database counts and lists it, as of a day (domain.md §8).

The day moves the ages and what is old; where a case stands is always now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from documents import queries
from documents.backlog.kinds import BANDS, SOLVED, UNSOLVED
from documents.deadlines import HANOI, Calendar
from documents.handling import retold
from documents.models import (
    REPLY,
    BacklogMarking,
    Case,
    CaseRound,
    OutgoingLetter,
    PastReply,
    Pause,
    Unit,
)
from documents.queries import Listing
from documents.queries.listing import listing
from documents.viewer import Viewer
from documents.vocabulary import (
    AgeBand,
    BacklogKind,
    BacklogMark,
    CaseState,
    LetterState,
    TimedStep,
)

ANSWERING: Final = (REPLY, "ket-thuc", "chuyen-tra", "bao-tin-chuyen")
"""Papers that settle a case; an issued one means "solved but not recorded" (§8 B2)."""


@dataclass(frozen=True)
class AsOf:
    """The day that ages are counted up to, and the days from which a case is old."""

    on: date
    old_from: int

    def first_moment(self, days_ago: int) -> datetime:
        """Return when the day so many days before began, local time."""
        return datetime.combine(self.on - timedelta(days_ago), time(), HANOI)


@dataclass(frozen=True)
class Cell:
    """What a list of the backlog is narrowed to; `unit_code` "" is no unit."""

    kind: BacklogKind | None = None
    unit_code: str | None = None
    band: AgeBand | None = None


@dataclass(frozen=True)
class Count:
    """How many cases of one kind, unit and age there are; kind None: not received."""

    kind: BacklogKind | None
    unit_code: str
    band: AgeBand
    count: int


def as_of(calendar: Calendar, on: date) -> AsOf:
    """Return a day with the term that makes old news of a case (§7, B3_MIN_AGE)."""
    return AsOf(on, calendar.terms.find(TimedStep.LONG_AGO, on).amount)


def counted(session: Session, viewer: Viewer, as_of: AsOf) -> Sequence[Count]:
    """Count what the viewer may see by kind, unit and age: one question."""
    each = (
        select(
            _kind(as_of).label("kind"),
            func.coalesce(Unit.code, "").label("unit"),
            _band(as_of).label("band"),
        )
        .select_from(Case)
        .join(CaseRound, _current())
        .outerjoin(Unit, Unit.id == Case.lead_unit_id)
        .where(queries.visible_cases(viewer), _stands(as_of))
        .subquery()
    )
    told = (each.c.kind, each.c.unit, each.c.band)
    rows = session.execute(select(*told, func.count()).group_by(*told))
    return [
        Count(BacklogKind(kind) if kind else None, unit, AgeBand(band), count)
        for kind, unit, band, count in rows
    ]


def listed(
    session: Session, viewer: Viewer, as_of: AsOf, *, only: Cell, page: int = 1
) -> Listing[Case]:
    """Return a page of the backlog, the oldest first."""
    query = select(Case).join(CaseRound, _current())
    query = query.where(queries.visible_cases(viewer), _stands(as_of), _is_received())
    if only.kind is not None:
        query = query.where(_kind(as_of) == only.kind.value)
    if only.band is not None:
        query = query.where(_band(as_of) == only.band.value)
    if only.unit_code == "":
        query = query.where(Case.lead_unit_id.is_(None))
    elif only.unit_code is not None:
        query = query.where(Case.lead_unit.has(Unit.code == only.unit_code))
    oldest = query.order_by(CaseRound.received_at, Case.id)
    return listing(session, oldest.options(selectinload(Case.rounds)), page)


def ended_since(session: Session, viewer: Viewer, since: datetime) -> int:
    """Count the cases that the viewer may see and that ended since a moment."""
    rows = select(func.count(Case.id)).where(
        queries.visible_cases(viewer), Case.closed_at >= since
    )
    return session.scalar(rows) or 0


def kinds(session: Session, as_of: AsOf) -> dict[int, BacklogKind | None]:
    """Return the kind of every standing case by its id, as the database tells it."""
    kind = _kind(as_of)
    rows = session.execute(
        select(Case.id, kind).join(CaseRound, _current()).where(_stands(as_of))
    )
    return {id: BacklogKind(value) if value else None for id, value in rows}


def _current() -> ColumnElement[bool]:
    return and_(CaseRound.case_id == Case.id, CaseRound.n == Case.round)


def _stands(as_of: AsOf) -> ColumnElement[bool]:
    """Return the condition that a case had come in by the day, and has not ended."""
    standing = (*SOLVED, *UNSOLVED, CaseState.SUBMITTED)
    tomorrow = replace(as_of, on=as_of.on + timedelta(1)).first_moment(0)
    return and_(Case.state.in_(standing), CaseRound.received_at < tomorrow)


def _is_received() -> ColumnElement[bool]:
    asked_before = exists().where(
        Pause.case_id == Case.id,
        Pause.until.is_(None),
        Pause.asked_from == CaseState.SUBMITTED,
    )
    waits = and_(Case.state == CaseState.AWAITING_INFO, asked_before)
    return and_(Case.state != CaseState.SUBMITTED, ~waits)


def _kind(as_of: AsOf) -> ColumnElement[str | None]:
    """Return what kind a case is; NULL of one that waits to be received."""
    old = CaseRound.received_at < as_of.first_moment(as_of.old_from - 1)
    return case(
        (~_is_received(), None),
        (or_(Case.state.in_(SOLVED), _is_answered()), BacklogKind.B2.value),
        (_marked(BacklogMark.RESOLVED_OFFLINE), BacklogKind.B2.value),
        (_marked(BacklogMark.OUT_OF_COMPETENCE), BacklogKind.B4.value),
        (_marked(BacklogMark.NO_LONGER_RELEVANT), BacklogKind.B3.value),
        (and_(old, ~retold.is_retold()), BacklogKind.B3.value),
        else_=BacklogKind.B1.value,
    )


def _is_answered() -> ColumnElement[bool]:
    """Return the condition that a letter settles a case which is open still."""
    letter = exists().where(
        OutgoingLetter.case_id == Case.id,
        OutgoingLetter.round == Case.round,
        OutgoingLetter.state == LetterState.ISSUED,
        OutgoingLetter.paper.in_(ANSWERING),
    )
    past = exists().where(PastReply.case_id == Case.id, PastReply.round == Case.round)
    return or_(letter, past)


def _marked(mark: BacklogMark) -> ColumnElement[bool]:
    return exists().where(
        BacklogMarking.case_id == Case.id,
        BacklogMarking.round == Case.round,
        BacklogMarking.mark == mark,
        BacklogMarking.removed_at.is_(None),
    )


def _band(as_of: AsOf) -> ColumnElement[str]:
    return case(
        *(
            (CaseRound.received_at >= as_of.first_moment(most), band.value)
            for band, most in BANDS
        ),
        else_=AgeBand.LONGER.value,
    )
