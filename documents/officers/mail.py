"""Where an officer gets mail, and whether he wants the digest of each morning."""

import re
from typing import Final

from sqlalchemy.orm import Session

from documents.errors import Invalid
from documents.models import Officer
from documents.officers.accounts import get

LONGEST: Final = 200
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}")
"""What an address of an office looks like: nothing that a mail's head could be cut
open with."""


def set_mail(
    session: Session, officer_id: int, *, email: str, wants_digest: bool
) -> Officer:
    """Change where an officer gets mail; "" for nowhere.

    Raises:
        Invalid: not an address. NotFound: no such account.
    """
    officer = get(session, officer_id)
    officer.email = checked_address(email)
    officer.wants_digest = wants_digest
    return officer


def checked_address(email: str) -> str:
    """Return an address as it may stand in a mail; raises Invalid."""
    address = email.strip()
    if address and (len(address) > LONGEST or not _ADDRESS.fullmatch(address)):
        message = "Địa chỉ thư điện tử cần có dạng ten@coquan.gov.vn."
        raise Invalid({"email": message})
    return address
