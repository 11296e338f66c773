"""Looking a case up by code and PIN: what its sender may know of it (domain.md §12).

A wrong code, a wrong PIN, a case without one and a sealed case are one answer, and
cost the same work: a hash is compared with whatever was typed.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from documents import history, passwords, seeing, sights
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.lifecycles import TAKERS
from documents.models import Case, CasePin, HeldRequest
from documents.sights import Sight
from documents.text import clean
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    EventKind,
)

WAITING: Final = "CHO-"
"""How the reference of a request begins that is held and no case yet."""

DIGITS: Final = 8
SHORTEST_REASON: Final = 10
PRINTED_WITHIN: Final = timedelta(minutes=15)
"""How long after it was given a PIN may be put onto paper."""

LONGEST_TYPED: Final = 64
"""Characters of what is typed as a code or PIN that are looked at."""

LASTS: Final = timedelta(minutes=30)
"""How long somebody may act on a case after he has looked it up."""

UNKNOWN: Final = (
    "Chưa mở được hồ sơ: hai mã không khớp, hoặc lần tra cứu trước đã quá"
    f" {LASTS // timedelta(minutes=1)} phút. Hãy nhập lại cả mã hồ sơ và mã tra cứu."
)
"""The one refusal of wrong code, wrong PIN and a pass that is worth nothing."""


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
    return now - row.given_at <= PRINTED_WITHIN and fits(row.hash, pin, vault)


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
    """Return what the sender of a case is told, or of a request that waits.

    Raises:
        NotFound: the same, and as late, for every cause.
    """
    code = _code(typed)
    is_held = code.startswith(WAITING)
    known = _of_held(code) if is_held else _of_case(code)
    hash_ = session.scalar(known) or passwords.NO_PIN
    if not fits(hash_, pin, vault):
        raise NotFound(UNKNOWN)
    if is_held:
        mine = HeldRequest.reference == code
        held = session.scalars(select(HeldRequest).where(mine)).one()
        return sights.of_case(session, held.case) if held.case else sights.of_held(held)
    case = session.scalars(select(Case).where(Case.code == code)).one()
    return sights.of_case(session, case)


def hash_of(session: Session, code: str) -> str:
    """Return what is kept of a case's PIN; of no case that may be looked up, NO_PIN."""
    return session.scalar(_of_case(code)) or passwords.NO_PIN


def _of_case(code: str) -> Select[str]:
    """Return what is kept of a case's PIN."""
    rows = select(CasePin.hash).join(Case, Case.id == CasePin.case_id)
    return rows.where(Case.code == code, ~Case.sealed)


def _of_held(reference: str) -> Select[str]:
    """Return what is kept of a held request's PIN; once it is a case, of the case's."""
    mine = HeldRequest.case_id
    rows = (
        select(func.coalesce(CasePin.hash, HeldRequest.pin_hash))
        .select_from(HeldRequest)
        .outerjoin(Case, Case.id == mine)
        .outerjoin(CasePin, CasePin.case_id == mine)
    )
    open_ = or_(mine.is_(None), ~Case.sealed)
    return rows.where(HeldRequest.reference == reference, open_)


def fits(hash_: str, pin: str, vault: Vault) -> bool:
    """Say whether a PIN is the one of which this is kept."""
    return passwords.pin_matches(hash_, vault.lookup_key(f"pin {_digits(pin)}"))


def _code(typed: str) -> str:
    """Return a code as it is kept: DDN-2019-000123, however it was spaced."""
    plain = clean(typed).strip().upper()[:LONGEST_TYPED]
    return re.sub(r"[\s–—_.-]+", "-", plain)


def _digits(typed: str) -> str:
    return "".join(clean(typed)[:LONGEST_TYPED].split())
