"""Rounds as they stood at the end of a period, as SQL."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import GenericFunction

from documents.models import Case, CaseBefore, CaseRound, Extension, Pause, Rating
from documents.statistics.cuts import Cut
from documents.statistics.period import Period
from documents.vocabulary import Outcome

_NEXT: Final = aliased(CaseRound)


class LocalDay(GenericFunction[date]):
    """The day of a moment where the department is: UTC+7 the year round."""

    type = Date()
    inherit_cache = True


@compiles(LocalDay, "sqlite")
def _sqlite(element: LocalDay, compiler: Any, **told: Any) -> str:
    return f"date({compiler.process(element.clauses, **told)}, '+7 hours')"


@compiles(LocalDay, "postgresql")
def _postgresql(element: LocalDay, compiler: Any, **told: Any) -> str:
    moment = compiler.process(element.clauses, **told)
    return f"CAST({moment} AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)"


_STOOD: Final = CaseBefore.id.is_not(None)
_LED: Final[ColumnElement[Any]] = case(
    (_STOOD, CaseBefore.lead_unit_id), else_=Case.lead_unit_id
)
_KIND: Final = case((_STOOD, CaseBefore.kind), else_=Case.kind)
_FIELD: Final = case((_STOOD, CaseBefore.field), else_=Case.field)
_DUE: Final = func.coalesce(CaseBefore.due_on, CaseRound.due_on)
"""How a round stood at the end of the period: as it stands now, or as was kept."""

_KEYS: Final[Mapping[Cut, Any]] = {
    Cut.UNIT: _LED,
    Cut.HANDLER: case((_STOOD, CaseBefore.handler_id), else_=Case.handler_id),
    Cut.FIELD: _FIELD,
    Cut.KIND: _KIND,
    Cut.URGENCY: func.coalesce(CaseBefore.urgency, Case.urgency),
    Cut.CHANNEL: Case.channel,
    Cut.SOURCE: Case.source,
}


def rounds(period: Period, cut: Cut, unit_id: int | None) -> CTE:
    """Return a row for each round that counts in a period.

    `key` is the row of the cut it belongs to; of one unit only, what is its own.
    """
    is_whole = and_(_LED.is_not(None), _KIND.is_not(None), _FIELD.is_not(None))
    chosen = (
        select(
            *_AS_IT_IS,
            case((Case.sealed, None), else_=_KEYS[cut]).label("key"),
            _sent_at().label("sent_at"),
            or_(CaseRound.n > 1, Case.parent_id.is_not(None)).label("again"),
            _DUE.label("due_on"),
            _paused(period).label("paused"),
            _extended(period).label("extended"),
            _unclosed(period).label("unclosed"),
            is_whole.label("complete"),
            _score(period).label("score"),
        )
        .join(Case, Case.id == CaseRound.case_id)
        .outerjoin(CaseBefore, CaseBefore.id == _row_of(period))
        .where(_counts(period))
    )
    if unit_id is not None:
        chosen = chosen.where(_LED.in_((unit_id,)), ~Case.sealed)
    return chosen.cte("stood")


_AS_IT_IS: Final = (
    Case.id.label("case_id"),
    Case.sealed,
    Case.recorded_at,
    CaseRound.n,
    CaseRound.accepted,
    CaseRound.received_at,
    CaseRound.done_at,
    CaseRound.outcome,
    CaseRound.reason,
    CaseRound.on_time,
    CaseRound.paused_days,
)
"""What nothing later changes, or what is judged by moments."""


def _sent_at() -> ColumnElement[Any]:
    """Return when a case came: sent by its sender, or received by an officer."""
    earlier = Case.recorded_at < CaseRound.received_at
    return case((earlier, Case.recorded_at), else_=CaseRound.received_at)


def _counts(period: Period) -> ColumnElement[bool]:
    """Return which rounds matter: not those that were over before, or came later.

    It tells by the round alone, but of the few that were sent and taken later; a few
    that matter no more are let through, which every figure judges by itself.
    """
    taken_later = select(Case.id).where(
        Case.received_at >= period.end, Case.recorded_at < period.end
    )
    still_unclosed = and_(
        CaseRound.outcome == Outcome.RESOLVED,
        or_(CaseRound.closed_at.is_(None), CaseRound.closed_at >= period.end),
    )
    return and_(
        or_(
            CaseRound.received_at < period.end,
            and_(CaseRound.n == 1, CaseRound.case_id.in_(taken_later)),
        ),
        or_(
            CaseRound.done_at.is_(None),
            CaseRound.done_at >= period.begin,
            CaseRound.received_at >= period.begin,
            still_unclosed,
        ),
    )


def _row_of(period: Period) -> ColumnElement[int | None]:
    """Return the row that tells how a round stood then; NULL: as it stands now.

    The first change after the period left it behind. A round that was opened again
    within the period was left behind by that.
    """
    kept = aliased(CaseBefore)
    mine = and_(kept.case_id == CaseRound.case_id, kept.round == CaseRound.n)
    after = select(func.min(kept.id)).where(mine, kept.until >= period.end)
    last = select(func.max(kept.id)).where(mine)
    return func.coalesce(
        after.correlate(CaseRound).scalar_subquery(),
        case((CaseRound.n < Case.round, last.correlate(CaseRound).scalar_subquery())),
    )


def _paused(period: Period) -> ColumnElement[bool]:
    """Return whether the clock stood still at the end of the period.

    It does not for a question that was asked when the round was late already; lists
    and desk judge alike (`deadlines.lateness`).
    """
    return exists().where(
        Pause.case_id == CaseRound.case_id,
        Pause.round == CaseRound.n,
        Pause.since <= period.last,
        or_(Pause.until.is_(None), Pause.until > period.last),
        Pause.since <= _DUE,
    )


def _extended(period: Period) -> ColumnElement[bool]:
    return exists().where(
        Extension.case_id == CaseRound.case_id,
        Extension.round == CaseRound.n,
        Extension.at < period.end,
    )


def _score(period: Period) -> ColumnElement[int | None]:
    """Return how a round's answer was rated until the end of the period (S19)."""
    return (
        select(Rating.score)
        .where(
            Rating.case_id == CaseRound.case_id,
            Rating.round == CaseRound.n,
            Rating.at < period.end,
        )
        .scalar_subquery()
    )


def _unclosed(period: Period) -> ColumnElement[bool]:
    """Return whether a reply awaited the closing of its case then (S22)."""
    is_closed = and_(CaseRound.closed_at.is_not(None), CaseRound.closed_at < period.end)
    opened_again = exists().where(
        _NEXT.case_id == CaseRound.case_id,
        _NEXT.n == CaseRound.n + 1,
        _NEXT.received_at < period.end,
    )
    return and_(
        CaseRound.outcome == Outcome.RESOLVED,
        CaseRound.done_at < period.end,
        ~is_closed,
        ~opened_again,
    )
