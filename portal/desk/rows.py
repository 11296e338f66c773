"""A case as a line of a list; who sent it is not on it."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from documents.deadlines import Calendar
from documents.models import Case
from portal.due import Due, due_of


@dataclass(frozen=True)
class CaseRow:
    """What a list says of a case, its due date first."""

    url: str
    code: str
    title: str
    location: str
    state: str
    unit: str
    due: Due


def row_of(case: Case, calendar: Calendar, *, today: date) -> CaseRow:
    """Return a case as a line of a list."""
    return CaseRow(
        url=url_for("desk.show", code=case.code),
        code=case.code,
        title=case.title,
        location=case.location,
        state=case.state.label,
        unit=case.lead_unit.name if case.lead_unit else "Chưa giao",
        due=due_of(case, calendar, today=today),
    )
