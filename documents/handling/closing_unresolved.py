"""Ending a case without a solution, for a reason: asked for, then agreed to (X15)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from documents import cases, merging, proposals
from documents.cases import Told
from documents.deadlines import Calendar, local_day
from documents.ending import end
from documents.errors import Invalid
from documents.handling import retold, wording
from documents.handling.pausing import end_pause
from documents.models import Case, Proposal
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Outcome, OutcomeReason, TimedStep

_ACTION: Final = CaseAction.CLOSE_UNRESOLVED

REASONS: Final = (
    OutcomeReason.NO_LONGER_RELEVANT,
    OutcomeReason.LONG_AGO,
    OutcomeReason.NOT_VERIFIABLE,
    OutcomeReason.MISSING_INFORMATION,
    OutcomeReason.DUPLICATE,
    OutcomeReason.CONCLUDED,
)
"""Why a case may end so (domain.md §5.2 X15, T41)."""


@dataclass(frozen=True)
class Ending:
    """Why a case ends; `duplicate_of` is the code of the case that it repeats."""

    reason: OutcomeReason
    text: str
    duplicate_of: str = ""


def propose_closing(
    session: Session,
    case: Case,
    ending: Ending,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask that a case be ended without a solution.

    Raises:
        Invalid: a reason that does not hold, or a text that says too little; and
        what `proposals.propose` raises.
    """

    def judged() -> Asked:
        _check(session, case, ending, calendar, by=by, now=now)
        content = {
            "reason": ending.reason.value,
            "reason_text": ending.text.strip(),
            "duplicate_of": ending.duplicate_of.strip().upper(),
        }
        return Asked(content, f"{ending.reason.label}. {content['reason_text']}")

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def close_unresolved(
    session: Session,
    case: Case,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """End the case as was proposed; the reason is judged once more.

    Raises:
        TransitionRefused: nothing was proposed. Invalid: meanwhile the reason holds no
        longer, as when its sender wrote again; and what `cases.advance` raises.
    """

    def change() -> Told:
        ending = _proposed(proposals.waiting(session, case, _ACTION))
        _check(session, case, ending, calendar, by=by, now=now)
        end_pause(session, case, calendar=calendar, now=now)
        if ending.reason is OutcomeReason.DUPLICATE:
            merging.merge(session, case, ending.duplicate_of, by=by, now=now)
        outcome, reason = Outcome.NO_RESOLUTION, ending.reason
        end(case, outcome, now=now, text=ending.text, reason=reason)
        note = f"{ending.reason.label}. {ending.text}"
        return Told(note, {"reason": ending.reason.value})

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _proposed(proposal: Proposal) -> Ending:
    told = proposal.content
    reason = OutcomeReason(told["reason"])
    return Ending(reason, told["reason_text"], told["duplicate_of"])


def _check(
    session: Session,
    case: Case,
    ending: Ending,
    calendar: Calendar,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    wrong = wording.faults(reason_text=ending.text)
    if ending.reason not in REASONS:
        wrong["reason"] = "Lý do này không dùng để kết thúc hồ sơ đã tiếp nhận."
    elif ending.reason is OutcomeReason.DUPLICATE:
        wrong |= merging.faults(session, case, ending.duplicate_of)
    elif ending.reason is OutcomeReason.LONG_AGO:
        fault = _too_soon(case, calendar, now) or retold.told_how(session, case, by)
        wrong |= {"reason": fault} if fault else {}
    if wrong:
        raise Invalid(wrong)


def _too_soon(case: Case, calendar: Calendar, now: datetime) -> str:
    """Say that a case is not old enough (domain.md §7, B3_MIN_AGE)."""
    today, since = local_day(now), local_day(case.rounds[-1].received_at)
    age = calendar.terms.find(TimedStep.LONG_AGO, today)
    if since + timedelta(age.amount) <= today:
        return ""
    return f"Hồ sơ mới tiếp nhận ngày {since:%d/%m/%Y}, chưa đủ {age.words}."
