"""Answering a case: handing in, approval, issue, entry.

Result and draft are written in `documents.drafting`; cases are closed in
`documents.closing`.

The order is the seed letter's: a reply does not exist in the system until the
leadership has approved it (domain.md §0.2, T36).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from documents import cases, ending, history, outbox, outgoing, seeing, standing
from documents.cases import Told
from documents.deadlines import local_day
from documents.errors import AlreadyIssued, Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.models import (
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
)


def submit_result(
    session: Session, case: Case, *, expected_version: int, by: Viewer, now: datetime
) -> None:
    """Hand result and draft in for approval (X09).

    Raises:
        TransitionRefused: the draft is not finished; and what `cases.advance` raises.
    """

    def change() -> None:
        missing = outgoing.told_missing(standing.reply_letter(session, case).content)
        if missing:
            raise TransitionRefused(f"Dự thảo chưa đủ: {missing}")

    cases.advance(
        session,
        case,
        CaseAction.SUBMIT_RESULT,
        change=change,
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
    approving = decision is Decision.APPROVED

    def change() -> Told:
        letter = standing.reply_letter(session, case)
        if approving:
            letter.state = LetterState.APPROVED
        else:
            _must_say_why(comment)
            case.returned_count += 1
        session.add(outgoing.decided(letter, decision, comment=comment, by=by, now=now))
        return Told(comment)

    cases.advance(
        session,
        case,
        CaseAction.APPROVE if approving else CaseAction.RETURN,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _must_say_why(comment: str) -> None:
    if len(comment.strip()) < 10:
        raise Invalid({"comment": "Cần nêu ý kiến khi trả lại, ít nhất 10 ký tự."})


def can_issue(session: Session, case: Case, viewer: Viewer) -> bool:
    """Say whether the viewer gives the reply its number now (X12, văn thư)."""
    letter = standing.current_letter(session, case)
    return (
        viewer.role is Role.CLERK
        and case.state is CaseState.APPROVED
        and letter is not None
        and letter.state is LetterState.APPROVED
    )


def must_be_issuable(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> OutgoingLetter:
    """Return the reply that the viewer may number now.

    Raises:
        NotAllowed: not a clerk. OutOfDate. TransitionRefused: not approved, or
        changed since. AlreadyIssued.
    """
    seeing.must_see(case, by)
    if by.role is not Role.CLERK:
        raise NotAllowed("Chỉ văn thư cấp số và ban hành văn bản.")
    history.expect_version(session, case, expected_version)
    letter = standing.reply_letter(session, case)
    if letter.state is LetterState.ISSUED:
        raise AlreadyIssued(f"Văn bản đã ban hành số {letter.printed_number}.")
    if case.state is not CaseState.APPROVED:
        raise TransitionRefused("Văn bản trả lời chưa được phê duyệt.")
    approval = standing.approvals(session, case)[-1]
    if approval.decision is not Decision.APPROVED:
        raise TransitionRefused("Phê duyệt văn bản trả lời đã được thu hồi.")
    if approval.content_sha256 != outgoing.content_sha256(letter.content):
        raise TransitionRefused("Dự thảo đã thay đổi sau khi phê duyệt.")
    return letter


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
    reserved: int | None = None,
) -> OutgoingLetter:
    """Number the approved reply, date it and freeze its bytes (T01, T54).

    The number is the next one, or that of a `reserved` entry of the register.

    Raises:
        Invalid: a day before the approval, before the book's last letter, or
        in the future; and what `must_be_issuable` raises.
    """
    letter = must_be_issuable(session, case, expected_version=expected_version, by=by)
    _must_follow_approval(session, case, on)
    outgoing.freeze(
        session,
        letter,
        addressee=_addressee(session, case, vault),
        on=on,
        store=store,
        by=by,
        now=now,
        reserved=reserved,
    )
    note = f"Số {letter.printed_number} ngày {on:%d/%m/%Y}"
    history.record(session, case, EventKind.ISSUED, by=by, now=now, note=note)
    outbox.announce(session, outbox.case_key(case))
    return letter


def _must_follow_approval(session: Session, case: Case, on: date) -> None:
    approved_at = standing.approvals(session, case)[-1].at
    if on < local_day(approved_at):
        raise Invalid({"issued_on": "Ngày ban hành không thể trước ngày phê duyệt."})


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
        letter = standing.reply_letter(session, case)
        session.add(_reply(case, letter, entry, by=by, at=now))
        ending.finish(case, Outcome.RESOLVED, now=now)
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


def _reply(
    case: Case, letter: OutgoingLetter, entry: Entry, *, by: Viewer, at: datetime
) -> Reply:
    return Reply(
        case_id=case.id,
        round=case.round,
        letter_id=letter.id,
        signed_file_id=entry.signed_file.id if entry.signed_file else None,
        minutes=entry.minutes,
        entered_at=at,
        entered_by_id=by.officer_id,
    )
