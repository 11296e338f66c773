"""The receipt slip of a case: what its sender takes along, from a desk or a screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from documents import lookups, queries
from documents.deadlines import local_day
from documents.models import Case
from documents.vocabulary import CaseState
from portal import wiring


@dataclass(frozen=True)
class Slip:
    """What stands on it; `hotline` holds who is called and under which numbers.

    Nobody has taken a case with no day on which it is due.
    """

    code: str
    matter: str
    location: str
    channel: str
    received_at: datetime
    due_on: date | None
    taken_by: str
    hotline: tuple[tuple[str, str], ...]
    lookup_url: str
    pin: str = ""


def slip_of(session: Session, case: Case, *, pin: str = "") -> Slip:
    """Return the slip of a case, with its PIN for who has just got it."""
    public_url = wiring.current().settings.public_url
    is_taken = case.state is not CaseState.SUBMITTED
    return Slip(
        code=case.code,
        matter=case.title,
        location=case.location,
        channel=case.channel.label,
        received_at=case.received_at,
        due_on=case.due_on if is_taken else None,
        taken_by=case.recorded_by.full_name if case.recorded_by else "",
        hotline=tuple(_hotline(session)),
        lookup_url=f"{public_url}{url_for('lookup.index')}",
        pin=lookups.spelt(pin) if pin else "",
    )


def _hotline(session: Session) -> Iterator[tuple[str, str]]:
    """Yield who answers the hotline, and the numbers that visitors see."""
    today = local_day(wiring.current().clock())
    for contact in queries.published_contacts(session, on=today):
        numbers = [phone.raw for phone in contact.phones if phone.public]
        if numbers:
            yield contact.position, " – ".join(numbers)
