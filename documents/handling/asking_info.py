"""Asking a complainant for more, his answer, or none (domain.md §5.2 X04–X06)."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import case_files, cases, standing
from documents.case_files import Enclosure
from documents.cases import Told
from documents.deadlines import Calendar, due_by_rule, local_day
from documents.ending import end
from documents.handling import wording
from documents.handling.pausing import end_pause
from documents.models import Case, Pause
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseState,
    FileKind,
    Outcome,
    OutcomeReason,
    TimedStep,
)

_MISSING: Final = OutcomeReason.MISSING_INFORMATION
_BY_FILES: Final = "Người gửi bổ sung bằng tệp đính kèm."


def ask(
    session: Session,
    case: Case,
    question: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Ask the complainant for more; the clock stands still until he answers (X04).

    Raises:
        Invalid: the question is missing or padded; and what `cases.advance` raises.
    """

    def change() -> Told:
        asked = wording.said("question", question, "Cần ghi rõ điều cần hỏi")
        pause = _pause(case, asked, calendar=calendar, by=by, now=now)
        session.add(pause)
        return Told(asked, {"expires_on": pause.expires_on.isoformat()})

    cases.advance(
        session,
        case,
        CaseAction.ASK_INFO,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _pause(
    case: Case, question: str, *, calendar: Calendar, by: Viewer, now: datetime
) -> Pause:
    today = local_day(now)
    rule = calendar.terms.find(
        TimedStep.SUPPLEMENT,
        today,
        source=case.source,
        urgency=case.urgency,
        kind=case.kind,
    )
    return Pause(
        case_id=case.id,
        round=case.round,
        asked_from=case.state,
        question=question,
        asked_by_id=by.officer_id,
        since=today,
        expires_on=due_by_rule(calendar, now, rule).due_on,
    )


def supplement(
    session: Session,
    case: Case,
    answer: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer | None,
    now: datetime,
    enclosed: Enclosure | None = None,
) -> None:
    """Write down the complainant's answer; the case goes on where it was (X05).

    `by` None: he answers himself. His words are kept with the question; the history,
    of which nothing is ever taken away, tells how long it took. Files may answer
    instead of words.

    Raises:
        Invalid: the answer is missing or padded; and what `cases.advance` raises.
    """

    def change() -> Told:
        said = answered(answer, enclosed)
        wait = end_pause(session, case, calendar=calendar, now=now, answer=said)
        moved = f"Thời hạn lùi {wait.days} ngày làm việc."
        told = (moved, *wait.told) if wait.days else ()
        return Told(" ".join(told), {"paused_days": wait.days})

    cases.advance(
        session,
        case,
        CaseAction.SUPPLEMENT,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )
    if enclosed is not None:
        kind = FileKind.SUPPLEMENT
        case_files.attach(session, case, kind, enclosed, by=by, now=now)


def answered(
    answer: str,
    enclosed: Enclosure | None,
    *,
    field: str = "answer",
    wanted: str = "Cần ghi người gửi trả lời gì",
) -> str:
    """Return what the sender said; a file says it where nothing is written."""
    if not answer.strip() and enclosed is not None and enclosed.files:
        return _BY_FILES
    return wording.said(field, answer, wanted)


def expire(
    session: Session,
    case: Case,
    why: str,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """End a case whose complainant did not answer in time (X06).

    Raises:
        Invalid: the reason is missing or padded; and what `cases.advance` raises.
    """

    def change() -> Told:
        said = wording.said(
            "reason_text", why, "Cần nêu rõ lý do", shortest=wording.LONG
        )
        _unanswered(session, case, said, calendar=calendar, now=now)
        return Told(said, {"reason": _MISSING.value})

    cases.advance(
        session,
        case,
        CaseAction.EXPIRE,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _unanswered(
    session: Session, case: Case, reason: str, *, calendar: Calendar, now: datetime
) -> None:
    """End the wait and the case: what nobody took is declined."""
    pause = standing.open_pause(session, case)
    untaken = pause is not None and pause.asked_from is CaseState.SUBMITTED
    outcome = Outcome.DECLINED if untaken else Outcome.NO_RESOLUTION
    end_pause(session, case, calendar=calendar, now=now)
    end(case, outcome, now=now, text=reason, reason=_MISSING)
