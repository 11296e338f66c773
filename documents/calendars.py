"""The department's calendar: decisions about days, years confirmed, cases they move.

A changed calendar moves no case by itself: what would be due on another day is
listed, and the chief of office has it counted again (domain.md §7).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from documents import before, history, outbox, rules
from documents.deadlines import (
    OFFICIAL,
    Calendar,
    Override,
    due_of_case,
    later,
    next_working_day,
)
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import CalendarDay, CalendarYear, Case, Extension
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role

REVISION: Final = (
    "SELECT (SELECT count(*) + count(removed_at) FROM calendar_day)"
    " + (SELECT count(*) FROM calendar_year)"
    " + (SELECT count(*) + count(ended_at) FROM sla_rule)"
)
"""How many decisions were taken: rows are added and taken back, never changed."""

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
SHORTEST_REASON: Final = 10


def current(session: Session) -> Calendar:
    """Return the calendar as it stands: what is official, then what was decided."""
    decided = {
        row.on: Override(works=row.works, name=row.name, basis=row.basis)
        for row in standing(session)
    }
    return Calendar(
        overrides={**OFFICIAL, **decided},
        confirmed=frozenset(session.scalars(select(CalendarYear.year))),
        terms=rules.terms(session),
        revision=int(session.connection().exec_driver_sql(REVISION).scalar_one()),
    )


def standing(session: Session, year: int | None = None) -> list[CalendarDay]:
    """Return the decisions about days that stand, by day."""
    asked = select(CalendarDay).where(CalendarDay.removed_at.is_(None))
    if year is not None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        asked = asked.where(CalendarDay.on.between(first, last))
    return list(session.scalars(asked.order_by(CalendarDay.on)))


def confirmation(session: Session, year: int) -> CalendarYear | None:
    """Return who confirmed a year and when, if anybody did."""
    return session.get(CalendarYear, year)


def decide_day(
    session: Session, on: date, told: Override, *, by: Viewer, now: datetime
) -> CalendarDay:
    """Decide that a day is worked, or is not, with its name and basis.

    Raises:
        Invalid: no name, no basis, or a decision about that day stands.
        NotAllowed: somebody else than an administrator.
    """
    _must_keep(by)
    _check_day(on, told)
    row = CalendarDay(
        on=on,
        works=told.works,
        name=told.name.strip(),
        basis=told.basis.strip(),
        decided_at=now,
        decided_by_id=by.officer_id,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Invalid(
            {"on": "Ngày này đã có quyết định; hãy bỏ quyết định cũ trước."}
        ) from error
    _tell(session, row, "Đặt ngày làm việc, ngày nghỉ", by=by, now=now)
    return row


def _check_day(on: date, told: Override) -> None:
    wrong: dict[str, str] = {}
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        wrong["on"] = f"Cần một ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}."
    if not told.name.strip():
        wrong["name"] = "Cần nêu tên, ví dụ “Nghỉ bù”."
    if not told.basis.strip():
        wrong["basis"] = "Cần nêu căn cứ: số, ngày của văn bản."
    if wrong:
        raise Invalid(wrong)


def take_back_day(
    session: Session, day_id: int, *, by: Viewer, now: datetime
) -> CalendarDay:
    """Take a decision about a day back; the day is again what the state says.

    Raises:
        NotFound: there is none that stands.
        NotAllowed: somebody else than an administrator.
    """
    _must_keep(by)
    row = session.get(CalendarDay, day_id, with_for_update=True)
    if row is None or row.removed_at is not None:
        raise NotFound("Không có quyết định này, hoặc đã được bỏ.")
    row.removed_at, row.removed_by_id = now, by.officer_id
    session.flush()
    _tell(session, row, "Bỏ ngày đã đặt", by=by, now=now)
    return row


def confirm_year(session: Session, year: int, *, by: Viewer, now: datetime) -> None:
    """Say that a year's days have been looked through; said once, it stands.

    Raises:
        Invalid: a year that no case is due in.
        NotAllowed: somebody else than an administrator.
    """
    _must_keep(by)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid({"year": f"Cần một năm từ {FIRST_YEAR} đến {LAST_YEAR}."})
    if session.get(CalendarYear, year) is not None:
        return
    session.add(
        CalendarYear(year=year, confirmed_at=now, confirmed_by_id=by.officer_id)
    )
    session.flush()
    history.configured(
        session,
        CalendarYear.__tablename__,
        year,
        by=by,
        now=now,
        note=f"Xác nhận lịch làm việc năm {year}",
    )


def _must_keep(by: Viewer) -> None:
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được thay đổi lịch làm việc.")


def _tell(
    session: Session, row: CalendarDay, note: str, *, by: Viewer, now: datetime
) -> None:
    history.configured(
        session,
        CalendarDay.__tablename__,
        row.id,
        by=by,
        now=now,
        note=note,
        data={
            "on": row.on.isoformat(),
            "works": row.works,
            "name": row.name,
            "basis": row.basis,
        },
    )


@dataclass(frozen=True)
class Moved:
    """An open case that the calendar of today makes due on another day.

    `counted` is the day before any wait for its sender and any grant.
    """

    case: Case
    due_on: date
    counted: date


def moved(session: Session, calendar: Calendar) -> list[Moved]:
    """Return the open cases that would be due on another day, soonest first."""
    asked = (
        select(Case)
        .where(Case.done_at.is_(None), Case.calendar_version != calendar.version)
        .options(selectinload(Case.rounds))
        .order_by(Case.due_on, Case.id)
    )
    return list(_moved(session, calendar, session.scalars(asked).all()))


def _moved(
    session: Session, calendar: Calendar, cases: Sequence[Case]
) -> Iterator[Moved]:
    # A date that somebody granted is a decision of its own: it only leaves a day off.
    extended = _extended(session, cases)
    for case in cases:
        counted = _counted_again(case, calendar)
        due_on = later(calendar, counted, case.rounds[-1].paused_days)
        if case.id in extended:
            due_on = next_working_day(calendar, case.due_on)
        if due_on != case.due_on:
            yield Moved(case, due_on, counted)


def _extended(session: Session, cases: Sequence[Case]) -> frozenset[int]:
    """Return which cases have been given more time in their present round."""
    if not cases:
        return frozenset()
    found = session.scalars(
        select(Extension.case_id)
        .join(Case, (Case.id == Extension.case_id) & (Case.round == Extension.round))
        .where(Case.done_at.is_(None))
    )
    return frozenset(found)


def _counted_again(case: Case, calendar: Calendar) -> date:
    """Return the due date by a calendar; what the province gave stays."""
    found = due_of_case(
        calendar,
        case.rounds[-1].received_at,
        case.urgency,
        source=case.source,
        kind=case.kind,
        external_due=case.external_due,
    )
    return found.due_on


def count_again(
    session: Session,
    codes: Collection[str],
    calendar: Calendar,
    *,
    reason: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Give the chosen cases the due date of today's calendar; return how many.

    Raises:
        Invalid: no case chosen, or a reason that says nothing.
        NotAllowed: somebody else than the chief of office.
    """
    if by.role is not Role.CVP:
        raise NotAllowed("Chỉ Chánh Văn phòng quyết định tính lại hạn.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid({"reason": f"Lý do cần ít nhất {SHORTEST_REASON} ký tự."})
    chosen = [one for one in moved(session, calendar) if one.case.code in codes]
    if not chosen:
        raise Invalid({"codes": "Hãy chọn ít nhất một hồ sơ trong danh sách."})
    for one in chosen:
        _move(session, one, calendar, reason=reason.strip(), by=by, now=now)
    return len(chosen)


def _move(
    session: Session,
    one: Moved,
    calendar: Calendar,
    *,
    reason: str,
    by: Viewer,
    now: datetime,
) -> None:
    case, current = one.case, one.case.rounds[-1]
    was = before.stood(case)
    case.due_on = current.due_on = one.due_on
    case.calendar_version = calendar.version
    if current.original_due_on is not None:
        current.original_due_on = min(one.counted, one.due_on)
    history.record(
        session,
        case,
        EventKind.RECOMPUTED,
        by=by,
        now=now,
        note=f"{reason} Hạn cũ {was.due_on:%d/%m/%Y}, hạn mới {one.due_on:%d/%m/%Y}.",
        data={"from": was.due_on.isoformat(), "to": one.due_on.isoformat()},
    )
    before.keep(session, case, was, now=now)
    outbox.announce(session, outbox.case_key(case))
