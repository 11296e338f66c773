"""Whether a text tells who sent a case, whoever wrote it there.

The identity is opened for this comparison only and leaves no trace of itself.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case, Complainant
from documents.text import fold
from documents.vault import Identity, Vault, VaultLocked

_SHORTEST_PHONE: Final = 8
_NATIONAL: Final = 9
"""Digits behind the 0 or +84 of a telephone."""


@dataclass(frozen=True)
class Sender:
    """Who sent a case, opened to be compared with texts; None could not be opened."""

    _identity: Identity | None = field(repr=False)

    def is_told_in(self, text: str) -> bool:
        """Say whether a text holds his name, number or address.

        An identity that cannot be opened is taken to be there.
        """
        if self._identity is None:
            return True
        phone = re.sub(r"\D", "", self._identity.phone)[-_NATIONAL:]
        if len(phone) >= _SHORTEST_PHONE and phone in re.sub(r"\D", "", text):
            return True
        plain = f" {_plain(text)} "
        return any(f" {told} " in plain for told in _told(self._identity))


def senders(
    session: Session, case_ids: Collection[int], *, vault: Vault
) -> dict[int, Sender]:
    """Return who sent these cases, by the cases' ids, for comparison only."""
    if not case_ids:
        return {}
    rows = (
        select(Complainant, Case.code)
        .join(Case, Case.id == Complainant.case_id)
        .where(Complainant.case_id.in_(case_ids))
    )
    return {
        row.case_id: Sender(_opened(row, code, vault))
        for row, code in session.execute(rows)
    }


def _opened(row: Complainant, code: str, vault: Vault) -> Identity | None:
    try:
        return vault.open(row.sealed, code=code)
    except VaultLocked:
        return None


def names_complainants(
    session: Session, case_ids: Collection[int], text: str, *, vault: Vault
) -> bool:
    """Say whether a text holds a name, a number or an address of these cases' senders.

    An identity that cannot be opened is taken to be there.
    """
    found = senders(session, case_ids, vault=vault).values()
    return any(sender.is_told_in(text) for sender in found)


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
