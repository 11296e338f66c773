"""More time for a case: asked for before it is due, granted by another (X18)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import cases, proposals, standing
from documents.cases import Told
from documents.deadlines import Calendar, later, latest_extension
from documents.errors import Invalid
from documents.handling import coordinating, wording
from documents.models import Case, Extension, Proposal
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction

_ACTION: Final = CaseAction.EXTEND


@dataclass(frozen=True)
class MoreTime:
    """Until when, and why."""

    due_on: date
    reason: str


def propose_extension(
    session: Session,
    case: Case,
    asked: MoreTime,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask for a later due date.

    Raises:
        Invalid: a day that cannot be granted, or no reason; and what
        `proposals.propose` raises: a case that is overdue is not extended.
    """

    def judged() -> Asked:
        _check(session, case, asked, calendar)
        reason = asked.reason.strip()
        content = {"due_on": asked.due_on.isoformat(), "reason": reason}
        return Asked(content, f"Gia hạn đến {asked.due_on:%d/%m/%Y}. {reason}")

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def extend(
    session: Session,
    case: Case,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Grant what was asked; the first due date is kept beside the new one.

    The units that work with the lead unit have the more time too.

    Raises:
        TransitionRefused: nothing was asked. Invalid: meanwhile the case has become
        due later than that; and what `cases.advance` raises.
    """

    def change() -> Told:
        proposal = proposals.waiting(session, case, _ACTION)
        asked = _proposed(proposal)
        _check(session, case, asked, calendar)
        told = _told(case, asked)
        session.add(_extension(case, proposal, asked, by=by, now=now))
        _move_on(case, asked.due_on, calendar)
        units = coordinating.move_on(case, calendar)
        return replace(told, note=" ".join((told.note, *units)))

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _told(case: Case, asked: MoreTime) -> Told:
    before, after = case.due_on, asked.due_on
    return Told(
        f"Hạn cũ {before:%d/%m/%Y}, hạn mới {after:%d/%m/%Y}. {asked.reason}",
        {"from": before.isoformat(), "to": after.isoformat()},
    )


def _proposed(proposal: Proposal) -> MoreTime:
    told = proposal.content
    return MoreTime(date.fromisoformat(told["due_on"]), told["reason"])


def _move_on(case: Case, due_on: date, calendar: Calendar) -> None:
    current = case.rounds[-1]
    current.original_due_on = current.original_due_on or current.due_on
    case.due_on = current.due_on = due_on
    case.calendar_version = calendar.version


def _extension(
    case: Case, proposal: Proposal, asked: MoreTime, *, by: Viewer, now: datetime
) -> Extension:
    return Extension(
        case_id=case.id,
        round=case.round,
        old_due_on=case.due_on,
        new_due_on=asked.due_on,
        reason=asked.reason,
        asked_by_id=proposal.proposed_by_id,
        granted_by_id=by.officer_id,
        at=now,
    )


def latest(session: Session, case: Case, calendar: Calendar) -> date:
    """Return the last day that the next extension may give (domain.md §7, EXTEND).

    Days that a question to the sender took are not counted against it.
    """
    current = case.rounds[-1]
    original = current.original_due_on
    unpaused = (
        later(calendar, original, current.paused_days) if original else case.due_on
    )
    times = standing.extensions(session, case) + 1
    return latest_extension(calendar, unpaused, times=times)


def _check(session: Session, case: Case, asked: MoreTime, calendar: Calendar) -> None:
    wrong = wording.faults(reason=asked.reason)
    last = latest(session, case, calendar)
    if asked.due_on <= case.due_on:
        wrong["due_on"] = f"Hạn mới phải sau hạn hiện nay {case.due_on:%d/%m/%Y}."
    elif asked.due_on > last:
        wrong["due_on"] = f"Hạn mới muộn nhất là {last:%d/%m/%Y}."
    elif not calendar.works(asked.due_on):
        wrong["due_on"] = "Hạn mới phải là ngày làm việc."
    if wrong:
        raise Invalid(wrong)
