"""Reads of outgoing letters, under way and in the register."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from documents import letters
from documents.errors import NotFound
from documents.models import (
    REPLY,
    Approval,
    BookEntry,
    Case,
    Officer,
    OutgoingLetter,
)
from documents.queries.cases import visible_cases
from documents.queries.listing import Listing, listing
from documents.viewer import Viewer
from documents.vocabulary import Decision, EntryState, LetterState, Role

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


def held_numbers(session: Session, letter: OutgoingLetter) -> list[BookEntry]:
    """Return the numbers held for a letter of this book and symbol, oldest first."""
    query = select(BookEntry).where(
        BookEntry.state == EntryState.RESERVED,
        BookEntry.book == letter.book,
        BookEntry.symbol == letter.symbol,
    )
    return list(session.scalars(query.order_by(BookEntry.year, BookEntry.number)))


def register_years(session: Session) -> list[int]:
    """Return the years in which numbers were given, newest first."""
    years = select(BookEntry.year).distinct().order_by(BookEntry.year.desc())
    return list(session.scalars(years))


def visible_letters(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a letter exists for the viewer.

    A case's letters are seen by who sees the case. Any other is seen by the office,
    by its drafter, his unit's head and its signer; once issued, by every officer but
    an administrator (domain.md §6). The query must join the case.
    """
    if viewer.role is Role.ADMIN:
        return false()
    own = or_(
        OutgoingLetter.state == LetterState.ISSUED,
        OutgoingLetter.drafter_id == viewer.officer_id,
        OutgoingLetter.signer_id == viewer.officer_id,
        _of_his_unit(viewer),
    )
    alone = true() if viewer.sees_every_case else own
    return or_(
        and_(OutgoingLetter.case_id.is_not(None), visible_cases(viewer)),
        and_(OutgoingLetter.case_id.is_(None), alone),
    )


def _of_a_sealed_case(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a sealed case's letter is the viewer's to open.

    It is in no list: like its case it is open at its own address (domain.md §12).
    """
    return Case.sealed.is_(True) if viewer.keeps_the_sealed else false()


def _not_sealed() -> ColumnElement[bool]:
    """Return the condition that a letter is of no sealed case."""
    return or_(OutgoingLetter.case_id.is_(None), ~Case.sealed)


def _of_his_unit(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.role is not Role.HEAD or viewer.unit_id is None:
        return false()
    mine = select(Officer.id).where(Officer.unit_id == viewer.unit_id)
    return OutgoingLetter.drafter_id.in_(mine)


def letters_waiting(session: Session) -> list[OutgoingLetter]:
    """Return approved letters that wait for their number, most urgent first.

    A case's letter is as urgent as its case; the others follow, oldest first.
    """
    numbered = [kind.id for kind in letters.KINDS.values() if kind.numbered]
    query = (
        _read_whole()
        .where(OutgoingLetter.state == LetterState.APPROVED)
        .where(OutgoingLetter.book.in_(numbered), _not_sealed())
        .order_by(Case.due_on.is_(None), Case.due_on, OutgoingLetter.id)
    )
    return list(session.scalars(query))


def drafts(
    session: Session, viewer: Viewer, *, page: int = 1
) -> Listing[OutgoingLetter]:
    """Return the letters under way that the viewer may see, newest first."""
    under_way = (LetterState.DRAFT, LetterState.PENDING, LetterState.APPROVED)
    query = (
        _read_whole()
        .where(OutgoingLetter.state.in_(under_way), visible_letters(viewer))
        .order_by(OutgoingLetter.drafted_at.desc(), OutgoingLetter.id.desc())
    )
    return listing(session, query, page)


def letters_to_sign(session: Session, viewer: Viewer) -> list[OutgoingLetter]:
    """Return what waits for the viewer's approval, oldest first; replies not."""
    query = (
        _read_whole()
        .where(OutgoingLetter.state == LetterState.PENDING)
        .where(OutgoingLetter.signer_id == viewer.officer_id, _not_sealed())
        .order_by(OutgoingLetter.id)
    )
    return list(session.scalars(query))


def letters_sent_back(session: Session, viewer: Viewer) -> list[OutgoingLetter]:
    """Return the viewer's own drafts whose last decision sent them back."""
    last = (
        select(Approval.decision)
        .where(Approval.letter_id == OutgoingLetter.id)
        .order_by(Approval.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        _read_whole()
        .where(OutgoingLetter.state == LetterState.DRAFT)
        .where(OutgoingLetter.drafter_id == viewer.officer_id, _not_sealed())
        .where(OutgoingLetter.paper != REPLY, last == Decision.RETURNED)
        .order_by(OutgoingLetter.id)
    )
    return list(session.scalars(query))


def letters_of(session: Session, case: Case) -> list[OutgoingLetter]:
    """Return a case's letters beside its replies, newest first; none in the trash."""
    query = (
        select(OutgoingLetter)
        .where(OutgoingLetter.case_id == case.id, OutgoingLetter.paper != REPLY)
        .where(OutgoingLetter.state != LetterState.DISCARDED)
        .order_by(OutgoingLetter.id.desc())
    )
    return list(session.scalars(query))


def recent_letters(
    session: Session, viewer: Viewer, *, limit: int = 20
) -> list[OutgoingLetter]:
    """Return the letters issued last, to start another one from."""
    query = (
        _read_whole()
        .where(OutgoingLetter.state == LetterState.ISSUED, visible_letters(viewer))
        .order_by(OutgoingLetter.issued_at.desc(), OutgoingLetter.id.desc())
    )
    return list(session.scalars(query.limit(limit)))


def letters_among(
    session: Session, ids: Iterable[int], viewer: Viewer
) -> list[OutgoingLetter]:
    """Return those of the letters that the viewer may see; none from the trash."""
    kept = OutgoingLetter.state != LetterState.DISCARDED
    wanted = (OutgoingLetter.id.in_(list(ids)), kept, visible_letters(viewer))
    return list(session.scalars(_read_whole().where(*wanted)))


def _read_whole() -> Select[OutgoingLetter]:
    """Return the query of letters, what a line tells of them read with it."""
    return (
        select(OutgoingLetter)
        .outerjoin(OutgoingLetter.case)
        .options(
            contains_eager(OutgoingLetter.case),
            joinedload(OutgoingLetter.signer),
            joinedload(OutgoingLetter.drafter),
        )
    )


def letter(session: Session, letter_id: int, viewer: Viewer) -> OutgoingLetter:
    """Return a letter that the viewer may see, or raise NotFound."""
    opens = or_(visible_letters(viewer), _of_a_sealed_case(viewer))
    found = session.scalar(_read_whole().where(OutgoingLetter.id == letter_id, opens))
    if found is None:
        raise NotFound("Không có văn bản này.")
    return found
