"""Taking a case back: its sender asked for it (domain.md §5.2 X16)."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import cases
from documents.cases import Told
from documents.deadlines import Calendar
from documents.ending import end
from documents.handling import wording
from documents.handling.pausing import end_pause
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Outcome

_WANTED: Final = "Cần ghi người gửi đã yêu cầu rút thế nào, lúc nào"


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

    def change() -> Told:
        said = wording.said("request", request, _WANTED)
        end_pause(session, case, calendar=calendar, now=now)
        end(case, Outcome.WITHDRAWN, now=now, text=said)
        return Told(said)

    cases.advance(
        session,
        case,
        CaseAction.WITHDRAW,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )
