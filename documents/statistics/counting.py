"""Counting a period: a few questions, however many cases there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from documents.deadlines import Calendar
from documents.errors import NotAllowed, Unbalanced
from documents.models import Case, OutgoingLetter, PastReply, Reply
from documents.statistics import cuts
from documents.statistics.cuts import UNNAMED, Cut, Key
from documents.statistics.figures import Figures
from documents.statistics.period import Period
from documents.statistics.snapshot import LocalDay, rounds
from documents.statistics.spread import Spread
from documents.viewer import Viewer
from documents.vocabulary import Outcome, OutcomeReason, Role

READERS: Final = (Role.HEAD, Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who reads figures: a head his own unit's, the others everybody's (domain.md §6)."""

SATISFIED: Final = 3
"""From which score on a sender is content: “chấp nhận được” (domain.md §9 S19)."""

MOST_NAMED: Final = 5
"""Cases that are named when the figures do not balance."""

_Place = tuple[Key, bool]
"""A row of the cut, and whether it is that of what is sealed."""


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    label: str
    figures: Figures


@dataclass(frozen=True)
class Statistics:
    """The figures of a period: by row of the cut, and of all together.

    `reasons` tells why rounds were refused (S02), ended without a solution (S10) or
    guided (S11), most frequent first.
    """

    period: Period
    cut: Cut
    rows: tuple[Row, ...]
    total: Figures
    reasons: Mapping[str, tuple[tuple[OutcomeReason, int], ...]]


def statistics(
    session: Session, viewer: Viewer, period: Period, cut: Cut, *, calendar: Calendar
) -> Statistics:
    """Return the figures of a period as it stood at the end of its last day.

    Raises:
        NotAllowed: the role reads no figures.
        Unbalanced: what came in neither went out nor stands; where is said.
    """
    stood = rounds(period, cut, _only_unit(viewer))
    counted = _counted(session, stood, period)
    taken = _days(session, _resolved_days(stood, period), calendar)
    entered = _days(session, _entering_days(stood, period), calendar)
    found = {
        place: replace(
            figures,
            taken=taken.get(place, figures.taken),
            entered=entered.get(place, figures.entered),
        )
        for place, figures in counted.items()
    }
    # A case of two rounds may stand in two rows: it is one case all the same.
    cases = _cases(session, stood, period)
    total = replace(sum(found.values(), Figures()), cases=cases)
    rows = _rows(session, found, period, cut)
    _must_balance(session, rows, total, stood)
    return Statistics(period, cut, rows, total, _reasons(session, stood, period))


def _only_unit(viewer: Viewer) -> int | None:
    if viewer.role not in READERS:
        raise NotAllowed("Vai trò của bạn không xem thống kê.")
    return viewer.unit_id if viewer.role is Role.HEAD else None


def _conditions(told: Any, period: Period) -> dict[str, ColumnElement[bool]]:
    """Return what each figure counts; `told` are the columns of a snapshot."""
    taken, done = _within(told.received_at, period), _within(told.done_at, period)
    carried = and_(
        told.received_at < period.begin,
        or_(told.done_at.is_(None), told.done_at >= period.begin),
    )
    handled = and_(told.accepted, or_(carried, taken))
    first = and_(told.n == 1, handled)
    return {
        "sent": and_(told.n == 1, _within(told.sent_at, period)),
        "refused": and_(not_(told.accepted), told.outcome == Outcome.DECLINED, done),
        "carried": and_(told.accepted, carried),
        "received": and_(told.accepted, taken),
        "again": and_(told.accepted, taken, told.again),
        **_ended(told, and_(told.accepted, done)),
        **_standing(told, period),
        "extended": and_(handled, told.extended),
        "complete": and_(handled, told.complete),
        "written_later": and_(first, told.recorded_at >= period.end),
    }


def _within(at: Any, period: Period) -> ColumnElement[bool]:
    return and_(at >= period.begin, at < period.end)


def _ended(told: Any, done: ColumnElement[bool]) -> dict[str, ColumnElement[bool]]:
    """Return what counts rounds by how they ended (S06–S11)."""
    resolved = and_(done, told.outcome == Outcome.RESOLVED)
    return {
        "resolved": resolved,
        "on_time": and_(resolved, told.on_time),
        "late": and_(resolved, not_(told.on_time)),
        "rated": and_(resolved, told.score.is_not(None)),
        "satisfied": and_(resolved, told.score >= SATISFIED),
        "transferred": and_(done, told.outcome == Outcome.TRANSFERRED),
        "unresolved": and_(done, told.outcome == Outcome.NO_RESOLUTION),
        "withdrawn": and_(done, told.outcome == Outcome.WITHDRAWN),
        "guided": and_(done, told.outcome == Outcome.DECLINED),
    }


def _standing(told: Any, period: Period) -> dict[str, ColumnElement[bool]]:
    """Return what counts rounds that stand at the end (S12–S14, S22)."""
    is_open = or_(told.done_at.is_(None), told.done_at >= period.end)
    standing = and_(told.accepted, told.received_at < period.end, is_open)
    overdue = and_(told.due_on < period.last, not_(told.paused))
    return {
        "open": standing,
        "within": and_(standing, not_(overdue)),
        "overdue": and_(standing, overdue),
        "unclosed": told.unclosed,
    }


