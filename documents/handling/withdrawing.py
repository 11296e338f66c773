"""Taking a case back: its sender asked for it (domain.md §5.2 X16)."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import cases
from documents.deadlines import Calendar
from documents.errors import Invalid
from documents.handling.ending import end
from documents.handling.pausing import end_pause
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Outcome

SHORTEST_REQUEST: Final = 10
"""Characters that say how and when the sender asked."""


def withdraw(
    session: Session,
    case: Case,
    request: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """End a case because its sender took it back, in his recorded words.

    Raises:
        Invalid: the request is missing or padded; and what `cases.advance` raises.
    """
    cases.must_be_open(
        session,
        case,
        CaseAction.WITHDRAW,
        expected_version=expected_version,
        by=by,
        now=now,
    )
    said = _said(request)

    def change() -> None:
        end_pause(session, case, calendar=calendar, now=now)
        end(case, Outcome.WITHDRAWN, now=now, text=said)

    cases.advance(
        session,
        case,
        CaseAction.WITHDRAW,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
        note=said,
    )


def _said(request: str) -> str:
    said = " ".join(request.split())
    if len(said) < SHORTEST_REQUEST:
        message = (
            "Cần ghi người gửi đã yêu cầu rút thế nào, lúc nào, ít nhất"
            f" {SHORTEST_REQUEST} ký tự."
        )
        raise Invalid({"request": message})
    return said
