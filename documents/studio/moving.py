"""Moving a letter that no case moves: handing in, approval, number, trash."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import delegations, history, letters, outbox, outgoing
from documents.deadlines import local_day
from documents.errors import Invalid, TransitionRefused
from documents.files import FileStore
from documents.guards import LetterFacts
from documents.lifecycles import LETTER
from documents.models import Approval, Complainant, OutgoingLetter
from documents.studio.access import in_charge
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import Decision, EventKind, LetterAction, LetterState, Role
from documents.workflow import Transition

SHORTEST_COMMENT = 10

_DECISIONS = {
    LetterAction.APPROVE: Decision.APPROVED,
    LetterAction.RETURN: Decision.RETURNED,
    LetterAction.RECALL: Decision.RETURNED,
}
_COMMENTED = frozenset({LetterAction.RETURN, LetterAction.RECALL})


@dataclass(frozen=True)
class Tools:
    """What issuing needs beside a session."""

    vault: Vault
    store: FileStore


def facts_of(
    session: Session, letter: OutgoingLetter, viewer: Viewer, *, on: date
) -> LetterFacts:
    """Gather what the guards may know."""
    is_signer = letter.signer_id == viewer.officer_id
    return LetterFacts(
        is_reply=letter.is_reply,
        in_charge=in_charge(letter, viewer),
        is_drafter=letter.drafter_id == viewer.officer_id,
        is_signer=is_signer,
        signer_drafted=letter.signer_id == letter.drafter_id,
        is_leader=viewer.role in {Role.CVP, Role.DIRECTOR},
        signs_by_right=is_signer and _right_stands(session, letter, on=on),
        takes_a_number=letters.KINDS[letter.book].numbered,
        missing=_missing(letter),
    )


def _right_stands(session: Session, letter: OutgoingLetter, *, on: date) -> bool:
    """Say whether the signature the draft bears is right on a day."""
    now = delegations.signature(session, letter.signer, on=on)
    return now is not None and now == letter.content["signer"]


def _missing(letter: OutgoingLetter) -> str:
    if letter.state is not LetterState.DRAFT:
        return ""
    if letter.case_id is None and outgoing.names_complainant(letter.content):
        return "văn bản không thuộc hồ sơ nào nên không có người phản ánh để điền"
    return outgoing.told_missing(letter.content)


def open_to(
    session: Session, letter: OutgoingLetter, viewer: Viewer, *, on: date
) -> list[Transition[LetterState, LetterAction, LetterFacts]]:
    """Return the moves whose buttons this viewer should see."""
    facts = facts_of(session, letter, viewer, on=on)
    return LETTER.open_to(letter.state, role=viewer.role, facts=facts)


def must_be_open(
    session: Session,
    letter: OutgoingLetter,
    action: LetterAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Refuse a move that the viewer cannot make, before its form is read.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed: as `advance` does.
    """
    history.expect_version(session, letter, expected_version)
    facts = facts_of(session, letter, by, on=local_day(now))
    LETTER.offered(letter.state, action, role=by.role, facts=facts)


def advance(
    session: Session,
    letter: OutgoingLetter,
    action: LetterAction,
    *,
    comment: str = "",
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Make one move of a letter, all but its issue.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed. Invalid: sent back without a reason.
    """
    if action is LetterAction.ISSUE:
        raise TransitionRefused("Văn bản chỉ được ban hành cùng với số và ngày.")
    history.expect_version(session, letter, expected_version)
    facts = facts_of(session, letter, by, on=local_day(now))
    move = LETTER.step(letter.state, action, role=by.role, facts=facts)
    if action in _COMMENTED and len(comment.strip()) < SHORTEST_COMMENT:
        raise Invalid({"comment": f"Cần nêu ý kiến, ít nhất {SHORTEST_COMMENT} ký tự."})
    before, letter.state = letter.state, move.target or letter.state
    if action in _DECISIONS:
        decision = _DECISIONS[action]
        said = outgoing.decided(letter, decision, comment=comment, by=by, now=now)
        session.add(said)
    _tell(session, letter, action, before, by=by, now=now, note=comment)


def approvals(session: Session, letter: OutgoingLetter) -> list[Approval]:
    """Return every decision on a letter, oldest first."""
    rows = select(Approval).where(Approval.letter_id == letter.id)
    return list(session.scalars(rows.order_by(Approval.id)))


def issue(
    session: Session,
    letter: OutgoingLetter,
    *,
    on: date,
    tools: Tools,
    expected_version: int,
    by: Viewer,
    now: datetime,
    reserved: int | None = None,
) -> None:
    """Number an approved letter, date it and freeze its bytes (T01, T54).

    The number is the next one, or that of a `reserved` entry of the register.

    Raises:
        Invalid: a day before the approval, out of the book's order, in the future, or
        one on which its signer has no right to sign. What `must_be_open` raises.
    """
    action = LetterAction.ISSUE
    must_be_open(
        session, letter, action, expected_version=expected_version, by=by, now=now
    )
    _must_be_as_approved(session, letter, on=on)
    before = letter.state
    outgoing.freeze(
        session,
        letter,
        addressee=_complainant(session, letter, tools.vault),
        on=on,
        store=tools.store,
        by=by,
        now=now,
        reserved=reserved,
    )
    note = f"Số {letter.printed_number} ngày {on:%d/%m/%Y}"
    _tell(session, letter, action, before, by=by, now=now, note=note)


def _must_be_as_approved(session: Session, letter: OutgoingLetter, *, on: date) -> None:
    approval = approvals(session, letter)[-1]
    if approval.content_sha256 != outgoing.content_sha256(letter.content):
        raise TransitionRefused("Dự thảo đã thay đổi sau khi phê duyệt.")
    if on < local_day(approval.at):
        raise Invalid({"issued_on": "Ngày ban hành không thể trước ngày phê duyệt."})
    if not _right_stands(session, letter, on=on):
        raise Invalid({"issued_on": "Ngày này người ký không có thẩm quyền ký."})


def _complainant(session: Session, letter: OutgoingLetter, vault: Vault) -> str:
    """Return the name to fill in; "" for a letter that names nobody."""
    if letter.case is None or not outgoing.names_complainant(letter.content):
        return ""
    row = session.get_one(Complainant, letter.case_id)
    return vault.open(row.sealed, code=letter.case.code).addressee


def _tell(
    session: Session,
    letter: OutgoingLetter,
    action: LetterAction,
    before: LetterState,
    *,
    by: Viewer,
    now: datetime,
    note: str,
) -> None:
    history.record(
        session,
        letter,
        EventKind.MOVED,
        by=by,
        now=now,
        action=action,
        states=(before, letter.state),
        note=note,
    )
    outbox.announce(session, outbox.letter_key(letter))
