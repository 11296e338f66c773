"""Writing the unit's result and the draft of the reply.

What happens to a draft afterwards is in `documents.replies`.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from documents import (
    agency,
    case_files,
    delegations,
    history,
    letters,
    outgoing,
    seeing,
    standing,
)
from documents.case_files import Enclosure
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.models import (
    Case,
    DraftAutosave,
    Event,
    Officer,
    OutgoingLetter,
    UnitResult,
)
from documents.outgoing import ReplyDraft
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseState, EventKind, FileKind, Role

_WRITERS = frozenset({Role.HANDLER, Role.HEAD, Role.FOCAL, Role.CVP})
_SENT_BACK = frozenset({CaseAction.RETURN, CaseAction.RECALL})
"""After these a draft is written anew (X10, X22)."""


def can_draft(case: Case, viewer: Viewer) -> bool:
    """Say whether the viewer writes the result and draft of this case (§6)."""
    in_unit = viewer.unit_id is not None and viewer.unit_id == case.lead_unit_id
    return in_unit and viewer.role in _WRITERS and case.state is CaseState.IN_PROGRESS


def waits_for_draft(session: Session, case: Case) -> bool:
    """Say whether a draft is still to be written, or written anew."""
    if standing.current_letter(session, case) is None:
        return True
    for event in reversed(history.of(session, case)):
        if event.kind is EventKind.DRAFTED:
            return False
        if event.action in _SENT_BACK or _changed_unit(event):
            return True
    return False


def _changed_unit(event: Event) -> bool:
    """Say whether the case went to another unit then, which writes it anew (X19)."""
    return event.action == CaseAction.REASSIGN and "lead_unit" in event.data


def must_be_draftable(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who cannot write the draft now, before his form is read.

    Raises:
        NotAllowed: not an officer of the lead unit. OutOfDate.
        TransitionRefused: the case is not in progress.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    if case.state is not CaseState.IN_PROGRESS:
        raise TransitionRefused("Chỉ soạn kết quả và dự thảo khi hồ sơ đang xử lý.")
    if not can_draft(case, by):
        raise NotAllowed("Chỉ phòng, đơn vị chủ trì soạn kết quả và dự thảo.")


def draft(
    session: Session,
    case: Case,
    typed: ReplyDraft,
    *,
    result: str,
    expected_version: int,
    by: Viewer,
    now: datetime,
    enclosed: Enclosure | None = None,
) -> OutgoingLetter:
    """Write, or write over, the unit's result and the draft of the reply (X09).

    Raises:
        Invalid: a text is missing or the signer is no leader in service; and
        what `must_be_draftable` raises.
    """
    must_be_draftable(session, case, expected_version=expected_version, by=by)
    today = local_day(now)
    signer = _signer(session, typed, result, today)
    signature = delegations.signature(session, signer, on=today)
    content = outgoing.reply_content(case, typed, signature=signature or {}, drafter=by)
    written = standing.current_letter(session, case)
    if written is not None:
        anew = _rewritten(written, by)
        content = written.content | {key: content[key] for key in anew}
    outgoing.printed(content, addressee="Ông (bà)")
    letter = written or outgoing.begun(content, case=case, by=by, now=now)
    letter.signer_id, letter.drafter_id = signer.id, by.officer_id
    outgoing.write(session, letter, content, by=by, now=now)
    _write_result(session, case, result, by=by, now=now)
    history.record(session, case, EventKind.DRAFTED, by=by, now=now)
    forget_unsaved(session, case, by)
    if enclosed is not None:
        case_files.attach(session, case, FileKind.FINDING, enclosed, by=by, now=now)
    return letter


def _rewritten(written: OutgoingLetter, by: Viewer) -> tuple[str, ...]:
    """Return what is new in a draft written over; another unit's bears its symbol."""
    changed = ("subject", "body", "signer")
    same_unit = written.drafter.unit_id == by.unit_id
    return changed if same_unit else (*changed, "unit", "archive")


def _signer(session: Session, typed: ReplyDraft, result: str, on: date) -> Officer:
    wrong: dict[str, str] = {}
    if len(result.strip()) < 10:
        wrong["result"] = "Cần nêu kết quả xử lý, ít nhất 10 ký tự."
    if not typed.subject.strip():
        wrong["subject"] = "Cần nhập trích yếu của văn bản trả lời."
    if not typed.body.strip():
        wrong["body"] = "Cần nhập nội dung văn bản trả lời."
    elif blank := letters.unfilled(typed.body):
        wrong["body"] = f"Hãy thay “{blank[0]}” bằng nội dung của văn bản."
    signers = delegations.reply_signers(session, on=on)
    signer = next((one for one in signers if one.id == typed.signer_id), None)
    if signer is None:
        wrong["signer_id"] = (
            "Người ký phải là Lãnh đạo Sở đang công tác, hoặc Chánh Văn phòng đang được"
            " giao ký (TL., TUQ.)."
        )
    if wrong or signer is None:
        raise Invalid(wrong)
    return signer


def _write_result(
    session: Session, case: Case, text: str, *, by: Viewer, now: datetime
) -> None:
    row = standing.current_result(session, case) or UnitResult(
        case_id=case.id, round=case.round
    )
    row.text, row.by_id, row.at = text, by.officer_id, now
    session.add(row)


def keep_unsaved(
    session: Session,
    case: Case,
    typed: Mapping[str, str],
    *,
    base_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Keep what somebody has typed so far, field by field, for him alone.

    `base_version` is the case's as he had it open.

    Raises:
        What `must_be_draftable` raises, but OutOfDate.
    """
    must_be_draftable(session, case, expected_version=case.version, by=by)
    row = unsaved(session, case, by) or DraftAutosave(
        case_id=case.id, officer_id=by.officer_id
    )
    row.typed, row.base_version, row.at = dict(typed), base_version, now
    session.add(row)
    session.flush()


def unsaved(session: Session, case: Case, by: Viewer) -> DraftAutosave | None:
    """Return what an officer typed at a case's draft and did not save."""
    return session.get(DraftAutosave, (case.id, by.officer_id))


def forget_unsaved(session: Session, case: Case, by: Viewer) -> None:
    """Let go of what an officer typed and did not save."""
    row = unsaved(session, case, by)
    if row is not None:
        session.delete(row)
        session.flush()


def suggested_subject(case: Case) -> str:
    """Return the abstract an officer starts a reply from (§13)."""
    return f"trả lời phản ánh về việc {letters.as_phrase(case.title)}"


def suggested_body(session: Session, case: Case, *, answer: str = "") -> str:
    """Return what an officer starts a reply from (§13).

    Opening and closing stand around the answer, or around the place for it.
    """
    return letters.reply_skeleton(
        agency=agency.current(session).name,
        code=case.code,
        received_on=local_day(case.received_at),
        about=case.title,
        answer=answer,
    )
