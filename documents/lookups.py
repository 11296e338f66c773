"""Looking a case up by code and PIN: what its sender may know of it (domain.md §12).

A wrong code, a wrong PIN, a case without one and a sealed case are one answer, and
cost the same work: a hash is compared with whatever was typed.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, passwords, seeing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.lifecycles import OPEN, TAKERS
from documents.models import Case, CasePin, Event, Reply
from documents.text import clean
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseState,
    EventKind,
    Outcome,
    SendChannel,
)

DIGITS: Final = 8
SHORTEST_REASON: Final = 10
PRINTED_WITHIN: Final = timedelta(minutes=15)
"""How long after it was given a PIN may be put onto paper."""

LONGEST_TYPED: Final = 64
"""Characters of what is typed as a code or PIN that are looked at."""

UNKNOWN: Final = (
    "Không tìm thấy hồ sơ với mã hồ sơ và mã tra cứu này. Hãy kiểm tra lại cả hai mã."
)

PUBLIC: Final[Mapping[CaseState, str]] = {
    CaseState.SUBMITTED: "Đã gửi",
    CaseState.AWAITING_INFO: "Cần bổ sung",
    CaseState.RECEIVED: "Đang xử lý",
    CaseState.IN_PROGRESS: "Đang xử lý",
    CaseState.PENDING_APPROVAL: "Đang xử lý",
    CaseState.APPROVED: "Đang xử lý",
    CaseState.REPLIED: "Đã trả lời",
    CaseState.RESOLVED: "Đã trả lời",
    CaseState.TRANSFERRED: "Đã chuyển cơ quan có thẩm quyền",
    CaseState.CLOSED_UNRESOLVED: "Đã kết thúc",
    CaseState.DECLINED: "Không tiếp nhận",
    CaseState.WITHDRAWN: "Đã rút",
}
"""Where a case stands, in words for its sender (domain.md §5.1, public label)."""

_MOVES: Final[Mapping[CaseAction, str]] = {
    CaseAction.SUBMIT: "Đã gửi",
    CaseAction.RECORD: "Đã tiếp nhận",
    CaseAction.ACCEPT: "Đã tiếp nhận",
    CaseAction.ASK_INFO: "Cần bổ sung",
    CaseAction.SUPPLEMENT: "Đã nhận thông tin bổ sung",
    CaseAction.ASSIGN: "Đang xử lý",
    CaseAction.EXTEND: "Gia hạn trả lời",
    CaseAction.REOPEN: "Mở lại, đang xử lý",
}
"""Moves that a sender is told of while his case is open; the others are internal."""


@dataclass(frozen=True)
class Stop:
    """One line of what happened, in public words."""

    on: date
    told: str


@dataclass(frozen=True)
class Sight:
    """What a sender is told of his case: no content, nobody's name.

    `expected` is the day by which it is answered, of a case that is open and does not
    wait for him; `sent_by` and `sent_on` say how and when the reply went out.
    """

    code: str
    state: str
    expected: date | None
    answered_on: date | None
    sent_by: SendChannel | None
    sent_on: date | None
    agency: str
    stops: tuple[Stop, ...]


def new_pin() -> str:
    """Return a new PIN: digits only, for it is told by telephone."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def pin_of_form(key: str, vault: Vault) -> str:
    """Return the PIN of what a filled form makes: the same however often it is sent.

    Who presses the button twice sees the second answer only; it must tell him the PIN.
    """
    drawn = int(vault.lookup_key(f"pin of form {key}"), 16)
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def kept(pin: str, vault: Vault) -> str:
    """Return what the database keeps of a PIN.

    It takes a while: no transaction should be open meanwhile.
    """
    return passwords.pin_hashed(vault.lookup_key(f"pin {_digits(pin)}"))


def shown_once(pin: str) -> str:
    """Return what a clerk reads to the sender; nobody can show it again."""
    return (
        f"Mã tra cứu: {spelt(pin)}. Đọc cho người gửi cùng mã hồ sơ;"
        " mã chỉ hiện một lần này."
    )


def spelt(pin: str) -> str:
    """Return a PIN as it is read out and printed: two groups of four."""
    return f"{pin[:4]} {pin[4:]}"


def give(
    session: Session, case: Case, hash_: str, *, by: Viewer | None, now: datetime
) -> bool:
    """Keep the PIN of a case that has just come; False if it has one already.

    `by` None: it was sent without an officer.
    """
    if session.get(CasePin, case.id) is not None:
        return False
    session.add(
        CasePin(
            case_id=case.id,
            hash=hash_,
            given_at=now,
            given_by_id=by.officer_id if by else None,
        )
    )
    return True


def may_give(case: Case, by: Viewer) -> bool:
    """Say whether an officer may give a case a PIN, or another one."""
    return by.role in TAKERS and not case.sealed


