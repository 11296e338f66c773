"""What leaders want done: whose it is and how late, on desks and on a case's page."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.deadlines import Calendar, local_day
from documents.models import Instruction
from documents.viewer import Viewer
from portal import wiring

Badge = tuple[str, str, str]
"""Icon, word, tone."""


@dataclass(frozen=True)
class ForWhom:
    """Who carries an instruction out, and how it stands against its day."""

    name: str
    badge: Badge


@dataclass(frozen=True)
class OrderRow:
    """An instruction that waits, as a line of a desk."""

    url: str
    code: str
    about: str
    text: str
    by: str
    due_on: date | None
    waits: ForWhom


def for_whom(one: Instruction, calendar: Calendar, *, today: date) -> ForWhom:
    """Return who carries an instruction out, and how it stands on a day."""
    name = one.unit.name if one.unit else "Công chức đầu mối"
    return ForWhom(name, _badge(one, calendar, today))


def _badge(one: Instruction, calendar: Calendar, today: date) -> Badge:
    if one.taken_back_at is not None:
        return "history", "Đã thu hồi", "grey"
    if one.answered_at is not None:
        late = one.due_on is not None and local_day(one.answered_at) > one.due_on
        told = "Đã thực hiện, trễ hạn" if late else "Đã thực hiện"
        return ("history", told, "violet") if late else ("check-circle", told, "blue")
    if one.due_on is None:
        return "clock", "Chờ thực hiện", "yellow"
    if today > one.due_on:
        days = max(1, calendar.working_days_between(one.due_on, today))
        return "alert", f"Quá hạn {days} ngày", "red"
    if today == one.due_on:
        return "warning", "Đến hạn hôm nay", "yellow"
    days = calendar.working_days_between(today, one.due_on)
    return "clock", f"Còn {days} ngày", "green"


def orders_for(
    session: Session, viewer: Viewer, *, today: date
) -> tuple[OrderRow, ...]:
    """Return what waits to be carried out, most urgent first."""
    calendar = wiring.current().calendar
    return tuple(
        OrderRow(
            url=f"{url_for('desk.show', code=case.code)}#viec-can-lam",
            code=case.code,
            about=case.title,
            text=one.text,
            by=f"{one.by.position} {one.by.full_name}".strip(),
            due_on=one.due_on,
            waits=for_whom(one, calendar, today=today),
        )
        for one, case in queries.open_instructions(session, viewer)
    )
