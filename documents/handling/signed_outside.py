"""Recording a reply that was signed outside this system: no approval anew (§8 B2).

The focal officer proposes with number, day, signer and the signed file; the Chánh Văn
phòng or a leader, never himself, confirms (X12b). The case is answered on the letter's
day, and done on the day on which that is entered (domain.md §9, §14.3).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from documents import cases, ending, proposals, standing
from documents.cases import Told
from documents.deadlines import HANOI, local_day
from documents.errors import Invalid
from documents.models import BookEntry, Case, PastReply, Proposal, Reply, StoredFile
from documents.proposals import Asked
from documents.text import one_line
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, EntryState, Outcome

_ACTION: Final = CaseAction.ENTER_OUTSIDE
_NUMBER: Final = re.compile(r"0*(\d{1,9})\s*/\s*(\S.*)")
_SHORTEST_NAME: Final = 4
_MOST_NAMED: Final = 3


@dataclass(frozen=True)
class OutsideLetter:
    """A reply as it was signed: number, day, and who signed it in which post."""

    number: str
    issued_on: date
    signer: str
    position: str
    signed_file: StoredFile | None = None


def propose(
    session: Session,
    case: Case,
    letter: OutsideLetter,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask that a letter which was signed outside be taken as the reply.

    Raises:
        Invalid: no file, a day that cannot be, a number of another letter; and what
        `proposals.propose` raises.
    """

    def judged() -> Asked:
        told = _tidy(letter)
        _check(session, case, told, today=local_day(now))
        file = letter.signed_file
        content = {
            "number": told.number,
            "issued_on": told.issued_on.isoformat(),
            "signer": told.signer,
            "position": told.position,
            "signed_file": file.id if file else "",
            "answers_too": _answered_too(session, case, told),
        }
        return Asked(content, _named(told))

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def enter(
    session: Session,
    case: Case,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take the proposed letter as the reply of the round; it is judged once more.

    Raises:
        TransitionRefused: nothing was proposed. Invalid: meanwhile its number is
        another letter's; and what `cases.advance` raises.
    """

    def change() -> Told:
        letter = _proposed(session, proposals.waiting(session, case, _ACTION))
        _check(session, case, letter, today=local_day(now))
        session.add(_reply(session, case, letter, by=by, at=now))
        judged_on = letter.issued_on
        ending.finish(case, Outcome.RESOLVED, now=now, judged_on=judged_on)
        case.answered_at = _answered_at(case, judged_on)
        return Told(_named(letter), {"signed_outside": letter.number})

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def signed_file(session: Session, case: Case) -> StoredFile | None:
    """Return the signed file of a round: of its reply, or of what is proposed."""
    reply = standing.current_reply(session, case)
    if reply is not None:
        return reply.signed_file
    proposal = standing.pending(session, case)
    if proposal is None or proposal.action is not _ACTION:
        return None
    return session.get(StoredFile, proposal.content["signed_file"])


def _tidy(letter: OutsideLetter) -> OutsideLetter:
    return OutsideLetter(
        number=one_line(letter.number),
        issued_on=letter.issued_on,
        signer=one_line(letter.signer),
        position=one_line(letter.position),
        signed_file=letter.signed_file,
    )


def _proposed(session: Session, proposal: Proposal) -> OutsideLetter:
    told = proposal.content
    return OutsideLetter(
        number=told["number"],
        issued_on=date.fromisoformat(told["issued_on"]),
        signer=told["signer"],
        position=told["position"],
        signed_file=session.get(StoredFile, told["signed_file"]),
    )


def _named(letter: OutsideLetter) -> str:
    return (
        f"Văn bản số {letter.number} ngày {letter.issued_on:%d/%m/%Y},"
        f" {letter.position} {letter.signer} ký ngoài hệ thống"
    )


def _reply(
    session: Session, case: Case, letter: OutsideLetter, *, by: Viewer, at: datetime
) -> Reply:
    """Return the reply; what a file told of it before is put right."""
    rows = select(PastReply).where(
        PastReply.case_id == case.id, PastReply.round == case.round
    )
    kept = session.scalar(rows) or PastReply(case_id=case.id, round=case.round)
    kept.number, kept.issued_on = letter.number, letter.issued_on
    kept.signer, kept.position = letter.signer, letter.position
    return Reply(
        case_id=case.id,
        round=case.round,
        outside=kept,
        signed_file=letter.signed_file,
        entered_at=at,
        entered_by_id=by.officer_id,
    )


def _answered_at(case: Case, on: date) -> datetime:
    began = datetime.combine(on, time(), HANOI)
    return max(began, case.rounds[-1].received_at)


def _check(session: Session, case: Case, letter: OutsideLetter, *, today: date) -> None:
    wrong: dict[str, str] = {}
    received_on = local_day(case.rounds[-1].received_at)
    if letter.issued_on > today:
        wrong["issued_on"] = "Ngày văn bản không thể ở tương lai."
    elif letter.issued_on < received_on:
        wrong["issued_on"] = (
            f"Ngày văn bản không thể trước ngày tiếp nhận {received_on:%d/%m/%Y}."
        )
    if len(letter.signer) < _SHORTEST_NAME:
        wrong["signer"] = "Cần họ tên người ký."
    if len(letter.position) < _SHORTEST_NAME:
        wrong["position"] = "Cần chức vụ người ký."
    if letter.signed_file is None:
        wrong["signed_file"] = "Cần tệp văn bản đã ký."
    fault = _number_fault(session, case, letter)
    if fault:
        wrong["number"] = fault
    if wrong:
        raise Invalid(wrong)


def _number_fault(session: Session, case: Case, letter: OutsideLetter) -> str:
    if not any(sign.isdigit() for sign in letter.number):
        return "Cần số, ký hiệu của văn bản."
    entry = _in_the_books(session, letter)
    if entry is not None and entry.state is EntryState.VOIDED:
        return "Số này đã hủy trong sổ văn bản đi."
    if entry is not None and entry.state is EntryState.ISSUED:
        return "Sổ văn bản đi của hệ thống đã cấp số này cho một văn bản khác."
    dated = {row.issued_on for row in _same_number(session, case, letter)}
    others = sorted(on for on in dated - {letter.issued_on} if on is not None)
    if others:
        return f"Một hồ sơ khác ghi số này là văn bản ngày {others[0]:%d/%m/%Y}."
    return ""


def _in_the_books(session: Session, letter: OutsideLetter) -> BookEntry | None:
    """Return the entry of our own register under this number, in any book."""
    parts = _NUMBER.fullmatch(letter.number)
    if parts is None:
        return None
    rows = select(BookEntry).where(
        BookEntry.year == letter.issued_on.year, BookEntry.number == int(parts[1])
    )
    symbol = parts[2].casefold()
    found = (it for it in session.scalars(rows) if it.symbol.casefold() == symbol)
    return next(found, None)


def _same_number(
    session: Session, case: Case, letter: OutsideLetter
) -> Sequence[PastReply]:
    """Return what other cases of the year were answered with under this number."""
    year = letter.issued_on.year
    rows = select(PastReply).where(
        func.upper(PastReply.number) == letter.number.upper(),
        PastReply.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
        PastReply.case_id != case.id,
    )
    told = rows.options(joinedload(PastReply.case)).order_by(PastReply.id)
    return session.scalars(told).all()


def _answered_too(session: Session, case: Case, letter: OutsideLetter) -> list[str]:
    """Return the codes of other cases that the same letter answers, to be seen."""
    same = _same_number(session, case, letter)
    codes = [row.case.code for row in same if not row.case.sealed]
    return codes[:_MOST_NAMED]
