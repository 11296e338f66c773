"""Whether a text tells who sent a case, whoever wrote it there.

The identity is opened for this comparison only and leaves no trace of itself.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case, Complainant
from documents.text import fold
from documents.vault import Identity, Vault, VaultLocked

_SHORTEST_PHONE: Final = 8
_NATIONAL: Final = 9
"""Digits behind the 0 or +84 of a telephone."""


def names_complainants(
    session: Session, case_ids: Collection[int], text: str, *, vault: Vault
) -> bool:
    """Say whether a text holds a name, a number or an address of these cases' senders.

    An identity that cannot be opened is taken to be there.
    """
    if not case_ids:
        return False
    rows = (
        select(Complainant, Case.code)
        .join(Case, Case.id == Complainant.case_id)
        .where(Complainant.case_id.in_(case_ids))
    )
    plain, digits = _plain(text), re.sub(r"\D", "", text)
    for row, code in session.execute(rows):
        try:
            identity = vault.open(row.sealed, code=code)
        except VaultLocked:
            return True
        phone = re.sub(r"\D", "", identity.phone)[-_NATIONAL:]
        if len(phone) >= _SHORTEST_PHONE and phone in digits:
            return True
        if any(f" {told} " in f" {plain} " for told in _told(identity)):
            return True
    return False


def _told(identity: Identity) -> Iterator[str]:
    """Yield what a person can be told by; one word alone could be anybody's."""
    for part in (
        identity.full_name,
        identity.organisation,
        identity.email,
        identity.address,
    ):
        plain = _plain(part)
        if " " in plain:
            yield plain


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
