"""What the numbers of the letter books are given for (NĐ 30/2020, Điều 15).

A number is given once: to a letter that is issued, or to a clerk who reserves it. A
reserved number is used for a letter or voided, with who, when and why; nothing frees
it. Numbers and days go up together, so nobody can date a letter back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from documents import agency, letters
from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import BookEntry, OutgoingLetter, Unit
from documents.register.books import next_number
from documents.viewer import Viewer
from documents.vocabulary import EntryState, Role

SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 500

Row = TypeVar("Row")


@dataclass(frozen=True)
class Reservation:
    """What a clerk reserves a number for.

    `key` names the form it was typed into: sent twice, it reserves one number.
    """

    kind: str
    unit: str
    reason: str
    key: str | None = None


def reserve(
    session: Session, wanted: Reservation, *, by: Viewer, now: datetime
) -> BookEntry:
    """Take the next number of a book for a paper that is signed elsewhere.

    It is dated today: no number is reserved for a day that is over.

    Raises:
        NotAllowed: not a clerk. Invalid: no such book or unit, or no reason.
    """
    _must_be_clerk(by)
    wait_turn(session, Queue.BOOKS)
    standing = select(BookEntry).where(BookEntry.reserve_key == wanted.key)
    if wanted.key and (found := session.scalar(standing)):
        return found
    symbol, reason = _symbol(session, wanted), _reason(wanted.reason, "reason")
    today = local_day(now)
    entry = BookEntry(
        book=wanted.kind,
        year=today.year,
        number=next_number(session, wanted.kind, today.year),
        symbol=symbol,
        state=EntryState.RESERVED,
        dated_on=today,
        reason=reason,
        reserved_at=now,
        reserved_by_id=by.officer_id,
        reserve_key=wanted.key,
    )
    session.add(entry)
    session.flush()
    return entry


def void(
    session: Session, entry_id: int, *, reason: str, by: Viewer, now: datetime
) -> BookEntry:
    """Void a reserved number; it stays in the register, and is never given again.

    Said twice by the same clerk it is done once.

    Raises:
        NotAllowed: not a clerk. NotFound. Invalid: no reason. TransitionRefused: a
        letter bears the number, or somebody has voided it.
    """
    _must_be_clerk(by)
    wait_turn(session, Queue.BOOKS)
    entry = session.get(BookEntry, entry_id, populate_existing=True)
    if entry is None:
        raise NotFound("Không có số này trong sổ.")
    why = _reason(reason, "void_reason")
    if entry.state is EntryState.VOIDED:
        if (entry.voided_by_id, entry.void_reason) == (by.officer_id, why):
            return entry
        raise TransitionRefused(f"Số {entry.printed_number} đã được hủy trước đó.")
    if entry.state is EntryState.ISSUED:
        raise TransitionRefused(
            f"Số {entry.printed_number} đã ban hành nên không hủy được; văn bản sai"
            " được thay thế hoặc đính chính bằng văn bản mới."
        )
    entry.state, entry.void_reason = EntryState.VOIDED, why
    entry.voided_at, entry.voided_by_id = now, by.officer_id
    session.flush()
    return entry


def take(
    session: Session,
    letter: OutgoingLetter,
    *,
    on: date,
    today: date,
    reserved: int | None = None,
) -> int:
    """Return the number that a letter is issued under: the next, or a reserved one.

    Raises:
        Invalid: the day is in the future or out of the order of the numbers; or the
        number is not reserved for such a letter.
    """
    wait_turn(session, Queue.BOOKS)
    if on > today:
        raise Invalid({"issued_on": "Ngày ban hành không thể ở tương lai."})
    if reserved is not None:
        return _reserved(session, letter, reserved, on=on).number
    last = session.scalar(
        _of_book(select(func.max(BookEntry.dated_on)), letter.book, on.year)
    )
    if last is not None and on < last:
        raise Invalid(
            {
                "issued_on": "Không được lùi ngày: sổ đã có văn bản ngày"
                f" {last:%d/%m/%Y}."
            }
        )
    return next_number(session, letter.book, on.year)


def _reserved(
    session: Session, letter: OutgoingLetter, entry_id: int, *, on: date
) -> BookEntry:
    entry = session.get(BookEntry, entry_id, populate_existing=True)
    if entry is None or entry.state is not EntryState.RESERVED:
        raise Invalid({"reserved": "Số này không còn được giữ. Hãy chọn số khác."})
    if (entry.book, entry.symbol) != (letter.book, letter.symbol):
        raise Invalid(
            {
                "reserved": f"Số {entry.printed_number} không giữ cho văn bản có ký"
                f" hiệu {letter.symbol}."
            }
        )
    later = select(func.min(BookEntry.dated_on)).where(BookEntry.number > entry.number)
    until = session.scalar(_of_book(later, entry.book, entry.year))
    in_order = entry.dated_on <= on and (until is None or on <= until)
    if not in_order or on.year != entry.year:
        to = f" đến {until:%d/%m/%Y}" if until else ""
        raise Invalid(
            {
                "issued_on": f"Số {entry.printed_number} chỉ dùng được cho ngày từ"
                f" {entry.dated_on:%d/%m/%Y}{to}: sổ không được lùi ngày."
            }
        )
    return entry


def enter(session: Session, letter: OutgoingLetter) -> None:
    """Write an issued letter into the register, or into the line it was reserved."""
    session.flush()
    same = (BookEntry.book == letter.book, BookEntry.year == letter.year)
    found = select(BookEntry).where(*same, BookEntry.number == letter.number)
    entry = session.scalar(found) or BookEntry(
        book=letter.book,
        year=letter.year,
        number=letter.number,
        symbol=letter.symbol,
    )
    entry.state, entry.letter = EntryState.ISSUED, letter
    entry.dated_on = letter.issued_on or entry.dated_on
    session.add(entry)
    session.flush()


def _of_book(query: Select[Row], book: str, year: int) -> Select[Row]:
    return query.where(BookEntry.book == book, BookEntry.year == year)


def _must_be_clerk(by: Viewer) -> None:
    if by.role is not Role.CLERK:
        raise NotAllowed("Chỉ văn thư giữ số và hủy số trong sổ.")


def _symbol(session: Session, wanted: Reservation) -> str:
    kind = letters.KINDS.get(wanted.kind)
    if kind is None or not kind.numbered:
        raise Invalid({"kind": "Không có sổ cho loại văn bản này."})
    if session.scalar(select(Unit.id).where(Unit.code == wanted.unit)) is None:
        raise Invalid({"unit": "Không có phòng, đơn vị này."})
    code = agency.current(session).code
    return letters.symbol(kind, code=code, unit=wanted.unit)


def _reason(typed: str, field: str) -> str:
    reason = typed.strip()
    if len(reason) < SHORTEST_REASON:
        raise Invalid({field: f"Cần nêu lý do, ít nhất {SHORTEST_REASON} ký tự."})
    if len(reason) > LONGEST_REASON:
        raise Invalid({field: f"Lý do không dài quá {LONGEST_REASON} ký tự."})
    return reason
