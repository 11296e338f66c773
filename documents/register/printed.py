"""What the printed register says of each number (NĐ 30/2020, Phụ lục IV).

Who sent a case in is not on it: such an addressee is named by his case. Of a letter
of a sealed case it says number, day and signer, and no more (domain.md §12).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from documents import letters
from documents.deadlines import HANOI
from documents.letters import Ledger, LedgerLine, Profile
from documents.models import COMPLAINANT, BookEntry, OutgoingLetter
from documents.vocabulary import EntryState

_AS_ABOVE: Final = ("như trên", "như kính gửi")
"""Recipients that only point back at the addressees."""

SEALED: Final = "Văn bản của hồ sơ đã niêm phong"


def ledger(
    entries: Iterable[BookEntry], *, of: Profile, since: date, until: date
) -> Ledger:
    """Return the register of a span of days, book by book in the order of numbers.

    `of` is the agency whose register it is.
    """
    books = list(letters.KINDS)
    in_order = sorted(entries, key=lambda e: (books.index(e.book), e.year, e.number))
    return Ledger(
        profile=of,
        period=_period(since, until),
        lines=tuple(map(_line, in_order)),
    )


def _period(since: date, until: date) -> str:
    whole_year = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
    if whole_year and since.year == until.year:
        return f"Năm {since.year}"
    return f"Từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}"


def _line(entry: BookEntry) -> LedgerLine:
    letter = entry.letter
    content = letter.content if letter else {}
    archive = content.get("archive") or {}
    return LedgerLine(
        number=entry.printed_number,
        dated=f"{entry.dated_on:%d/%m/%Y}",
        about=about(entry),
        signer=letter.signer.full_name if letter else "",
        sent_to="\n".join(_sent_to(letter)) if letter and not is_sealed(entry) else "",
        kept_by=", ".join(archive.get("units") or ()),
        copies=str(archive.get("copies") or ""),
        notes="\n".join(notes(entry)),
    )


def is_sealed(entry: BookEntry) -> bool:
    """Say whether a number was given to a letter of a sealed case."""
    letter = entry.letter
    return letter is not None and letter.case is not None and letter.case.sealed


def about(entry: BookEntry) -> str:
    """Return kind and abstract of a letter; of a number without one, its reason."""
    letter = entry.letter
    if letter is None:
        return entry.reason
    if is_sealed(entry):
        return SEALED
    return letters.titled(letter.book, letter.subject)


def _sent_to(letter: OutgoingLetter) -> Iterator[str]:
    about = f" (hồ sơ {letter.case.code})" if letter.case else ""
    recipients: Sequence[dict[str, Any]] = letter.content.get("recipients") or ()
    copies = [recipient["name"] for recipient in recipients]
    for name in (*(letter.content.get("addressees") or ()), *copies):
        if name.casefold() not in _AS_ABOVE:
            yield name.replace(COMPLAINANT, f"Người phản ánh{about}")


def notes(entry: BookEntry) -> Iterator[str]:
    """Yield what became of a number that was not simply given to a letter."""
    if entry.reserved_at and entry.reserved_by:
        told = entry.state is EntryState.ISSUED and not is_sealed(entry)
        why = f": {entry.reason}" if told else ""
        yield f"Giữ số {_at(entry.reserved_at)}, {entry.reserved_by.full_name}{why}"
    if entry.voided_at and entry.voided_by:
        by = entry.voided_by.full_name
        yield f"HỦY SỐ {_at(entry.voided_at)}, {by}: {entry.void_reason}"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%d/%m/%Y}"
