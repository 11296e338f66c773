"""A past case as a value, and what makes two of them the same (design.md §4)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from documents.intake import SHORTEST_CONTENT
from documents.text import fold
from documents.vault import Identity
from documents.vocabulary import CaseKind, Channel, Field, PastOutcome, Source


@dataclass(frozen=True)
class PastCase:
    """A case that was worked on before this portal stood."""

    external_ref: str
    received_on: date
    channel: Channel
    source: Source
    kind: CaseKind | None
    field: Field | None
    title: str
    content: str
    place: str
    unit_id: int | None
    outcome: PastOutcome
    reply_number: str
    reply_date: date | None
    reply_text: str
    closed_on: date | None
    identity: Identity
    opted_out: bool = False

    @property
    def ended_on(self) -> date | None:
        """Return the day it ended, as far as the row tells."""
        return self.closed_on or self.reply_date

    @property
    def has_reply(self) -> bool:
        """Say whether the row tells anything of a reply."""
        return bool(self.reply_number or self.reply_text or self.reply_date)

    @property
    def fingerprint(self) -> str:
        """Return what two rows of one case share even without a reference."""
        return fingerprint(self.received_on, self.title, self.content)


def fingerprint(received_on: date, title: str, content: str) -> str:
    """Return a hash of the day and the content without marks.

    Words as few as no intake takes say too little: their title counts too.
    """
    told = fold(content)
    if len(told) < SHORTEST_CONTENT:
        told = f"{fold(title)}\n{told}"
    told = f"{received_on.isoformat()} {told}"
    return hashlib.blake2b(" ".join(told.split()).encode(), digest_size=16).hexdigest()
