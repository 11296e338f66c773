"""Reads of the register of outgoing letters."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents.errors import NotFound
from documents.models import Case, OutgoingLetter
from documents.queries.cases import visible_cases
from documents.queries.listing import Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import LetterState


def issued_letters(
    session: Session, *, year: int | None = None, page: int = 1
) -> Listing[OutgoingLetter]:
    """Return the register of issued letters, newest number first."""
    query = (
        select(OutgoingLetter)
        .where(OutgoingLetter.state == LetterState.ISSUED)
        .options(joinedload(OutgoingLetter.case), joinedload(OutgoingLetter.signer))
        .order_by(OutgoingLetter.year.desc(), OutgoingLetter.number.desc())
    )
    if year is not None:
        query = query.where(OutgoingLetter.year == year)
    return listing(session, query, page)


def register_years(session: Session) -> list[int]:
    """Return the years in which letters were issued, newest first."""
    rows = select(OutgoingLetter.year).where(OutgoingLetter.year.is_not(None))
    years = session.scalars(rows.distinct().order_by(OutgoingLetter.year.desc()))
    return [year for year in years if year is not None]


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
