"""Taking an approval back before a number is given (domain.md §5.2 X22).

The approver decides on the draft once more: the newest decision sends it back, so that
nothing is issued on the strength of the one before (Nghị định 30/2020, Điều 11).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import cases, outgoing, standing
from documents.cases import Told
from documents.handling import wording
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Decision, LetterState


def recall(
    session: Session,
    case: Case,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Make the approved reply a draft again; its unit writes and hands it in anew.

    Raises:
        Invalid: no reason of ten characters; and what `cases.advance` raises, so
        TransitionRefused once the letter has its number.
    """

    def change() -> Told:
        said = wording.said("reason", reason, "Cần nêu lý do")
        letter, no = standing.reply_letter(session, case), Decision.RETURNED
        session.add(outgoing.decided(letter, no, comment=said, by=by, now=now))
        letter.state = LetterState.DRAFT
        return Told(said)

    cases.advance(
        session,
        case,
        CaseAction.RECALL,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )
