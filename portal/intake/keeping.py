"""Keeping what a visitor sent: once, and only for work that his machine has done."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import intake, lookups, privacy, proofs, waiting
from documents.deadlines import local_day
from documents.errors import Invalid
from documents.intake import Intake
from portal import db, proof, wiring
from portal.intake.form import SendForm
from portal.slip import Slip, slip_of

_UNPROVEN: Final = (
    "Bước kiểm tra tự động của trình duyệt chưa xong hoặc đã hết hạn. Hãy gửi lại lần"
    " nữa; nếu vẫn không được, xin gọi Đường dây nóng."
)


def proof_key() -> str:
    """Return the key under which the work for this form is signed."""
    return wiring.current().vault.lookup_key("proof of work: sending")


def becomes_case(form: SendForm) -> bool:
    """Say whether a form becomes a case, or did: not without work, nor if it waits."""
    key = form.content_key()
    with db.reading_apart() as session:
        if intake.made_of(session, key) is not None:
            return True
        return form.has_worked and waiting.held_of(session, key) is None


def sent(form: SendForm) -> Slip:
    """Keep a request; the same form sent again leads to the same code and PIN.

    Its transaction is over before anything is shown: a thousand that come at once do
    not wait for each other's pages.

    Raises:
        Invalid: what the domain does not take, or no work was done for it.
    """
    wired = wiring.current()
    now = wired.clock()
    typed = form.typed(now)
    pin = lookups.pin_of_form(typed.key or "", wired.vault)
    _store(form, typed, lookups.kept(pin, wired.vault), now)
    with db.reading_apart() as session:
        case = intake.made_of(session, typed.key)
        assert case is not None  # noqa: S101 - it was kept a moment ago
        is_new = lookups.is_just_given(
            session, case, pin, wired.vault, by=None, now=now
        )
        return slip_of(session, case, pin=pin if is_new else "")


def held(form: SendForm) -> tuple[str, str]:
    """Hold a request apart that no work was done for; return reference and PIN.

    Without PIN if it was sent long ago.

    Raises:
        Invalid: what the domain does not take. Throttled: too many wait.
    """
    wired = wiring.current()
    now = wired.clock()
    typed = form.typed(now)
    pin = lookups.pin_of_form(typed.key or "", wired.vault)
    hash_ = lookups.kept(pin, wired.vault)
    with db.writing_apart() as session:
        row = waiting.held_of(session, typed.key)
        if row is None:
            row = waiting.hold(
                session,
                typed,
                privacy.in_force(local_day(now)).version,
                hash_,
                files_key=form.files.key if form.files.held else "",
                files_private=bool(form.is_private.data),
                vault=wired.vault,
            )
            form.files.set_aside()
    is_new = now - row.sent_at <= lookups.PRINTED_WITHIN
    return row.reference, lookups.spelt(pin) if is_new else ""


def _store(form: SendForm, typed: Intake, hash_: str, now: datetime) -> None:
    wired = wiring.current()
    calendar, enclosed = wired.calendar, form.enclosure()
    with db.writing_apart() as session:
        if intake.made_of(session, typed.key) is not None:
            return
        _spend(session, form, now)
        case = intake.send(
            session,
            typed,
            privacy.in_force(local_day(now)).version,
            vault=wired.vault,
            calendar=calendar,
            now=now,
            enclosed=enclosed,
        )
        lookups.give(session, case, hash_, by=None, now=now)


def _spend(session: Session, form: SendForm, now: datetime) -> None:
    """Use up the work that was done for a form; Invalid if there is none."""
    found = proof.read(form.proof.data or "", proof_key(), now=now)
    if found is None:
        raise Invalid({"proof": _UNPROVEN})
    if not proofs.spend(session, found.nonce, expires_at=found.expires_at, now=now):
        raise Invalid({"proof": _UNPROVEN})
