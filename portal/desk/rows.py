"""A case as a line of a list; who sent it is not on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import standing
from documents.deadlines import Calendar
from documents.models import Case
from portal.desk.telling import again_of
from portal.due import Due, due_of


@dataclass(frozen=True)
class CaseRow:
    """What a list says of a case, its due date first; new: since who looks saw it."""

    url: str
    code: str
    title: str
    location: str
    state: str
    unit: str
    due: Due
    is_new: bool
    again: str


def rows_of(
    session: Session,
    cases: Sequence[Case],
    calendar: Calendar,
    *,
    today: date,
    new: frozenset[int] = frozenset(),
) -> tuple[CaseRow, ...]:
    """Return cases as lines of a list; `new` holds the ids of those marked as such."""
    paused = standing.paused_since(session, cases)
    again = again_of(session, cases)
    return tuple(
        _row(
            case,
            due_of(case, calendar, today=today, paused_since=paused.get(case.id)),
            again.get(case.id, ""),
            is_new=case.id in new,
        )
        for case in cases
    )


def _row(case: Case, due: Due, again: str, *, is_new: bool) -> CaseRow:
    return CaseRow(
        url=url_for("desk.show", code=case.code),
        code=case.code,
        title=case.title,
        location=case.location,
        state=case.state.label,
        unit=case.lead_unit.name if case.lead_unit else "Chưa giao",
        due=due,
        is_new=is_new,
        again=again,
    )