def given(session: Session, case: Case) -> CasePin | None:
    """Return the PIN of a case, if it has one: when it was given and by whom."""
    return session.get(CasePin, case.id)


def is_just_given(
    session: Session,
    case: Case,
    pin: str,
    vault: Vault,
    *,
    by: Viewer | None,
    now: datetime,
) -> bool:
    """Say whether an officer, or None: its own form, gave a case this PIN just now."""
    row = given(session, case)
    if row is None or row.given_by_id != (by.officer_id if by else None):
        return False
    return now - row.given_at <= PRINTED_WITHIN and _fits(row.hash, pin, vault)


def give_anew(
    session: Session,
    case: Case,
    hash_: str,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Give a case a PIN; one that it has is worth nothing from now on.

    Raises:
        Invalid: it has one, and no reason of ten characters is told. NotAllowed: not
        who takes cases down. TransitionRefused: a sealed case. OutOfDate, NotFound.
    """
    seeing.must_see(case, by)
    if by.role not in TAKERS:
        raise NotAllowed("Chỉ văn thư và công chức đầu mối cấp mã tra cứu.")
    if case.sealed:
        raise TransitionRefused("Hồ sơ đã niêm phong không tra cứu được.")
    history.expect_version(session, case, expected_version)
    row, said = session.get(CasePin, case.id), reason.strip()
    if row is not None and len(said) < SHORTEST_REASON:
        message = f"Cần nêu lý do cấp lại, ít nhất {SHORTEST_REASON} ký tự."
        raise Invalid({"reason": message})
    if row is None:
        give(session, case, hash_, by=by, now=now)
    else:
        row.hash, row.given_at, row.given_by_id = hash_, now, by.officer_id
    history.record(session, case, EventKind.PIN_GIVEN, by=by, now=now, note=said)


def about(typed: str, vault: Vault) -> str:
    """Return what tries with a code are counted under; it names no case."""
    return vault.lookup_key(f"code {_code(typed)}")


def look_up(session: Session, typed: str, pin: str, vault: Vault) -> Sight:
    """Return what the sender of a case is told.

    Raises:
        NotFound: the same, and as late, for every cause.
    """
    known = (
        select(CasePin.hash)
        .join(Case, Case.id == CasePin.case_id)
        .where(Case.code == _code(typed), ~Case.sealed)
    )
    hash_ = session.scalar(known) or passwords.NO_PIN
    if not _fits(hash_, pin, vault):
        raise NotFound(UNKNOWN)
    case = session.scalars(select(Case).where(Case.code == _code(typed))).one()
    return _sight(session, case)


def _fits(hash_: str, pin: str, vault: Vault) -> bool:
    return passwords.pin_matches(hash_, vault.lookup_key(f"pin {_digits(pin)}"))


def _code(typed: str) -> str:
    """Return a code as it is kept: DDN-2019-000123, however it was spaced."""
    plain = clean(typed).strip().upper()[:LONGEST_TYPED]
    return re.sub(r"[\s–—_.-]+", "-", plain)


def _digits(typed: str) -> str:
    return "".join(clean(typed)[:LONGEST_TYPED].split())


def _sight(session: Session, case: Case) -> Sight:
    current = case.rounds[-1]
    waits = case.state is CaseState.AWAITING_INFO
    answered = case.answered_at
    sent = _sent(session, case) if answered else None
    return Sight(
        code=case.code,
        state=PUBLIC[case.state],
        expected=case.due_on if case.state in OPEN and not waits else None,
        answered_on=local_day(answered) if answered else None,
        sent_by=sent.send_channel if sent else None,
        sent_on=sent.sent_on if sent else None,
        agency=current.agency if case.outcome is Outcome.TRANSFERRED else "",
        stops=tuple(_stops(session, case)),
    )


def _sent(session: Session, case: Case) -> Reply | None:
    """Return the reply of the current round once it went out."""
    mine = (Reply.case_id == case.id) & (Reply.round == case.round)
    reply = session.scalar(select(Reply).where(mine))
    return reply if reply is not None and reply.sent_on else None


def _stops(session: Session, case: Case) -> Iterator[Stop]:
    """Yield what happened in public words, oldest first, no word twice in a row."""
    told = ""
    for event in history.of(session, case):
        words = _words(event)
        if words and words != told:
            told = words
            came = event.action == CaseAction.RECORD
            at = case.rounds[0].received_at if came else event.at
            yield Stop(local_day(at), told)
    # A case that came out of a file has one line, whatever became of it.
    if case.done_at is not None and told != PUBLIC[case.state]:
        yield Stop(local_day(case.done_at), PUBLIC[case.state])


def _words(event: Event) -> str:
    if event.kind is not EventKind.MOVED:
        return ""
    action, state = CaseAction(event.action), event.to_state
    if state is not None and state != event.from_state:
        to = CaseState(state)
        if to not in OPEN and event.from_state is not None:
            return PUBLIC[to]
    return _MOVES.get(action, "")
