"""Passing directives on to the units: sent for a purpose, read, carried out (T30).

Reading and doing are the unit's, whoever of it was first; they leave the directive's
version alone, so that nobody who edits it is told of a change.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from documents import history, queries
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import Directive, Distribution, Unit
from documents.viewer import Viewer
from documents.vocabulary import ContentState, EventKind, Purpose, Role

SHORTEST_RESULT: Final = 10
SHORTEST_REASON: Final = 10
MOST_WAITING: Final = 100

_LED: Final = frozenset({Role.HEAD, Role.CLERK, Role.FOCAL, Role.CVP})
"""Who says for his unit that something is done: its head; in the office its people."""


def may_distribute(viewer: Viewer | None) -> bool:
    """Say whether an officer passes directives on, and sees who has read them."""
    return queries.is_content_staff(viewer)


def distribute(
    session: Session,
    directive: Directive,
    unit_ids: Collection[int],
    purpose: Purpose,
    *,
    note: str = "",
    by: Viewer,
    now: datetime,
) -> list[Distribution]:
    """Pass a published directive on to units, for one purpose.

    Raises:
        NotAllowed: not who passes directives on. TransitionRefused: it is not
        published. Invalid: no unit, one that does not stand, or that has it for this
        purpose already.
    """
    if not may_distribute(by):
        raise NotAllowed("Vai trò của bạn không phân phối văn bản.")
    if directive.state is not ContentState.PUBLISHED:
        raise TransitionRefused("Chỉ phân phối văn bản đã công bố.")
    units = _units(session, directive, unit_ids, purpose, on=local_day(now))
    rows = [
        Distribution(
            directive_id=directive.id,
            unit_id=unit.id,
            purpose=purpose,
            note=note.strip(),
            sent_at=now,
            sent_by_id=by.officer_id,
        )
        for unit in units
    ]
    session.add_all(rows)
    told = f"{purpose.label}: {', '.join(unit.name for unit in units)}"
    kind = EventKind.DISTRIBUTED
    history.record(session, directive, kind, by=by, now=now, note=told)
    return rows


def _units(
    session: Session,
    directive: Directive,
    unit_ids: Collection[int],
    purpose: Purpose,
    *,
    on: date,
) -> Sequence[Unit]:
    chosen = select(Unit).where(Unit.id.in_(unit_ids)).order_by(Unit.place)
    units = session.scalars(chosen).all()
    if not units or len(units) < len({*unit_ids}):
        raise Invalid({"units": "Hãy chọn ít nhất một phòng, đơn vị."})
    gone = [unit.name for unit in units if not unit.stands_on(on)]
    if gone:
        raise Invalid({"units": f"Không còn hoạt động: {', '.join(gone)}."})
    standing = select(Distribution.unit_id).where(
        Distribution.directive_id == directive.id, Distribution.purpose == purpose
    )
    have = {*session.scalars(standing)}
    twice = [unit.name for unit in units if unit.id in have]
    if twice:
        message = f"Đã chuyển ({purpose.label.lower()}) đến: {', '.join(twice)}."
        raise Invalid({"units": message})
    return units


def acknowledge(
    session: Session, directive: Directive, *, by: Viewer, now: datetime
) -> None:
    """Note that the officer's unit has read a directive; once is enough.

    Raises:
        NotFound: it was not passed on to his unit.
    """
    unread = [row for row in _mine(session, directive, by) if row.read_at is None]
    _read(unread, by, now)
    if unread:
        _tell(session, directive, "Đã đọc", unread[0].unit, by=by, now=now)


def _read(rows: Collection[Distribution], by: Viewer, now: datetime) -> None:
    for row in rows:
        row.read_at, row.read_by_id = now, by.officer_id


def finish(
    session: Session, directive: Directive, result: str, *, by: Viewer, now: datetime
) -> None:
    """Note what the officer's unit has done about a directive.

    Raises:
        NotFound: it was not passed on to his unit. NotAllowed: not who speaks for it.
        TransitionRefused: there is nothing to do. Invalid: no result is told.
    """
    rows = _mine(session, directive, by)
    if not speaks_for_unit(by):
        raise NotAllowed("Thủ trưởng đơn vị ghi kết quả thực hiện.")
    due = [row for row in rows if is_due(row)]
    if not due:
        raise TransitionRefused("Văn bản này không còn việc phải ghi kết quả.")
    said = result.strip()
    if len(said) < SHORTEST_RESULT:
        message = f"Cần ghi đã làm gì, ít nhất {SHORTEST_RESULT} ký tự."
        raise Invalid({"result": message})
    _read([row for row in rows if row.read_at is None], by, now)
    for row in due:
        row.done_at, row.done_by_id, row.result = now, by.officer_id, said
    _tell(session, directive, f"Đã thực hiện: {said}", due[0].unit, by=by, now=now)


def speaks_for_unit(viewer: Viewer) -> bool:
    """Say whether an officer tells for his unit that something is done."""
    return viewer.role in _LED and viewer.unit_id is not None


def is_due(row: Distribution) -> bool:
    """Say whether a unit still has to say what it did."""
    return row.purpose is not Purpose.INFORM and row.done_at is None


def is_late(row: Distribution, due_on: date | None, on: date) -> bool:
    """Say whether a unit has not done what was due before a day."""
    return is_due(row) and due_on is not None and due_on < on


def recall(
    session: Session,
    directive: Directive,
    row_ids: Collection[int],
    why: str,
    *,
    by: Viewer,
    now: datetime,
) -> list[Unit]:
    """Take back what no unit has read yet; the history keeps the reason.

    Raises:
        NotAllowed: not who passes directives on. Invalid: nothing is chosen, a unit
        has read it meanwhile, or no reason is given.
    """
    if not may_distribute(by):
        raise NotAllowed("Vai trò của bạn không thu hồi văn bản đã phân phối.")
    rows = _unread(session, directive, row_ids)
    said = why.strip()
    if len(said) < SHORTEST_REASON:
        message = f"Cần nêu lý do, ít nhất {SHORTEST_REASON} ký tự."
        raise Invalid({"why": message})
    for row in rows:
        session.delete(row)
    told = "; ".join(f"{row.unit.name} ({row.purpose.label.lower()})" for row in rows)
    note, kind = f"{told}. Lý do: {said}", EventKind.RECALLED
    history.record(session, directive, kind, by=by, now=now, note=note)
    return list(dict.fromkeys(row.unit for row in rows))


def _unread(
    session: Session, directive: Directive, row_ids: Collection[int]
) -> Sequence[Distribution]:
    """Return the chosen rows, held so that nobody reads them meanwhile."""
    held = (
        select(Distribution)
        .where(Distribution.directive_id == directive.id)
        .order_by(Distribution.id)
        .with_for_update(of=Distribution)
        .execution_options(populate_existing=True)
    )
    rows = [row for row in session.scalars(held) if row.id in row_ids]
    if not rows or len(rows) < len({*row_ids}):
        raise Invalid({"rows": "Hãy chọn ít nhất một đơn vị trong danh sách."})
    read = [row.unit.name for row in rows if row.read_at is not None]
    if read:
        raise Invalid({"rows": f"Đã đọc, không thu hồi được: {', '.join(read)}."})
    return rows


def _tell(
    session: Session,
    directive: Directive,
    told: str,
    unit: Unit,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    note = f"{unit.name}. {told}"
    kind = EventKind.ACKNOWLEDGED
    history.record(session, directive, kind, by=by, now=now, note=note)


def _mine(session: Session, directive: Directive, by: Viewer) -> list[Distribution]:
    found = [row for row in of(session, directive) if is_of(row, by)]
    if not found:
        raise NotFound("Văn bản này không được chuyển đến phòng, đơn vị của bạn.")
    return found


def is_of(row: Distribution, viewer: Viewer) -> bool:
    """Say whether a directive was passed on to the viewer's unit."""
    return viewer.role is not Role.ADMIN and row.unit_id == viewer.unit_id


