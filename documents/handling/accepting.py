"""Taking a case that its sender sent by himself (domain.md §5.2 X03)."""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import cases
from documents.cases import Told
from documents.deadlines import Calendar, due_of_case
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, SimilarCheck


def accept(
    session: Session,
    case: Case,
    similar: SimilarCheck,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a case; its term runs from now on, whatever was asked before.

    `similar` is the answer to whether such a case has been looked for.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound.
    """

    def change() -> Told:
        _begin(case, calendar, now)
        return Told(similar.label, {"similar": similar.value})

    cases.advance(
        session,
        case,
        CaseAction.ACCEPT,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _begin(case: Case, calendar: Calendar, now: datetime) -> None:
    due = due_of_case(
        calendar,
        now,
        case.urgency,
        source=case.source,
        kind=case.kind,
        external_due=case.external_due,
    )
    current = case.rounds[-1]
    case.received_at = current.received_at = now
    current.accepted = True
    case.due_on = current.due_on = due.due_on
    case.calendar_version = calendar.version
    current.original_due_on, current.paused_days = None, 0
