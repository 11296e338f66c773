"""The figures at the head of a desk: each leads to the list that it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.deadlines import local_day, soon_until
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import wiring
from portal.desk import lists

_LEADERS: Final = frozenset({Role.CVP, Role.DIRECTOR})
"""Who is shown what citizens had to tell again."""

_HOT: Final = ("yellow", "grey")
_CALM: Final = ("blue", "grey")
"""Tones of a figure that is not nought, and of one that is."""


@dataclass(frozen=True)
class Tally:
    """A count that leads to its list."""

    count: int
    label: str
    url: str
    icon: str
    tone: str


@dataclass(frozen=True)
class HandlerRow:
    """What an officer of the head's unit has to do; `late_url` if anything is late."""

    name: str
    open: int
    due_today: int
    overdue: int
    url: str
    late_url: str


def tallies(session: Session, viewer: Viewer) -> tuple[Tally, ...]:
    """Return what an officer looks at first, what burns before what lies."""
    wired = wiring.current()
    today = local_day(wired.clock())
    soon = soon_until(wired.calendar, today)
    found = queries.desk_figures(session, viewer, today=today, soon_until=soon)
    told = (
        _tally(found.overdue, "Quá hạn", "alert", ("red", "green"), han=lists.LATE),
        _tally(found.due_today, "Đến hạn hôm nay", "clock", _HOT, han=lists.TODAY),
        _tally(found.soon, "Sắp đến hạn", "warning", _HOT, han=lists.SOON),
        _tally(found.mine, "Đến lượt bạn", "edit", _CALM, **{"cua-toi": lists.WAITING}),
        _unassigned(found.unassigned, viewer),
        _tally(found.open, "Đang mở", "inbox", _CALM, buoc=lists.OPEN),
    )
    if viewer.role not in _LEADERS:
        return told
    return (*told, _told_again(found.told_again))


def _told_again(count: int) -> Tally:
    address = {"buoc": lists.OPEN, "lan": lists.AGAIN}
    return _tally(count, "Tái phản ánh đang mở", "history", _HOT, **address)


def _unassigned(count: int, viewer: Viewer) -> Tally:
    if viewer.sees_every_case:
        return _tally(count, "Chưa giao", "case", _CALM, buoc="received")
    address = {"xu-ly": lists.NOBODY}
    return _tally(count, "Chưa có người xử lý", "case", _CALM, **address)


def _tally(
    count: int, label: str, icon: str, tones: tuple[str, str], **address: Any
) -> Tally:
    """Return a figure, in the first tone if there is anything and else the second."""
    url = url_for("desk.listing", **address)
    return Tally(count, label, url, icon, tones[0 if count else 1])


def handler_rows(session: Session, viewer: Viewer) -> Iterator[HandlerRow]:
    """Yield who of a head's unit has how many cases; nothing for anybody else."""
    today = local_day(wiring.current().clock())
    for load in queries.loads(session, viewer, today=today):
        who = str(load.officer_id) if load.officer_id else lists.NOBODY
        at: dict[str, Any] = {"xu-ly": who}
        yield HandlerRow(
            name=load.full_name or "Chưa có ai",
            open=load.open,
            due_today=load.due_today,
            overdue=load.overdue,
            url=url_for("desk.listing", buoc=lists.OPEN, **at),
            late_url=url_for("desk.listing", han=lists.LATE, **at)
            if load.overdue
            else "",
        )
