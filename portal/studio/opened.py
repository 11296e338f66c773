"""A letter as the officer at work opens it."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import letters, outgoing, queries
from documents.deadlines import local_day
from documents.models import OutgoingLetter
from portal import db, wiring
from portal.security import acting


@dataclass(frozen=True)
class Opened:
    """A letter, and the day on which it lies open."""

    session: Session
    letter: OutgoingLetter
    today: date

    @property
    def name(self) -> str:
        """Return what pages call the letter."""
        number = self.letter.printed_number
        kind = letters.KINDS[self.letter.book].name
        return f"{kind} số {number}" if number else f"Dự thảo {kind.lower()}"

    @property
    def named(self) -> str:
        """Return the same inside a sentence."""
        return self.name[0].lower() + self.name[1:]


def opened_letter(letter_id: int) -> Opened:
    """Return the letter of an address; NotFound for one that is not his to see."""
    session = db.session()
    letter = queries.letter(session, letter_id, acting())
    return Opened(session, letter, local_day(wiring.current().clock()))


def reads_copies(letter: OutgoingLetter) -> bool:
    """Say whether the officer at work may open signed copies of a letter.

    One may bear a complainant's name, and so may its file's (domain.md §6).
    """
    return acting().sees_every_case or not outgoing.names_complainant(letter.content)


def home_of(letter: OutgoingLetter) -> str:
    """Return where a letter is moved: on its own page, or on its case's."""
    if letter.is_reply and letter.case is not None:
        return url_for("desk.show", code=letter.case.code)
    return url_for("studio.show", letter_id=letter.id)
