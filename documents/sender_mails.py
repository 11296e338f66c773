"""What a sender is told by mail when he gave an address: that something has happened.

Received, asked, answered, ended: what the look-up tells him too, and no more
(domain.md §5.1, §12). A row is made with the move; nobody waits for the mail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from documents import agency, mailing
from documents.mailing import is_due as _is_due
from documents.models import Case, Complainant, SenderMail
from documents.vault import Vault
from documents.vocabulary import CaseState

TOLD_OF: Final = frozenset(
    {
        CaseState.AWAITING_INFO,
        CaseState.REPLIED,
        CaseState.TRANSFERRED,
        CaseState.CLOSED_UNRESOLVED,
        CaseState.DECLINED,
        CaseState.WITHDRAWN,
    }
)
"""States of which a sender is told when his case comes to them."""

FRESH_FOR: Final = timedelta(days=1)
"""How long such a mail is worth sending: without a mail server none piles up."""

LOST_WITHIN: Final = timedelta(days=7)
"""How long an administrator is told of mail that nobody got."""


@dataclass(frozen=True, repr=False)
class Sending:
    """A mail that is this process's to send now; it shows its address to no log.

    It comes from the `agency` as that is named today.
    """

    mail_id: int
    code: str
    about: CaseState
    email: str
    agency: str


def queue(
    session: Session, case: Case, left: CaseState | None, *, now: datetime
) -> None:
    """Queue what a sender is told of a move, if he gave anything to reach him."""
    is_new = left is None
    if not is_new and (case.state is left or case.state not in TOLD_OF):
        return
    sender = session.get(Complainant, case.id)
    if sender is None or not sender.has_address or case.sealed:
        return
    session.add(SenderMail(case_id=case.id, about=case.state, made_at=now, due_at=now))


def is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a mail waits to be tried; asked without holding any lock."""
    return _is_due(session, SenderMail, now=now)


def claim(session: Session, *, now: datetime) -> int | None:
    """Take the next mail that is due; those that came too late are forgotten."""
    waits = SenderMail.ended_at.is_(None)
    stale = waits & (SenderMail.made_at < now - FRESH_FOR)
    session.execute(update(SenderMail).where(stale).values(ended_at=now))
    row = mailing.claim(session, SenderMail, now=now)
    return row.id if row else None


def sending_of(session: Session, mail_id: int, *, vault: Vault) -> Sending | None:
    """Return what is to be sent, and where; None: nowhere, or of a sealed case.

    Raises:
        VaultLocked: who sent the case cannot be opened.
    """
    row = session.get_one(SenderMail, mail_id)
    sender = session.get(Complainant, row.case_id)
    if sender is None or row.case.sealed:
        return None
    email = vault.open(sender.sealed, code=row.case.code).email.strip()
    if not email:
        return None
    ours = agency.current(session).name
    return Sending(row.id, row.case.code, row.about, email, ours)


def lost(session: Session, *, now: datetime) -> int:
    """Return how many mails were given up lately, of which nobody learns more."""
    rows = select(func.count(SenderMail.id)).where(
        SenderMail.ended_at >= now - LOST_WITHIN, SenderMail.fault != ""
    )
    return session.scalar(rows) or 0
