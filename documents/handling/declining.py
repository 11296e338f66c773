"""Not taking a case that was sent in: why, and where its sender is guided (X07).

A clerk proposes, the focal officer decides; he may change the words, or decline
without being asked (domain.md §5.2 X07, §6). A denunciation is sealed with it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import case_files, cases, merging, proposals
from documents.cases import Told
from documents.ending import end
from documents.errors import Invalid
from documents.handling import wording
from documents.models import Case, Proposal
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseKind, Outcome, OutcomeReason

_ACTION: Final = CaseAction.DECLINE

REASONS: Final = (
    OutcomeReason.COMPLAINT,
    OutcomeReason.DENUNCIATION,
    OutcomeReason.QUESTION,
    OutcomeReason.DUPLICATE,
    OutcomeReason.SPAM,
    OutcomeReason.ABUSIVE,
    OutcomeReason.OUT_OF_SCOPE,
    OutcomeReason.MISSING_INFORMATION,
)
"""Why a case is not taken (domain.md §5.2 X07)."""

_KINDS: Final = {
    OutcomeReason.COMPLAINT: CaseKind.COMPLAINT,
    OutcomeReason.DENUNCIATION: CaseKind.DENUNCIATION,
    OutcomeReason.QUESTION: CaseKind.QUESTION,
}
"""What a case is in law when it is not taken for that."""


@dataclass(frozen=True)
class Declining:
    """Why a case is not taken, and what its sender is told.

    `duplicate_of` is the code of the case that it repeats.
    """

    reason: OutcomeReason
    guidance: str
    duplicate_of: str = ""


def propose_declining(
    session: Session,
    case: Case,
    declining: Declining,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask that a case be not taken.

    Raises:
        Invalid: a reason that does not hold, or guidance that says too little; and
        what `proposals.propose` raises.
    """

    def judged() -> Asked:
        _check(session, case, declining)
        content = {
            "reason": declining.reason.value,
            "guidance": declining.guidance.strip(),
            "duplicate_of": declining.duplicate_of.strip().upper(),
        }
        return Asked(content, f"{declining.reason.label}. {content['guidance']}")

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def decline(
    session: Session,
    case: Case,
    declining: Declining,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Decline a case in these words; what was proposed is thereby decided.

    Raises:
        Invalid: as for `propose_declining`; and what `cases.advance` raises.
    """
    reason, text = declining.reason, declining.guidance.strip()

    def change() -> Told:
        _check(session, case, declining)
        if reason is OutcomeReason.DUPLICATE:
            merging.merge(session, case, declining.duplicate_of, by=by, now=now)
        elif reason is OutcomeReason.DENUNCIATION:
            case_files.withhold(session, case, now=now)
        end(case, Outcome.DECLINED, now=now, text=text, reason=reason)
        # Last: whatever is still read would write a sealed case that is not declined.
        case.kind = _KINDS.get(reason, case.kind)
        case.sealed = reason is OutcomeReason.DENUNCIATION
        return Told(f"{reason.label}. {text}", {"reason": reason.value})

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _check(session: Session, case: Case, declining: Declining) -> None:
    wrong = wording.faults(guidance=declining.guidance)
    if declining.reason not in REASONS:
        wrong["reason"] = "Lý do này không dùng để từ chối tiếp nhận."
    elif declining.reason is OutcomeReason.DUPLICATE:
        wrong |= merging.faults(session, case, declining.duplicate_of)
    if wrong:
        raise Invalid(wrong)