def of(session: Session, directive: Directive) -> list[Distribution]:
    """Return to whom a directive was passed on, in the order of the units."""
    rows = (
        select(Distribution)
        .join(Distribution.unit)
        .options(contains_eager(Distribution.unit))
        .options(
            joinedload(Distribution.sent_by),
            joinedload(Distribution.read_by),
            joinedload(Distribution.done_by),
        )
        .where(Distribution.directive_id == directive.id)
        .order_by(Unit.place, Unit.id, Distribution.id)
    )
    return list(session.scalars(rows))


def waiting_for(
    session: Session, viewer: Viewer, *, most: int = MOST_WAITING
) -> list[Distribution]:
    """Return what the viewer's unit has not read, and what he has to carry out.

    The oldest first, so many at most.
    """
    if viewer.unit_id is None or viewer.role is Role.ADMIN:
        return []
    waits = queries.is_unread(viewer.unit_id)
    if speaks_for_unit(viewer):
        waits = or_(waits, queries.is_undone(viewer.unit_id))
    rows = (
        select(Distribution)
        .join(Distribution.directive)
        .options(contains_eager(Distribution.directive).defer(Directive.body))
        .where(Directive.state == ContentState.PUBLISHED, waits)
        .order_by(Distribution.sent_at, Distribution.id)
        .limit(most)
    )
    return list(session.scalars(rows))


def followed_by(viewer: Viewer) -> queries.PassedFilter | None:
    """Return of what an officer follows who has read it: of all units, or of his own.

    None: he has no unit, and passes nothing on.
    """
    if may_distribute(viewer):
        return queries.PassedFilter()
    if viewer.unit_id is None or viewer.role is Role.ADMIN:
        return None
    return queries.PassedFilter(unit_id=viewer.unit_id)
