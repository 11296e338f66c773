"""What the templates of the desk and of the list of cases are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import url_for

from documents.deadlines import Calendar
from documents.models import Case
from portal.desk.due import Due, due_of
from portal.pages import Page


@dataclass(frozen=True)
class CaseRow:
    """A case as a line of a list; who sent it is not on it."""

    url: str
    code: str
    title: str
    location: str
    state: str
    unit: str
    due: Due


@dataclass(frozen=True)
class Tally:
    """A count that leads to its list."""

    count: int
    label: str
    url: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """What waits for the officer who looks."""

    template: ClassVar[str] = "desk/index.html"
    tallies: tuple[Tally, ...]
    queue: tuple[CaseRow, ...]
    may_record: bool


@dataclass(frozen=True, kw_only=True)
class AdminDeskPage(Page):
    """An administrator's desk: it says where his work is."""

    template: ClassVar[str] = "desk/admin.html"


def row_of(case: Case, calendar: Calendar, *, today: date) -> CaseRow:
    """Return a case as a line of a list."""
    return CaseRow(
        url=url_for("desk.show", code=case.code),
        code=case.code,
        title=case.title,
        location=case.location,
        state=case.state.label,
        unit=case.lead_unit.name if case.lead_unit else "",
        due=due_of(case, calendar, today=today),
    )
