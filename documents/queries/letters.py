"""Reads of the register of outgoing letters."""

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents.errors import NotFound
from documents.models import BookEntry, Case, OutgoingLetter
from documents.queries.cases import visible_cases
from documents.queries.listing import Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import EntryState, LetterState

_TOLD: Final = (
    joinedload(BookEntry.letter).joinedload(OutgoingLetter.case),
    joinedload(BookEntry.letter).joinedload(OutgoingLetter.signer),
    joinedload(BookEntry.reserved_by),
    joinedload(BookEntry.voided_by),
)
"""What a line of the register tells, read with it."""


def register_entries(
    session: Session,
    *,
    year: int | None = None,
    state: EntryState | None = None,
    page: int = 1,
) -> Listing[BookEntry]:
    """Return a page of the register: every number given, newest first."""
    query = select(BookEntry).options(*_TOLD)
    if year is not None:
        query = query.where(BookEntry.year == year)
    if state is not None:
        query = query.where(BookEntry.state == state)
    newest = (BookEntry.year.desc(), BookEntry.book, BookEntry.number.desc())
    return listing(session, query.order_by(*newest), page)


def register_between(session: Session, since: date, until: date) -> list[BookEntry]:
    """Return the numbers of a span of days, both ends included."""
    query = select(BookEntry).options(*_TOLD)
    days = BookEntry.dated_on.between(since, until)
    return list(session.scalars(query.where(days).order_by(BookEntry.id)))


def register_entry(session: Session, entry_id: int) -> BookEntry:
    """Return one number of the register, or raise NotFound."""
    found = session.get(BookEntry, entry_id)
    if found is None:
        raise NotFound("Không có số này trong sổ.")
    return found


def register_years(session: Session) -> list[int]:
    """Return the years in which numbers were given, newest first."""
    years = select(BookEntry.year).distinct().order_by(BookEntry.year.desc())
    return list(session.scalars(years))


def letters_waiting(session: Session) -> list[OutgoingLetter]:
    """Return approved replies that wait for their number, most urgent first."""
    query = (
        select(OutgoingLetter)
        .join(OutgoingLetter.case)
        .where(OutgoingLetter.state == LetterState.APPROVED)
        .options(joinedload(OutgoingLetter.case), joinedload(OutgoingLetter.signer))
        .order_by(Case.due_on, OutgoingLetter.id)
    )
    return list(session.scalars(query))


def letter(session: Session, letter_id: int, viewer: Viewer) -> OutgoingLetter:
    """Return a letter whose case the viewer may see, or raise NotFound."""
    found = session.scalar(
        select(OutgoingLetter)
        .outerjoin(OutgoingLetter.case)
        .where(OutgoingLetter.id == letter_id, visible_cases(viewer))
    )
    if found is None:
        raise NotFound("Không có văn bản này.")
    return found
