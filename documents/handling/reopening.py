"""Opening an ended case again: a new round beside the old one (domain.md §5.2 X17).

The first time the focal officer decides; from the second time on he proposes and the
Chánh Văn phòng confirms. What was reported of the old round stays as it was.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import cases, proposals
from documents.cases import Told
from documents.deadlines import Calendar, due_of_case, local_day
from documents.handling import wording
from documents.models import Case, CaseRound
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction

_WANTED: Final = "Cần nêu lý do mở lại, người gửi phản ánh lại điều gì"


def propose(
    session: Session,
    case: Case,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Ask the Chánh Văn phòng to open a case a second time, or a later one.

    Raises:
        Invalid: no reason of ten characters; and what `proposals.propose` raises.
    """

    def judged() -> Asked:
        said = wording.said("reason", reason, _WANTED)
        return Asked({"reason": said}, said)

    proposals.propose(
        session,
        case,
        CaseAction.REOPEN,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def reopen(
    session: Session,
    case: Case,
    reason: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Begin another round now; unit and handler are kept, the clock starts anew.

    From the second time on the reason is the proposal's, whatever is given here.

    Raises:
        Invalid: no reason of ten characters. TransitionRefused: ended too long ago,
        never given to a unit, or not proposed; and what else `cases.advance` raises.
    """

    def change() -> Told:
        said = _reason(session, case, reason)
        _begin(case, calendar, now)
        return Told(said, {"round": case.round})

    cases.advance(
        session,
        case,
        CaseAction.REOPEN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _reason(session: Session, case: Case, typed: str) -> str:
    if case.round == 1:
        return wording.said("reason", typed, _WANTED)
    proposal = proposals.waiting(session, case, CaseAction.REOPEN)
    return str(proposal.content["reason"])


def _begin(case: Case, calendar: Calendar, now: datetime) -> None:
    """Add a round and let the case stand open in it.

    A date that the province gave holds as long as it lies ahead; one that is past was
    the old round's, which keeps it.
    """
    given = case.external_due
    if given is not None and given < local_day(now):
        given = None
    due = due_of_case(
        calendar,
        now,
        case.urgency,
        source=case.source,
        kind=case.kind,
        external_due=given,
    )
    number = case.round + 1
    case.rounds.append(CaseRound(n=number, received_at=now, due_on=due.due_on))
    case.round, case.external_due = number, given
    case.due_on, case.calendar_version = due.due_on, calendar.version
    case.outcome = case.done_at = case.answered_at = case.closed_at = None
    # It goes its own way again; its old round keeps that it was a duplicate.
    case.duplicate_of_id = None