def _counted(session: Session, stood: CTE, period: Period) -> dict[_Place, Figures]:
    told = stood.c
    found = _conditions(told, period)
    sums = [
        func.sum(case((condition, 1), else_=0)).label(name)
        for name, condition in found.items()
    ]
    cases = _distinct(found, told).label("cases")
    scores = func.sum(case((found["rated"], told.score), else_=0)).label("scores")
    columns = (*sums, scores, cases)
    asked = select(told.key, told.sealed, *columns).group_by(told.key, told.sealed)
    return {
        (row.key, row.sealed): Figures(
            **{n: getattr(row, n) for n in (*found, "scores", "cases")}
        )
        for row in session.execute(asked)
    }


def _distinct(found: Mapping[str, ColumnElement[bool]], told: Any) -> Any:
    handled = or_(found["carried"], found["received"])
    return func.count(case((handled, told.case_id)).distinct())


def _cases(session: Session, stood: CTE, period: Period) -> int:
    asked = select(_distinct(_conditions(stood.c, period), stood.c))
    return int(session.execute(asked).scalar_one())


def _resolved_days(stood: CTE, period: Period) -> Any:
    """Return from when to when the resolved rounds took, and the days they waited."""
    told = stood.c
    first, last = LocalDay(told.received_at), LocalDay(told.done_at)
    columns = (told.key, told.sealed, first, last, told.paused_days)
    return (
        select(*columns, func.count())
        .where(_conditions(told, period)["resolved"])
        .group_by(*columns)
    )


def _entering_days(stood: CTE, period: Period) -> Any:
    """Return when replies were issued, and when they were entered in the period."""
    told = stood.c
    entered = LocalDay(Reply.entered_at)
    issued_on = func.coalesce(OutgoingLetter.issued_on, PastReply.issued_on)
    columns = (told.key, told.sealed, issued_on, entered)
    mine = and_(Reply.case_id == told.case_id, Reply.round == told.n)
    within = and_(Reply.entered_at >= period.begin, Reply.entered_at < period.end)
    return (
        select(*columns, func.min(0), func.count())
        .select_from(stood)
        .join(Reply, mine)
        .outerjoin(OutgoingLetter, OutgoingLetter.id == Reply.letter_id)
        .outerjoin(PastReply, PastReply.id == Reply.past_reply_id)
        .where(within, issued_on.is_not(None))
        .group_by(*columns)
    )


def _days(session: Session, asked: Any, calendar: Calendar) -> dict[_Place, Spread]:
    """Return by row how many working days lie between, less those of the pauses."""
    rows = session.execute(asked).all()
    if not rows:
        return {}
    upto = _working_days(
        calendar, min(row[2] for row in rows), max(row[3] for row in rows)
    )
    found: defaultdict[_Place, Counter[int]] = defaultdict(Counter)
    for key, sealed, first, last, paused, count in rows:
        days = upto.get(last, 0) - upto.get(first, 0) - paused
        found[key, sealed][max(0, days)] += count
    return {place: Spread(counts) for place, counts in found.items()}


def _working_days(calendar: Calendar, first: date, last: date) -> dict[date, int]:
    """Return for every day of a span how many working days there are up to it."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return dict(zip(days, accumulate(map(calendar.works, days)), strict=True))


def _rows(
    session: Session, found: Mapping[_Place, Figures], period: Period, cut: Cut
) -> tuple[Row, ...]:
    always = cuts.always_shown(session, cut, on=period.last)
    named = cuts.rows_of(session, cut)
    nothing = Figures()
    rows = [
        Row(label, figures)
        for key, label in named.items()
        if (figures := found.get((key, False), nothing)) != nothing or key in always
    ]
    sealed = [figures for (_, is_sealed), figures in found.items() if is_sealed]
    return (*rows, *(Row(UNNAMED, figures) for figures in sealed))


def _must_balance(
    session: Session, rows: Iterable[Row], total: Figures, stood: CTE
) -> None:
    wrong = [row.label for row in rows if not row.figures.is_balanced]
    if not wrong and total.is_balanced:
        return
    told = stood.c
    backwards = and_(told.accepted, told.done_at < told.received_at, ~told.sealed)
    codes = session.scalars(
        select(Case.code)
        .where(Case.id.in_(select(told.case_id).where(backwards)))
        .order_by(Case.code)
        .limit(MOST_NAMED)
    ).all()
    where = (
        f" Hồ sơ kết thúc trước ngày tiếp nhận: {', '.join(codes)}." if codes else ""
    )
    raise Unbalanced(
        "Số liệu không cân đối (tổng phải xử lý khác tổng các kết quả) tại:"
        f" {'; '.join(wrong)}.{where} Hãy đính chính dữ liệu rồi xem lại."
    )


def _reasons(
    session: Session, stood: CTE, period: Period
) -> dict[str, tuple[tuple[OutcomeReason, int], ...]]:
    told = stood.c
    conditions = _conditions(told, period)
    names = ("refused", "unresolved", "guided")
    sums = (func.sum(case((conditions[name], 1), else_=0)) for name in names)
    asked = select(told.reason, *sums).where(told.reason.is_not(None))
    rows = session.execute(asked.group_by(told.reason)).all()
    return {
        name: tuple(
            (row[0], row[place])
            for row in sorted(rows, key=lambda row: (-row[place], row[0]))
            if row[place]
        )
        for place, name in enumerate(names, start=1)
    }
