"""A pass to one's own case: that code and PIN were right, signed, for a short time.

It is bound to the case and to its PIN; nothing of it is kept. One that is forged, out
of date, of a sealed case, or of a PIN that was given anew since, is refused as wrong
code and PIN are (domain.md §12).
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import lookups, passwords
from documents.errors import NotFound
from documents.models import Case
from documents.vault import Vault

LONGEST: Final = 128
"""Characters of what is looked at as a pass."""

_DIGITS: Final = 12


@dataclass(frozen=True)
class Pass:
    """What lets its holder act on a case, and until when; it shows itself to no log."""

    text: str
    until: datetime

    def __repr__(self) -> str:
        return "Pass(…)"


def give(session: Session, code: str, vault: Vault, *, now: datetime) -> Pass | None:
    """Return a pass to a case that was just looked up; None: it is no case yet."""
    if code.startswith(lookups.WAITING):
        return None
    until = int((now + lookups.LASTS).timestamp())
    signature = _signed(code, until, lookups.hash_of(session, code), vault)
    text = f"{code}.{until}.{signature}"
    return Pass(text, datetime.fromtimestamp(until, UTC))


def held(typed: str) -> Pass:
    """Return a pass as it came back, whatever it is worth."""
    _, until, _ = _parts(typed)
    return Pass(typed, datetime.fromtimestamp(until, UTC))


def code_in(typed: str) -> str:
    """Return the code that a pass names; tries with it are counted under that."""
    return _parts(typed)[0]


def opened(
    session: Session, typed: str, vault: Vault, *, now: datetime, writes: bool = False
) -> Case:
    """Return the case that a pass opens; if it `writes`, others wait meanwhile.

    Raises:
        NotFound: the same for every cause.
    """
    code, until, signature = _parts(typed)
    hash_ = lookups.hash_of(session, code)
    expected = _signed(code, until, hash_, vault)
    is_ours = hmac.compare_digest(signature.encode(), expected.encode())
    is_over = now >= datetime.fromtimestamp(until, UTC)
    if not is_ours or is_over or hash_ == passwords.NO_PIN:
        raise NotFound(lookups.UNKNOWN)
    rows = select(Case).where(Case.code == code)
    if writes:
        rows = rows.with_for_update(of=Case)
    return session.scalars(rows).one()


def _parts(typed: str) -> tuple[str, int, str]:
    """Return code, moment and signature; of rubbish none of them says anything."""
    parts = typed[:LONGEST].encode("ascii", "ignore").decode().split(".")
    if len(parts) != 3 or not parts[1].isdecimal() or len(parts[1]) >= _DIGITS:
        return "", 0, ""
    return parts[0], int(parts[1]), parts[2]


def _signed(code: str, until: int, hash_: str, vault: Vault) -> str:
    return vault.lookup_key(f"pass {code} {until} {hash_}")
