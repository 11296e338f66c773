"""A letter's bytes: the draft for who asks, the issued one frozen for good."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import letters, register
from documents.deadlines import local_day
from documents.errors import AlreadyIssued
from documents.files import FileStore
from documents.models import OutgoingLetter
from documents.outgoing.content import Content, printed
from documents.viewer import Viewer
from documents.vocabulary import LetterState

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_bytes(letter: OutgoingLetter, *, on: date) -> bytes:
    """Return the draft as .docx, the complainant named by his case only.

    Raises:
        Invalid: the draft is not finished.
    """
    value = stood_in(letter, letter.content, on=on)
    return letters.render(value, form=letters.form_of(value, on=on))


def stood_in(letter: OutgoingLetter, content: Content, *, on: date) -> letters.Letter:
    """Return a letter of this content as a draft: no name, the day still blank."""
    about = f" (hồ sơ {letter.case.code})" if letter.case else ""
    value = printed(content, addressee=f"Người gửi phản ánh{about}")
    return value.expected(in_month_of=on)


def file_for(
    viewer: Viewer, letter: OutgoingLetter, *, store: FileStore, today: date
) -> tuple[bytes, str]:
    """Return the .docx that a viewer of the letter may have, and its name.

    The office gets an issued letter as it was frozen. The people of a unit get
    it with the complainant named by his case only: to learn who he is they
    unseal him, with a reason (domain.md §6).
    """
    if letter.file is not None and viewer.sees_every_case:
        return store.read(letter.file), letter.file.name
    copy = "" if letter.number is None else "BAN-SAO_"
    return draft_bytes(letter, on=today), copy + file_name(letter)


def file_name(letter: OutgoingLetter) -> str:
    """Return what a downloaded letter is called; a draft says so (§13)."""
    case = f"-ho-so-{letter.case_id}" if letter.case_id else ""
    if letter.number is None or letter.year is None:
        return f"DU-THAO_{letter.symbol}{case}.docx".replace("/", "-")
    return _issued_name(letter.symbol, number=letter.number, year=letter.year)


def _issued_name(symbol: str, *, number: int, year: int) -> str:
    return f"{number:02}-{symbol}-{year}.docx".replace("/", "-")


def freeze(
    session: Session,
    letter: OutgoingLetter,
    *,
    addressee: str,
    on: date,
    store: FileStore,
    by: Viewer,
    now: datetime,
    reserved: int | None = None,
) -> None:
    """Give an approved letter its number and day, and keep its bytes for good.

    Number, day and bytes are one transaction with the caller's. The number is the
    book's next, or the one of a `reserved` entry of the register.

    Raises:
        AlreadyIssued: it has a number.
        Invalid: the day is in the future, or before the book's last letter; or the
        reserved number cannot be used for it.
    """
    if letter.state is LetterState.ISSUED:
        raise AlreadyIssued(f"Văn bản đã ban hành số {letter.printed_number}.")
    today = local_day(now)
    number = register.take(session, letter, on=on, today=today, reserved=reserved)
    value = printed(letter.content, addressee=addressee).numbered(number=number, on=on)
    # The database takes number, day and file together, so the file comes first.
    letter.file = store.keep(
        session,
        letters.render(value),
        name=_issued_name(letter.symbol, number=number, year=on.year),
        media_type=DOCX,
        by=by,
        now=now,
    )
    letter.number, letter.year, letter.issued_on = number, on.year, on
    letter.state, letter.issued_at = LetterState.ISSUED, now
    letter.issued_by_id = by.officer_id
    letter.content = {**letter.content, "number": number, "date": on.isoformat()}
    register.enter(session, letter)
