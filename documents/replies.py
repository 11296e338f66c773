"""Answering a case: handing in, approval, issue, entry, closing.

Result and draft are written in `documents.drafting`.

The order is the seed letter's: a reply does not exist in the system until the
leadership has approved it (domain.md §0.2, T36).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import cases, history, outbox, outgoing
from documents.deadlines import HANOI
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.models import (
    Approval,
    Case,
    Complainant,
    OutgoingLetter,
    Reply,
    StoredFile,
)
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseState,
    Decision,
    EventKind,
    LetterState,
    Outcome,
    Role,
    SendChannel,
)


def submit_result(
    session: Session, case: Case, *, expected_version: int, by: Viewer, now: datetime
) -> None:
    """Hand result and draft in for approval (X09)."""
    cases.advance(
        session,
        case,
        CaseAction.SUBMIT_RESULT,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def decide(
    session: Session,
    case: Case,
    decision: Decision,
    *,
    comment: str,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Approve the draft (X11), or return it with a comment (X10).

    Raises:
        Invalid: a return without a comment of ten characters.
    """
    if decision is Decision.RETURNED and len(comment.strip()) < 10:
        raise Invalid({"comment": "Cần nêu ý kiến khi trả lại, ít nhất 10 ký tự."})
    approving = decision is Decision.APPROVED
    letter = cases.reply_letter(session, case)

    def change() -> None:
        if approving:
            letter.state = LetterState.APPROVED
        session.add(
            Approval(
                case_id=case.id,
                round=case.round,
                letter_id=letter.id,
                decision=decision,
                by_id=by.officer_id,
                at=now,
                comment=comment,
                content_sha256=outgoing.content_sha256(letter.content),
            )
        )

    cases.advance(
        session,
        case,
        CaseAction.APPROVE if approving else CaseAction.RETURN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
        note=comment,
    )


def can_issue(session: Session, case: Case, viewer: Viewer) -> bool:
    """Say whether the viewer gives the reply its number now (X12, văn thư)."""
    letter = cases.current_letter(session, case)
    return (
        viewer.role is Role.CLERK
        and case.state is CaseState.APPROVED
        and letter is not None
        and letter.state is LetterState.APPROVED
    )


def issue(
    session: Session,
    case: Case,
    *,
    on: date,
    vault: Vault,
    store: FileStore,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> OutgoingLetter:
    """Number the approved reply, date it and freeze its bytes (T01, T54).

    Raises:
        NotAllowed: not a clerk. TransitionRefused: not approved, or changed
        since. Invalid: a day before the approval. AlreadyIssued.
    """
    cases.must_see(case, by)
    if by.role is not Role.CLERK:
        raise NotAllowed("Chỉ văn thư cấp số và ban hành văn bản.")
    letter = cases.reply_letter(session, case)
    if case.state is not CaseState.APPROVED:
        raise TransitionRefused("Văn bản trả lời chưa được phê duyệt.")
    history.expect_version(session, case, expected_version)
    approval = cases.approvals(session, case)[-1]
    if approval.content_sha256 != outgoing.content_sha256(letter.content) and (
        letter.state is not LetterState.ISSUED
    ):
        raise TransitionRefused("Dự thảo đã thay đổi sau khi phê duyệt.")
    if on < approval.at.astimezone(HANOI).date():
        raise Invalid({"issued_on": "Ngày ban hành không thể trước ngày phê duyệt."})
    outgoing.freeze(
        session,
        letter,
        addressee=_addressee(session, case, vault),
        on=on,
        store=store,
        by=by,
        now=now,
    )
    history.record(
        session,
        case,
        EventKind.ISSUED,
        by=by,
        now=now,
        note=f"Số {letter.printed_number} ngày {on:%d/%m/%Y}",
    )
    outbox.announce(session, outbox.case_key(case))
    return letter


def _addressee(session: Session, case: Case, vault: Vault) -> str:
    row = session.get_one(Complainant, case.id)
    return vault.open(row.sealed, code=case.code).addressee


@dataclass(frozen=True)
class Entry:
    """What the focal officer enters with the issued letter (X12)."""

    signed_file: StoredFile | None = None
    minutes: str = ""


def enter_reply(
    session: Session,
    case: Case,
    entry: Entry,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Enter the issued reply into the system: the clock stops now, not at issue.

    Raises:
        Invalid: neither a signed file nor minutes of a reply by telephone.
    """
    if entry.signed_file is None and len(entry.minutes.strip()) < 10:
        raise Invalid(
            {"signed_file": "Cần tệp văn bản đã ký, hoặc biên bản trả lời điện thoại."}
        )

    def change() -> None:
        session.add(
            Reply(
                case_id=case.id,
                round=case.round,
                letter_id=cases.reply_letter(session, case).id,
                signed_file_id=entry.signed_file.id if entry.signed_file else None,
                minutes=entry.minutes,
                entered_at=now,
                entered_by_id=by.officer_id,
            )
        )
        _finish(case, Outcome.RESOLVED, now)
        case.answered_at = now

    cases.advance(
        session,
        case,
        CaseAction.ENTER_REPLY,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _finish(case: Case, outcome: Outcome, now: datetime) -> None:
    current = case.rounds[-1]
    case.done_at = current.done_at = now
    case.outcome = current.outcome = outcome
    current.on_time = now.astimezone(HANOI).date() <= case.due_on


@dataclass(frozen=True)
class Sending:
    """How the reply went out, and the province was told (X13, T37)."""

    channel: SendChannel
    sent_on: date
    province_report: str = ""
    province_report_on: date | None = None


def close(
    session: Session,
    case: Case,
    sending: Sending,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Note how the reply was sent and close the case (X13)."""
    reply = cases.current_reply(session, case)
    if reply is not None:
        if sending.sent_on > now.astimezone(HANOI).date():
            raise Invalid({"sent_on": "Ngày gửi không thể ở tương lai."})
        reply.send_channel, reply.sent_on = sending.channel, sending.sent_on
        reply.province_report = sending.province_report
        reply.province_report_on = sending.province_report_on
        session.flush()

    def change() -> None:
        case.closed_at = now

    cases.advance(
        session,
        case,
        CaseAction.CLOSE,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def letters_waiting(session: Session) -> list[tuple[OutgoingLetter, Case]]:
    """Return approved replies that wait for their number, oldest first."""
    rows = session.execute(
        select(OutgoingLetter, Case)
        .join(Case, OutgoingLetter.case_id == Case.id)
        .where(OutgoingLetter.state == LetterState.APPROVED)
        .order_by(OutgoingLetter.id)
    )
    return [(letter, case) for letter, case in rows]
