"""Sending a case to whoever is competent: asked for, then agreed to (X14).

The agency, the mode, the reason, the paper and how the sender learnt of it stand in
the proposal (domain.md §5.2 X14, T42).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import agency, cases, proposals
from documents.cases import Told
from documents.deadlines import local_day
from documents.ending import end
from documents.errors import Invalid
from documents.handling import wording
from documents.models import Case, Proposal, Unit
from documents.proposals import Asked
from documents.text import fold
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Outcome, SendChannel, Source, TransferMode

_ACTION: Final = CaseAction.TRANSFER
_SHORTEST_NAME: Final = 4
_PROVINCE: Final = ("uy ban nhan dan", "uy ban nhan dan tinh")
"""How the province's committee is called for short, as names are compared."""


@dataclass(frozen=True)
class Transfer:
    """Where a case goes, why, under which paper, and how its sender was told.

    A case of the province may be returned under a reference of its system, which
    bears no day: `document` without `document_on`.
    """

    agency: str
    mode: TransferMode
    reason: str
    document: str
    document_on: date | None
    told_by: SendChannel


def propose_transfer(
    session: Session,
    case: Case,
    transfer: Transfer,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask that a case be sent to the agency that is competent.

    Raises:
        Invalid: no agency, our own, the one it came from, no paper, or no reason;
        and what `proposals.propose` raises.
    """

    def judged() -> Asked:
        _check(session, case, transfer, today=local_day(now))
        return _asked(transfer)

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _asked(transfer: Transfer) -> Asked:
    day = transfer.document_on
    content = {
        "agency": transfer.agency.strip(),
        "mode": transfer.mode.value,
        "reason": transfer.reason.strip(),
        "document": transfer.document.strip(),
        "document_on": day.isoformat() if day else None,
        "told_by": transfer.told_by.value,
    }
    note = f"{transfer.mode.label}: {content['agency']}. {content['reason']}"
    return Asked(content, note)


def transfer(
    session: Session,
    case: Case,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Send the case where it was proposed; its round ends now.

    Raises:
        What `cases.advance` raises; TransitionRefused if nothing was proposed.
    """

    def change() -> Told:
        told = proposals.waiting(session, case, _ACTION).content
        mode, current = TransferMode(told["mode"]), case.rounds[-1]
        current.agency, current.mode = told["agency"], mode
        current.document, day = told["document"], told["document_on"]
        current.document_on = date.fromisoformat(day) if day else None
        current.told_by = SendChannel(told["told_by"])
        end(case, Outcome.TRANSFERRED, now=now, text=told["reason"])
        note = f"{mode.label}: {told['agency']}. {told['reason']}"
        return Told(note, {"agency": told["agency"], "mode": mode.value})

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _check(session: Session, case: Case, transfer: Transfer, *, today: date) -> None:
    wrong = wording.faults(reason=transfer.reason)
    agency = _agency_fault(session, case, transfer)
    if agency:
        wrong["agency"] = agency
    wrong |= _paper_faults(case, transfer, today=today)
    if wrong:
        raise Invalid(wrong)


def _agency_fault(session: Session, case: Case, transfer: Transfer) -> str:
    named = _bare(transfer.agency)
    if len(named) < _SHORTEST_NAME:
        return "Cần ghi tên cơ quan nhận."
    if named in _ours(session):
        return "Đây là cơ quan mình; hãy giao phòng, đơn vị xử lý."
    forwards = transfer.mode is TransferMode.FORWARD
    if forwards and case.source is Source.PROVINCE and _is_the_province(session, named):
        return "Hồ sơ từ UBND tỉnh chuyển đến; muốn trả thì chọn “Trả lại nơi gửi”."
    return ""


def _ours(session: Session) -> set[str]:
    """Return what the department and its units are called."""
    ours = agency.current(session)
    short = f"Sở {ours.code.removeprefix('S')}"
    units = session.scalars(select(Unit.name))
    return {
        _bare(name) for name in (ours.name, ours.full_name, ours.code, short, *units)
    }


def _is_the_province(session: Session, named: str) -> bool:
    superior = _bare(agency.current(session).superior)
    return named.removeprefix("van phong ") in {*_PROVINCE, superior}


def _bare(name: str) -> str:
    """Return a name as it is compared: without marks, signs and short forms."""
    words = "".join(c if c.isalnum() else " " for c in fold(name)).split()
    return " ".join(words).replace("ubnd", "uy ban nhan dan")


def _paper_faults(case: Case, transfer: Transfer, *, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    day = transfer.document_on
    if not transfer.document.strip():
        wrong["document"] = "Cần số, ký hiệu văn bản chuyển."
        if case.source is Source.PROVINCE:
            wrong["document"] += " Hồ sơ của tỉnh có thể ghi mã trả lại trên hệ thống."
    if day is None and case.source is not Source.PROVINCE:
        wrong["document_on"] = "Cần ngày của văn bản chuyển."
    elif day is not None and day > today:
        wrong["document_on"] = "Ngày văn bản không thể ở tương lai."
    elif day is not None and day < local_day(case.received_at):
        wrong["document_on"] = "Ngày văn bản không thể trước ngày tiếp nhận hồ sơ."
    return wrong
