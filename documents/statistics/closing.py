"""Closing a period: what was reported of it is kept, and what changed since is told.

The Chánh Văn phòng or a leader closes a period that is over (domain.md §6). From then
on a case that was counted in it is corrected by two officers (§5.2 X21), and what was
reported stays beside what is counted later (§9, T46).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from documents import history, queries
from documents.deadlines import Calendar, local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.history import chain
from documents.models import Case, CaseRound, ClosedPeriod, Event
from documents.statistics.counting import Statistics, statistics
from documents.statistics.cuts import Cut
from documents.statistics.figures import Figures
from documents.statistics.period import Period
from documents.statistics.spread import Spread
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, EventKind, Role

CLOSERS: Final = (Role.CVP, Role.DIRECTOR)
"""Who closes a period and opens it again (domain.md §6)."""

SHORTEST_REASON: Final = 10
"""Characters that say why a period is opened again."""

MOST_TOLD: Final = 100
"""Corrections of a period that are listed, the newest."""


@dataclass(frozen=True)
class Difference:
    """A figure that is no longer what was reported; `row` is "" for the total."""

    row: str
    figure: str
    reported: int
    now: int


def close(
    session: Session, period: Period, *, calendar: Calendar, by: Viewer, now: datetime
) -> ClosedPeriod:
    """Close a period with its figures by unit, as they are counted now.

    Raises:
        NotAllowed. TransitionRefused: it is not over, or closed already. Unbalanced.
    """
    _must_close(by)
    if period.last >= local_day(now):
        raise TransitionRefused("Kỳ chưa kết thúc nên chưa chốt được số liệu.")
    if standing(session, period) is not None:
        raise TransitionRefused("Kỳ này đã chốt số liệu.")
    kept = _kept(statistics(session, by, period, Cut.UNIT, calendar=calendar))
    closed = ClosedPeriod(
        first_on=period.first,
        last_on=period.last,
        figures=kept,
        sha256=sha256(chain.canonical(kept)).hexdigest(),
        closed_at=now,
        closed_by_id=by.officer_id,
    )
    session.add(closed)
    session.flush()
    _tell(session, closed, "Chốt số liệu", by=by, now=now)
    return closed


def open_again(
    session: Session, period: Period, reason: str, *, by: Viewer, now: datetime
) -> None:
    """Open a closed period again; what was reported of it stays written down.

    Raises:
        NotAllowed. TransitionRefused: it is not closed. Invalid: under "reason".
    """
    _must_close(by)
    closed = standing(session, period)
    if closed is None:
        raise TransitionRefused("Kỳ này không còn chốt.")
    said = " ".join(reason.split())
    if len(said) < SHORTEST_REASON:
        message = f"Cần nêu lý do mở chốt, ít nhất {SHORTEST_REASON} ký tự."
        raise Invalid({"reason": message})
    closed.opened_at, closed.opened_by_id, closed.reason = now, by.officer_id, said
    _tell(session, closed, f"Mở chốt số liệu: {said}", by=by, now=now)


def standing(session: Session, period: Period) -> ClosedPeriod | None:
    """Return how exactly this period was closed; None if it is open."""
    return session.scalar(
        select(ClosedPeriod).where(
            ClosedPeriod.first_on == period.first,
            ClosedPeriod.last_on == period.last,
            ClosedPeriod.opened_at.is_(None),
        )
    )


def differences(
    closed: ClosedPeriod, found: Statistics, *, of_one_unit: bool
) -> Iterator[Difference]:
    """Yield what is counted otherwise now; of one unit only, what is told of its row.

    `found` are the same period's figures by unit, all or those of one.
    """
    reported = dict(closed.figures["rows"])
    for row in found.rows:
        yield from _differences(row.label, reported.get(row.label, {}), row.figures)
    if not of_one_unit:
        yield from _differences("", closed.figures["total"], found.total)


def corrections(
    session: Session, closed: ClosedPeriod, viewer: Viewer
) -> list[tuple[Event, str]]:
    """Return what was corrected since of cases that were counted, newest first.

    Each line of the history comes with its case's code; of cases the viewer sees.
    """
    period = Period(closed.first_on, closed.last_on)
    counted = Case.rounds.any(_touches(period))
    rows = session.execute(
        select(Event, Case.code)
        .join(Case, Case.id == Event.subject_id)
        .where(
            Event.subject == Case.__tablename__,
            Event.kind == EventKind.MOVED,
            Event.action == CaseAction.CORRECT,
            Event.at >= closed.closed_at,
            queries.visible_cases(viewer),
            counted,
        )
        .order_by(Event.id.desc())
        .limit(MOST_TOLD)
    )
    return [(event, code) for event, code in rows]


def _touches(period: Period) -> ColumnElement[bool]:
    return and_(
        CaseRound.received_at < period.end,
        or_(CaseRound.done_at.is_(None), CaseRound.done_at >= period.begin),
    )


def _must_close(by: Viewer) -> None:
    if by.role not in CLOSERS:
        message = "Chỉ Chánh Văn phòng và Lãnh đạo Sở chốt số liệu của kỳ."
        raise NotAllowed(message)


def _tell(
    session: Session, closed: ClosedPeriod, what: str, *, by: Viewer, now: datetime
) -> None:
    days = f"{closed.first_on:%d/%m/%Y} – {closed.last_on:%d/%m/%Y}"
    history.configured(
        session,
        ClosedPeriod.__tablename__,
        closed.id,
        by=by,
        now=now,
        note=f"{what} ({days})",
        data={"sha256": closed.sha256},
    )


def _kept(found: Statistics) -> dict[str, Any]:
    return {
        "rows": [[row.label, _counts(row.figures)] for row in found.rows],
        "total": _counts(found.total),
    }


def _counts(figures: Figures) -> dict[str, int]:
    """Return every figure as a number; of days, how many there were in all."""
    told = ((one.name, getattr(figures, one.name)) for one in fields(figures))
    return {
        name: _days(value) if isinstance(value, Spread) else value
        for name, value in told
    }


def _days(spread: Spread) -> int:
    return sum(days * count for days, count in spread.counts.items())


def _differences(
    row: str, reported: Mapping[str, int], figures: Figures
) -> Iterator[Difference]:
    for name, now in _counts(figures).items():
        if (before := reported.get(name, 0)) != now:
            yield Difference(row, name, before, now)
